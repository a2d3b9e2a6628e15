import type { RepositoryCommand } from './command';
import { type HeaderKey, isBlank } from './headerKeys';

/** What each key of a header says, by the key. */
export interface FieldValues {
  readonly command: string;
  readonly help: string | null;
  readonly need_reply: boolean | null;
  /** Seconds. */
  readonly auto_retry_time: number | null;
  readonly folder: string | null;
  readonly answer: string | null;
  readonly keyboard: string | null;
  readonly aliases: readonly string[];
  readonly group: string | null;
}

/** The fields of a command under the keys of its header. */
export function fieldsOf(command: RepositoryCommand): FieldValues {
  return {
    command: command.name,
    help: command.help,
    need_reply: command.needReply,
    auto_retry_time: command.autoRetryTime,
    folder: command.folder,
    answer: command.answer,
    keyboard: command.keyboard,
    aliases: command.aliases,
    group: command.group,
  };
}

/** The command that has these fields and this code. */
export function commandOfFields(fields: FieldValues, code: string): RepositoryCommand {
  return {
    name: fields.command,
    folder: fields.folder,
    help: fields.help,
    needReply: fields.need_reply,
    autoRetryTime: fields.auto_retry_time,
    answer: fields.answer,
    keyboard: fields.keyboard,
    aliases: fields.aliases,
    group: fields.group,
    code,
  };
}

/** Whether two values of a key say the same; a blank text is none. */
export function isSameValue(one: FieldValues[HeaderKey], other: FieldValues[HeaderKey]): boolean {
  if (typeof one === 'object' && typeof other === 'object' && one && other) {
    return one.length === other.length && one.every((alias, index) => alias === other[index]);
  }
  return blankToNull(one) === blankToNull(other);
}

function blankToNull(value: FieldValues[HeaderKey]): FieldValues[HeaderKey] {
  return typeof value === 'string' && isBlank(value) ? null : value;
}
