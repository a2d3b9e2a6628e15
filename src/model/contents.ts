import * as v from 'valibot';

import { type Command, getCommand } from '../api/commands';
import { groupOf } from '../api/commandBody';
import type { BrokenRecord } from '../api/decode';
import { type ApiError, toApiError } from '../api/errors';
import { type Folder, getFolders } from '../api/folders';
import type { HttpClient } from '../api/http';
import { Disposable, toDisposable } from '../util/disposable';
import { delay } from '../util/async';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import { HeldElsewhereError, type Hold, type TextStore } from '../util/textStore';
import { accountFolder, LastKnown } from './lastKnown';
import { listCommands } from '../api/listCommands';
import { UnkeptError } from './notKept';
import { Pending } from './pending';
import { RemoteCommand } from './remoteCommand';

/**
 * What changed in a bot. `rows`: what views of it show, so names, folders, their number, or why it is not whole;
 * `reshaped`: the commands that came or of which something other than the code is another, when that and what is gone is all that
 * changed in `rows`; `structure`: that, or only that the server confirmed it; `texts`: commands whose code is another;
 * `gone`: commands that are no longer there.
 */
export interface ContentsChange {
  readonly rows: boolean;
  readonly reshaped?: readonly number[];
  readonly structure: boolean;
  readonly texts: readonly number[];
  readonly gone: readonly number[];
}

/**
 * What a version of a command is to a write of this window: `saved`, what the write made; else what was there until the
 * code was saved, properties were changed, it was renamed, moved or deleted, or an import was begun that may replace it.
 */
export type VersionEnd = 'saved' | 'code' | 'properties' | 'rename' | 'move' | 'delete' | 'import';

/** A version of a command that this window ended or made. */
export interface Version {
  readonly how: VersionEnd;
  readonly command: Command;
  /** Title of its folder; `null` at the root. */
  readonly folder: string | null;
  /** Its group, also where the record does not say it; `undefined` when no answer ever said it. */
  readonly group: string | null | undefined;
  /** Of `delete` alone: has the deletion wait. The promise says whether the version is kept, or is not to be. */
  readonly waitUntil?: (kept: Promise<boolean>) => void;
}

/** What is kept of a command: as the server sent it, so that absent stays absent. */
const storedSchema = v.object({
  version: v.literal(1),
  folders: v.array(v.looseObject({ id: v.number(), title: v.nullable(v.string()) })),
  commands: v.array(v.looseObject({ id: v.number() })),
});

/**
 * The last known group of commands, apart from the rest: no other window's listing may write over it, and signing out
 * does not delete it. It is no copy that can be fetched again: where the server does not say groups, a save without it
 * takes the command out of its group.
 */
const groupsSchema = v.object({
  version: v.literal(1),
  groups: v.array(v.tuple([v.number(), v.nullable(v.string())])),
});

/** Of how many commands of a bot the group is kept, those seen first being forgotten first: it must not grow for ever. */
const mostGroups = 20_000;

/** How long one waits for another window's write of a command, in milliseconds: as long as that may take. */
const holdWait = 60_000;

/** How long a deletion waits until its command is kept, in milliseconds: a disk in the network may be slow. */
const keptWait = 10_000;

/** A shrink by this many commands at once is not believed at first sight: one page may have been lost. */
const pageGuess = 50;

/** The folders and commands of one bot. */
export class Contents extends Disposable {
  readonly botId: number;
  readonly #accountId: string;
  readonly #store: TextStore;
  readonly #http: HttpClient;
  readonly #lastKnown: LastKnown<typeof storedSchema>;
  readonly #storedGroups: LastKnown<typeof groupsSchema>;
  readonly #log: Log;
  readonly #ended = new AbortController();
  readonly #changed = this._register(new Emitter<ContentsChange>());
  readonly #groupUnknown = this._register(new Emitter<void>());
  readonly #versions = this._register(new Emitter<Version>());
  readonly #remotes = new Map<number, RemoteCommand>();
  /** What was deleted through this window, and when: a listing that was asked for before may still have it. */
  readonly #deletedAt = new Map<string, number>();

