import * as v from 'valibot';

import {
  type Bot,
  createBot,
  deleteBot,
  editBot,
  getBot,
  getBots,
  renameBot,
  setBotStatus,
  type StatusVerb,
} from '../api/bots';
import type { BrokenRecord } from '../api/decode';
import { ApiError, toApiError } from '../api/errors';
import type { HttpClient } from '../api/http';
import { delay } from '../util/async';
import { Disposable, toDisposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';
import { accountFolder, LastKnown } from './lastKnown';
import { Pending } from './pending';
import { isChanging, type RunState, runStateOf } from './runState';

/** What changed: the listing itself (bots came, went or moved, or its error), or single bots in it. */
export interface BotsChange {
  readonly listing: boolean;
  readonly botIds: readonly number[];
}

const storedSchema = v.object({
  version: v.literal(1),
  bots: v.array(
    v.object({
      id: v.number(),
      name: v.nullable(v.string()),
      status: v.nullable(v.string()),
      hasToken: v.optional(v.boolean()),
      createdAt: v.optional(v.string()),
      updatedAt: v.optional(v.string()),
    }),
  ),
});

export interface BotsOptions {
  /** How often and how long the run state is looked at after start or stop, in milliseconds. */
  readonly transition?: { readonly every: number; readonly atMost: number };
}

const defaultTransition = { every: 2000, atMost: 60_000 };

/** How long an order is shown although the server's word is still another, in milliseconds. */
const orderShownFor = 10_000;

interface Transition {
  readonly end: AbortController;
  readonly order: StatusVerb | undefined;
  readonly shownUntil: number;
}

function isReached(state: RunState, order: StatusVerb | undefined): boolean {
  if (order === 'start_launch') return state === 'running';
  if (order === 'start_stopping') return state === 'stopped';
  return !isChanging(state);
}

/** The bots of one account: what is known, how fresh it is, and why not when it could not be had. */
export class Bots extends Disposable {
  readonly #http: HttpClient;
  readonly #lastKnown: LastKnown<typeof storedSchema>;
  readonly #log: Log;
  readonly #transition: { readonly every: number; readonly atMost: number };
  readonly #changed = this._register(new Emitter<BotsChange>());
  readonly #ended = new AbortController();
  readonly #transitions = new Map<number, Transition>();

  #bots: readonly Bot[] | undefined;
  #broken: readonly BrokenRecord[] = [];
  #error: ApiError | undefined;
  #opening: Promise<void> | undefined;
  #restoring: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  /** Counts the bots made and deleted here: a listing that began before does not know of them. */
  #made = 0;

  readonly onDidChange = this.#changed.event;
  /** What is being done to the bots. */
  readonly pending = this._register(new Pending());

  constructor(http: HttpClient, store: TextStore, accountId: string, log: Log, options: BotsOptions = {}) {
    super();
    this.#http = http;
    this.#log = log;
    this.#lastKnown = new LastKnown(store, `${accountFolder(accountId)}/bots.json`, storedSchema, log);
    this.#transition = options.transition ?? defaultTransition;
    this._register(toDisposable(() => this.#ended.abort()));
  }

  /** `undefined` until something is known. */
  get all(): readonly Bot[] | undefined {
    return this.#bots;
  }
  get broken(): readonly BrokenRecord[] {
    return this.#broken;
  }
  /** Why the last refresh failed. */
  get error(): ApiError | undefined {
    return this.#error;
  }

  get(botId: number): Bot | undefined {
    return this.#bots?.find((bot) => bot.id === botId);
  }

  /** Gives what is known from before at once and refreshes behind it; the first time without that it waits. */
  async open(): Promise<void> {
    this.#opening ??= this.#open();
    await this.#opening;
  }

  async #open(): Promise<void> {
    await this.restore();
    if (this.#bots) void this.refresh();
    else await this.refresh();
  }

  /** Brings back what is known from before, without a request. */
  restore(): Promise<void> {
    this.#restoring ??= this.#restore();
    return this.#restoring;
  }

  async #restore(): Promise<void> {
    const stored = await this.#lastKnown.read();
    if (!stored || this.#bots) return;
    this.#bots = stored.bots as Bot[];
    this.#changed.fire({ listing: true, botIds: [] });
  }

  /** Resolves when nothing is being stored any more. */
  whenStored(): Promise<void> {
    return this.#lastKnown.whenIdle();
  }

  /** Reads the listing again. Never rejects: a failure is kept in `error` and what was known stays. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** Like `refresh`, and never joins a reading that began before: the key may be another now. */
  async refreshAnew(): Promise<void> {
    await this.#refreshing;
    await this.refresh();
  }

  async #refresh(): Promise<void> {
    try {
      const made = this.#made;
      const read = await getBots(this.#http, { fresh: true });
      if (made !== this.#made) {
        await this.#refresh();
        return;
      }
      const listing = { ...read, items: read.items.map((bot) => this.#withOrder(bot)) };
      if (this.isDisposed) return;
      const before = this.#bots;
      const hadError = this.#error !== undefined;
      this.#error = undefined;
      this.#bots = listing.items;
      const brokenChanged = !same(this.#broken, listing.broken);
      this.#broken = listing.broken;
      const order = (bots: readonly Bot[] | undefined) => bots?.map((bot) => bot.id);
      const changedListing = !same(order(before), order(listing.items)) || hadError || brokenChanged;
      const botIds = listing.items
        .filter(
          (bot) =>
            !same(
              before?.find((old) => old.id === bot.id),
              bot,
            ),
        )
        .map((b) => b.id);
      if (changedListing || botIds.length > 0) {
        void this.#store();
        this.#changed.fire({ listing: changedListing, botIds });
      }
      for (const bot of listing.items) if (isChanging(runStateOf(bot.status))) this.#follow(bot.id);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Looks at one bot. Never rejects: a failure is logged and what is known stays. */
  async refreshBot(botId: number): Promise<void> {
    await this.#readBot(botId);
  }

  /** @returns the server's word for the run state, `undefined` when it could not be read */
  async #readBot(botId: number): Promise<string | null | undefined> {
    try {
      const bot = await getBot(this.#http, botId, { fresh: true });
      this.#replace(this.#withOrder(bot));
      return bot.status;
    } catch (error) {
      this.#log.debug(`bot ${botId} could not be read: ${String(error)}`);
      if (ApiError.is(error, 'notFound')) await this.refresh();
      return undefined;
    }
  }

  /**
   * Starts or stops a bot. Resolves when the server has taken the order; the transition is followed in the background.
   * @throws ApiError
   */
  async setStatus(botId: number, verb: StatusVerb): Promise<void> {
    await setBotStatus(this.#http, botId, verb);
    this.#follow(botId, verb);
    const bot = this.get(botId);
    // What was ordered is shown at once; the server's own word follows.
    if (bot) this.#replace({ ...bot, status: verb });
  }

  /**
   * Makes a bot. When no answer came, a fresh listing tells whether it was made.
   * @param token of Telegram; without one it has none
   * @throws ApiError; with `outcomeUnknown` when it cannot be told whether the bot was made
   */
  async create(name: string, token?: string): Promise<Bot> {
    // Without a listing from before nobody can tell a newcomer.
    const known = this.#bots && new Set(this.#bots.map(({ id }) => id));
    return this.pending.creating({ what: 'bot', name, folderId: null }, async (over) => {
      const bot = await createBot(this.#http, name, token).catch(async (error: unknown) => {
        if (!known || !ApiError.is(error) || !error.outcomeUnknown) throw error;
        const listed = await this.#listedAnew();
        const [made, another] = (listed ?? []).filter((each) => !known.has(each.id) && each.name === name);
        if (!made || another) throw error;
        return made;
      });
      this.#made++;
      if (!this.isDisposed && this.#bots && !this.get(bot.id)) {
        over();
        this.#set([...this.#bots, bot]);
      }
      return bot;
    });
  }

  /**
   * Gives a bot another name. When no answer came, a look at the bot tells whether it has it.
   * @throws ApiError; with `outcomeUnknown` when it cannot be told
   */
  async rename(botId: number, name: string): Promise<void> {
    await this.pending.working('renaming', { what: 'bot', id: botId }, () => this.#rename(botId, name));
  }

  /**
   * Gives a bot this name and this Telegram token, `null` for none. That it has this very token no reading tells.
   * @throws ApiError; with `outcomeUnknown` when no answer came
   */
  async edit(botId: number, name: string, token: string | null): Promise<void> {
    await this.pending.working('saving', { what: 'bot', id: botId }, async () => {
      await editBot(this.#http, botId, name, token).finally(() => this.#readBot(botId));
      const bot = this.get(botId);
      // What was confirmed holds, also when it could not be read, or a server does not say that there is a token.
      if (bot) this.#replace({ ...bot, name, hasToken: token !== null });
    });
  }

  async #rename(botId: number, name: string): Promise<void> {
    let failure: unknown;
    try {
      await renameBot(this.#http, botId, name);
    } catch (error) {
      if (!ApiError.is(error) || !error.outcomeUnknown) throw error;
      failure = error;
    }
    const isRead = (await this.#readBot(botId)) !== undefined;
    const bot = this.get(botId);
    if (failure !== undefined) {
      if (!isRead || bot?.name !== name) throw failure as ApiError;
    } else if (!isRead && bot) this.#replace({ ...bot, name });
  }

  /**
   * Deletes a bot with all that is in it; one that is gone already counts as deleted. When no answer came, a fresh
   * listing tells.
   * @throws ApiError; with `outcomeUnknown` when it cannot be told whether the bot is gone
   */
  async delete(botId: number): Promise<void> {
    await this.pending.working('deleting', { what: 'bot', id: botId }, (over) => this.#delete(botId, over));
  }

  async #delete(botId: number, over: () => void): Promise<void> {
    try {
      await deleteBot(this.#http, botId);
    } catch (error) {
      if (!ApiError.is(error) || !error.outcomeUnknown) throw error;
      const listed = await this.#listedAnew();
      const isListed = [...(listed ?? []), ...this.#broken].some(({ id }) => id === botId);
      // A record without an id may be this bot.
      if (!listed || isListed || this.#broken.some(({ id }) => id === undefined)) throw error;
    }
    this.#made++;
    this.#transitions.get(botId)?.end.abort();
    if (this.isDisposed || !this.get(botId)) return;
    over();
    this.#set((this.#bots ?? []).filter(({ id }) => id !== botId));
  }

  /** @returns what a listing shows that was asked for just now, `undefined` when it could not be had */
  async #listedAnew(): Promise<readonly Bot[] | undefined> {
    await this.refreshAnew();
    return this.#error || this.isDisposed ? undefined : this.#bots;
  }

  #set(bots: readonly Bot[]): void {
    this.#bots = bots;
    void this.#store();
    this.#changed.fire({ listing: true, botIds: [] });
  }

  /**
   * Looks at a bot until it has reached the run state that was ordered, or, without an order, until its run state no
   * longer changes; for a minute at most. A new order takes the place of the one before.
   */
  #follow(botId: number, order?: StatusVerb): void {
    const running = this.#transitions.get(botId);
    if (running && !order) return;
    running?.end.abort();
    const transition: Transition = {
      end: new AbortController(),
      order,
      shownUntil: performance.now() + orderShownFor,
    };
    this.#transitions.set(botId, transition);
    const signal = AbortSignal.any([transition.end.signal, this.#ended.signal]);
    const until = performance.now() + this.#transition.atMost;
    const look = async () => {
      while (performance.now() < until) {
        await delay(this.#transition.every, signal);
        const status = await this.#readBot(botId);
        if (signal.aborted || !this.get(botId)) return;
        if (status !== undefined && isReached(runStateOf(status), order)) return;
      }
    };
    look()
      .catch((error: unknown) => {
        if (!signal.aborted) this.#log.warn(`the run state of bot ${botId} could not be followed`, error);
      })
      .finally(() => {
        if (this.#transitions.get(botId) === transition) this.#transitions.delete(botId);
      });
  }

  /** What the server says goes on being the old state for a moment after an order; the order is shown meanwhile. */
  #withOrder(bot: Bot): Bot {
    const transition = this.#transitions.get(bot.id);
    if (!transition?.order || performance.now() > transition.shownUntil) return bot;
    return isReached(runStateOf(bot.status), transition.order) ? bot : { ...bot, status: transition.order };
  }

  #replace(bot: Bot): void {
    const before = this.get(bot.id);
    if (this.isDisposed || !this.#bots || !before || same(before, bot)) return;
    this.#bots = this.#bots.map((known) => (known.id === bot.id ? bot : known));
    void this.#store();
    this.#changed.fire({ listing: false, botIds: [bot.id] });
  }

  #fail(error: unknown): void {
    if (this.isDisposed || ApiError.is(error, 'aborted')) return;
    this.#log.warn('the bots could not be read', error);
    this.#error = toApiError(error, 'getBots');
    this.#changed.fire({ listing: true, botIds: [] });
  }

  #store(): Promise<void> {
    return this.#lastKnown.write({ version: 1, bots: [...(this.#bots ?? [])] });
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
