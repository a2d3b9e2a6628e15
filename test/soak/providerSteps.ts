import { editAsOtherPerson } from '../../src/sandbox/otherPerson';
import {
  editElsewhere,
  type ElsewhereStep,
  elsewhereWeights,
  placeUnder,
  replaceElsewhere,
  takesElsewhere,
} from './elsewhere';
import { faultKinds, faultsByKind } from './faultList';
import { pick } from './random';
import type { SimulatedEditor } from './simulatedEditor';
import type { ProviderStage } from './providerStage';
import type { Step, Weights } from './steps';
import { textToGiveUp, typedText } from './typedText';

export type ProviderStep =
  | 'open'
  | 'close'
  | 'type'
  | 'save'
  | 'save all'
  | 'type during a slow save'
  | 'drop during a slow save'
  | 'overwrite'
  | 'retry'
  | 'compare'
  | 'revert'
  | 'undo'
  | 'activate'
  | 'refresh'
  | ElsewhereStep
  | 'replace elsewhere'
  | 'clash'
  | 'third version'
  | 'a fault'
  | 'reload'
  | 'reload during a save'
  | 'second window'
  | 'rename here'
  | 'delete here'
  | 'sign out and in'
  | 'both windows save'
  | 'read-only text elsewhere';

export const providerWeights: Weights<ProviderStep> = {
  open: 6,
  close: 1,
  type: 14,
  save: 12,
  'save all': 2,
  'type during a slow save': 2,
  'drop during a slow save': 2,
  overwrite: 16,
  retry: 12,
  compare: 8,
  revert: 3,
  undo: 2,
  activate: 3,
  refresh: 4,
  ...elsewhereWeights,
  'replace elsewhere': 1,
  clash: 7,
  'third version': 7,
  'a fault': 10,
  reload: 3,
  'reload during a save': 1,
  'second window': 2,
  'rename here': 4,
  'delete here': 0.5,
  'sign out and in': 1.5,
  'both windows save': 3,
  'read-only text elsewhere': 0.7,
};

