/**
 * What the sandbox keeps. Field names are those of API v2, since these are the records behind its answers
 * (source: API reference, object schemas).
 */

export interface UserRecord {
  readonly id: number;
  readonly created_at: string;
  readonly email: string;
  readonly api_key: string;
  /** Absent: nobody can sign in with it. */
  readonly password?: string;
}

/** Iterations of the account; its period is always the current month. */
export interface QuotaRecord {
  readonly id: number;
  readonly limit: number;
  /** Used iterations. */
  readonly progress: number;
  readonly have_ads: boolean;
  readonly extra_points: number;
  readonly paid_cycles_count: number;
}

export interface PlanRecord {
  readonly id: number;
  readonly name: string;
}

export interface BotFields {
  readonly name: string | null;
  readonly token: string | null;
  /** The last verb or word stored; what a read shows follows from it and from the time that has passed. */
  readonly status: string | null;
  /** When `status` was stored, in milliseconds since 1970. */
  readonly status_changed_at: number | null;
  readonly csv_url: string | null;
  readonly git_remote: string | null;
}

export interface BotRecord extends BotFields {
  readonly id: number;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface FolderRecord {
  readonly id: number;
  readonly bot_id: number;
  readonly title: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface AliasRecord {
  readonly id: number;
  readonly command: string;
  readonly bot_command_id: number;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Everything of a command that a client can write. */
export interface CommandFields {
  readonly command: string | null;
  readonly aliases: readonly string[];
  readonly answer: string | null;
  readonly group: string | null;
  readonly help: string | null;
  readonly keyboard_body: string | null;
  readonly commands_folder_id: number | null;
  readonly auto_retry_time: number | null;
  readonly code: string | null;
  readonly need_reply: boolean | null;
}

export interface CommandRecord extends Omit<CommandFields, 'aliases'> {
  readonly id: number;
  readonly bot_id: number;
  readonly aliases: readonly AliasRecord[];
  readonly created_at: string;
  readonly updated_at: string;
}

/** `setup`: the demo, an import or a test's preparation. */
export type Writer = 'client' | 'other person' | 'setup';

/** A text that a command had at some time; it stays when the command is deleted. */
export interface VersionRecord {
  readonly id: number;
  readonly bot_id: number;
  readonly command_id: number;
  /** The command's name when the text was written. */
  readonly command: string | null;
  readonly code: string;
  readonly writer: Writer;
  readonly at: string;
}

/** A command in which nothing is filled in. */
export const emptyCommand: CommandFields = {
  command: null,
  aliases: [],
  answer: null,
  group: null,
  help: null,
  keyboard_body: null,
  commands_folder_id: null,
  auto_retry_time: null,
  code: null,
  need_reply: null,
};

/** The writable part of a stored command. */
export function commandFields(record: CommandRecord): CommandFields {
  return {
    command: record.command,
    aliases: record.aliases.map((alias) => alias.command),
    answer: record.answer,
    group: record.group,
    help: record.help,
    keyboard_body: record.keyboard_body,
    commands_folder_id: record.commands_folder_id,
    auto_retry_time: record.auto_retry_time,
    code: record.code,
    need_reply: record.need_reply,
  };
}

/**
 * Refuses NUL characters, which the real database cannot hold either (assumed) and which `node:sqlite` of Node 22
 * reads as the end of the text.
 * @throws RangeError
 */
export function checkTexts(fields: CommandFields): void {
  const values: readonly unknown[] = Object.values(fields);
  for (const value of [...values, ...fields.aliases]) {
    if (typeof value === 'string' && value.includes('\0'))
      throw new RangeError('a text holds a NUL character');
  }
}

/** The id before the first one of each kind: with as many digits as the real ones have. */
export const idsStartAfter = {
  bots: 2_790_000,
  folders: 6_800_000,
  commands: 65_750_000,
  aliases: 20_630_000,
  versions: 0,
} as const;
