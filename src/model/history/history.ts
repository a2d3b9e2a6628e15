import pLimit from 'p-limit';

import { Disposable } from '../../util/disposable';
import { Emitter } from '../../util/event';
import type { Log } from '../../util/log';
import type { TextStore } from '../../util/textStore';
import type { BotRef } from '../account';
import type { Version } from '../contents';
import {
  entryFromName,
  entryOf,
  folderOfAccount,
  folderOfBot,
  folderOfCommand,
  historyFolder,
  type KeptEntry,
  keptTextOf,
  type KeptVersion,
  keptVersionOf,
  nameOfEntry,
} from './keptVersion';

/** How much is kept; 0 of anything keeps nothing. */
export interface HistoryLimits {
  readonly days: number;
  readonly megabytes: number;
  readonly versionsPerCommand: number;
}

const day = 86_400_000;
/** Characters of all versions that may come before all of them are looked through again: that takes a while. */
const lookAgainAfter = 1_000_000;
/** Files that are read or deleted at a time. */
const atOnce = 8;
/** Commands that are offered to be brought back, those deleted last first: each is read. */
const mostDeleted = 500;

/**
 * Versions of commands, each kept on this machine in a text of its own when this window, or another, makes, replaces or
 * deletes it: nothing is ever written over, so windows need not wait for each other, and a crash loses nothing that
 * was there.
 */
export class History extends Disposable {
  readonly #store: TextStore;
  readonly #limits: () => HistoryLimits;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #failed = this._register(new Emitter<unknown>());
  #working: Promise<void> = Promise.resolve();
  #lastAt = 0;
  /** Characters kept since all was looked through; at first nobody knows what other windows left. */
  #sinceLook = Number.POSITIVE_INFINITY;

  /** Fires when a version could not be kept. */
  readonly onDidFail = this.#failed.event;

  constructor(store: TextStore, limits: () => HistoryLimits, log: Log, now: () => number = Date.now) {
    super();
    this.#store = store;
    this.#limits = limits;
    this.#log = log;
    this.#now = now;
  }

  /**
   * Keeps a version. Nobody has to wait for it.
   * @returns whether it is kept, or nothing is to be kept; never rejects
   */
  keep(ref: BotRef, version: Version): Promise<boolean> {
    const commandId = version.command.id;
    return this.#inTurn(() => this.#keep({ ref, commandId }, version, version.how));
  }

  /**
   * Has the history of a deleted command go on in the one that was made of it.
   * @param made the new command as it came
   */
  async restored(ref: BotRef, origin: number, made: Omit<Version, 'how'>): Promise<void> {
    const commandId = made.command.id;
    await this.#inTurn(() => this.#keep({ ref, commandId }, made, 'restored', origin));
  }

