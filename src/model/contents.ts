import * as v from 'valibot';

import { type Command, getCommand } from '../api/commands';
import { groupOf } from '../api/commandBody';
import type { BrokenRecord } from '../api/decode';
import { type ApiError, toApiError } from '../api/errors';
import { type Folder, getFolders } from '../api/folders';
import type { HttpClient } from '../api/http';
import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';
import { LastKnown } from './lastKnown';
import { listCommands } from './listCommands';

/** What changed in a bot. `structure`: names, folders or their number; `texts`: commands whose code is another. */
export interface ContentsChange {
  readonly structure: boolean;
  readonly texts: readonly number[];
}

/** What is kept of a command: as the server sent it, so that absent stays absent. */
const storedSchema = v.object({
  version: v.literal(1),
  folders: v.array(v.looseObject({ id: v.number(), title: v.nullable(v.string()) })),
  commands: v.array(v.looseObject({ id: v.number() })),
});

/** A shrink by more than this many commands at once is not believed at first sight: one page may have been lost. */
const pageGuess = 50;

/** The folders and commands of one bot. */
export class Contents extends Disposable {
  readonly botId: number;
  readonly #http: HttpClient;
  readonly #lastKnown: LastKnown<typeof storedSchema>;
  readonly #log: Log;
  readonly #changed = this._register(new Emitter<ContentsChange>());

  #folders: readonly Folder[] = [];
  #commands: ReadonlyMap<number, Command> = new Map();
  #broken: readonly BrokenRecord[] = [];
  #known = false;
  #stale = true;
  #incomplete = false;
  /** When the code of each command was last confirmed in this session. */
  readonly #codeKnownAt = new Map<number, number>();
  #error: ApiError | undefined;
  #opening: Promise<void> | undefined;
  #restoring: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  /** Groups seen in any answer; kept because not every answer says them. */
  readonly #groups = new Map<number, string | null>();

  readonly onDidChange = this.#changed.event;

  constructor(http: HttpClient, store: TextStore, accountId: string, botId: number, log: Log) {
    super();
    this.botId = botId;
    this.#http = http;
    this.#log = log;
    this.#lastKnown = new LastKnown(store, `${accountId}/bot-${botId}.json`, storedSchema, log);
  }

  /** True once anything is known, fresh or from before. */
  get isKnown(): boolean {
    return this.#known;
  }
  get isStale(): boolean {
    return this.#stale;
  }
  /** The last listing ended in an error or shrank by more than a page: nothing counts as removed because of it. */
  get isIncomplete(): boolean {
    return this.#incomplete;
  }
  get error(): ApiError | undefined {
    return this.#error;
  }
  get folders(): readonly Folder[] {
    return this.#folders;
  }
  get commands(): ReadonlyMap<number, Command> {
    return this.#commands;
  }
  get broken(): readonly BrokenRecord[] {
    return this.#broken;
  }
  /** When the server last confirmed a command's code, in milliseconds since 1970; 0: not in this session. */
  codeKnownAt(commandId: number): number {
    return this.#codeKnownAt.get(commandId) ?? 0;
  }

  folderOf(command: Command): Folder | undefined {
    const id = command.commands_folder_id ?? undefined;
    return id === undefined ? undefined : this.#folders.find((folder) => folder.id === id);
  }

  /** The group of a command as last seen: `null` for none, `undefined` when no answer ever said it. */
  lastKnownGroup(commandId: number): string | null | undefined {
    return this.#groups.get(commandId);
  }

  /** Gives what is known from before at once and refreshes behind it; the first time without that it waits. */
  async open(): Promise<void> {
    this.#opening ??= this.#open();
    await this.#opening;
  }

  async #open(): Promise<void> {
    await this.restore();
    if (this.#known) void this.refresh();
    else await this.refresh();
  }

  /** Like `open`, and when only old contents are known it also waits for the refresh behind them. */
  async openFresh(): Promise<void> {
    await this.open();
    await this.#refreshing;
  }

  /** Brings back what is known from before, without a request. */
  restore(): Promise<void> {
    this.#restoring ??= this.#restore();
    return this.#restoring;
  }

  async #restore(): Promise<void> {
    const stored = await this.#lastKnown.read();
    if (!stored || this.#known) return;
    this.#folders = stored.folders;
    this.#commands = new Map((stored.commands as Command[]).map((command) => [command.id, command]));
    this.#noteGroups(this.#commands.values());
    this.#known = true;
    this.#changed.fire({ structure: true, texts: [] });
  }

