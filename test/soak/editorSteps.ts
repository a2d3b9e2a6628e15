import type { EditorStage } from './editorStage';
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
import type { RealEditor } from './realEditor';
import type { Step, Weights } from './steps';
import { textToGiveUp, typedText } from './typedText';

export type EditorStep =
  | 'open'
  | 'close'
  | 'type'
  | 'save'
  | 'save twice at once'
  | 'save all'
  | 'type during a slow save'
  | 'drop during a slow save'
  | 'overwrite'
  | 'compare'
  | 'compare and overwrite'
  | 'compare and discard'
  | 'revert'
  | 'undo'
  | 'activate'
  | 'refresh'
  | 'rename here'
  | 'delete here'
  | ElsewhereStep
  | 'replace elsewhere'
  | 'clash'
  | 'third version'
  | 'a fault'
  | 'reload'
  | 'sign out and in';

export const editorWeights: Weights<EditorStep> = {
  open: 6,
  close: 2,
  type: 14,
  save: 12,
  'save twice at once': 1,
  'save all': 1,
  'type during a slow save': 3,
  'drop during a slow save': 2,
  overwrite: 14,
  compare: 5,
  'compare and overwrite': 6,
  'compare and discard': 3,
  revert: 3,
  undo: 3,
  activate: 3,
  refresh: 5,
  'rename here': 4,
  'delete here': 0.5,
  ...elsewhereWeights,
  'replace elsewhere': 1,
  clash: 7,
  'third version': 7,
  'a fault': 8,
  reload: 4,
  'sign out and in': 1,
};

type Take = (stage: EditorStage, step: Step) => Promise<boolean> | boolean;

/** What each step does. `false`: there was nothing to do it with. */
const takes: Readonly<Record<EditorStep, Take>> = {
  open: (stage, { rolls: [a = 0, b = 0] }) => stage.open(pick(stage.commandIds, a), b < 0.5),
  close: (stage, { rolls: [a = 0] }) => withEditor(stage, a, (editor) => close(stage, editor)),
  type: (stage, { rolls: [a = 0, b = 0], tag }) =>
    withEditor(stage, a, (editor) => type(stage, editor, tag, b)),
  save: (stage, { rolls: [a = 0, b = 0] }) =>
    withEditor(stage, a, (editor) => (b < 0.7 ? editor.save() : editor.saveByKey())),
  'save twice at once': (stage, { rolls: [a = 0] }) =>
    withEditor(stage, a, (editor) => Promise.all([editor.save(), editor.save()])),
  'save all': async (stage) => {
    const dirty = stage.editors.filter((editor) => editor.isDirty);
    await Promise.all(dirty.map((editor) => editor.save()));
    return dirty.length > 1;
  },
  'type during a slow save': (stage, { rolls: [a = 0, b = 0, c = 0], tag }) =>
    withEditor(stage, a, (editor) =>
      duringSlowSave(stage, editor, async () => {
        await type(stage, editor, tag, b);
        // A second Ctrl+S is queued behind the first.
        if (c < 0.5) await editor.save();
      }),
    ),
  'drop during a slow save': (stage, { rolls: [a = 0, b = 0, c = 0, d = 0], tag }) =>
    withEditor(stage, a, async (editor) => {
      let waiting: Promise<unknown> | undefined;
      if (!editor.isDirty) await type(stage, editor, `${tag} first`, b);
      await duringSlowSave(stage, editor, async (isUnderWay) => {
        await editor.type(textToGiveUp(editor, tag, b));
        // Without one to wait for, this save would be on its way before the text is given up.
        if (isUnderWay && c < 0.7) waiting = editor.save();
        if (d < 0.5) await close(stage, editor);
        else await editor.revert();
      });
      await waiting;
    }),
  overwrite: (stage, { rolls: [a = 0] }) => withConflict(stage, a, (editor) => editor.overwrite()),
  compare: (stage, { rolls: [a = 0] }) => withConflict(stage, a, (editor) => editor.compare()),
  'compare and overwrite': (stage, { rolls: [a = 0] }) =>
    withConflict(stage, a, (editor) => editor.compareAndOverwrite()),
  'compare and discard': (stage, { rolls: [a = 0] }) =>
    withConflict(stage, a, (editor) => editor.compareAndDiscard()),
  revert: (stage, { rolls: [a = 0] }) =>
    withOneOf(
      stage.editors.filter((editor) => editor.isDirty),
      a,
      (editor) => editor.revert(),
    ),
  undo: async (stage, { rolls: [a = 0] }) => (await stage.editor(a)?.undo()) ?? false,
  activate: (stage, { rolls: [a = 0] }) => withEditor(stage, a, (editor) => editor.show()),
  refresh: async (stage) => {
    await stage.contents.refresh();
    return true;
  },
  'rename here': (stage, { rolls: [a = 0, b = 0, c = 0], tag }) =>
    withEditor(stage, a, (editor) => renameHere(stage, editor, tag, b, c)),
  'delete here': (stage, { rolls: [a = 0] }) =>
    withOneOf(
      stage.editors.filter((editor) => !editor.isDirty),
      a,
      async (editor) => {
        if (await editor.delete()) await close(stage, editor);
      },
    ),
  ...takesElsewhere,
  'replace elsewhere': async (stage, { rolls: [a = 0, b = 0, c = 0] }) => {
    const heir = await replaceElsewhere(stage, a, (id) => stage.isListed(id));
    if (heir !== undefined && c < 0.7) {
      await stage.contents.refresh();
      await stage.settled();
      stage.unseenHeirs.delete(heir);
      await stage.open(heir, b < 0.5);
    }
    return heir !== undefined;
  },
  clash: (stage, { rolls: [a = 0, b = 0, c = 0], tag }) =>
    withEditor(stage, a, async (editor) => {
      const before = editor.loadedText;
      if (!editor.isDirty) await type(stage, editor, tag, b);
      // Some find in the end that the old text was right.
      if (c > 0.8 && before !== undefined) await editor.type(before);
      editElsewhere(stage, stage.commandIdOf(editor), tag, c);
      await editor.save();
    }),
  'third version': (stage, { rolls: [a = 0, b = 0, c = 0], tag }) =>
    withConflict(stage, a, async (editor) => {
      editElsewhere(stage, stage.commandIdOf(editor), tag, b);
      const outcome = await (c < 0.3 ? editor.compareAndOverwrite() : editor.overwrite());
      if (outcome === 'failed' && c < 0.6) await editor.overwrite();
    }),
  'a fault': (stage, step) => withFault(stage, step),
  reload: async (stage) => {
    await stage.restart();
    return true;
  },
  'sign out and in': async (stage, { rolls: [a = 0, b = 0] }) => {
    const { studio, model, server } = stage.world;
    await studio.signIn.out(model.account);
    if (b < 0.5) await stage.editor(a)?.save();
    await studio.signIn.withApiKey(server.apiKey);
    return true;
  },
};

