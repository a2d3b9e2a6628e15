import { editAsOtherPerson } from '../../src/sandbox/otherPerson';
import { commandFields } from '../../src/sandbox/store/records';
import { pick } from './random';
import type { Stage } from './stage';
import type { Step, Weights } from './steps';
import { editedElsewhere } from './typing';

/** What other people do on the server meanwhile. */
export type ElsewhereStep =
  | 'edit elsewhere'
  | 'back to an older version elsewhere'
  | 'other fields elsewhere'
  | 'rename elsewhere'
  | 'delete elsewhere'
  | 'import';

export const elsewhereWeights: Weights<ElsewhereStep> = {
  'edit elsewhere': 8,
  'back to an older version elsewhere': 2,
  'other fields elsewhere': 1,
  'rename elsewhere': 1.5,
  'delete elsewhere': 0.7,
  import: 2,
};

type Take = (stage: Stage, step: Step) => boolean;

export const takesElsewhere: Readonly<Record<ElsewhereStep, Take>> = {
  'edit elsewhere': (stage, { rolls: [a = 0, b = 0], tag }) =>
    editElsewhere(stage, commandUnderWork(stage, a), tag, b),
  'back to an older version elsewhere': (stage, { rolls: [a = 0, b = 0] }) => {
    const id = commandUnderWork(stage, a);
    const versions = stage.versions().filter(({ command_id }) => command_id === id);
    const { code } = pick(versions, b);
    return editAsOtherPerson(stage.server.store, stage.botId, id, { code }) !== undefined;
  },
  'other fields elsewhere': (stage, { rolls: [a = 0], tag }) =>
    change(stage, pick(stage.commandIds, a), { answer: `${tag} answer`, help: null, need_reply: false }),
  'rename elsewhere': (stage, { rolls: [a = 0, b = 0], tag }) => {
    const id = commandUnderWork(stage, a);
    stage.renamedElsewhere.add(id);
    if (b < 0.6) return change(stage, id, { command: newName(tag) });
    const folders = [null, ...stage.server.store.folders(stage.botId).map((folder) => folder.id)];
    return change(stage, id, { commands_folder_id: pick(folders, (b - 0.6) / 0.4) });
  },
  'delete elsewhere': (stage, { rolls: [a = 0] }) =>
    stage.server.store.deleteCommand(stage.botId, commandUnderWork(stage, a)),
  import: (stage, { rolls: [a = 0, b = 0, c = 0], tag }) => {
    const { store } = stage.server;
    const id = commandUnderWork(stage, a);
    const record = stage.command(id);
    // Imported before anybody saw it in the place of another, it might as well have come for that one.
    if (!record || stage.unseenHeirs.has(id)) return false;
    const fields = commandFields(record);
    const code =
      b < 0.3 ? fields.code : editedElsewhere(fields.code ?? '', `${tag} imported`, (b - 0.3) / 0.7);
    store.deleteCommand(stage.botId, id);
    const create = (folderId: number | null) =>
      store.createCommand(stage.botId, { ...fields, code, commands_folder_id: folderId }, 'other person').id;
    if (c < 0.2) {
      // It came into another folder: that is a stranger.
      const folders = [null, ...store.folders(stage.botId).map((folder) => folder.id)];
      create(
        pick(
          folders.filter((folder) => folder !== fields.commands_folder_id),
          c / 0.2,
        ),
      );
      return true;
    }
    const successor = create(fields.commands_folder_id);
    // Of two of a name nobody can tell which one it is.
    if (c > 0.9) create(fields.commands_folder_id);
    else stage.importedAs(id, successor);
    return true;
  },
};

/** Whether a step only changes the server. */
export function isElsewhere(kind: string): boolean {
  return kind in takesElsewhere;
}

/** A name that no command had before, which is its own file name too. */
export function newName(tag: string): string {
  return `c${tag.replace(/\D+/g, 'x')}`;
}

/** Another path of a file in its bot: another name, another folder, or both. */
export function placeUnder(path: string, tag: string, nameRoll: number, folderRoll: number): string {
  const [, head, bot, ...rest] = path.split('/');
  const folders = ['', 'Main/', 'Other/'];
  const own = rest.length > 1 ? `${rest[0]}/` : '';
  const folder = folderRoll < 0.5 ? own : pick(folders, (folderRoll - 0.5) * 2);
  const file = nameRoll < 0.7 ? `${newName(tag)}.js` : rest.at(-1);
  return `/${head}/${bot}/${folder}${file}`;
}

function change(stage: Stage, id: number, fields: Partial<ReturnType<typeof commandFields>>): boolean {
  const record = stage.command(id);
  if (!record) return false;
  const all = { ...commandFields(record), ...fields };
  stage.server.store.updateCommand(stage.botId, id, all, 'other person');
  stage.expectFieldsAsTheyAre(id);
  return true;
}

/** Another person changes a command. */
export function editElsewhere(stage: Stage, id: number, tag: string, roll: number): boolean {
  const code = editedElsewhere(stage.command(id)?.code ?? '', `${tag} theirs`, roll);
  return editAsOtherPerson(stage.server.store, stage.botId, id, { code }) !== undefined;
}

/**
 * A command is deleted, and another one gets its name and folder: the file that was handed out for the deleted one must
 * not become that of the other.
 * @param isKnown whether a command has a file already
 * @returns the other one, `undefined` when there was nothing to do it with
 */
export async function replaceElsewhere(
  stage: Stage,
  roll: number,
  isKnown: (commandId: number) => Promise<boolean>,
): Promise<number | undefined> {
  const gone = commandUnderWork(stage, roll);
  const heir = stage.commandIds.find((id) => id !== gone && stage.command(id));
  const place = stage.command(gone);
  // Whoever never saw the other one by its own name must take it for what an import brought.
  if (!place || heir === undefined || !(await isKnown(heir))) return undefined;
  stage.server.store.deleteCommand(stage.botId, gone);
  stage.renamedElsewhere.add(heir);
  stage.unseenHeirs.add(heir);
  change(stage, heir, { command: place.command, commands_folder_id: place.commands_folder_id });
  return heir;
}

/** Mostly a command that somebody has unsaved text for: there people get in each other's way. */
function commandUnderWork(stage: Stage, roll: number): number {
  const dirty = stage.editors.filter((editor) => editor.isDirty).map((editor) => stage.commandIdOf(editor));
  return dirty.length > 0 && roll < 0.8 ? pick(dirty, roll / 0.8) : pick(stage.commandIds, roll);
}
