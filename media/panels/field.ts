import type { Typed } from '../../src/model/fieldEdits';
import type { FieldView, FormLabels } from '../../src/panels/formMessages';
import { button, element, setAttribute, setText } from './elements';

export interface FieldHandlers {
  readonly typed: (field: string, typed: Typed) => void;
  readonly keepMine: (field: string) => void;
  readonly takeTheirs: (field: string) => void;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLPreElement;

/** One field of a form: its label, control, description, and what there is to say about it. */
export class Field {
  readonly element: HTMLElement;
  readonly #name: string;
  readonly #control: Control;
  readonly #label = element('span');
  readonly #changed: HTMLElement;
  readonly #description: HTMLElement;
  readonly #wrong: HTMLElement;
  readonly #doubts: HTMLElement;
  readonly #conflict: HTMLElement;
  readonly #handlers: FieldHandlers;
  #reveal: HTMLButtonElement | undefined;

  /** @param id unlike that of any other field of the page */
  constructor(view: FieldView, id: string, labels: FormLabels, handlers: FieldHandlers) {
    this.#name = view.name;
    this.#handlers = handlers;
    this.#control = controlFor(view, id);
    this.#control.addEventListener('input', () => handlers.typed(view.name, this.#typed()));
    this.#changed = element('span', { class: 'changed', id: `${id}-changed` }, labels.changed);
    this.#description = element('p', { class: 'description', id: `${id}-description` });
    this.#wrong = element('p', { class: 'wrong', id: `${id}-wrong` });
    this.#doubts = element('div', { class: 'doubts', id: `${id}-doubts` });
    this.#conflict = element('div', { class: 'conflict', role: 'group', id: `${id}-conflict` });
    const isTick = view.control === 'checkbox';
    const label =
      view.control === 'shown'
        ? element('span', { class: 'label', id: `${id}-label` }, this.#label)
        : element('label', { class: 'label', for: id }, this.#label);
    const head = element('div', { class: 'head' }, label, this.#changed);
    const row = element('div', { class: isTick ? 'tick' : 'value' }, this.#control);
    if (isTick) row.append(head);
    if (view.control === 'password') row.append(this.#revealButton(id));
    this.element = element(
      'div',
      { class: 'field' },
      ...(isTick ? [] : [head, this.#description]),
      row,
      ...(isTick ? [this.#description] : []),
      this.#wrong,
      this.#doubts,
      this.#conflict,
    );
  }

  /** @param withValue false while the page has typed more than the view knows of */
  show(view: FieldView, labels: FormLabels, withValue: boolean): void {
    setText(this.#label, view.label);
    setText(this.#description, view.description);
    setText(this.#wrong, view.wrong);
    this.#showDoubts(view.doubts);
    this.#changed.hidden = !view.isChanged;
    this.element.classList.toggle('is-changed', view.isChanged);
    const control = this.#control;
    setAttribute(control, 'aria-invalid', view.wrong ? 'true' : undefined);
    this.#showConflict(view, labels);
    const said = [this.#changed, this.#description, this.#wrong, this.#doubts, this.#conflict];
    const about = said.filter(({ hidden }) => !hidden);
    setAttribute(control, 'aria-describedby', about.map(({ id }) => id).join(' ') || undefined);
    if (this.#reveal) {
      setText(this.#reveal, labels.reveal);
      setAttribute(this.#reveal, 'aria-label', `${labels.reveal}: ${view.label}`);
    }
    if (control instanceof HTMLPreElement) setText(control, String(view.typed));
    else {
      if (control instanceof HTMLSelectElement) showChoices(control, view.choices);
      else setAttribute(control, 'placeholder', view.placeholder);
      if (withValue) setValue(control, view.typed);
    }
  }

  /** Gives it the keyboard; what has to be decided comes first. */
  focus(): void {
    const decision = this.#conflict.querySelector('button');
    const target = decision ?? this.#control;
    target.focus();
    this.element.scrollIntoView({ block: 'nearest' });
  }

  #typed(): Typed {
    const control = this.#control;
    if (control instanceof HTMLPreElement) return control.textContent;
    return control instanceof HTMLInputElement && control.type === 'checkbox'
      ? control.checked
      : control.value;
  }

  #revealButton(id: string): HTMLButtonElement {
    const press = () => {
      if (!(this.#control instanceof HTMLInputElement)) return;
      const isShown = this.#control.type === 'text';
      this.#control.type = isShown ? 'password' : 'text';
      setAttribute(made, 'aria-pressed', String(!isShown));
    };
    const made = button('', 'secondary', press);
    setAttribute(made, 'aria-pressed', 'false');
    setAttribute(made, 'aria-controls', id);
    this.#reveal = made;
    return made;
  }

  /** What stays the same is not announced again. */
  #showDoubts(doubts: readonly string[]): void {
    this.#doubts.hidden = doubts.length === 0;
    const key = JSON.stringify(doubts);
    if (this.#doubts.dataset['shown'] === key) return;
    this.#doubts.dataset['shown'] = key;
    this.#doubts.replaceChildren(...doubts.map((doubt) => element('p', {}, doubt)));
  }

  #showConflict({ conflict, label }: FieldView, labels: FormLabels): void {
    this.#conflict.hidden = !conflict;
    const key = JSON.stringify(conflict ?? null);
    if (this.#conflict.dataset['shown'] === key) return;
    this.#conflict.dataset['shown'] = key;
    setAttribute(this.#conflict, 'aria-label', conflict && label);
    if (!conflict) {
      const hadFocus = this.#conflict.contains(document.activeElement);
      this.#conflict.replaceChildren();
      // The button that was pressed is gone.
      if (hadFocus) this.#control.focus();
      return;
    }
    const value = (title: string, text: string) =>
      element('div', {}, element('dt', {}, title), element('dd', {}, text));
    this.#conflict.replaceChildren(
      element('p', {}, conflict.sentence),
      element('dl', {}, value(labels.theirs, conflict.theirs), value(labels.mine, conflict.mine)),
      element(
        'div',
        { class: 'buttons' },
        button(labels.keepMine, 'secondary', () => this.#handlers.keepMine(this.#name)),
        button(labels.takeTheirs, 'secondary', () => this.#handlers.takeTheirs(this.#name)),
      ),
    );
  }
}

function controlFor({ control }: FieldView, id: string): Control {
  const plain = { id, spellcheck: 'false', autocomplete: 'off' };
  switch (control) {
    case 'lines':
      return element('textarea', { ...plain, spellcheck: 'true', rows: '5' });
    case 'shown':
      return element('pre', { id, tabindex: '0', role: 'region', 'aria-labelledby': `${id}-label` });
    case 'checkbox':
      return element('input', { id, type: 'checkbox' });
    case 'password':
      return element('input', { ...plain, type: 'password', autocomplete: 'new-password' });
    case 'integer':
    case 'float':
      // A field of the type `number` would hide what was typed wrong.
      return element('input', {
        ...plain,
        type: 'text',
        inputmode: control === 'float' ? 'decimal' : 'numeric',
      });
    case 'choice':
      return element('select', { id });
    case 'line':
      return element('input', { ...plain, type: 'text', spellcheck: 'true' });
  }
}

/** The page keeps what is chosen, as long as it can be chosen. */
function showChoices(control: HTMLSelectElement, choices: FieldView['choices']): void {
  const key = JSON.stringify(choices);
  if (control.dataset['shown'] === key) return;
  control.dataset['shown'] = key;
  const chosen = control.value;
  control.replaceChildren(...choices.map(({ value, label }) => element('option', { value }, label)));
  control.value = chosen;
}

function setValue(control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, typed: Typed): void {
  if (typeof typed === 'boolean') {
    if (control instanceof HTMLInputElement) control.checked = typed;
  } else if (control.value !== typed) {
    control.value = typed;
  }
}
