import { commandFields, type FolderRecord } from '../../store/records';
import { jsonAnswer, notFound, Refusal, textAnswer } from '../answer';
import { textField } from '../fields';
import { botOf, type Handler } from '../handler';

export const getFolders: Handler = (call) => jsonAnswer(call.store.folders(botOf(call).id).map(folderJson));

/** A title that is missing is stored as null, as creation does not validate (API documentation, "Get started"). */
export const createFolder: Handler = (call) =>
  jsonAnswer(folderJson(call.store.createFolder(botOf(call).id, textField(call.body['title']))));

/** What happens to the commands inside is not documented: `behaviour.deletedFolder`. Answers in plain text. */
export const deleteFolder: Handler = (call) => {
  const bot = botOf(call);
  const folder = call.store.folder(bot.id, call.params['folder_id'] ?? NaN);
  if (!folder) throw notFound('Folder');
  const inside = call.store.commands(bot.id).filter((command) => command.commands_folder_id === folder.id);
  if (inside.length > 0 && call.behaviour.deletedFolder === 'refuse') {
    throw new Refusal(jsonAnswer({ error: 'Folder is not empty' }, 422));
  }
  for (const command of inside) {
    if (call.behaviour.deletedFolder === 'deleteCommands') {
      call.store.deleteCommand(bot.id, command.id);
    } else {
      const fields = { ...commandFields(command), commands_folder_id: null };
      call.store.updateCommand(bot.id, command.id, fields, 'client');
    }
  }
  call.store.deleteFolder(bot.id, folder.id);
  return textAnswer('success');
};

/** API reference, folder schema. */
export function folderJson(folder: FolderRecord): Record<string, unknown> {
  return {
    id: folder.id,
    title: folder.title,
    bot_id: folder.bot_id,
    created_at: folder.created_at,
    updated_at: folder.updated_at,
  };
}
