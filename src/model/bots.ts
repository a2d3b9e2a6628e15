import * as v from 'valibot';

import { type Bot, getBot, getBots, setBotStatus, type StatusVerb } from '../api/bots';
import type { BrokenRecord } from '../api/decode';
import { ApiError, toApiError } from '../api/errors';
import type { HttpClient } from '../api/http';
import { delay } from '../util/async';
import { Disposable, toDisposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';
import { LastKnown } from './lastKnown';
import { isChanging, runStateOf } from './runState';

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

/** The bots of one account: what is known, how fresh it is, and why not when it could not be had. */
export class Bots extends Disposable {
  readonly #http: HttpClient;
  readonly #lastKnown: LastKnown<typeof storedSchema>;
  readonly #log: Log;
  readonly #transition: { readonly every: number; readonly atMost: number };
  readonly #changed = this._register(new Emitter<BotsChange>());
  readonly #ended = new AbortController();
  readonly #transitions = new Map<number, AbortController>();

  #bots: readonly Bot[] | undefined;
  #broken: readonly BrokenRecord[] = [];
  #stale = true;
  #error: ApiError | undefined;
  #opening: Promise<void> | undefined;
  #restoring: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(http: HttpClient, store: TextStore, accountId: string, log: Log, options: BotsOptions = {}) {
    super();
    this.#http = http;
    this.#log = log;
    this.#lastKnown = new LastKnown(store, `${accountId}/bots.json`, storedSchema, log);
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
  /** What is known comes from an earlier time and was not confirmed yet. */
  get isStale(): boolean {
    return this.#stale;
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

  /** Reads the listing again. Never rejects: a failure is kept in `error` and what was known stays. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    try {
      const listing = await getBots(this.#http, { fresh: true });
      if (this.isDisposed) return;
      const before = this.#bots;
      const hadError = this.#error !== undefined;
      const wasStale = this.#stale;
      this.#error = undefined;
      this.#stale = false;
      this.#bots = listing.items;
      const brokenChanged = !same(this.#broken, listing.broken);
      this.#broken = listing.broken;
      const order = (bots: readonly Bot[] | undefined) => bots?.map((bot) => bot.id);
      const changedListing =
        !same(order(before), order(listing.items)) || hadError || brokenChanged || wasStale;
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

  /** Looks at one bot. Never rejects: a failure is kept in `error`. */
  async refreshBot(botId: number): Promise<void> {
    try {
      this.#replace(await getBot(this.#http, botId, { fresh: true }));
    } catch (error) {
      this.#log.debug(`bot ${botId} could not be read: ${String(error)}`);
      if (ApiError.is(error, 'notFound')) await this.refresh();
    }
  }

  /**
   * Starts or stops a bot. Resolves when the server has taken the order; the transition is followed in the background.
   * @throws ApiError
   */
  async setStatus(botId: number, verb: StatusVerb): Promise<void> {
    await setBotStatus(this.#http, botId, verb);
    const bot = this.get(botId);
    // What was ordered is shown at once; the server's own word follows.
    if (bot) this.#replace({ ...bot, status: verb });
    this.#follow(botId);
  }

  /** Forgets what is stored of this account. */
  async forget(): Promise<void> {
    await this.#lastKnown.delete();
  }

  /** Looks at a bot until its run state no longer changes, for a minute at most. */
  #follow(botId: number): void {
    if (this.#transitions.has(botId)) return;
    const run = new AbortController();
    this.#transitions.set(botId, run);
    const signal = AbortSignal.any([run.signal, this.#ended.signal]);
    const until = Date.now() + this.#transition.atMost;
    const look = async () => {
      while (Date.now() < until) {
        await delay(this.#transition.every, signal);
        await this.refreshBot(botId);
        const bot = this.get(botId);
        if (!bot || !isChanging(runStateOf(bot.status))) return;
      }
    };
    look()
      .catch((error: unknown) => {
        if (!signal.aborted) this.#log.warn(`the run state of bot ${botId} could not be followed`, error);
      })
      .finally(() => this.#transitions.delete(botId));
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
    this.#stale = true;
    this.#changed.fire({ listing: true, botIds: [] });
  }

  #store(): Promise<void> {
    return this.#lastKnown.write({ version: 1, bots: [...(this.#bots ?? [])] });
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
