import pLimit from 'p-limit';

import { delay } from '../util/async';
import { Ended, type Reached } from './ended';
import { ApiError } from './errors';

/** What became of one of many. */
export type Outcome<R> =
  | { readonly kind: 'done'; readonly value: R }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** It ended before its turn: it was cancelled, or its account or bot could no longer be used. */
  | { readonly kind: 'notTried' };

export interface Result<T, R> {
  readonly item: T;
  readonly outcome: Outcome<R>;
}

/** How far many are. */
export interface ManyProgress {
  readonly done: number;
  readonly total: number;
  /** The server takes no more for so many seconds; absent when it does. */
  readonly waitSeconds?: number;
}

export interface ManyOptions {
  /** Ends after what is under way; what was done stays. */
  readonly signal?: AbortSignal;
  /** Called after each, and when the server asks to wait. */
  readonly onProgress?: (progress: ManyProgress) => void;
}

/**
 * Makes a request, and makes it again when the server refused it because of too many: what it refuses so was not done.
 * @throws what the request failed with
 */
export type Patiently = <T>(make: () => Promise<T>) => Promise<T>;

/** So many calls are under way at a time. */
const atOnce = 4;
/** How often one waits when the server says that there are too many. */
const mostWaits = 5;
/** In milliseconds, when the server does not say how long. */
const usualWait = 5000;
const longestWait = 60_000;

/**
 * Does the same with many, four at a time. One that fails keeps no other from being tried, unless its account or its bot
 * cannot be used any more: those there would fail as well, each after a time limit of its own.
 * @param options `placeOf` says where an item belongs; without it all belong to one bot
 * @returns what became of each, in the order given; never rejects for one of them
 */
export async function manyAtOnce<T, R>(
  items: readonly T[],
  act: (item: T, patiently: Patiently) => Promise<R>,
  { signal, onProgress, placeOf = () => onePlace }: ManyOptions & { placeOf?: (item: T) => Reached } = {},
): Promise<readonly Result<T, R>[]> {
  const limit = pLimit(atOnce);
  const total = items.length;
  let done = 0;
  const ended = new Ended();
  const patiently: Patiently = async (make) => {
    for (let waits = 0; ; waits++) {
      try {
        return await make();
      } catch (error) {
        if (!ApiError.is(error, 'rateLimited') || waits >= mostWaits || signal?.aborted) throw error;
        const wait = Math.min(error.retryAfterMs ?? usualWait, longestWait);
        onProgress?.({ done, total, waitSeconds: Math.ceil(wait / 1000) });
        await delay(wait, signal).catch(() => undefined);
        if (signal?.aborted) throw error;
      }
    }
  };
  const outcomeOf = async (item: T): Promise<Outcome<R>> => {
    const place = placeOf(item);
    if (ended.why(place) !== undefined || signal?.aborted) return { kind: 'notTried' };
    try {
      return { kind: 'done', value: await act(item, patiently) };
    } catch (error) {
      ended.note(place, error);
      return { kind: 'failed', error };
    }
  };
  return Promise.all(
    items.map((item) =>
      limit(async () => {
        const outcome = await outcomeOf(item);
        onProgress?.({ done: ++done, total });
        return { item, outcome };
      }),
    ),
  );
}

const onePlace: Reached = { accountId: '', botId: 0 };
