import { editAsOtherPerson } from '../../src/sandbox/otherPerson';
import { commandFields } from '../../src/sandbox/store/records';
import { faultKinds, faultsByKind } from './faultList';
import { pick } from './random';
import type { SimulatedEditor } from './simulatedEditor';
import type { Stage } from './stage';
import type { Step, Weights } from './steps';
import { edited, editedElsewhere } from './typing';

export type ProviderStep =
  | 'open'
  | 'close'
  | 'type'
  | 'save'
  | 'save all'
  | 'type during a slow save'
  | 'overwrite'
  | 'retry'
  | 'compare'
  | 'revert'
  | 'undo'
  | 'activate'
  | 'refresh'
  | 'edit elsewhere'
  | 'back to an older version elsewhere'
  | 'other fields elsewhere'
  | 'clash'
  | 'third version'
  | 'a fault'
  | 'reload'
  | 'reload during a save'
  | 'second window';

export const providerWeights: Weights<ProviderStep> = {
  open: 6,
  close: 1,
  type: 14,
  save: 12,
  'save all': 2,
  'type during a slow save': 2,
  overwrite: 16,
  retry: 12,
  compare: 8,
  revert: 3,
  undo: 2,
  activate: 3,
  refresh: 4,
  'edit elsewhere': 8,
  'back to an older version elsewhere': 2,
  'other fields elsewhere': 1,
  clash: 7,
  'third version': 7,
  'a fault': 10,
  reload: 3,
  'reload during a save': 1,
  'second window': 1,
};

type Take = (stage: Stage, step: Step) => Promise<boolean> | boolean;

/** What each step does. `false`: there was nothing to do it with. */
const takes: Readonly<Record<ProviderStep, Take>> = {
  open: (stage, { rolls: [a = 0, b = 0] }) => stage.open(pick(stage.windows, a), pick(stage.commandIds, b)),
  close: (stage, { rolls: [a = 0] }) =>
    withEditor(stage, a, async (editor) => {
      stage.windowOf(editor).editors.delete(editor);
      await editor.close();
    }),
  type: (stage, { rolls: [a = 0, b = 0], tag }) => type(stage, stage.editor(a), tag, b),
  save: (stage, { rolls: [a = 0] }) => withEditor(stage, a, (editor) => editor.save()),
  'save all': async (stage, { rolls: [a = 0] }) => {
    // Of two windows' saves to one command the server cannot tell the later from the better informed.
    const { editors } = pick(stage.windows, a);
    if (editors.size < 2) return false;
    await Promise.all([...editors].map((editor) => editor.save()));
    return true;
  },
  'type during a slow save': (stage, { rolls: [a = 0, b = 0, c = 0], tag }) =>
    withEditor(stage, a, async (editor) => {
      const { faults } = stage.server;
      faults.add({ kind: 'latency', ms: 10, endpoint: 'editCommand', times: 1 });
      const saving = editor.save();
      await untilRequestOrEnd(stage, saving);
      type(stage, editor, tag, b);
      // A second Ctrl+S is queued behind the first.
      if (c < 0.5) await editor.save();
      await saving;
      faults.clear();
    }),
  overwrite: (stage, { rolls: [a = 0] }) => withNotice(stage, a, 'conflict', (editor) => editor.overwrite()),
  retry: (stage, { rolls: [a = 0] }) => withNotice(stage, a, 'error', (editor) => editor.retry()),
  compare: (stage, { rolls: [a = 0] }) => withNotice(stage, a, 'conflict', (editor) => editor.compare()),
  revert: (stage, { rolls: [a = 0] }) => {
    const editor = stage.editor(a);
    return editor?.isDirty ? editor.revert() : false;
  },
  undo: (stage, { rolls: [a = 0] }) => {
    const editor = stage.editor(a);
    if (!editor?.canUndo) return false;
    editor.undo();
    return true;
  },
  activate: (stage, { rolls: [a = 0] }) => withEditor(stage, a, (editor) => editor.look()),
  refresh: async (stage, { rolls: [a = 0] }) => {
    await pick(stage.windows, a).refresh();
    return true;
  },
  'edit elsewhere': (stage, { rolls: [a = 0, b = 0], tag }) => {
    const id = commandUnderWork(stage, a);
    const before = stage.server.store.command(stage.botId, id);
    if (!before) return false;
    const code = editedElsewhere(before.code ?? '', `${tag} theirs`, b);
    return editAsOtherPerson(stage.server.store, stage.botId, id, { code }) !== undefined;
  },
  'back to an older version elsewhere': (stage, { rolls: [a = 0, b = 0] }) => {
    const id = commandUnderWork(stage, a);
    const versions = stage.versions().filter(({ command_id }) => command_id === id);
    const { code } = pick(versions, b);
    return editAsOtherPerson(stage.server.store, stage.botId, id, { code }) !== undefined;
  },
  'other fields elsewhere': (stage, { rolls: [a = 0], tag }) => {
    const id = pick(stage.commandIds, a);
    const { store } = stage.server;
    const record = store.command(stage.botId, id);
    if (!record) return false;
    const fields = { ...commandFields(record), answer: `${tag} answer`, help: null, need_reply: false };
    store.updateCommand(stage.botId, id, fields, 'other person');
    stage.expectFieldsAsTheyAre(id);
    return true;
  },
  clash: (stage, { rolls: [a = 0, b = 0, c = 0], tag }) =>
    withEditor(stage, a, async (editor) => {
      const before = editor.loadedText;
      if (!editor.isDirty) type(stage, editor, tag, b);
      // Some find in the end that the old text was right.
      if (c > 0.8 && before !== undefined) editor.type(before);
      editElsewhere(stage, editor, tag, c);
      await editor.save();
    }),
  'third version': (stage, { rolls: [a = 0, b = 0, c = 0], tag }) =>
    withNotice(stage, a, 'conflict', async (editor) => {
      editElsewhere(stage, editor, tag, b);
      const outcome = await editor.overwrite();
      if (outcome === 'failed' && c < 0.6) await editor.retry();
    }),
  'a fault': (stage, step) => withFault(stage, step),
  reload: async (stage, { rolls: [a = 0] }) => {
    await stage.reload(pick(stage.windows, a));
    return true;
  },
  'reload during a save': (stage, { rolls: [a = 0] }) =>
    withEditor(stage, a, async (editor) => {
      const { faults } = stage.server;
      faults.add({ kind: 'latency', ms: 10, endpoint: 'editCommand', times: 1 });
      const saving = editor.save();
      await untilRequestOrEnd(stage, saving);
      await stage.reload(stage.windowOf(editor));
      faults.clear();
    }),
  'second window': async (stage) => {
    if (stage.windows.length > 1) return false;
    await stage.openWindow();
    return true;
  },
};

