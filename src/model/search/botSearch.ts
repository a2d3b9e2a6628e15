import pLimit from 'p-limit';

import type { Command } from '../../api/commands';
import { Ended, reachOf } from '../../api/ended';
import { manyAtOnce } from '../../api/manyAtOnce';
import { delay } from '../../util/async';
import { Disposable, toDisposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import type { Log } from '../../util/log';
import { type BotRef, sameBot } from '../account';
import type { Accounts } from '../accounts';
import type { Contents } from '../contents';
import { listenToEvery } from '../everyAccount';
import { type CommandTexts, isWhole, sameTexts, type SearchField, textsOf } from './commandTexts';
import { commandKey, type FoundCommand, type FoundMatch, placed } from './found';
import { type Matcher, TooSlowError } from './matcher';
import type { TextMatch } from './matches';
import { BadExpressionError, type SearchQuery } from './query';
import { type MatchesInTexts, sameMatches } from './sameMatches';
import type { TextEdits } from './textEdits';

/** Matches that are kept: more are no help to anybody. */
const mostMatches = 20_000;
/** What is looked through at once: so many texts, or so many characters. */
const batch = { texts: 200, characters: 500_000 };
/** How long one looks before others have their turn, in milliseconds. */
const turn = 12;
/** How often what was found is told while one looks, and how long after a change one looks again, in milliseconds. */
const tellEvery = 60;
const lookAfter = 100;

/** What is looked for, and where. */
export interface SearchOrder {
  readonly query: SearchQuery;
  readonly fields: ReadonlySet<SearchField>;
  /** `all`: the bots of all accounts. */
  readonly bots: 'all' | readonly BotRef[];
}

/** Texts of commands that editors hold and that are not saved. */
export interface UnsavedTexts {
  /** By the ids of the bot's commands. */
  in(ref: BotRef): Promise<ReadonlyMap<number, string>>;
  /** Fires when one became another, was saved or dropped. */
  readonly onDidChange: Event<BotRef>;
}

/** What could not be read. */
export interface SearchFailure {
  readonly accountId: string;
  /** Absent when it is the account: its bots could not be listed, or nothing of it can be had. */
  readonly botId?: number;
  /** How many commands it is that could not be read one by one. */
  readonly commands: number;
  /** The first. */
  readonly error: unknown;
}

/** Why a search found nothing more, or what it could not look through. */
export interface SearchProblems {
  /** Why the search ended. */
  readonly end?: BadExpressionError | TooSlowError | Error;
  /** For each account and each bot of which something could not be read. */
  readonly failed: readonly SearchFailure[];
  /** Bots that may have more commands than are known; none while the search goes on, or was cancelled. */
  readonly incomplete: readonly BotRef[];
  /** Records that cannot be understood. */
  readonly broken: number;
  /** Only the first matches are known. */
  readonly hasMore: boolean;
  readonly isCancelled: boolean;
}

/** A bot that is looked through. */
interface LookedBot {
  readonly ref: BotRef;
  readonly contents: Contents;
  /** What was looked through of each command. */
  readonly looked: Map<number, CommandTexts>;
  timer?: ReturnType<typeof setTimeout>;
}

/** What a search has found so far. It follows what happens to the commands until another search begins. */
export class BotSearch extends Disposable {
  readonly #accounts: Accounts;
  readonly #unsaved: UnsavedTexts;
  readonly #matcher: Matcher;
  readonly #log: Log;
  readonly #changed = this._register(new Emitter<void>());
  #order: SearchOrder | undefined;
  /** Ends all that the search does, also following. */
  #session = new AbortController();
  /** Ends the reading alone. */
  #reading = new AbortController();
  #bots: LookedBot[] = [];
  #found = new Map<string, FoundCommand>();
  #matches = 0;
  #revision = 0;
  /** What was dismissed of commands, by their keys. */
  readonly #dismissed = new Map<string, 'all' | MatchesInTexts>();
  /** What is being done here to commands, by their keys. */
  readonly #edits = new Map<string, TextEdits>();
  #looks = pLimit(1);
  #isRunning = false;
  #toRead: { done: number; of: number } | undefined;
  #end: Error | undefined;
  #failed = new Map<string, SearchFailure>();
  #hasMore = false;
  #isCancelled = false;
  #toldAt = Number.NEGATIVE_INFINITY;
  #telling: ReturnType<typeof setTimeout> | undefined;

  /** Fires when something else is found, or the search came further. */
  readonly onDidChange = this.#changed.event;

  constructor(accounts: Accounts, unsaved: UnsavedTexts, matcher: Matcher, log: Log) {
    super();
    this.#accounts = accounts;
    this.#unsaved = unsaved;
    this.#matcher = matcher;
    this.#log = log;
    this._register(toDisposable(() => this.#stop()));
    this._register(
      listenToEvery(accounts, (model) => [
        model.onDidChangeContents(({ contents }) =>
          this.lookAgain({ accountId: model.account.id, botId: contents.botId }),
        ),
      ]),
    );
    this._register(accounts.onDidChange(() => this.#dropGone()));
    this._register(unsaved.onDidChange((ref) => this.lookAgain(ref)));
  }

  /** What is looked for; `undefined` when nothing is. */
  get order(): SearchOrder | undefined {
    return this.#order;
  }
  /** The bots that are looked through, as far as they are known by now. */
  get bots(): readonly BotRef[] {
    return this.#bots.map(({ ref }) => ref);
  }
  get foundCommands(): number {
    return this.#found.size;
  }
  /** In no order. */
  get found(): readonly FoundCommand[] {
    return [...this.#found.values()];
  }
  get(key: string): FoundCommand | undefined {
    return this.#found.get(key);
  }
  /** Another number when something else is found. */
  get revision(): number {
    return this.#revision;
  }
  get matches(): number {
    return this.#matches;
  }
  get isRunning(): boolean {
    return this.#isRunning;
  }
  /** Commands that are read from the server because their texts are not known. */
  get toRead(): { readonly done: number; readonly of: number } | undefined {
    return this.#toRead;
  }
  get problems(): SearchProblems {
    const known = this.#bots.filter(({ contents }) => contents.isKnown);
    const isPartial = ({ contents }: LookedBot) =>
      !contents.isKnown || contents.isIncomplete || contents.error !== undefined;
    return {
      ...(this.#end ? { end: this.#end } : {}),
      failed: [...this.#failed.values()],
      incomplete:
        this.#isRunning || this.#isCancelled ? [] : this.#bots.filter(isPartial).map(({ ref }) => ref),
      broken: known.reduce((sum, { contents }) => sum + contents.broken.length, 0),
      hasMore: this.#hasMore,
      isCancelled: this.#isCancelled,
    };
  }

  /**
   * Looks for something else. What is known is looked through at once; what is not is read, four commands at a time.
   * Never rejects: what went wrong is among the problems.
   */
  async run(order: SearchOrder): Promise<void> {
    this.clear();
    this.#order = order;
    this.#isRunning = true;
    const { signal } = this.#session;
    try {
      await this.#run(order, signal);
    } catch (error) {
      if (!signal.aborted) this.#ended(error);
    } finally {
      if (!signal.aborted) {
        this.#isRunning = false;
        this.#toRead = undefined;
        this.#tell();
      }
    }
  }

  /** Ends the search; what was found stays, and follows what happens to the commands. */
  cancel(): void {
    if (!this.#isRunning) return;
    this.#isCancelled = true;
    this.#reading.abort();
    this.#tell();
  }

  /** Forgets what was looked for, and all that was found. */
  clear(): void {
    this.#stop();
    this.#session = new AbortController();
    this.#reading = new AbortController();
    this.#looks = pLimit(1);
    this.#order = undefined;
    this.#bots = [];
    if (this.#found.size > 0) this.#revision++;
    this.#found.clear();
    this.#dismissed.clear();
    this.#edits.clear();
    this.#matches = 0;
    this.#isRunning = this.#hasMore = this.#isCancelled = false;
    this.#toRead = this.#end = undefined;
    this.#failed = new Map();
    this.#tell();
  }

  /** Takes a command or one of its matches out of what was found, until another search begins. */
  dismiss({ key, texts }: FoundCommand, match?: FoundMatch): void {
    const before = this.#dismissed.get(key);
    if (!match) this.#dismissed.set(key, 'all');
    else if (before !== 'all') {
      this.#dismissed.set(key, { texts, matches: [...(before?.matches ?? []), match] });
    }
    this.#put(key, this.#found.get(key)?.matches ?? []);
    this.#tell();
  }

  /** What is about to be done to a command: matches that were dismissed in it stay so, wherever they go to. */
  expect({ key }: FoundCommand, edits: TextEdits): void {
    this.#edits.set(key, edits);
  }

  /** Something may have changed in a bot. */
  lookAgain(ref: BotRef): void {
    const bot = this.#bots.find((each) => sameBot(each.ref, ref));
    if (!bot || bot.timer !== undefined || this.#end) return;
    const { signal } = this.#session;
    bot.timer = setTimeout(() => {
      delete bot.timer;
      this.#look(bot, signal).catch((error: unknown) => {
        if (!signal.aborted) this.#ended(error);
      });
    }, lookAfter);
  }

  /** Resolves when what was found in these bots is in line with what is known of them. */
  async settle(refs: readonly BotRef[]): Promise<void> {
    const { signal } = this.#session;
    const bots = this.#bots.filter(({ ref }) => refs.some((each) => sameBot(each, ref)));
    try {
      for (const bot of bots) if (!this.#end) await this.#look(bot, signal);
    } catch (error) {
      if (!signal.aborted) this.#ended(error);
    }
  }

  #stop(): void {
    this.#session.abort();
    this.#reading.abort();
    for (const { timer } of this.#bots) clearTimeout(timer);
    clearTimeout(this.#telling);
    this.#telling = undefined;
  }

  #ended(error: unknown): void {
    if (!(error instanceof BadExpressionError) && !(error instanceof TooSlowError)) {
      this.#log.error('a search failed', error);
    }
    this.#end = error instanceof Error ? error : new Error(String(error));
    this.#reading.abort();
    this.#tell();
  }

  async #run({ bots, fields }: SearchOrder, signal: AbortSignal): Promise<void> {
    const ended = new Ended();
    if (bots !== 'all') await this.#lookIn(bots, ended, signal);
    else {
      await this.#accounts.restore();
      // One that is away keeps nobody from what the others have.
      await Promise.all(
        this.#accounts.all.map(async ({ account: { id: accountId }, bots: list }) => {
          await list.open();
          signal.throwIfAborted();
          if (list.error) this.#couldNotRead({ accountId }, 0, list.error);
          const refs = (list.all ?? []).map((bot) => ({ accountId, botId: bot.id }));
          await this.#lookIn(refs, ended, signal);
        }),
      );
    }
    await this.#readMissing(fields, ended, signal);
  }

  /** Looks through bots of an account, first what is known of them and then what a listing brings. */
  async #lookIn(refs: readonly BotRef[], ended: Ended, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const bots = refs.flatMap((ref): LookedBot[] => {
      const contents = this.#accounts.contents(ref);
      return contents ? [{ ref, contents, looked: new Map() }] : [];
    });
    this.#bots.push(...bots);
    // What is known comes first: it needs nobody's answer.
    for (const bot of bots) {
      await bot.contents.restore();
      await this.#look(bot, signal);
    }
    for (const bot of bots) {
      const { contents, ref } = bot;
      if (this.#reading.signal.aborted) return;
      if (ended.why(ref) !== undefined) continue;
      // A listing reads four pages at a time by itself.
      if (!contents.isKnown || contents.isStale || contents.isIncomplete) await contents.openWhole();
      if (contents.error) {
        ended.note(ref, contents.error);
        this.#couldNotRead(ref, 0, contents.error);
      }
      await this.#look(bot, signal);
    }
  }

  /** Reads the commands of which listings did not say everything. */
  async #readMissing(fields: ReadonlySet<SearchField>, ended: Ended, signal: AbortSignal): Promise<void> {
    const missing = this.#bots.flatMap((bot) =>
      [...bot.contents.commands.values()]
        .filter((command) => !isWhole(command, fields))
        .map(({ id }) => ({ bot, id })),
    );
    const toRead = missing.filter(({ bot }) => ended.why(bot.ref) === undefined);
    if (toRead.length > 0) this.#toRead = { done: 0, of: toRead.length };
    const results = await manyAtOnce(
      toRead,
      async ({ bot, id }) => {
        await bot.contents.remote(id).fresh();
        this.lookAgain(bot.ref);
      },
      {
        placeOf: ({ bot }) => bot.ref,
        signal: this.#reading.signal,
        onProgress: ({ done, total }) => {
          if (signal.aborted) return;
          this.#toRead = { done, of: total };
          this.#tellSoon();
        },
      },
    );
    signal.throwIfAborted();
    for (const { item, outcome } of results) {
      if (outcome.kind !== 'failed') continue;
      ended.note(item.bot.ref, outcome.error);
      this.#couldNotRead(item.bot.ref, 1, outcome.error);
    }
    // Those that were not even tried because of that could not be read either.
    const tried = new Set(
      results.flatMap(({ item, outcome }) => (outcome.kind === 'notTried' ? [] : [item])),
    );
    for (const each of missing) {
      const why = ended.why(each.bot.ref);
      if (!tried.has(each) && why !== undefined) this.#couldNotRead(each.bot.ref, 1, why);
    }
    for (const bot of new Set(toRead.map((each) => each.bot))) await this.#look(bot, signal);
  }

  /** @param commands how many commands it is that could not be read */
  #couldNotRead(place: { accountId: string; botId?: number }, commands: number, error: unknown): void {
    const { accountId } = place;
    const botId = reachOf(error) === 'account' ? undefined : place.botId;
    const key = botId === undefined ? accountId : `${accountId}/${botId}`;
    const before = this.#failed.get(key) ?? { commands: 0, error };
    this.#failed.set(key, {
      accountId,
      ...(botId === undefined ? {} : { botId }),
      commands: before.commands + commands,
      error: before.error,
    });
  }

  /** Brings what was found in a bot in line with what is known of it. */
  #look(bot: LookedBot, signal: AbortSignal): Promise<void> {
    return this.#looks(async () => {
      signal.throwIfAborted();
      if (this.#end) return;
      const unsaved = await this.#unsaved.in(bot.ref);
      signal.throwIfAborted();
      const changed = this.#changedIn(bot, unsaved);
      let began = performance.now();
      for (const some of batches(changed)) {
        await this.#lookThrough(bot, some, signal);
        this.#tellSoon();
        if (performance.now() - began < turn) continue;
        await delay(0, signal);
        began = performance.now();
      }
      this.#tellSoon();
    });
  }

  /** What has other texts than when it was looked through; what is gone is forgotten. */
  #changedIn(bot: LookedBot, unsaved: ReadonlyMap<number, string>): ChangedCommand[] {
    const fields = this.#order?.fields ?? new Set();
    const { commands } = bot.contents;
    for (const id of bot.looked.keys()) {
      if (commands.has(id)) continue;
      bot.looked.delete(id);
      this.#put(commandKey(bot.ref, id), []);
    }
    const changed: ChangedCommand[] = [];
    for (const command of commands.values()) {
      const code = unsaved.get(command.id);
      const texts = textsOf(command, fields, code);
      const isUnsaved = code !== undefined;
      const looked = bot.looked.get(command.id);
      const folder = bot.contents.folderOf(command)?.title;
      if (!looked || !sameTexts(looked, texts)) changed.push({ command, folder, texts, isUnsaved });
      else {
        const key = commandKey(bot.ref, command.id);
        const found = this.#found.get(key);
        if (!found || found.command === command) continue;
        this.#found.set(key, { ...found, command, folder, isUnsaved });
        const isSame = found.command.command === command.command && found.folder === folder;
        if (!isSame || found.isUnsaved !== isUnsaved) this.#revision++;
      }
    }
    return changed;
  }

  async #lookThrough(bot: LookedBot, some: readonly ChangedCommand[], signal: AbortSignal): Promise<void> {
    const query = this.#order?.query;
    if (!query) return;
    const texts = some.flatMap((each) => [...each.texts.values()]);
    const most = mostMatches - this.#matches + this.#matchesIn(bot, some);
    const matches = await this.#matcher.find({ query, texts, most: most + 1 }, signal);
    signal.throwIfAborted();
    let at = 0;
    for (const { command, folder, texts: looked, isUnsaved } of some) {
      const key = commandKey(bot.ref, command.id);
      bot.looked.set(command.id, looked);
      const inCommand = [...looked].flatMap(([part, text]) => placed(part, text, matches[at++] ?? noMatches));
      this.#carryDismissed(key, { texts: looked, matches: inCommand });
      this.#put(key, inCommand, { key, ref: bot.ref, command, folder, texts: looked, isUnsaved });
    }
  }

  /** A match is known by its place, and that may be another now. */
  #carryDismissed(key: string, now: MatchesInTexts): void {
    const dismissed = this.#dismissed.get(key);
    if (dismissed === undefined || dismissed === 'all') return;
    const matches = sameMatches(dismissed, now, this.#edits.get(key));
    this.#dismissed.set(key, { texts: now.texts, matches });
  }

  #matchesIn({ ref }: LookedBot, some: readonly ChangedCommand[]): number {
    return some.reduce(
      (sum, { command }) => sum + (this.#found.get(commandKey(ref, command.id))?.matches.length ?? 0),
      0,
    );
  }

  /** @param found of what it is; as before when it is not said */
  #put(key: string, matches: readonly FoundMatch[], found?: Omit<FoundCommand, 'matches'>): void {
    const before = this.#found.get(key);
    this.#matches -= before?.matches.length ?? 0;
    const dismissed = this.#dismissed.get(key);
    const left = new Set(dismissed === 'all' ? [] : dismissed?.matches.map(({ id }) => id));
    const wanted = dismissed === 'all' ? [] : matches.filter(({ id }) => !left.has(id));
    const room = mostMatches - this.#matches;
    const kept = wanted.slice(0, room);
    if (kept.length < wanted.length) this.#hasMore = true;
    const what = found ?? before;
    if (before || kept.length > 0) this.#revision++;
    if (!what || kept.length === 0) this.#found.delete(key);
    else {
      this.#found.set(key, { ...what, matches: kept });
      this.#matches += kept.length;
    }
  }

  #dropGone(): void {
    const isGone = ({ ref, contents }: LookedBot) => this.#accounts.contents(ref) !== contents;
    const gone = this.#bots.filter(isGone);
    if (gone.length === 0) return;
    for (const { ref, looked, timer } of gone) {
      clearTimeout(timer);
      for (const id of looked.keys()) this.#put(commandKey(ref, id), []);
    }
    this.#bots = this.#bots.filter((bot) => !gone.includes(bot));
    this.#tell();
  }

  #tellSoon(): void {
    // The first that is found shows at once.
    const wait = this.#toldAt + tellEvery - performance.now();
    if (wait <= 0) this.#tell();
    else this.#telling ??= setTimeout(() => this.#tell(), wait);
  }

  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#toldAt = performance.now();
    if (!this.isDisposed) this.#changed.fire();
  }
}

/** A command that is to be looked through. */
interface ChangedCommand {
  readonly command: Command;
  readonly folder: string | null | undefined;
  readonly texts: CommandTexts;
  readonly isUnsaved: boolean;
}

const noMatches: readonly TextMatch[] = [];

function* batches(all: readonly ChangedCommand[]): Generator<readonly ChangedCommand[]> {
  let some: ChangedCommand[] = [];
  let [texts, characters] = [0, 0];
  for (const each of all) {
    some.push(each);
    texts += each.texts.size;
    for (const text of each.texts.values()) characters += text.length;
    if (texts < batch.texts && characters < batch.characters) continue;
    yield some;
    some = [];
    [texts, characters] = [0, 0];
  }
  if (some.length > 0) yield some;
}
