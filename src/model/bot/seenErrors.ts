import * as v from 'valibot';

import type { Log } from '../../util/log';
import type { TextStore } from '../../util/textStore';
import { accountFolder, LastKnown } from '../lastKnown';

const storedSchema = v.object({ version: v.literal(1), seen: v.array(v.tuple([v.number(), v.number()])) });

/** Of how many bots it is kept, those looked at first being forgotten first. */
const mostBots = 1000;

/** Which error of each bot of an account a person saw last: those with a greater id are new. */
export class SeenErrors {
  readonly #stored: LastKnown<typeof storedSchema>;
  readonly #seen = new Map<number, number>();
  #reading: Promise<void> | undefined;

  constructor(store: TextStore, accountId: string, log: Log) {
    this.#stored = new LastKnown(store, `${accountFolder(accountId)}/seenErrors.json`, storedSchema, log);
  }

  /** @returns 0 when none was seen yet */
  async of(botId: number): Promise<number> {
    this.#reading ??= this.#stored.read().then((stored) => {
      for (const [bot, errorId] of stored?.seen ?? []) this.#seen.set(bot, errorId);
    });
    await this.#reading;
    return this.#seen.get(botId) ?? 0;
  }

  /** Everything up to this error was seen. */
  async set(botId: number, errorId: number): Promise<void> {
    this.#seen.set(botId, errorId);
    await this.#stored.change((stored) => {
      const others = (stored?.seen ?? []).filter(([bot]) => bot !== botId);
      return { version: 1, seen: [...others, [botId, errorId] as [number, number]].slice(-mostBots) };
    });
  }

  /** Resolves when nothing is being stored any more. */
  whenStored(): Promise<void> {
    return this.#stored.whenIdle();
  }
}
