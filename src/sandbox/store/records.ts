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
  /** Dollars a month; absent in stores of the first version. */
  readonly price?: number;
}

/** A Telegram account that is linked to the user's (API reference, "Get linked telegram accounts"). */
export interface LinkedAccountRecord {
  readonly id: number;
  readonly telegramid: number;
  readonly first_name: string;
  readonly last_name: string | null;
  readonly username: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** What the server has promised to do; it is done at the first request after `due`, in milliseconds since 1970. */
export type PendingWork = { readonly botId: number; readonly due: number } & (
  { readonly kind: 'copy' } | { readonly kind: 'gitExport' | 'gitImport'; readonly branch: string }
);

/** What there is one of in a store, by name. */
export interface Facts {
  readonly user: UserRecord;
  readonly quota: QuotaRecord;
  readonly plan: PlanRecord;
  readonly linkedAccounts: readonly LinkedAccountRecord[];
  readonly pendingWork: readonly PendingWork[];
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
  /** Its owner may not see its commands (API reference, quirk 16). */
  readonly protected: boolean;
  /** The demo bot that it was installed from. */
  readonly store_bot_id: number | null;
}

/** A bot in which nothing is filled in. */
export const emptyBot: BotFields = {
  name: null,
  token: null,
  status: null,
  status_changed_at: null,
  csv_url: null,
  git_remote: null,
  protected: false,
  store_bot_id: null,
};

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

/** What a CSV import leaves at the commands that it writes; no client can. */
export interface CsvMarks {
  readonly last_csv_import_at: string | null;
  readonly created_via_csv_import: boolean | null;
}

export interface CommandRecord extends Omit<CommandFields, 'aliases'>, CsvMarks {
  readonly id: number;
  readonly bot_id: number;
  readonly aliases: readonly AliasRecord[];
  readonly created_at: string;
  readonly updated_at: string;
}

/** `setup`: the demo or a test's preparation; `import`: a CSV or Git import, or a copy. */
export type Writer = 'client' | 'other person' | 'setup' | 'import';

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
  libraries: 9_120_000,
  errors: 88_400_000,
  tasks: 410_000,
  chats: 149_760_000,
  properties: 831_880_000,
  panels: 832_250_000,
  imports: 52_000,
  branches: 0,
  connections: 0,
} as const;
