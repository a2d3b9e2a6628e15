import type { FormView, FromForm } from '../../src/panels/formMessages';
import { button, element, setAttribute, setText } from './elements';
import { Field, type FieldHandlers } from './field';

/** The form of a page: its fields, what is said about them, and the buttons. It shows what it is sent. */
export class Form {
  readonly element: HTMLFormElement;
  readonly #post: (message: FromForm) => void;
  /** Counts what was typed, so that a view that knows less of it takes nothing back. */
  #seq = 0;
  #shape = '';
  #fields = new Map<string, Field>();
  readonly #fieldList = element('div');
  readonly #goneList = element('div');
  readonly #notes = element('div', { class: 'notes' });
  readonly #saveButton = element('button', { type: 'submit', class: 'primary' });
  readonly #discardButton: HTMLButtonElement;
  readonly #loadButton: HTMLButtonElement;
  readonly #said = element('p', { class: 'said', role: 'status' });
  readonly #alarm = element('p', { class: 'said wrong', role: 'alert' });
  readonly #handlers: FieldHandlers;

  /** @param post tells the extension what the person did */
  constructor(post: (message: FromForm) => void) {
    this.#post = post;
    this.#handlers = {
      typed: (field, typed) => post({ kind: 'type', seq: ++this.#seq, field, typed }),
      keepMine: (field) => post({ kind: 'keepMine', field }),
      takeTheirs: (field) => post({ kind: 'takeTheirs', field }),
    };
    this.#discardButton = button('', 'secondary', () => post({ kind: 'discard' }));
    this.#loadButton = button('', 'secondary', () => post({ kind: 'loadAgain' }));
    const buttons = element(
      'div',
      { class: 'buttons' },
      this.#saveButton,
      this.#discardButton,
      this.#loadButton,
    );
    // Sentences stand between the notes and the buttons, which is where a person looks who just pressed one.
    const foot = element('div', { class: 'foot' }, this.#notes, this.#alarm, buttons, this.#said);
    this.element = element('form', { novalidate: '' }, this.#fieldList, this.#goneList, foot);
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    // Before VS Code hears of it, which would save what is in the active editor.
    window.addEventListener(
      'keydown',
      (event) => {
        if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
        event.preventDefault();
        event.stopImmediatePropagation();
        this.#save();
      },
      { capture: true },
    );
  }

  /**
   * Shows a view.
   * @param about what it is about: another thing has fields of its own, also when they look the same
   */
  show(view: FormView, about = ''): void {
    const isRebuilt = this.#showFields(view, about);
    // Typing goes on while a view is on its way.
    const withValues = isRebuilt || view.seq === this.#seq;
    for (const field of view.fields) this.#fields.get(field.name)?.show(field, view.labels, withValues);
    this.#showGone(view);
    this.#notes.replaceChildren(...view.notes.map((note) => element('p', {}, note)));
    setText(this.#said, view.status?.kind === 'failed' ? undefined : view.status?.text);
    setText(this.#alarm, view.status?.kind === 'failed' ? view.status.text : undefined);
    setText(this.#saveButton, view.canSave ? view.labels.save : undefined);
    setText(this.#discardButton, view.isDirty ? view.labels.discard : undefined);
    setText(this.#loadButton, view.canLoadAgain ? view.labels.loadAgain : undefined);
    setAttribute(this.element, 'aria-busy', String(view.isBusy));
    // Not disabled, which would take the keyboard away from it.
    for (const each of [this.#saveButton, this.#loadButton])
      setAttribute(each, 'aria-disabled', view.isBusy ? 'true' : undefined);
  }

  /** Gives the keyboard to a field that needs the person. */
  focus(field: string): void {
    (this.#fields.get(field) ?? this.#goneList.querySelector('button'))?.focus();
  }

  /** Puts something of the page's own behind a field; it goes with the fields, so this is called after each `show`. */
  insertAfter(field: string, own: HTMLElement): void {
    const place = this.#fields.get(field)?.element;
    if (place && place.nextElementSibling !== own) place.after(own);
  }

  #save(): void {
    this.#post({ kind: 'save' });
  }

  /** @returns whether the fields had to be made anew */
  #showFields(view: FormView, about: string): boolean {
    const newShape = JSON.stringify([about, view.fields.map(({ name, control }) => [name, control])]);
    if (newShape === this.#shape) return false;
    this.#shape = newShape;
    const focused = [...this.#fields].find(([, field]) => field.element.contains(document.activeElement));
    this.#fields = new Map(
      view.fields.map((field, index) => [
        field.name,
        new Field(field, `field-${index}`, view.labels, this.#handlers),
      ]),
    );
    this.#fieldList.replaceChildren(...[...this.#fields.values()].map((field) => field.element));
    if (focused) this.#fields.get(focused[0])?.focus();
    return true;
  }

  #showGone({ goneFields, labels }: FormView): void {
    const key = JSON.stringify(goneFields);
    if (this.#goneList.dataset['shown'] === key) return;
    this.#goneList.dataset['shown'] = key;
    this.#goneList.replaceChildren(
      ...goneFields.map(({ name, sentence, mine }) =>
        element(
          'div',
          { class: 'conflict', role: 'group', 'aria-label': name },
          element('p', {}, sentence),
          element('pre', { tabindex: '0' }, mine),
          element(
            'div',
            { class: 'buttons' },
            button(labels.discard, 'secondary', () => this.#handlers.takeTheirs(name)),
          ),
        ),
      ),
    );
  }
}
