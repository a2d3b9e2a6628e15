import type { FindState } from '../../src/model/search/findState';
import type { FindLabels, FindPage, FromFind, ToFind } from '../../src/panels/findMessages';
import { button, element, setAttribute, setText } from './elements';

/** What VS Code gives to the page of a webview, once. */
declare function acquireVsCodeApi(): { postMessage(message: FromFind): void };

const vscode = acquireVsCodeApi();

type Flag = { [K in keyof FindState]: FindState[K] extends boolean ? K : never }[keyof FindState];

/** Counts what was changed, so that a view that knows less of it takes nothing back. */
let seq = 0;
let state: FindState | undefined;

const change = (part: Partial<FindState>, isTyping = false) => {
  if (!state) return;
  state = { ...state, ...part };
  vscode.postMessage({ kind: 'change', seq: ++seq, state, isTyping });
  showState();
};

const field = (name: 'text' | 'replacement') => {
  const made = element('textarea', { rows: '1', spellcheck: 'false', id: name });
  made.addEventListener('input', () => {
    fit(made);
    change({ [name]: made.value }, true);
  });
  made.addEventListener('keydown', (event) => {
    // As in VS Code's own search: Shift+Enter begins a new line.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    const isAll = name === 'replacement' && (event.ctrlKey || event.metaKey) && event.altKey;
    vscode.postMessage({ kind: isAll ? 'replaceAll' : 'search' });
  });
  return made;
};
const text = field('text');
const replacement = field('replacement');

/** A button that stays pressed. */
const toggle = (flag: Flag, sign: string) => {
  const made = button(sign, 'secondary', () => change({ [flag]: state?.[flag] !== true }));
  made.className = `toggle ${flag}`;
  return made;
};
const toggles = {
  matchCase: toggle('matchCase', 'Aa'),
  wholeWord: toggle('wholeWord', 'ab'),
  isRegex: toggle('isRegex', '.*'),
};
const unfold = toggle('isReplacing', '›');
unfold.className = 'unfold';
const replaceAll = button('', 'secondary', () => vscode.postMessage({ kind: 'replaceAll' }));

/** A box with its label. */
const box = (flag: 'code' | 'answers' | 'keyboards' | 'names') => {
  const input = element('input', { type: 'checkbox' });
  const word = element('span');
  input.addEventListener('change', () => change({ [flag]: input.checked }));
  return { flag, input, word, label: element('label', {}, input, word) };
};
const boxes = [box('code'), box('answers'), box('keyboards'), box('names')];

const bots = element('select');
const oneBot = element('option', { value: 'one' });
const allBots = element('option', { value: 'all' });
bots.append(oneBot, allBots);
bots.addEventListener('change', () => change({ allBots: bots.value === 'all' }));

const wrong = element('p', { class: 'wrong', role: 'alert', id: 'wrong' });
const status = element('p', { class: 'status', role: 'status' });
const cancel = button('', 'secondary', () => vscode.postMessage({ kind: 'cancel' }));
const findRow = element('div', { class: 'input' }, text, ...Object.values(toggles));
const replaceRow = element('div', { class: 'input' }, replacement);
const replaceLine = element('div', { class: 'line' }, replaceRow, replaceAll);
const where = element('div', { class: 'where', role: 'group' }, ...boxes.map(({ label }) => label), bots);

document.body.append(
  element(
    'main',
    {},
    unfold,
    element(
      'div',
      { class: 'fields' },
      findRow,
      wrong,
      replaceLine,
      where,
      element('div', { class: 'line' }, status, cancel),
    ),
  ),
);
// VS Code would open its own search, which does not see the commands of a bot.
document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.altKey) return;
  if (event.code !== 'KeyF' && event.code !== 'KeyH') return;
  event.preventDefault();
  event.stopPropagation();
  if (event.code === 'KeyH') change({ isReplacing: true });
  text.focus();
  text.select();
});

window.addEventListener('message', ({ data }: MessageEvent<ToFind>) => {
  if (data.kind === 'show') show(data.page);
  else {
    const target = data.field === 'text' ? text : replacement;
    target.focus();
    target.select();
  }
});
vscode.postMessage({ kind: 'ready' });

function show(page: FindPage): void {
  // Typing goes on while a view is on its way.
  if (!state || page.seq === seq) state = page.state;
  showLabels(page.labels);
  const { status: said } = page;
  setText(wrong, said.wrong);
  setText(status, said.text);
  setText(cancel, said.isRunning ? page.labels.cancel : undefined);
  setAttribute(text, 'aria-invalid', said.wrong === undefined ? undefined : 'true');
  setAttribute(text, 'aria-describedby', said.wrong === undefined ? undefined : 'wrong');
  // Not disabled, which would take the keyboard away from it.
  setAttribute(replaceAll, 'aria-disabled', said.canReplace ? undefined : 'true');
  oneBot.textContent = said.bot ?? page.labels.noBot;
  oneBot.disabled = said.bot === undefined;
  showState();
}

function showState(): void {
  if (!state) return;
  for (const each of [text, replacement]) {
    const value = each === text ? state.text : state.replacement;
    if (each.value !== value) each.value = value;
    fit(each);
  }
  for (const [flag, each] of Object.entries({ ...toggles, isReplacing: unfold })) {
    setAttribute(each, 'aria-pressed', String(state[flag as Flag]));
  }
  replaceLine.hidden = !state.isReplacing;
  for (const { flag, input } of boxes) input.checked = state[flag];
  bots.value = state.allBots ? 'all' : 'one';
}

function showLabels(labels: FindLabels): void {
  for (const [target, label] of [
    [text, labels.find],
    [replacement, labels.replace],
  ] as const) {
    setAttribute(target, 'placeholder', label);
    setAttribute(target, 'aria-label', label);
  }
  for (const [target, label] of [
    [toggles.matchCase, labels.matchCase],
    [toggles.wholeWord, labels.wholeWord],
    [toggles.isRegex, labels.isRegex],
    [unfold, labels.toggleReplace],
  ] as const) {
    setAttribute(target, 'title', label);
    setAttribute(target, 'aria-label', label);
  }
  setText(replaceAll, labels.replaceAll);
  for (const { flag, word } of boxes) setText(word, labels[flag]);
  setAttribute(where, 'aria-label', labels.where);
  setAttribute(bots, 'aria-label', labels.bots);
  allBots.textContent = labels.allBots;
}

/** As high as its lines, up to five. */
function fit(target: HTMLTextAreaElement): void {
  target.rows = Math.min(5, target.value.split('\n').length);
}
