import type { CommandView, FromCommandPage, ToCommandPage } from '../../src/panels/commandMessages';
import { button, element, setText } from './elements';
import { Form } from './form';
import { Preview } from './preview';

/** What VS Code gives to the page of a webview, once. */
declare function acquireVsCodeApi(): { postMessage(message: FromCommandPage): void };

const vscode = acquireVsCodeApi();
/** The command that shows. */
let about = '';

const heading = element('h1');
const description = element('p', { class: 'description' });
const unsaved = element('p', { class: 'unsaved', role: 'status' });
const empty = element('p', { class: 'description' });
const others = element('div', { class: 'others' });
const preview = new Preview();
// For the command that the person sees while typing, also when another one follows at that moment.
const form = new Form((message) => vscode.postMessage({ kind: 'form', about, message }));

window.addEventListener('message', ({ data }: MessageEvent<ToCommandPage>) => {
  if (data.kind === 'focus') form.focus(data.field);
  else show(data.view);
});

const head = element('div', { class: 'heading' }, heading, unsaved);
document.body.append(element('main', { class: 'narrow' }, others, head, description, empty, form.element));
vscode.postMessage({ kind: 'ready' });

function show(view: CommandView): void {
  about = view.about;
  setText(empty, view.empty);
  setText(heading, view.form?.heading);
  setText(description, view.form?.description);
  setText(unsaved, view.unsaved);
  form.element.hidden = !view.form;
  if (view.form) form.show(view.form, about);
  preview.show(view.preview);
  form.insertAfter('keyboard', preview.element);
  showOthers(view);
}

function showOthers({ others: drafts, othersLabel }: CommandView): void {
  const key = JSON.stringify(drafts);
  if (others.dataset['shown'] === key) return;
  others.dataset['shown'] = key;
  others.hidden = drafts.length === 0;
  others.replaceChildren(
    element('p', { id: 'others' }, othersLabel),
    element(
      'ul',
      { 'aria-labelledby': 'others' },
      ...drafts.map(({ about: other, label }) =>
        element(
          'li',
          {},
          button(label, 'secondary', () => vscode.postMessage({ kind: 'open', about: other })),
        ),
      ),
    ),
  );
}