  /** Resolves when nothing is being kept any more. */
  async whenIdle(): Promise<void> {
    let working;
    do await (working = this.#working);
    while (working !== this.#working);
  }

  /**
   * The versions of a command, the latest first; also those from before it was deleted and brought back.
   * @throws what the store fails with
   */
  async versions(ref: BotRef, commandId: number): Promise<KeptVersion[]> {
    await this.whenIdle();
    return this.#read(versionsIn(await this.#entriesOf(ref, commandId)));
  }

  /**
   * The last versions of commands that are no longer there and were not brought back, the latest first.
   * @param isThere whether the bot has a command now
   * @throws what the store fails with
   */
  async deleted(ref: BotRef, isThere: (commandId: number) => boolean): Promise<KeptVersion[]> {
    await this.whenIdle();
    const entries = await this.#entriesIn(folderOfBot(ref));
    const broughtBack = new Set(entries.map(({ origin }) => origin));
    const last = new Map<number, KeptEntry>();
    for (const entry of entries) {
      const { commandId } = entry;
      if (!last.has(commandId) && !isThere(commandId) && !broughtBack.has(commandId))
        last.set(commandId, entry);
    }
    return this.#read([...last.values()].slice(0, mostDeleted));
  }

  /** Of how many commands of an account there are versions. @throws what the store fails with */
  async countCommands(accountId: string): Promise<number> {
    await this.whenIdle();
    const entries = await this.#entriesIn(folderOfAccount(accountId));
    return new Set(entries.map(({ ref, commandId }) => `${ref.botId}/${commandId}`)).size;
  }

  /** Deletes all versions of an account. @throws what the store fails with */
  async deleteAccount(accountId: string): Promise<void> {
    await this.whenIdle();
    await this.#store.deleteAll(folderOfAccount(accountId));
  }

  async #keep(
    place: { readonly ref: BotRef; readonly commandId: number },
    version: Omit<Version, 'how'>,
    how: KeptEntry['how'],
    origin?: number,
  ): Promise<void> {
    const limits = this.#limits();
    if (!keepsAnything(limits)) return this.#look(limits);
    const written = keptTextOf(version);
    // In the order of the writes, also when the clock stands still or is set back.
    this.#lastAt = Math.max(this.#now(), this.#lastAt + 1);
    const entry = entryOf(place, this.#lastAt, how, written, origin);
    const before = await this.#entriesOf(place.ref, place.commandId);
    const last = before.find(({ commandId }) => commandId === place.commandId);
    // Most writes begin with what the one before made, and one that failed and is tried again with the same.
    const isKnown = last?.hash === entry.hash && last.size === entry.size;
    if (isKnown && (last.how === how || !isMark(how))) return;
    await this.#store.write(nameOfEntry(entry), written);
    // What only says that it was brought back stays as long as anything of it is there.
    const others = how === 'restored' ? 0 : 1;
    await this.#drop(versionsIn(before).slice(limits.versionsPerCommand - others));
    this.#sinceLook += entry.size;
    if (this.#sinceLook >= lookAgainAfter) await this.#look(limits);
  }

  /** Deletes what is too old, or too much. */
  async #look(limits: HistoryLimits): Promise<void> {
    this.#sinceLook = 0;
    const entries = await this.#entriesIn(historyFolder);
    const oldest = this.#now() - limits.days * day;
    const most = keepsAnything(limits) ? limits.megabytes * 1_000_000 : 0;
    let size = 0;
    await this.#drop(entries.filter((entry) => (size += entry.size) > most || entry.at < oldest));
  }

  async #drop(entries: readonly KeptEntry[]): Promise<void> {
    const limit = pLimit(atOnce);
    await Promise.all(entries.map((entry) => limit(() => this.#store.delete(nameOfEntry(entry)))));
  }

  /** Those of a command, and of the deleted ones that it was made of; the latest first. */
  async #entriesOf(ref: BotRef, commandId: number): Promise<KeptEntry[]> {
    const seen = new Set<number>();
    const entries: KeptEntry[] = [];
    for (let id: number | undefined = commandId; id !== undefined && !seen.has(id);) {
      seen.add(id);
      const own = await this.#entriesIn(folderOfCommand(ref, id));
      entries.push(...own);
      id = own.find(({ origin }) => origin !== undefined)?.origin;
    }
    return entries;
  }

  /** The latest first. */
  async #entriesIn(folder: string): Promise<KeptEntry[]> {
    const entries = (await this.#store.list(folder)).flatMap((name) => entryFromName(name) ?? []);
    return entries.sort((a, b) => b.at - a.at);
  }

  async #read(entries: readonly KeptEntry[]): Promise<KeptVersion[]> {
    const limit = pLimit(atOnce);
    const read = entries.map((entry) =>
      limit(async () => {
        // Another window may have dropped it meanwhile.
        const written = await this.#store.read(nameOfEntry(entry));
        const version = written === undefined ? undefined : keptVersionOf(entry, written);
        if (written !== undefined && !version) this.#log.warn(`${nameOfEntry(entry)} cannot be understood`);
        return version ?? [];
      }),
    );
    return (await Promise.all(read)).flat();
  }

  /** @returns whether it was done */
  #inTurn(work: () => Promise<void>): Promise<boolean> {
    const done = this.#working.then(work).then(
      () => true,
      (error: unknown) => {
        this.#log.warn('an earlier version could not be kept', error);
        if (!this.isDisposed) this.#failed.fire(error);
        return false;
      },
    );
    this.#working = done.then(() => undefined);
    return done;
  }
}

/** Without those that are the version before them once more. */
function versionsIn(entries: readonly KeptEntry[]): KeptEntry[] {
  return entries.filter(({ how }) => how !== 'restored');
}

/** Whether it says something of a command that its version alone does not. */
function isMark(how: KeptEntry['how']): boolean {
  return how === 'delete' || how === 'import' || how === 'restored';
}

function keepsAnything({ days, megabytes, versionsPerCommand }: HistoryLimits): boolean {
  return days > 0 && megabytes > 0 && versionsPerCommand > 0;
}