  /** Reads folders and commands again. Never rejects: a failure is kept in `error` and what was known stays. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    const askedAt = Date.now();
    const before = this.#commands;
    // When one part fails the rest is of no use, and must not linger into the next refresh.
    const rest = new AbortController();
    const { signal } = rest;
    try {
      const [folders, listing] = await Promise.all([
        getFolders(this.#http, this.botId, { signal }),
        listCommands(this.#http, this.botId, signal),
      ]);
      if (this.isDisposed) return;
      const commands = new Map(listing.commands.map((command) => [command.id, command]));
      // A record read on its own while the listing was under way is newer than the listing's copy of it.
      for (const [id, command] of this.#commands) {
        if (command !== before.get(id) && commands.has(id)) commands.set(id, command);
      }
      for (const [id, command] of commands) commands.set(id, withKnownCode(command, before.get(id)));
      const missing = [...before.keys()].filter((id) => !commands.has(id));
      this.#incomplete = missing.length > pageGuess;
      if (this.#incomplete) {
        for (const [id, command] of before) if (!commands.has(id)) commands.set(id, command);
        this.#log.warn(
          `bot ${this.botId}: ${missing.length} commands are missing from the listing; they are kept`,
        );
      }
      const hadError = this.#error !== undefined || this.#stale;
      const oldFolders = this.#folders;
      const oldBroken = this.#broken;
      this.#error = undefined;
      this.#stale = false;
      this.#known = true;
      for (const command of listing.commands) this.#noteCode(command, askedAt);
      this.#folders = folders.items;
      this.#broken = [...folders.broken, ...listing.broken];
      this.#set(commands, hadError || !same(oldFolders, this.#folders) || !same(oldBroken, this.#broken));
    } catch (error) {
      rest.abort();
      if (this.isDisposed) return;
      this.#log.warn(`the contents of bot ${this.botId} could not be read`, error);
      this.#error = toApiError(error, 'getCommands');
      this.#stale = true;
      this.#changed.fire({ structure: true, texts: [] });
    }
  }

  /**
   * Reads one command fresh from the server and takes it over.
   * @throws ApiError
   */
  async fetchCommand(commandId: number): Promise<Command> {
    const askedAt = Date.now();
    const command = await getCommand(this.#http, this.botId, commandId, { fresh: true });
    // An answer that a write or a later read overtook is older than what is known.
    if (this.codeKnownAt(commandId) <= askedAt) this.take(command, askedAt);
    return command;
  }

  /**
   * Takes over a record that the server sent.
   * @param at when it was so at the earliest, in milliseconds since 1970
   */
  take(command: Command, at = Date.now()): void {
    if (this.isDisposed) return;
    this.#noteCode(command, at);
    const commands = new Map(this.#commands);
    commands.set(command.id, withKnownCode(command, this.#commands.get(command.id)));
    this.#set(commands, false);
  }

  /** Forgets what is stored of this bot. */
  async forget(): Promise<void> {
    await this.#lastKnown.delete();
  }

  #set(commands: ReadonlyMap<number, Command>, structureChanged: boolean): void {
    const before = this.#commands;
    this.#commands = commands;
    this.#noteGroups(commands.values());
    let structure = structureChanged || before.size !== commands.size;
    const texts: number[] = [];
    for (const [id, command] of commands) {
      const old = before.get(id);
      if (!old || shape(old) !== shape(command)) structure = true;
      if (old && command.code !== undefined && old.code !== command.code) texts.push(id);
    }
    if (!structure && texts.length === 0) return;
    void this.#lastKnown.write({ version: 1, folders: [...this.#folders], commands: [...commands.values()] });
    this.#changed.fire({ structure, texts });
  }

  #noteCode(command: Command, at: number): void {
    if (command.code === undefined) return;
    this.#codeKnownAt.set(command.id, Math.max(at, this.codeKnownAt(command.id)));
  }

  #noteGroups(commands: Iterable<Command>): void {
    for (const command of commands) {
      const group = groupOf(command);
      if (group !== undefined) this.#groups.set(command.id, group);
    }
  }
}

/** A record that came without its code keeps the one last known, for the day when the server cannot be reached. */
function withKnownCode(command: Command, before: Command | undefined): Command {
  return command.code === undefined && before?.code !== undefined
    ? { ...command, code: before.code }
    : command;
}

/** What the tree shows of a command. */
function shape({
  command,
  commands_folder_id,
  aliases,
  need_reply,
  auto_retry_time,
  answer,
}: Command): string {
  return JSON.stringify([command, commands_folder_id, aliases, need_reply, auto_retry_time, answer]);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