type Take = (stage: ProviderStage, step: Step) => Promise<boolean> | boolean;

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
  'drop during a slow save': (stage, { rolls: [a = 0, b = 0], tag }) =>
    withEditor(stage, a, async (editor) => {
      const { faults } = stage.server;
      if (!editor.isDirty) type(stage, editor, `${tag} first`, b);
      faults.add({ kind: 'latency', ms: 10, endpoint: 'editCommand', times: 1 });
      const saving = editor.save();
      await untilRequestOrEnd(stage, saving);
      editor.type(textToGiveUp(editor, tag, b));
      const waiting = editor.save();
      await editor.revert();
      await Promise.all([saving, waiting]);
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
  ...takesElsewhere,
  'replace elsewhere': async (stage, { rolls: [a = 0, b = 0, c = 0] }) => {
    const window = pick(stage.windows, b);
    const heir = await replaceElsewhere(stage, a, async (id) => (await window.uriOf(id)) !== undefined);
    if (heir !== undefined && c < 0.7) {
      await window.refresh();
      await stage.settled();
      stage.unseenHeirs.delete(heir);
      await stage.open(window, heir);
    }
    return heir !== undefined;
  },
  clash: (stage, { rolls: [a = 0, b = 0, c = 0], tag }) =>
    withEditor(stage, a, async (editor) => {
      const before = editor.loadedText;
      if (!editor.isDirty) type(stage, editor, tag, b);
      // Some find in the end that the old text was right.
      if (c > 0.8 && before !== undefined) editor.type(before);
      editElsewhere(stage, stage.commandIdOf(editor), tag, c);
      await editor.save();
    }),
  'third version': (stage, { rolls: [a = 0, b = 0, c = 0], tag }) =>
    withNotice(stage, a, 'conflict', async (editor) => {
      editElsewhere(stage, stage.commandIdOf(editor), tag, b);
      const outcome = await editor.overwrite();
      if (outcome === 'failed' && c < 0.6) await editor.retry();
    }),
  'a fault': (stage, step) => withFault(stage, step),
  reload: async (stage, { rolls: [a = 0, b = 0, c = 0], tag }) => {
    const window = pick(stage.windows, a);
    const unsaved = [...window.editors].find((editor) => editor.isDirty);
    await stage.reload(window);
    if (unsaved && b < 0.5) {
      // Somebody saves before the person comes back to the text.
      editElsewhere(stage, stage.commandIdOf(unsaved), tag, c);
      await unsaved.save();
    }
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
    const window = await stage.openWindow();
    return stage.open(window, stage.commandIds[0] ?? 0);
  },
  'rename here': (stage, { rolls: [a = 0, b = 0, c = 0], tag }) =>
    withEditor(stage, a, (editor) => renameHere(stage, editor, tag, b, c)),
  'delete here': async (stage, { rolls: [a = 0] }) => {
    const editor = stage.editor(a);
    if (!editor || editor.isDirty) return false;
    const window = stage.windowOf(editor);
    if (await editor.delete()) window.editors.delete(editor);
    return true;
  },
  'sign out and in': async (stage, { rolls: [a = 0, b = 0, c = 0], tag }) => {
    const window = pick(stage.windows, a);
    await window.signOut();
    const editor = [...window.editors][0];
    if (editor && b < 0.7) type(stage, editor, tag, c);
    if (editor && b < 0.5) await editor.save();
    await window.signIn();
    return true;
  },
  'both windows save': async (stage, { rolls: [a = 0, b = 0, c = 0, d = 0], tag }) => {
    const editor = stage.editor(a);
    const other = stage.editors.find(
      (open) => open !== editor && editor && stage.commandIdOf(open) === stage.commandIdOf(editor),
    );
    if (!editor || !other) return false;
    if (b < 0.8) type(stage, editor, `${tag} one`, b);
    type(stage, other, `${tag} two`, c);
    if (d < 0.5) stage.server.faults.add({ kind: 'latency', ms: 8, endpoint: 'editCommand', times: 1 });
    await Promise.all([editor.save(), other.save()]);
    stage.server.faults.clear();
    return true;
  },
  'read-only text elsewhere': async (stage, { rolls: [a = 0, b = 0], tag }) => {
    const id = pick(stage.commandIds, a);
    // UTF-8 cannot carry half a surrogate pair.
    const code = `${tag} theirs ${b < 0.5 ? '\ud834' : '\udd1e'} end\n`;
    if (!stage.command(id)) return false;
    editAsOtherPerson(stage.server.store, stage.botId, id, { code });
    if (b > 0.7) for (const window of stage.windows) await window.refresh();
    await stage.settled();
    for (const editor of stage.editors) if (stage.commandIdOf(editor) === id) await editor.save();
    await stage.settled();
    const isOverwritten = stage.command(id)?.code !== code;
    if (isOverwritten) stage.oracle.findings.push(`${tag}: a text with half a character was overwritten`);
    // Somebody mends it.
    if (b < 0.9) editAsOtherPerson(stage.server.store, stage.botId, id, { code: `${tag} mended\n` });
    return true;
  },
};

/** Takes a step. @returns whether there was anything to do it with */
export async function take(stage: ProviderStage, step: Step<ProviderStep>): Promise<boolean> {
  return takes[step.kind](stage, step);
}

async function withEditor(
  stage: ProviderStage,
  roll: number,
  run: (editor: SimulatedEditor) => Promise<unknown>,
): Promise<boolean> {
  const editor = stage.editor(roll);
  if (!editor) return false;
  await run(editor);
  return true;
}

async function withNotice(
  stage: ProviderStage,
  roll: number,
  notice: 'conflict' | 'error',
  run: (editor: SimulatedEditor) => Promise<unknown>,
): Promise<boolean> {
  const editors = stage.editors.filter((editor) => editor.notice === notice);
  if (editors.length === 0) return false;
  await run(pick(editors, roll));
  return true;
}

function type(stage: ProviderStage, editor: SimulatedEditor | undefined, tag: string, roll: number): boolean {
  return editor?.type(typedText(stage, editor, tag, roll)) ?? false;
}

async function renameHere(
  stage: ProviderStage,
  editor: SimulatedEditor,
  tag: string,
  nameRoll: number,
  folderRoll: number,
): Promise<void> {
  const from = editor.uri;
  const to = from.with({ path: placeUnder(from.path, tag, nameRoll, folderRoll) });
  if (to.path === from.path) return;
  const window = stage.windowOf(editor);
  const id = stage.commandIdOf(editor);
  // Also when no answer came: the command may have the new name then.
  stage.oracle.renamed(id);
  // The other window goes by the name that it saw last.
  if (stage.windows.length > 1) stage.renamedElsewhere.add(id);
  const isRenamed = await editor.rename(to);
  if (isRenamed) stage.moved(editor, window, from.path, to.path);
  await stage.served();
  stage.expectPlace(id);
}

/** Something that a person does while the server or the connection fails. */
async function withFault(stage: ProviderStage, { rolls, tag }: Step): Promise<boolean> {
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
    if (endpoint === 'editCommand' && e > 0.85) await renameHere(stage, editor, tag, f, f);
    else if (editor.notice === 'conflict' && e < 0.3) await editor.overwrite();
    else if (editor.notice === 'error' && e < 0.3) await editor.retry();
    else await editor.save();
  }
  await stage.settled();
  stage.server.faults.clear();
  return true;
}

/** Resolves when a write is at the server, or when the save ended without one. */
async function untilRequestOrEnd(stage: ProviderStage, saving: Promise<unknown>): Promise<void> {
  const ended = saving.then(
    () => true,
    () => true,
  );
  const isThere = () => stage.server.requests.list('editCommand').some(({ status }) => status === null);
  const turn = () => new Promise<boolean>((resolve) => setImmediate(() => resolve(isThere())));
  while (!(await Promise.race([ended, turn()])));
}