/** Takes a step. @returns whether there was anything to do it with */
export async function take(stage: EditorStage, step: Step<EditorStep>): Promise<boolean> {
  return takes[step.kind](stage, step);
}

type Run = (editor: RealEditor) => Promise<unknown>;

async function withOneOf(editors: readonly RealEditor[], roll: number, run: Run): Promise<boolean> {
  if (editors.length === 0) return false;
  const editor = pick(editors, roll);
  await editor.goTo();
  await run(editor);
  return true;
}

function withEditor(stage: EditorStage, roll: number, run: Run): Promise<boolean> {
  return withOneOf(stage.editors, roll, run);
}

function withConflict(stage: EditorStage, roll: number, run: Run): Promise<boolean> {
  return withOneOf(
    stage.editors.filter(({ notice }) => notice === 'conflict'),
    roll,
    run,
  );
}

async function close(stage: EditorStage, editor: RealEditor): Promise<void> {
  stage.closed(editor);
  await editor.close();
}

function type(stage: EditorStage, editor: RealEditor, tag: string, roll: number): Promise<boolean> {
  return editor.type(typedText(stage, editor, tag, roll));
}

/** Saves, and does something while the server is at it; or after it when there was nothing to save. */
async function duringSlowSave(
  stage: EditorStage,
  editor: RealEditor,
  run: (isUnderWay: boolean) => Promise<void>,
): Promise<void> {
  const { faults, requests } = stage.server;
  faults.add({ kind: 'latency', ms: 60, endpoint: 'editCommand', times: 1 });
  const saving = editor.save();
  const ended = saving.then(() => true);
  const isThere = () => requests.list('editCommand').some(({ status }) => status === null);
  const turn = () => new Promise<boolean>((resolve) => setImmediate(() => resolve(isThere())));
  while (!(await Promise.race([ended, turn()])));
  await run(isThere());
  await saving;
  await stage.settled();
  faults.clear();
}

async function renameHere(
  stage: EditorStage,
  editor: RealEditor,
  tag: string,
  nameRoll: number,
  folderRoll: number,
): Promise<void> {
  const { uri } = editor;
  const to = uri.with({ path: placeUnder(uri.path, tag, nameRoll, folderRoll) });
  if (to.path === uri.path) return;
  // Also when no answer came: the command may have the new name then.
  stage.oracle.renamed(stage.commandIdOf(editor));
  const id = stage.commandIdOf(editor);
  await editor.rename(to);
  await stage.settled();
  stage.expectPlace(id);
}

/** Something that a person does while the server or the connection fails. */
async function withFault(stage: EditorStage, { rolls, tag }: Step): Promise<boolean> {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = rolls;
  const editor = stage.editor(a);
  await editor?.goTo();
  const { endpoint, make } = pick(faultsByKind.get(pick(faultKinds, b)) ?? [], c);
  stage.server.faults.add(make(tag, 1 + Math.floor(d * 4)));
  if (endpoint === 'getCommands' && e < 0.6) {
    await stage.contents.refresh();
  } else if (!editor) {
    await stage.open(pick(stage.commandIds, f), e < 0.5);
  } else if (endpoint === 'getCommand' && e > 0.6) {
    if (editor.notice === 'conflict' && e < 0.8) await editor.compare();
    else if (editor.isDirty && e < 0.85) await editor.revert();
    else if (e < 0.93) await editor.show();
    else await stage.restart();
  } else if (endpoint === 'editCommand' && e > 0.85) {
    await renameHere(stage, editor, tag, f, f);
  } else {
    if (f < 0.5) await type(stage, editor, tag, f * 2);
    if (editor.notice === 'conflict' && e < 0.3) await editor.overwrite();
    else await editor.save();
  }
  await stage.settled();
  stage.server.faults.clear();
  return true;
}
