import { type CommandBody, groupOf, propertiesOf } from '../../api/commandBody';
import type { Command } from '../../api/commands';
import type { RepositoryCommand } from '../format/command';
import { fieldsOf, isSameValue } from '../format/fields';
import { type HeaderKey, headerKeys } from '../format/headerKeys';
import { normalise } from '../format/normalise';

/** A part of the file of a command, as the repository format calls it. */
export type FilePart = HeaderKey | 'code';

/**
 * The body of *Create Command* for what a file says.
 * @param folderId of the folder that the file names; `null` for the root
 */
export function bodyOf(command: RepositoryCommand, folderId: number | null): CommandBody {
  return {
    command: command.name,
    aliases: command.aliases.join(', '),
    answer: command.answer ?? '',
    group: command.group ?? '',
    help: command.help,
    keyboard_body: command.keyboard ?? '',
    commands_folder_id: folderId,
    auto_retry_time: command.autoRetryTime === null ? '' : String(command.autoRetryTime),
    bjs_code: command.code,
    need_reply: command.needReply,
  };
}

/**
 * What the file of a command is to say.
 * @param folder title of its folder; `null` at the root
 * @param lastKnownGroup taken when the record does not say the group
 */
export function repositoryCommandOf(
  command: Command,
  folder: string | null,
  lastKnownGroup?: string | null,
): RepositoryCommand {
  const properties = propertiesOf(command, lastKnownGroup);
  return {
    name: command.command ?? '',
    folder: orNull(folder),
    help: orNull(properties.help),
    needReply: command.need_reply ?? null,
    autoRetryTime: properties.autoRetrySeconds,
    answer: orNull(properties.answer),
    keyboard: orNull(properties.keyboard),
    aliases: properties.aliases.map((alias) => alias.trim()).filter((alias) => alias !== ''),
    group: orNull(properties.group),
    code: command.code ?? '',
  };
}

/**
 * The parts of a record that mean something else than the file that it was made from. What the record does not say is
 * no difference, nor is what the platform makes of every command (`normalise`).
 */
export function partsUnlike(
  wanted: RepositoryCommand,
  made: Command,
  folderId: number | null,
): readonly FilePart[] {
  const record = normalise(repositoryCommandOf(made, null));
  const file = normalise(wanted);
  const [recordFields, fileFields] = [fieldsOf(record), fieldsOf(file)];
  const parts: FilePart[] = headerKeys.filter(
    (key) => key !== 'folder' && isSaid(made, key) && !isSameValue(recordFields[key], fileFields[key]),
  );
  if (made.commands_folder_id !== undefined && (made.commands_folder_id ?? null) !== folderId) {
    parts.push('folder');
  }
  if (made.code !== undefined && record.code !== file.code) parts.push('code');
  return parts;
}

const fieldOfKey = {
  command: 'command',
  help: 'help',
  need_reply: 'need_reply',
  auto_retry_time: 'auto_retry_time',
  folder: 'commands_folder_id',
  answer: 'answer',
  keyboard: 'keyboard_body',
  aliases: 'aliases',
} as const satisfies Record<Exclude<HeaderKey, 'group'>, keyof Command>;

function isSaid(record: Command, key: HeaderKey): boolean {
  return key === 'group' ? groupOf(record) !== undefined : record[fieldOfKey[key]] !== undefined;
}

function orNull(text: string | null): string | null {
  return text === '' ? null : text;
}
