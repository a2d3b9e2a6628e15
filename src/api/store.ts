import * as v from 'valibot';

import { type BrokenRecord, decodeListing, expectDone, type Listing } from './decode';
import { amount, flag, number, text } from './fields';
import type { CallOptions, HttpClient } from './http';

/** A demo bot of the store. `undefined`: the server does not say. */
export interface StoreBot {
  readonly id: number;
  readonly name: string;
  readonly description: string | undefined;
  readonly imageUrl: string | undefined;
  /** Where its code can be read. */
  readonly repositoryUrl: string | undefined;
  readonly installations: number | undefined;
  readonly author: string | undefined;
  /** One whose commands cannot be seen, also when it is installed. */
  readonly isProtected: boolean | undefined;
  readonly createdAt: string | undefined;
  /** Titles of the collections it is in; empty where the server lists bots without collections. */
  readonly collections: readonly string[];
}

/** Fields seen in v1, where developers' lists name the id `bot_id`; the others are not documented, assumed. */
const storeBotSchema = v.pipe(
  v.looseObject({
    id: number,
    bot_id: number,
    name: text,
    description: text,
    img_url: text,
    repository_url: text,
    installations_count: amount,
    author: text,
    protected: flag,
    created_at: text,
  }),
  v.rawTransform(({ dataset: { value: raw }, addIssue, NEVER }): StoreBot => {
    const id = raw.id ?? raw.bot_id;
    if (id == null) {
      addIssue({ message: 'id', expected: 'an id' });
      return NEVER;
    }
    return {
      id,
      name: raw.name ?? '',
      description: raw.description ?? undefined,
      imageUrl: raw.img_url ?? undefined,
      repositoryUrl: raw.repository_url ?? undefined,
      installations: raw.installations_count,
      author: raw.author ?? undefined,
      isProtected: raw.protected ?? undefined,
      createdAt: raw.created_at ?? undefined,
      collections: [],
    };
  }),
);

/** Seen in v1. */
const collectionSchema = v.looseObject({ id: v.number(), title: text });

/**
 * All demo bots of the store. A server may list them, or collections whose bots are then asked for, each bot being
 * merged into one; both are not documented, assumed.
 * @throws ApiError
 */
export async function getStoreBots(http: HttpClient, options?: CallOptions): Promise<Listing<StoreBot>> {
  const answer = await http.call('getStoreBots', options);
  if (!http.listsGroups('getStoreBots')) return decodeListing('getStoreBots', storeBotSchema, answer);

  const collections = decodeListing('getStoreBots', collectionSchema, answer);
  const listings = await Promise.all(
    collections.items.map(async ({ id, title }) => {
      const params = { collection_id: id };
      const bots = await http.call('getStoreBots', { ...options, params, members: true });
      return { title, bots: decodeListing('getStoreBots', storeBotSchema, bots) };
    }),
  );
  const merged = new Map<number, StoreBot>();
  const broken: BrokenRecord[] = [...collections.broken];
  for (const { title, bots } of listings) {
    broken.push(...bots.broken);
    for (const bot of bots.items) {
      const others = merged.get(bot.id)?.collections ?? [];
      merged.set(bot.id, { ...bot, collections: title ? [...others, title] : others });
    }
  }
  return { items: [...merged.values()], broken };
}

/**
 * Installs a demo bot as a bot of the account, without a token; it then is in the list of bots. Path and body are
 * those of v1, assumed; of the answer only is known that it is no refusal.
 * @throws ApiError
 */
export async function installStoreBot(http: HttpClient, storeBotId: number): Promise<void> {
  expectDone('installDemoBot', await http.call('installDemoBot', { body: { id: storeBotId } }));
}