  #folders: readonly Folder[] = [];
  #commands: ReadonlyMap<number, Command> = new Map();
  #broken: readonly BrokenRecord[] = [];
  /** Commands that the last listing did not have although they were known. */
  #missedBefore: ReadonlySet<number> = new Set();
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
  /** What is being done to its folders and commands. */
  readonly pending = this._register(new Pending());
  /** Fires before a write that may take a command out of its group: no answer of this server ever said groups. */
  readonly onGroupUnknown = this.#groupUnknown.event;

  /** Fires right before every write and deletion with the record that was read for it, and after a write with what it made. */
  readonly onVersion = this.#versions.event;

  constructor(http: HttpClient, store: TextStore, accountId: string, botId: number, log: Log) {
    super();
    this.botId = botId;
    this.#accountId = accountId;
    this.#store = store;
    this.#http = http;
    this.#log = log;
    this.#lastKnown = new LastKnown(
      store,
      `${accountFolder(accountId)}/bot-${botId}.json`,
      storedSchema,
      log,
    );
    this.#storedGroups = new LastKnown(store, `groups/${accountId}/bot-${botId}.json`, groupsSchema, log);
    this._register(toDisposable(() => this.#ended.abort()));
  }

  /** True once anything is known, fresh or from before. */
  get isKnown(): boolean {
    return this.#known;
  }
  /** Somebody asked the server for it in this session; of others is known what was stored, at most. */
  get isOpened(): boolean {
    return this.#opening !== undefined || this.#codeKnownAt.size > 0;
  }
  get isStale(): boolean {
    return this.#stale;
  }
  /** The last listing ended in an error, shrank by more than a page, or is still being read: nothing counts as removed because of it. */
  get isIncomplete(): boolean {
    return this.#incomplete;
  }
  /** A listing is under way. */
  get isRefreshing(): boolean {
    return this.#refreshing !== undefined;
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
  /** When the server last confirmed a command's code, on the clock of `performance.now()`; not in this session: -Infinity. */
  codeKnownAt(commandId: number): number {
    return this.#codeKnownAt.get(commandId) ?? Number.NEGATIVE_INFINITY;
  }

  /** Signed out, or in again: this is nobody's any more. */
  get isOver(): boolean {
    return this.isDisposed;
  }

  /**
   * Has a command to oneself: other windows of this person, and this one before it signed in anew, write it too. A disk
   * that is full or gone keeps nobody from writing.
   * @throws HeldElsewhereError when others take too long
   */
  async hold(commandId: number): Promise<Hold> {
    try {
      return await this.#store.hold(`writing/${this.#accountId}/${this.botId}/${commandId}`, holdWait);
    } catch (error) {
      if (error instanceof HeldElsewhereError) throw error;
      this.#log.warn(`command ${commandId} is written without regard to other windows`, error);
      return { waited: true, letGo: () => Promise.resolve() };
    }
  }

  /** The server's side of one command; all writes to it go through this one object. */
  remote(commandId: number): RemoteCommand {
    let remote = this.#remotes.get(commandId);
    if (!remote) {
      remote = new RemoteCommand(this.#http, this, commandId, () => this.#groupUnknown.fire());
      this.#remotes.set(commandId, remote);
    }
    return remote;
  }

  folderOf(command: Command): Folder | undefined {
    const id = command.commands_folder_id ?? undefined;
    return id === undefined ? undefined : this.#folders.find((folder) => folder.id === id);
  }

  /** The group of a command as last seen: `null` for none, `undefined` when no answer ever said it. */
  lastKnownGroup(commandId: number): string | null | undefined {
    return this.#groups.get(commandId);
  }

  /** Tells those who keep versions of one. No write fails because of them. */
  tellVersion(how: Exclude<VersionEnd, 'delete'>, record: Command): void {
    this.#tellVersion(how, record);
  }

  /**
   * As `tellVersion`, of one that is about to be deleted, and waits: nothing else could bring it back.
   * @throws UnkeptError when one of them could not keep it
   */
  async tellDeletion(record: Command): Promise<void> {
    const waited: Promise<boolean>[] = [];
    this.#tellVersion('delete', record, (kept) => void waited.push(kept));
    if (waited.length === 0) return;
    const time = new AbortController();
    const late = delay(keptWait, time.signal).then(
      () => false,
      () => true,
    );
    try {
      const kept = waited.map((each) => Promise.race([each, late]));
      if (!(await Promise.all(kept)).every(Boolean)) throw new UnkeptError(record.command ?? '');
    } catch (error) {
      throw error instanceof UnkeptError ? error : new UnkeptError(record.command ?? '', error);
    } finally {
      time.abort();
    }
  }

  #tellVersion(how: VersionEnd, record: Command, waitUntil?: Version['waitUntil']): void {
    if (this.isDisposed) return;
    const command = withKnown(record, this.#commands.get(record.id));
    const group = groupOf(command);
    try {
      this.#versions.fire({
        how,
        command,
        folder: this.folderOf(command)?.title ?? null,
        group: group === undefined ? this.#groups.get(command.id) : group,
        ...(waitUntil ? { waitUntil } : {}),
      });
    } catch (error) {
      this.#log.error(`a version of command ${command.id} could not be told`, error);
    }
  }

  /** As `tellVersion`, of all commands, which the server is about to replace. */
  tellAllVersions(): void {
    for (const command of this.#commands.values()) this.tellVersion('import', command);
  }

  /** A write that the server confirmed gave a command another group, and no answer said so. @param group `null` for none */
  noteGroup(commandId: number, group: string | null): void {
    if (this.isDisposed || this.#groups.get(commandId) === group) return;
    this.#groups.set(commandId, group);
    this.#storeGroups();
  }

  /** An import put a command in the place of another: until an answer says its group, it is that one's. */
  inheritGroup(from: number, to: number): void {
    const group = this.#groups.get(from);
    if (group === undefined || this.#groups.has(to)) return;
    this.#groups.set(to, group);
    this.#storeGroups();
  }

  /**
   * Gives what is known from before at once and refreshes behind it. The first time without that it waits for one round
   * trip: folders and the first commands; the rest of a long listing follows.
   */
  async open(): Promise<void> {
    this.#opening ??= this.#open();
    await this.#opening;
  }

  async #open(): Promise<void> {
    await this.restore();
    const refreshed = this.refresh();
    if (!this.#known) await Promise.race([refreshed, this.#anythingKnown()]);
  }

  /** Resolves with the first change after which there is something to show. */
  #anythingKnown(): Promise<void> {
    return new Promise((resolve) => {
      const listener = this._register(
        this.onDidChange(() => {
          if (!this.#known) return;
          listener.dispose();
          resolve();
        }),
      );
    });
  }

  /** Like `open`, and waits for the whole listing; one that failed or is not whole is read again. */
  async openWhole(): Promise<void> {
    await this.open();
    await this.#refreshing;
    // What failed before is tried again, by whoever needs it.
    if (this.#error || this.#incomplete) await this.refresh();
  }

  /** Brings back what is known from before, without a request. */
  restore(): Promise<void> {
    this.#restoring ??= this.#restore();
    return this.#restoring;
  }

  async #restore(): Promise<void> {
    const [stored, groups] = await Promise.all([this.#lastKnown.read(), this.#storedGroups.read()]);
    for (const [id, group] of groups?.groups ?? []) if (!this.#groups.has(id)) this.#groups.set(id, group);
    if (!stored || this.#known) return;
    this.#folders = stored.folders;
    this.#commands = new Map((stored.commands as Command[]).map((command) => [command.id, command]));
    this.#noteGroups(this.#commands.values());
    this.#known = true;
    this.#changed.fire({ rows: true, structure: true, texts: [], gone: [] });
  }

  /** Resolves when nothing is being stored any more. */
  async whenStored(): Promise<void> {
    await Promise.all([this.#lastKnown.whenIdle(), this.#storedGroups.whenIdle()]);
  }

  /** Reads folders and commands again. Never rejects: a failure is kept in `error` and what was known stays. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    // What is stored must be known before it is written over.
    await this.restore();
    const askedAt = performance.now();
    const before = this.#commands;
    const foldersBefore = this.#folders;
    // When one part fails the rest is of no use, and must not linger into the next refresh.
    const rest = new AbortController();
    const signal = AbortSignal.any([rest.signal, this.#ended.signal]);
    try {
      const reading = getFolders(this.#http, this.botId, { signal });
      const showFirst = (first: readonly Command[]) => {
        // That the folders could not be read is told with the listing.
        reading.then((folders) => this.#showFirst(folders.items, first)).catch(() => undefined);
      };
      const [folders, listing] = await Promise.all([
        reading,
        listCommands(this.#http, this.botId, signal, showFirst),
      ]);
      if (this.isDisposed) return;
      const commands = new Map(listing.commands.map((command) => [command.id, command]));
      // A record read on its own while the listing was under way is newer than the listing's copy of it; one that
      // was made meanwhile may be missing from it, and one that was deleted may still be in it.
      for (const [id, command] of this.#commands) {
        if (command !== before.get(id) && (commands.has(id) || !before.has(id))) commands.set(id, command);
      }
      for (const id of commands.keys()) if (this.#wasDeleted('command', id, askedAt)) commands.delete(id);
      const listed = folders.items.filter(({ id }) => !this.#wasDeleted('folder', id, askedAt));
      const made = this.#folders.filter(
        (folder) => !foldersBefore.includes(folder) && !listed.some(({ id }) => id === folder.id),
      );
      for (const [id, command] of commands) commands.set(id, withKnown(command, before.get(id)));
      const missing = [...before.keys()].filter((id) => !commands.has(id));
      const wasIncomplete = this.#incomplete;
      // Seen missing twice by complete listings, they are gone: after an import all ids are new.
      const doubtful = missing.some((id) => !this.#missedBefore.has(id));
      this.#missedBefore = new Set(missing);
      this.#incomplete = missing.length >= pageGuess && doubtful;
      if (this.#incomplete) {
        for (const [id, command] of before) if (!commands.has(id)) commands.set(id, command);
        this.#log.warn(
          `bot ${this.botId}: ${missing.length} commands are missing from the listing; they are kept`,
        );
      }
      const hadError = this.#error !== undefined || wasIncomplete !== this.#incomplete;
      const wasStale = this.#stale;
      const oldBroken = this.#broken;
      this.#error = undefined;
      this.#stale = false;
      this.#known = true;
      for (const command of listing.commands) this.#noteCode(command, askedAt);
      const oldFolders = this.#folders;
      this.#folders = [...listed, ...made];
      this.#broken = [...folders.broken, ...listing.broken];
      const rows = hadError || !same(oldFolders, this.#folders) || !same(oldBroken, this.#broken);
      this.#set(commands, { rows, structure: wasStale });
    } catch (error) {
      rest.abort();
      if (this.isDisposed) return;
      this.#log.warn(`the contents of bot ${this.botId} could not be read`, error);
      this.#error = toApiError(error, 'getCommands');
      this.#stale = true;
      this.#changed.fire({ rows: true, structure: true, texts: [], gone: [] });
    }
  }

  /** Shows the first part of a listing while the rest is read, when nothing is known yet. */
  #showFirst(folders: readonly Folder[], commands: readonly Command[]): void {
    if (this.#known || this.isDisposed) return;
    this.#known = true;
    this.#incomplete = true;
    this.#folders = folders;
    this.#commands = new Map(commands.map((command) => [command.id, command]));
    this.#changed.fire({ rows: true, structure: true, texts: [], gone: [] });
  }

  /**
   * Reads one command fresh from the server and takes it over.
   * @throws ApiError
   */
  async fetchCommand(commandId: number): Promise<Command> {
    const askedAt = performance.now();
    const command = await getCommand(this.#http, this.botId, commandId, { fresh: true, urgent: true });
    // An answer that a write or a later read overtook is older than what is known.
    if (this.codeKnownAt(commandId) <= askedAt) this.take(command, askedAt);
    return command;
  }

  /**
   * Takes over a record that the server sent.
   * @param at when it was so at the earliest, on the clock of `performance.now()`
   */
  take(command: Command, at = performance.now()): void {
    if (this.isDisposed) return;
    this.#noteCode(command, at);
    const commands = new Map(this.#commands);
    commands.set(command.id, withKnown(command, this.#commands.get(command.id)));
    this.#set(commands);
  }

  /** The command was deleted, or is seen to be gone. */
  commandGone(commandId: number): void {
    this.#deletedAt.set(`command ${commandId}`, performance.now());
    if (this.isDisposed || !this.#commands.has(commandId)) return;
    const commands = new Map(this.#commands);
    commands.delete(commandId);
    this.#set(commands);
  }

  /** A folder was created. */
  takeFolder(folder: Folder): void {
    if (this.isDisposed) return;
    this.#folders = [...this.#folders.filter(({ id }) => id !== folder.id), folder];
    this.#set(this.#commands, { rows: true });
  }

  /** The folder was deleted. */
  folderGone(folderId: number): void {
    this.#deletedAt.set(`folder ${folderId}`, performance.now());
    if (this.isDisposed) return;
    this.#folders = this.#folders.filter(({ id }) => id !== folderId);
    this.#set(this.#commands, { rows: true });
  }

  #wasDeleted(kind: 'command' | 'folder', id: number, askedAt: number): boolean {
    return (this.#deletedAt.get(`${kind} ${id}`) ?? Number.NEGATIVE_INFINITY) >= askedAt;
  }

  /** @param known what is known to have changed beside the commands */
  #set(commands: ReadonlyMap<number, Command>, known: { rows?: boolean; structure?: boolean } = {}): void {
    const before = this.#commands;
    this.#commands = commands;
    this.#noteGroups(commands.values());
    const reshaped: number[] = [];
    const texts: number[] = [];
    for (const [id, command] of commands) {
      const old = before.get(id);
      if (!old || shape(old) !== shape(command)) reshaped.push(id);
      if (old && command.code !== undefined && old.code !== command.code) texts.push(id);
    }
    const gone = [...before.keys()].filter((id) => !commands.has(id));
    const all = known.rows ?? false;
    const rows = all || reshaped.length + gone.length > 0;
    const structure = rows || (known.structure ?? false);
    if (!structure && texts.length === 0) return;
    void this.#lastKnown.write({
      version: 1,
      folders: [...this.#folders],
      commands: [...commands.values()],
    });
    this.#changed.fire({ rows, ...(rows && !all ? { reshaped } : {}), structure, texts, gone });
  }

  #noteCode(command: Command, at: number): void {
    if (command.code === undefined) return;
    this.#codeKnownAt.set(command.id, Math.max(at, this.codeKnownAt(command.id)));
  }

  #noteGroups(commands: Iterable<Command>): void {
    let learned = false;
    for (const command of commands) {
      const group = groupOf(command);
      if (group === undefined || this.#groups.get(command.id) === group) continue;
      this.#groups.set(command.id, group);
      learned = true;
    }
    if (learned) this.#storeGroups();
  }

  #storeGroups(): void {
    void this.#storedGroups.change((stored) => ({
      version: 1,
      groups: [...new Map([...(stored?.groups ?? []), ...this.#groups])].slice(-mostGroups),
    }));
  }
}

/** What a record leaves out stays as last known: its code for the day without the server, its folder for its path. */
function withKnown(command: Command, before: Command | undefined): Command {
  if (!before) return command;
  const { code, commands_folder_id } = before;
  return {
    ...command,
    ...(command.code === undefined && code !== undefined ? { code } : {}),
    ...(command.commands_folder_id === undefined && commands_folder_id !== undefined
      ? { commands_folder_id }
      : {}),
  };
}

/** What views show of a command: all but its code. */
function shape({
  command,
  commands_folder_id,
  aliases,
  need_reply,
  auto_retry_time,
  answer,
  help,
  keyboard_body,
  commands_group,
}: Command): string {
  return JSON.stringify([
    command,
    commands_folder_id,
    aliases,
    need_reply,
    auto_retry_time,
    answer,
    help,
    keyboard_body,
    commands_group?.title,
  ]);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
