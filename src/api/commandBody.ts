import type { Command } from './commands';
import { IncompleteCommandError } from './errors';

/** The body of *Create Command* and *Edit Command* (API documentation): the whole record, in its written form. */
export interface CommandBody {
  readonly command: string | null;
  /** Comma separated. */
  readonly aliases: string | null;
  readonly answer: string | null;
  /** Title of the group; empty for none. */
  readonly group: string | null;
  readonly help: string | null;
  /** `,` separates buttons, a line break rows. */
  readonly keyboard_body: string | null;
  readonly commands_folder_id: number | null;
  /** Seconds as text; empty for none. */
  readonly auto_retry_time: string;
  readonly bjs_code: string | null;
  readonly need_reply: boolean | null;
}

/** What is to be another in a command; what is not named stays. */
export interface CommandChange {
  readonly name?: string;
  readonly code?: string;
  /** `null` for the root. */
  readonly folderId?: number | null;
}

/** Without one of these in a fresh record a save would silently set it to null. */
export const requiredOnRead = [
  'command',
  'answer',
  'aliases',
  'keyboard_body',
  'help',
  'need_reply',
  'auto_retry_time',
  'commands_folder_id',
  'code',
] as const satisfies readonly (keyof Command)[];

/**
 * The group that a record names: `null` for none, `undefined` when the server does not say groups.
 */
export function groupOf(command: Command): string | null | undefined {
  if (command.commands_group === undefined) return undefined;
  // A group without a title is one whose name is not said.
  return command.commands_group === null ? null : command.commands_group.title;
}

/** Whether the record has all of the change already. */
export function hasChange(command: Command, change: CommandChange): boolean {
  return (
    (change.name === undefined || change.name === command.command) &&
    (change.code === undefined || change.code === command.code) &&
    (change.folderId === undefined || change.folderId === command.commands_folder_id)
  );
}

/**
 * The full current record with a change, ready to be sent.
 * @param fresh from *Get Command Details* just now
 * @param lastKnownGroup sent when `fresh` does not say the group
 * @throws IncompleteCommandError when a field is absent from `fresh`
 */
export function changedBody(
  fresh: Command,
  change: CommandChange,
  lastKnownGroup: string | null | undefined,
): CommandBody {
  const absent = requiredOnRead.filter((field) => fresh[field] === undefined);
  if (absent.length > 0) throw new IncompleteCommandError(absent);
  const group = groupOf(fresh);
  return {
    command: change.name ?? fresh.command ?? null,
    aliases: (fresh.aliases ?? []).flatMap((alias) => alias.command ?? []).join(', '),
    answer: fresh.answer ?? null,
    group: (group === undefined ? lastKnownGroup : group) ?? '',
    help: fresh.help ?? null,
    keyboard_body: fresh.keyboard_body ?? null,
    commands_folder_id: (change.folderId === undefined ? fresh.commands_folder_id : change.folderId) ?? null,
    auto_retry_time: fresh.auto_retry_time == null ? '' : String(fresh.auto_retry_time),
    bjs_code: change.code ?? fresh.code ?? null,
    need_reply: fresh.need_reply ?? null,
  };
}

/** A new command that has a name and code and nothing else. @param folderId `null` for the root */
export function newCommandBody(name: string, folderId: number | null, code: string): CommandBody {
  return {
    command: name,
    aliases: '',
    answer: '',
    group: '',
    help: null,
    keyboard_body: '',
    commands_folder_id: folderId,
    auto_retry_time: '',
    bjs_code: code,
    need_reply: false,
  };
}
