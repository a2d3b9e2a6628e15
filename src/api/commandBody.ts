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
  readonly bjs_code: string;
  readonly need_reply: boolean | null;
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

/**
 * The full current record with other code, ready to be sent.
 * @param fresh from *Get Command Details* just now
 * @param lastKnownGroup sent when `fresh` does not say the group
 * @throws IncompleteCommandError when a field is absent from `fresh`
 */
export function bodyWithCode(
  fresh: Command,
  code: string,
  lastKnownGroup: string | null | undefined,
): CommandBody {
  const absent = requiredOnRead.filter((field) => fresh[field] === undefined);
  if (absent.length > 0) throw new IncompleteCommandError(absent);
  const group = groupOf(fresh);
  return {
    command: fresh.command ?? null,
    aliases: (fresh.aliases ?? []).flatMap((alias) => alias.command ?? []).join(', '),
    answer: fresh.answer ?? null,
    group: (group === undefined ? lastKnownGroup : group) ?? '',
    help: fresh.help ?? null,
    keyboard_body: fresh.keyboard_body ?? null,
    commands_folder_id: fresh.commands_folder_id ?? null,
    auto_retry_time: fresh.auto_retry_time == null ? '' : String(fresh.auto_retry_time),
    bjs_code: code,
    need_reply: fresh.need_reply ?? null,
  };
}
