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
  idsStartAfter,
  type PlanRecord,
  type QuotaRecord,
  type UserRecord,
  type VersionRecord,
  type Writer,
} from './records';
import type { Clock, Page, PartPage, SandboxStore } from './store';

type AnyPart = PartRecord<PartKind>;

/** A store that lives as long as its process, for tests and for runs that should leave nothing behind. */
export class MemoryStore implements SandboxStore {
  readonly #now: Clock;
  readonly #lastIds: Record<keyof typeof idsStartAfter, number> = { ...idsStartAfter };
  readonly #bots = new Map<number, BotRecord>();
  // Insertion order is the order of the ids.
  readonly #folders = new Map<number, Map<number, FolderRecord>>();
  readonly #commands = new Map<number, Map<number, CommandRecord>>();
  readonly #parts = new Map(partKinds.map((kind) => [kind, new Map<number, Map<number, AnyPart>>()]));
  readonly #versions: VersionRecord[] = [];
  #facts: Partial<Facts> = {};
  /** Steps that undo what the running transaction did, in the order of the changes. */
  #undo: (() => void)[] | undefined;

  constructor(options: { readonly now?: Clock } = {}) {
    this.#now = options.now ?? Date.now;
  }

  transaction<T>(run: () => T): T {
    if (this.#undo) return run();
    const undo: (() => void)[] = [];
    this.#undo = undo;
    try {
      return run();
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  fact<Name extends keyof Facts>(name: Name): Facts[Name] | undefined {
    return this.#facts[name];
  }
  saveFact<Name extends keyof Facts>(name: Name, value: Facts[Name]): void {
    const before = this.#facts;
    this.#undo?.push(() => (this.#facts = before));
    this.#facts = { ...before, [name]: value };
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
    return [...this.#bots.values()];
  }
  bot(id: number): BotRecord | undefined {
    return this.#bots.get(id);
  }
  createBot(fields: Partial<BotFields>): BotRecord {
    const at = this.#timestamp();
    const bot = { ...emptyBot, ...fields, id: this.#nextId('bots'), created_at: at, updated_at: at };
    this.#set(this.#bots, bot.id, bot);
    return bot;
  }
  updateBot(id: number, changes: Partial<BotFields>): BotRecord | undefined {
    const before = this.#bots.get(id);
    if (!before) return undefined;
    const bot = { ...before, ...changes, updated_at: this.#timestamp() };
    this.#set(this.#bots, id, bot);
    return bot;
  }

  deleteBot(id: number): boolean {
    this.#delete(this.#folders, id);
    this.#delete(this.#commands, id);
    for (const kind of partKinds) this.clearParts(kind, id);
    return this.#delete(this.#bots, id);
  }

  folders(botId: number): FolderRecord[] {
    return [...this.#of(this.#folders, botId).values()];
  }
  folder(botId: number, id: number): FolderRecord | undefined {
    return this.#folders.get(botId)?.get(id);
  }
  createFolder(botId: number, title: string | null): FolderRecord {
    const at = this.#timestamp();
    const folder = { id: this.#nextId('folders'), bot_id: botId, title, created_at: at, updated_at: at };
    this.#set(this.#of(this.#folders, botId), folder.id, folder);
    return folder;
  }
  deleteFolder(botId: number, id: number): boolean {
    return this.#delete(this.#of(this.#folders, botId), id);
  }

  commands(botId: number, page?: Page): CommandRecord[] {
    const all = [...this.#of(this.#commands, botId).values()];
    return page ? all.slice(page.offset, page.offset + page.limit) : all;
  }
  command(botId: number, id: number): CommandRecord | undefined {
    return this.#commands.get(botId)?.get(id);
  }
  createCommand(botId: number, fields: CommandFields, writer: Writer): CommandRecord {
    checkTexts(fields);
    const at = this.#timestamp();
    const id = this.#nextId('commands');
    const aliases = this.#aliases(id, fields.aliases, []);
    const marks = { last_csv_import_at: null, created_via_csv_import: null };
    const record = { ...fields, ...marks, aliases, id, bot_id: botId, created_at: at, updated_at: at };
    this.#set(this.#of(this.#commands, botId), id, record);
    this.#addVersion(record, writer);
    return record;
  }
  updateCommand(botId: number, id: number, fields: CommandFields, writer: Writer): CommandRecord | undefined {
    checkTexts(fields);
    const before = this.command(botId, id);
    if (!before) return undefined;
    const record = {
      ...before,
      ...fields,
      aliases: this.#aliases(id, fields.aliases, before.aliases),
      updated_at: this.#timestamp(),
    };
    this.#set(this.#of(this.#commands, botId), id, record);
    if ((before.code ?? '') !== (record.code ?? '')) this.#addVersion(record, writer);
    return record;
  }
  markCsvImport(botId: number, id: number, marks: CsvMarks): void {
    const before = this.command(botId, id);
    if (before) this.#set(this.#of(this.#commands, botId), id, { ...before, ...marks });
  }
  deleteCommand(botId: number, id: number): boolean {
    return this.#delete(this.#of(this.#commands, botId), id);
  }

  parts<Kind extends PartKind>(kind: Kind, botId: number, page?: PartPage): PartRecord<Kind>[] {
    const all = [...this.#of(this.#partsOf(kind), botId).values()];
    if (page?.newestFirst) all.reverse();
    return page ? all.slice(page.offset, page.offset + page.limit) : all;
  }
  part<Kind extends PartKind>(kind: Kind, botId: number, id: number): PartRecord<Kind> | undefined {
    return this.#partsOf(kind).get(botId)?.get(id);
  }
  addPart<Kind extends PartKind>(
    kind: Kind,
    botId: number,
    fields: PartFields[Kind],
    at = this.#now(),
  ): PartRecord<Kind> {
    const stamp = new Date(at).toISOString();
    const own = { id: this.#nextId(kind), bot_id: botId, created_at: stamp, updated_at: stamp };
    const record: PartRecord<Kind> = { ...fields, ...own };
    this.#set(this.#of(this.#partsOf(kind), botId), record.id, record);
    return record;
  }
  updatePart<Kind extends PartKind>(
    kind: Kind,
    botId: number,
    id: number,
    changes: Partial<PartFields[Kind]>,
  ): PartRecord<Kind> | undefined {
    const before = this.part(kind, botId, id);
    if (!before) return undefined;
    const record = { ...before, ...changes, updated_at: this.#timestamp() };
    this.#set(this.#of(this.#partsOf(kind), botId), id, record);
    return record;
  }
  deletePart(kind: PartKind, botId: number, id: number): boolean {
    return this.#delete(this.#of(this.#partsOf(kind), botId), id);
  }
  clearParts(kind: PartKind, botId: number): void {
    this.#delete(this.#partsOf(kind), botId);
  }

  versions(filter: { readonly botId?: number; readonly commandId?: number } = {}): VersionRecord[] {
    return this.#versions.filter(
      (version) =>
        (filter.botId === undefined || version.bot_id === filter.botId) &&
        (filter.commandId === undefined || version.command_id === filter.commandId),
    );
  }

  close(): void {
    // Nothing is held open.
  }

  #addVersion(record: CommandRecord, writer: Writer): void {
    this.#versions.push({
      id: this.#nextId('versions'),
      bot_id: record.bot_id,
      command_id: record.id,
      command: record.command,
      code: record.code ?? '',
      writer,
      at: record.updated_at,
    });
    this.#undo?.push(() => this.#versions.pop());
  }

  #aliases(commandId: number, names: readonly string[], before: readonly AliasRecord[]): AliasRecord[] {
    const kept = before.filter((alias) => names.includes(alias.command));
    const at = this.#timestamp();
    const added = names
      .filter((name) => !kept.some((alias) => alias.command === name))
      .map((command) => {
        const id = this.#nextId('aliases');
        return { id, command, bot_command_id: commandId, created_at: at, updated_at: at };
      });
    return [...kept, ...added];
  }

  /** The parts of one kind by their bots; each was put there under its kind. */
  #partsOf<Kind extends PartKind>(kind: Kind): Map<number, Map<number, PartRecord<Kind>>> {
    return this.#parts.get(kind) as unknown as Map<number, Map<number, PartRecord<Kind>>>;
  }

  #of<T>(lists: Map<number, Map<number, T>>, botId: number): Map<number, T> {
    let list = lists.get(botId);
    if (!list) lists.set(botId, (list = new Map<number, T>()));
    return list;
  }

  #set<T>(map: Map<number, T>, id: number, value: T): void {
    const before = map.get(id);
    this.#undo?.push(() => (before === undefined ? map.delete(id) : map.set(id, before)));
    map.set(id, value);
  }

  #delete<T>(map: Map<number, T>, id: number): boolean {
    if (!map.has(id)) return false;
    const before = [...map];
    this.#undo?.push(() => {
      // All over again, so that the entry comes back at its place.
      map.clear();
      for (const [key, value] of before) map.set(key, value);
    });
    return map.delete(id);
  }

  #nextId(kind: keyof typeof idsStartAfter): number {
    return ++this.#lastIds[kind];
  }

  #timestamp(): string {
    return new Date(this.#now()).toISOString();
  }
}
