import type { FromForm, ToForm } from '../../src/panels/formMessages';
import { element, setText } from './elements';
import { Form } from './form';

/** What VS Code gives to the page of a webview, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromForm): void;
  setState(state: unknown): void;
};

const vscode = acquireVsCodeApi();
const heading = element('h1');
const description = element('p', { class: 'description' });
const form = new Form((message) => vscode.postMessage(message));

window.addEventListener('message', ({ data }: MessageEvent<ToForm>) => {
  if (data.kind === 'focus') {
    form.focus(data.field);
    return;
  }
  const { view } = data;
  vscode.setState(view.kept);
  document.title = view.heading;
  setText(heading, view.heading);
  setText(description, view.description);
  form.show(view);
});

document.body.append(element('main', {}, heading, description, form.element));
vscode.postMessage({ kind: 'ready' });
