import type {
  BotFields,
  BotRecord,
  CommandFields,
  CommandRecord,
  FolderRecord,
  PlanRecord,
  QuotaRecord,
  UserRecord,
  VersionRecord,
  Writer,
} from './records';

/** Milliseconds since 1970. */
export type Clock = () => number;

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/**
 * Where the sandbox keeps its records. All methods are synchronous, so one request is one uninterrupted transaction.
 * Lists come in the order of their ids; an id is never given twice.
 */
export interface SandboxStore {
  /** Runs `run`; when it throws, nothing that it changed remains. A transaction inside another one joins it. */
  transaction<T>(run: () => T): T;

  user(): UserRecord | undefined;
  saveUser(user: UserRecord): void;
  quota(): QuotaRecord | undefined;
  saveQuota(quota: QuotaRecord): void;
  plan(): PlanRecord | undefined;
  savePlan(plan: PlanRecord): void;

  bots(): BotRecord[];
  bot(id: number): BotRecord | undefined;
  createBot(fields: BotFields): BotRecord;
  /** @returns `undefined` when there is no such bot */
  updateBot(id: number, changes: Partial<BotFields>): BotRecord | undefined;
  /** Deletes the bot with its folders and commands. */
  deleteBot(id: number): boolean;

  folders(botId: number): FolderRecord[];
  folder(botId: number, id: number): FolderRecord | undefined;
  createFolder(botId: number, title: string | null): FolderRecord;
  /** Deletes the folder only; what becomes of its commands is the caller's decision. */
  deleteFolder(botId: number, id: number): boolean;

  commands(botId: number, page?: Page): CommandRecord[];
  command(botId: number, id: number): CommandRecord | undefined;
  /** @throws RangeError when a text holds a NUL character, as does `updateCommand` */
  createCommand(botId: number, fields: CommandFields, writer: Writer): CommandRecord;
  /** Replaces all fields. @returns `undefined` when there is no such command */
  updateCommand(botId: number, id: number, fields: CommandFields, writer: Writer): CommandRecord | undefined;
  deleteCommand(botId: number, id: number): boolean;

  /** Every text that commands ever had, oldest first; a save that leaves the text as it is adds none. */
  versions(filter?: { readonly botId?: number; readonly commandId?: number }): VersionRecord[];

  close(): void;
}

/**
 * - `alreadyServed`: another process holds the folder's database
 * - `sqliteMissing`: this Node has no `node:sqlite` (22.13 is the first that needs no flag)
 * - `newerSchema`: a later version of the product wrote this database
 */
export type StoreErrorReason = 'alreadyServed' | 'sqliteMissing' | 'newerSchema';

/** The store cannot be opened. */
export class StoreError extends Error {
  readonly reason: StoreErrorReason;

  constructor(reason: StoreErrorReason, cause?: unknown) {
    super(`the sandbox's store cannot be opened: ${reason}`, { cause });
    this.name = 'StoreError';
    this.reason = reason;
  }
}
