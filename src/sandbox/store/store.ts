import type { PartFields, PartKind, PartRecord } from './parts';
import type {
  BotFields,
  BotRecord,
  CommandFields,
  CommandRecord,
  CsvMarks,
  Facts,
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

/** How the parts of a bot are listed. */
export interface PartPage extends Page {
  /** The highest ids first. */
  readonly newestFirst?: boolean;
}

/**
 * Where the sandbox keeps its records. All methods are synchronous, so one request is one uninterrupted transaction.
 * Lists come in the order of their ids; an id is never given twice.
 */
export interface SandboxStore {
  /** Runs `run`; when it throws, nothing that it changed remains. A transaction inside another one joins it. */
  transaction<T>(run: () => T): T;

  fact<Name extends keyof Facts>(name: Name): Facts[Name] | undefined;
  saveFact<Name extends keyof Facts>(name: Name, value: Facts[Name]): void;
  // The facts that nearly everything asks for.
  user(): UserRecord | undefined;
  saveUser(user: UserRecord): void;
  quota(): QuotaRecord | undefined;
  saveQuota(quota: QuotaRecord): void;
  plan(): PlanRecord | undefined;
  savePlan(plan: PlanRecord): void;

  bots(): BotRecord[];
  bot(id: number): BotRecord | undefined;
  /** What is not given is empty. */
  createBot(fields: Partial<BotFields>): BotRecord;
  /** @returns `undefined` when there is no such bot */
  updateBot(id: number, changes: Partial<BotFields>): BotRecord | undefined;
  /** Deletes the bot with its folders, commands and all other parts. */
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
  /** Says what a CSV import did to a command. */
  markCsvImport(botId: number, id: number, marks: CsvMarks): void;
  deleteCommand(botId: number, id: number): boolean;

  parts<Kind extends PartKind>(kind: Kind, botId: number, page?: PartPage): PartRecord<Kind>[];
  part<Kind extends PartKind>(kind: Kind, botId: number, id: number): PartRecord<Kind> | undefined;
  /** @param at when it came into being; absent: now */
  addPart<Kind extends PartKind>(
    kind: Kind,
    botId: number,
    fields: PartFields[Kind],
    at?: number,
  ): PartRecord<Kind>;
  /** @returns `undefined` when there is no such part */
  updatePart<Kind extends PartKind>(
    kind: Kind,
    botId: number,
    id: number,
    changes: Partial<PartFields[Kind]>,
  ): PartRecord<Kind> | undefined;
  deletePart(kind: PartKind, botId: number, id: number): boolean;
  /** Deletes all parts of a kind. */
  clearParts(kind: PartKind, botId: number): void;

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
