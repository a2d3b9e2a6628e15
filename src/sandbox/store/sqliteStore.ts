import type * as Sqlite from 'node:sqlite';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import { delay } from '../../util/async';
import { type PartFields, type PartKind, type PartRecord, partKinds } from './parts';
import {
  type AliasRecord,
  type BotFields,
  type BotRecord,
  checkTexts,
  type CommandFields,
  type CommandRecord,
  type CsvMarks,
  emptyBot,
  type Facts,
  type FolderRecord,
  type PlanRecord,
  type QuotaRecord,
  type UserRecord,
  type VersionRecord,
  type Writer,
} from './records';
import { type Clock, type Page, type PartPage, type SandboxStore, StoreError } from './store';
import { migrate, schemaVersion } from './sqliteSchema';

type Row = Record<string, unknown>;

/** SQLITE_BUSY; extended codes hold it in their low byte. */
const busy = 5;
const openAttempts = 6;

/**
 * Opens the database of a sandbox and holds it: as long as this store is open no other process can open it, and the
 * system gives it free when the process ends in whatever way.
 * @throws StoreError
 */
export async function openSqliteStore(
  path: string,
  options: { readonly now?: Clock } = {},
): Promise<SqliteStore> {
  // Not imported: this file loads also where the module does not exist.
  const sqlite = process.getBuiltinModule('node:sqlite') as typeof Sqlite | undefined;
  if (!sqlite) throw new StoreError('sqliteMissing');
  for (let attempt = 1; ; attempt++) {
    const database = new sqlite.DatabaseSync(path, { timeout: 0 });
    try {
      hold(database);
      return new SqliteStore(database, options.now ?? Date.now);
    } catch (error) {
      database.close();
      if (!isBusy(error)) throw error;
      // Two that start at the same moment may each hold a part of the lock and refuse the other: both let go, and
      // they do not come back at the same moment.
      if (attempt >= openAttempts) throw new StoreError('alreadyServed', error);
      await delay(10 + Math.random() * 40);
    }
  }
}

