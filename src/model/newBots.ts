import { type Bot, copyBot } from '../api/bots';
import type { Listing } from '../api/decode';
import { ApiError } from '../api/errors';
import type { HttpClient } from '../api/http';
import { getStoreBots, installStoreBot, type StoreBot } from '../api/store';
import { delay } from '../util/async';
import type { Bots } from './bots';

/** How often and how long a listing is looked at for a bot that the server makes, in milliseconds. */
export interface Following {
  readonly every: number;
  readonly atMost: number;
}

const defaultFollowing: Following = { every: 2000, atMost: 60_000 };

/** Bots of an account that the server makes by itself: copies, and demo bots of the store. */
export class NewBots {
  readonly #http: HttpClient;
  readonly #bots: Bots;
  readonly #following: Following;

  constructor(http: HttpClient, bots: Bots, following: Following = defaultFollowing) {
    this.#http = http;
    this.#bots = bots;
    this.#following = following;
  }

  /**
   * Has the server copy a bot, and looks for the copy until it is there. It is called `Cloned bot: …` (official help,
   * "Copy bot"); only that the name of the original is in it is relied on.
   * @param signal ends the looking; the server goes on
   * @returns the copy, `undefined` when it is not there yet
   * @throws ApiError; with `outcomeUnknown` when no answer came and no copy either
   */
  async copy(botId: number, signal: AbortSignal): Promise<Bot | undefined> {
    const name = this.#bots.get(botId)?.name ?? '';
    return this.#made(
      { shownAs: `Cloned bot: ${name}`, isMeant: (bot) => bot.name?.includes(name) ?? name === '' },
      () => copyBot(this.#http, botId),
      signal,
    );
  }

  /** The demo bots of the store. @throws ApiError */
  storeBots(): Promise<Listing<StoreBot>> {
    return getStoreBots(this.#http, { fresh: true });
  }

  /** Installs a demo bot, and looks for it. Parameters, result and errors as those of `copy`. */
  async install({ id, name }: StoreBot, signal: AbortSignal): Promise<Bot | undefined> {
    return this.#made(
      { shownAs: name, isMeant: (bot) => bot.name === name },
      () => installStoreBot(this.#http, id),
      signal,
    );
  }

  #made(
    wanted: { readonly shownAs: string; readonly isMeant: (bot: Bot) => boolean },
    order: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<Bot | undefined> {
    const { pending } = this.#bots;
    return pending.creating({ what: 'bot', name: wanted.shownAs, folderId: null }, async () => {
      const known = new Set((await this.#listedAnew()).map(({ id }) => id));
      let failure: ApiError | undefined;
      await order().catch((error: unknown) => {
        if (!ApiError.is(error) || !error.outcomeUnknown) throw error;
        failure = error;
      });
      const until = performance.now() + this.#following.atMost;
      for (;;) {
        const [found] = (await this.#listed()).filter((bot) => !known.has(bot.id) && wanted.isMeant(bot));
        if (found) return found;
        if (signal.aborted || performance.now() >= until) break;
        await delay(this.#following.every, signal).catch(() => undefined);
      }
      // What was ordered without an answer may come yet, or never.
      if (failure) throw failure;
      return undefined;
    });
  }

  /** @throws ApiError when the list could not be had: then nobody can tell a newcomer */
  async #listedAnew(): Promise<readonly Bot[]> {
    await this.#bots.refreshAnew();
    if (this.#bots.error) throw this.#bots.error;
    return this.#bots.all ?? [];
  }

  /** What is listed; a list that could not be had is looked at once more the next time. */
  async #listed(): Promise<readonly Bot[]> {
    await this.#bots.refreshAnew();
    return this.#bots.all ?? [];
  }
}
