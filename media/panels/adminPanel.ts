import type { FormView, FromForm, ToForm } from '../../src/panels/formMessages';
import { button, element, setAttribute, setText } from './elements';
import { Field, type FieldHandlers } from './field';

/** What VS Code gives to the page of a webview, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromForm): void;
  setState(state: unknown): void;
};

const vscode = acquireVsCodeApi();

/** Counts what was typed, so that a view that knows less of it takes nothing back. */
let seq = 0;
let shape = '';
let fields = new Map<string, Field>();

const handlers: FieldHandlers = {
  typed: (field, typed) => vscode.postMessage({ kind: 'type', seq: ++seq, field, typed }),
  keepMine: (field) => vscode.postMessage({ kind: 'keepMine', field }),
  takeTheirs: (field) => vscode.postMessage({ kind: 'takeTheirs', field }),
};
const save = () => vscode.postMessage({ kind: 'save' });

const heading = element('h1');
const description = element('p', { class: 'description' });
const fieldList = element('div');
const goneList = element('div');
const notes = element('div', { class: 'notes' });
const saveButton = element('button', { type: 'submit', class: 'primary' });
const discardButton = button('', 'secondary', () => vscode.postMessage({ kind: 'discard' }));
const loadButton = button('', 'secondary', () => vscode.postMessage({ kind: 'loadAgain' }));
const said = element('p', { class: 'said', role: 'status' });
const alarm = element('p', { class: 'said wrong', role: 'alert' });
const buttons = element('div', { class: 'buttons' }, saveButton, discardButton, loadButton);
// Sentences stand between the notes and the buttons, which is where a person looks who just pressed one.
const foot = element('div', { class: 'foot' }, notes, alarm, buttons, said);
const form = element('form', { novalidate: '' }, fieldList, goneList, foot);

form.addEventListener('submit', (event) => {
  event.preventDefault();
  save();
});
window.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's') {
    event.preventDefault();
    save();
  }
});
window.addEventListener('message', ({ data }: MessageEvent<ToForm>) => {
  if (data.kind === 'show') show(data.view);
  else (fields.get(data.field) ?? firstGone())?.focus();
});

document.body.append(element('main', {}, heading, description, form));
vscode.postMessage({ kind: 'ready' });

function show(view: FormView): void {
  vscode.setState(view.kept);
  document.title = view.heading;
  setText(heading, view.heading);
  setText(description, view.description);
  const isRebuilt = showFields(view);
  // Typing goes on while a view is on its way.
  const withValues = isRebuilt || view.seq === seq;
  for (const field of view.fields) fields.get(field.name)?.show(field, view.labels, withValues);
  showGone(view);
  notes.replaceChildren(...view.notes.map((note) => element('p', {}, note)));
  setText(said, view.status?.kind === 'failed' ? undefined : view.status?.text);
  setText(alarm, view.status?.kind === 'failed' ? view.status.text : undefined);
  setText(saveButton, view.canSave ? view.labels.save : undefined);
  setText(discardButton, view.isDirty ? view.labels.discard : undefined);
  setText(loadButton, view.canLoadAgain ? view.labels.loadAgain : undefined);
  setAttribute(form, 'aria-busy', String(view.isBusy));
  // Not disabled, which would take the keyboard away from it.
  for (const each of [saveButton, loadButton])
    setAttribute(each, 'aria-disabled', view.isBusy ? 'true' : undefined);
}

/** @returns whether the fields had to be made anew */
function showFields(view: FormView): boolean {
  const newShape = JSON.stringify(view.fields.map(({ name, control }) => [name, control]));
  if (newShape === shape) return false;
  shape = newShape;
  const focused = [...fields].find(([, field]) => field.element.contains(document.activeElement))?.[0];
  fields = new Map(
    view.fields.map((field, index) => [
      field.name,
      new Field(field, `field-${index}`, view.labels, handlers),
    ]),
  );
  fieldList.replaceChildren(...[...fields.values()].map((field) => field.element));
  if (focused !== undefined) fields.get(focused)?.focus();
  return true;
}

function showGone({ goneFields, labels }: FormView): void {
  const key = JSON.stringify(goneFields);
  if (goneList.dataset['shown'] === key) return;
  goneList.dataset['shown'] = key;
  goneList.replaceChildren(
    ...goneFields.map(({ name, sentence, mine }) =>
      element(
        'div',
        { class: 'conflict', role: 'group', 'aria-label': name },
        element('p', {}, sentence),
        element('pre', { tabindex: '0' }, mine),
        element(
          'div',
          { class: 'buttons' },
          button(labels.discard, 'secondary', () => handlers.takeTheirs(name)),
        ),
      ),
    ),
  );
}

function firstGone(): HTMLElement | null {
  return goneList.querySelector('button');
}