function hold(database: DatabaseSync): void {
  // Before the first access, so that the lock is never given back and WAL needs no shared memory.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('BEGIN EXCLUSIVE; COMMIT');
  database.exec('PRAGMA journal_mode = WAL');
  // An acknowledged write survives a power cut too.
  database.exec('PRAGMA synchronous = FULL');
  // The first write in WAL mode takes the write lock, which is kept from then on.
  database.exec('BEGIN IMMEDIATE');
  try {
    const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (found > schemaVersion) throw new StoreError('newerSchema');
    if (found < schemaVersion) migrate(database, found);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' && (errcode & 0xff) === busy;
}

const commandColumns = `id, bot_id, command, answer, "group", help, keyboard_body, commands_folder_id, auto_retry_time,
  code, need_reply, created_at, updated_at, last_csv_import_at, created_via_csv_import,
  (SELECT json_group_array(json_object('id', id, 'command', command, 'bot_command_id', bot_command_id,
    'created_at', created_at, 'updated_at', updated_at))
    FROM (SELECT * FROM aliases WHERE bot_command_id = commands.id ORDER BY id)) AS aliases`;

/** A store in one SQLite file. Made by {@link openSqliteStore}. */
export class SqliteStore implements SandboxStore {
  readonly #database: DatabaseSync;
  readonly #now: Clock;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, now: Clock) {
    this.#database = database;
    this.#now = now;
  }

  transaction<T>(run: () => T): T {
    if (this.#isInTransaction()) return run();
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = run();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#isInTransaction()) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  fact<Name extends keyof Facts>(name: Name): Facts[Name] | undefined {
    const row = this.#one('SELECT value FROM facts WHERE name = ?', name);
    return row && (JSON.parse(String(row['value'])) as Facts[Name]);
  }
  saveFact<Name extends keyof Facts>(name: Name, value: Facts[Name]): void {
    this.#run('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)', name, JSON.stringify(value));
  }

  user(): UserRecord | undefined {
    return this.fact('user');
  }
  saveUser(user: UserRecord): void {
    this.saveFact('user', user);
  }
  quota(): QuotaRecord | undefined {
    return this.fact('quota');
  }
  saveQuota(quota: QuotaRecord): void {
    this.saveFact('quota', quota);
  }
  plan(): PlanRecord | undefined {
    return this.fact('plan');
  }
  savePlan(plan: PlanRecord): void {
    this.saveFact('plan', plan);
  }

  bots(): BotRecord[] {
    return this.#all('SELECT * FROM bots ORDER BY id').map(botOfRow);
  }
  bot(id: number): BotRecord | undefined {
    const row = this.#one('SELECT * FROM bots WHERE id = ?', id);
    return row && botOfRow(row);
  }
  createBot(fields: Partial<BotFields>): BotRecord {
    const at = this.#timestamp();
    const id = this.#insert('bots', {
      ...botColumns({ ...emptyBot, ...fields }),
      created_at: at,
      updated_at: at,
    });
    return this.#found(this.bot(id));
  }
  updateBot(id: number, changes: Partial<BotFields>): BotRecord | undefined {
    const before = this.bot(id);
    if (!before) return undefined;
    this.#update('bots', id, { ...botColumns({ ...before, ...changes }), updated_at: this.#timestamp() });
    return this.bot(id);
  }

  deleteBot(id: number): boolean {
    return this.transaction(() => {
      this.#run('DELETE FROM aliases WHERE bot_command_id IN (SELECT id FROM commands WHERE bot_id = ?)', id);
      this.#run('DELETE FROM commands WHERE bot_id = ?', id);
      this.#run('DELETE FROM folders WHERE bot_id = ?', id);
      for (const kind of partKinds) this.clearParts(kind, id);
      return this.#run('DELETE FROM bots WHERE id = ?', id) > 0;
    });
  }

  folders(botId: number): FolderRecord[] {
    return this.#all(
      'SELECT * FROM folders WHERE bot_id = ? ORDER BY id',
      botId,
    ) as unknown as FolderRecord[];
  }
  folder(botId: number, id: number): FolderRecord | undefined {
    return this.#one('SELECT * FROM folders WHERE bot_id = ? AND id = ?', botId, id) as
      FolderRecord | undefined;
  }
  createFolder(botId: number, title: string | null): FolderRecord {
    const at = this.#timestamp();
    const id = this.#insert('folders', { bot_id: botId, title, created_at: at, updated_at: at });
    return this.#found(this.folder(botId, id));
  }
  deleteFolder(botId: number, id: number): boolean {
    return this.#run('DELETE FROM folders WHERE bot_id = ? AND id = ?', botId, id) > 0;
  }

  commands(botId: number, page?: Page): CommandRecord[] {
    const { limit, offset } = page ?? { limit: -1, offset: 0 };
    return this.#all(
      `SELECT ${commandColumns} FROM commands WHERE bot_id = ? ORDER BY id LIMIT ? OFFSET ?`,
      botId,
      limit,
      offset,
    ).map(commandOfRow);
  }
  command(botId: number, id: number): CommandRecord | undefined {
    const row = this.#one(`SELECT ${commandColumns} FROM commands WHERE bot_id = ? AND id = ?`, botId, id);
    return row && commandOfRow(row);
  }
  createCommand(botId: number, fields: CommandFields, writer: Writer): CommandRecord {
    checkTexts(fields);
    return this.transaction(() => {
      const at = this.#timestamp();
      const values = { ...commandColumnValues(fields), bot_id: botId, created_at: at, updated_at: at };
      const id = this.#insert('commands', values);
      this.#saveAliases(id, fields.aliases, at);
      this.#addVersion(botId, id, fields, writer, at);
      return this.#found(this.command(botId, id));
    });
  }
  updateCommand(botId: number, id: number, fields: CommandFields, writer: Writer): CommandRecord | undefined {
    checkTexts(fields);
    return this.transaction(() => {
      const before = this.command(botId, id);
      if (!before) return undefined;
      const at = this.#timestamp();
      this.#update('commands', id, { ...commandColumnValues(fields), updated_at: at });
      this.#saveAliases(id, fields.aliases, at);
      if ((before.code ?? '') !== (fields.code ?? '')) this.#addVersion(botId, id, fields, writer, at);
      return this.command(botId, id);
    });
  }
  markCsvImport(botId: number, id: number, marks: CsvMarks): void {
    const created = marks.created_via_csv_import;
    this.#run(
      'UPDATE commands SET last_csv_import_at = ?, created_via_csv_import = ? WHERE bot_id = ? AND id = ?',
      marks.last_csv_import_at,
      created === null ? null : Number(created),
      botId,
      id,
    );
  }
  deleteCommand(botId: number, id: number): boolean {
    return this.transaction(() => {
      const deleted = this.#run('DELETE FROM commands WHERE bot_id = ? AND id = ?', botId, id) > 0;
      if (deleted) this.#run('DELETE FROM aliases WHERE bot_command_id = ?', id);
      return deleted;
    });
  }

  parts<Kind extends PartKind>(kind: Kind, botId: number, page?: PartPage): PartRecord<Kind>[] {
    const { limit, offset, newestFirst } = page ?? { limit: -1, offset: 0 };
    return this.#all(
      `SELECT * FROM ${kind} WHERE bot_id = ? ORDER BY id ${newestFirst ? 'DESC' : ''} LIMIT ? OFFSET ?`,
      botId,
      limit,
      offset,
    ).map((row) => partOfRow(kind, row));
  }
  part<Kind extends PartKind>(kind: Kind, botId: number, id: number): PartRecord<Kind> | undefined {
    const row = this.#one(`SELECT * FROM ${kind} WHERE bot_id = ? AND id = ?`, botId, id);
    return row && partOfRow(kind, row);
  }
  addPart<Kind extends PartKind>(
    kind: Kind,
    botId: number,
    fields: PartFields[Kind],
    at = this.#now(),
  ): PartRecord<Kind> {
    const stamp = new Date(at).toISOString();
    const own = { bot_id: botId, created_at: stamp, updated_at: stamp };
    const id = this.#insert(kind, { ...own, fields: JSON.stringify(fields) });
    return this.#found(this.part(kind, botId, id));
  }
  updatePart<Kind extends PartKind>(
    kind: Kind,
    botId: number,
    id: number,
    changes: Partial<PartFields[Kind]>,
  ): PartRecord<Kind> | undefined {
    const before = this.part(kind, botId, id);
    if (!before) return undefined;
    const { id: _id, bot_id: _bot, created_at: _created, updated_at: _updated, ...fields } = before;
    this.#update(kind, id, {
      fields: JSON.stringify({ ...fields, ...changes }),
      updated_at: this.#timestamp(),
    });
    return this.part(kind, botId, id);
  }
  deletePart(kind: PartKind, botId: number, id: number): boolean {
    return this.#run(`DELETE FROM ${kind} WHERE bot_id = ? AND id = ?`, botId, id) > 0;
  }
  clearParts(kind: PartKind, botId: number): void {
    this.#run(`DELETE FROM ${kind} WHERE bot_id = ?`, botId);
  }

  versions(filter: { readonly botId?: number; readonly commandId?: number } = {}): VersionRecord[] {
    const { botId = null, commandId = null } = filter;
    return this.#all(
      `SELECT * FROM versions WHERE (?1 IS NULL OR bot_id = ?1) AND (?2 IS NULL OR command_id = ?2) ORDER BY id`,
      botId,
      commandId,
    ) as unknown as VersionRecord[];
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  /** Aliases that stay keep their ids. */
  #saveAliases(commandId: number, names: readonly string[], at: string): void {
    const before = this.#all('SELECT id, command FROM aliases WHERE bot_command_id = ?', commandId).map(
      (row) => ({
        id: Number(row['id']),
        command: String(row['command']),
      }),
    );
    for (const alias of before) {
      if (!names.includes(alias.command)) this.#run('DELETE FROM aliases WHERE id = ?', alias.id);
    }
    for (const command of names) {
      if (before.some((alias) => alias.command === command)) continue;
      this.#insert('aliases', { command, bot_command_id: commandId, created_at: at, updated_at: at });
    }
  }

  #addVersion(botId: number, commandId: number, fields: CommandFields, writer: Writer, at: string): void {
    this.#insert('versions', {
      bot_id: botId,
      command_id: commandId,
      command: fields.command,
      code: fields.code ?? '',
      writer,
      at,
    });
  }

  #insert(table: string, values: Readonly<Record<string, SQLInputValue>>): number {
    const names = Object.keys(values).map((name) => `"${name}"`);
    const marks = names.map(() => '?').join(', ');
    const statement = this.#statement(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`);
    return Number(statement.run(...Object.values(values)).lastInsertRowid);
  }
  #update(table: string, id: number, values: Readonly<Record<string, SQLInputValue>>): void {
    const names = Object.keys(values).map((name) => `"${name}" = ?`);
    this.#run(`UPDATE ${table} SET ${names.join(', ')} WHERE id = ?`, ...Object.values(values), id);
  }
  #run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }
  #one(sql: string, ...values: SQLInputValue[]): Row | undefined {
    const row = this.#statement(sql).get(...values);
    return row && { ...row };
  }
  #all(sql: string, ...values: SQLInputValue[]): Row[] {
    // Copies, since the rows of node:sqlite have no prototype.
    return this.#statement(sql)
      .all(...values)
      .map((row) => ({ ...row }));
  }
  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }

  #found<T>(record: T | undefined): T {
    if (record === undefined) throw new Error('a record that was just written is missing');
    return record;
  }

  /** SQLite itself ends the transaction after some errors, e.g. a full disk. */
  #isInTransaction(): boolean {
    return this.#database.isTransaction;
  }

  #timestamp(): string {
    return new Date(this.#now()).toISOString();
  }
}