/** Takes a step. @returns whether there was anything to do it with */
export async function take(stage: Stage, step: Step<ProviderStep>): Promise<boolean> {
  return takes[step.kind](stage, step);
}

async function withEditor(
  stage: Stage,
  roll: number,
  run: (editor: SimulatedEditor) => Promise<unknown>,
): Promise<boolean> {
  const editor = stage.editor(roll);
  if (!editor) return false;
  await run(editor);
  return true;
}

async function withNotice(
  stage: Stage,
  roll: number,
  notice: 'conflict' | 'error',
  run: (editor: SimulatedEditor) => Promise<unknown>,
): Promise<boolean> {
  const editors = stage.editors.filter((editor) => editor.notice === notice);
  if (editors.length === 0) return false;
  await run(pick(editors, roll));
  return true;
}

function type(stage: Stage, editor: SimulatedEditor | undefined, tag: string, roll: number): boolean {
  if (!editor) return false;
  const commandId = editor.book.commandIds.at(-1) ?? 0;
  // Now and then one comes back to the text by hand, or two people arrive at the same one.
  if (roll < 0.04 && editor.loadedText !== undefined) return editor.type(editor.loadedText);
  const theirs = stage.server.store.command(stage.botId, commandId)?.code;
  const same = roll > 0.96 && theirs && !theirs.includes('\r') && !theirs.startsWith('\ufeff');
  return editor.type(same ? theirs : edited(editor.text, tag, Math.max(0, (roll - 0.04) / 0.92)));
}

/** Another person changes the command of an editor. */
function editElsewhere(stage: Stage, editor: SimulatedEditor, tag: string, roll: number): void {
  const id = editor.book.commandIds.at(-1) ?? 0;
  const before = stage.server.store.command(stage.botId, id)?.code ?? '';
  const code = editedElsewhere(before, `${tag} theirs`, roll);
  editAsOtherPerson(stage.server.store, stage.botId, id, { code });
}

/** Mostly a command that somebody has unsaved text for: there people get in each other's way. */
function commandUnderWork(stage: Stage, roll: number): number {
  const dirty = stage.editors
    .filter((editor) => editor.isDirty)
    .map(({ book }) => book.commandIds.at(-1) ?? 0);
  return dirty.length > 0 && roll < 0.8 ? pick(dirty, roll / 0.8) : pick(stage.commandIds, roll);
}

/** Something that a person does while the server or the connection fails. */
async function withFault(stage: Stage, { rolls, tag }: Step): Promise<boolean> {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = rolls;
  const editor = stage.editor(a);
  const window = editor ? stage.windowOf(editor) : pick(stage.windows, a);
  const { endpoint, make } = pick(faultsByKind.get(pick(faultKinds, b)) ?? [], c);
  stage.server.faults.add(make(tag, 1 + Math.floor(d * 4)));
  if (endpoint === 'getCommands' && e < 0.6) {
    await window.refresh();
  } else if (!editor) {
    await stage.open(window, pick(stage.commandIds, f));
  } else if (endpoint === 'getCommand' && e > 0.6) {
    if (editor.notice === 'conflict' && e < 0.8) await editor.compare();
    else if (editor.isDirty && e < 0.85) await editor.revert();
    else if (e < 0.93) await editor.look();
    else await stage.reload(window);
  } else {
    if (f < 0.5) type(stage, editor, tag, f * 2);
    if (editor.notice === 'conflict' && e < 0.3) await editor.overwrite();
    else if (editor.notice === 'error' && e < 0.3) await editor.retry();
    else await editor.save();
  }
  await stage.settled();
  stage.server.faults.clear();
  return true;
}

/** Resolves when a write is at the server, or when the save ended without one. */
async function untilRequestOrEnd(stage: Stage, saving: Promise<unknown>): Promise<void> {
  const ended = saving.then(
    () => true,
    () => true,
  );
  const isThere = () => stage.server.requests.list('editCommand').some(({ status }) => status === null);
  const turn = () => new Promise<boolean>((resolve) => setImmediate(() => resolve(isThere())));
  while (!(await Promise.race([ended, turn()])));
}