function botColumns(fields: BotFields): Record<keyof BotFields, SQLInputValue> {
  const { name, token, status, status_changed_at, csv_url, git_remote, store_bot_id } = fields;
  const isProtected = Number(fields.protected);
  return {
    name,
    token,
    status,
    status_changed_at,
    csv_url,
    git_remote,
    protected: isProtected,
    store_bot_id,
  };
}

function botOfRow(row: Row): BotRecord {
  return { ...row, protected: row['protected'] === 1 } as unknown as BotRecord;
}

/** The columns of a table of parts are the same for all; what the fields are follows from the table. */
function partOfRow<Kind extends PartKind>(_kind: Kind, { fields, ...own }: Row): PartRecord<Kind> {
  return { ...(JSON.parse(String(fields)) as object), ...own } as unknown as PartRecord<Kind>;
}

function commandColumnValues(fields: CommandFields): Record<string, SQLInputValue> {
  const { aliases: _, need_reply: needReply, ...columns } = fields;
  return { ...columns, need_reply: needReply === null ? null : Number(needReply) };
}

function commandOfRow(row: Row): CommandRecord {
  return {
    ...row,
    need_reply: booleanOf(row['need_reply']),
    created_via_csv_import: booleanOf(row['created_via_csv_import']),
    aliases: JSON.parse(String(row['aliases'])) as AliasRecord[],
  } as unknown as CommandRecord;
}

function booleanOf(value: unknown): boolean | null {
  return value === null ? null : value === 1;
}
