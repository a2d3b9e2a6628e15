import { randomBytes } from 'node:crypto';

import type { UserRecord } from './store/records';
import type { Clock, SandboxStore } from './store/store';

/** A new key in the shape of the real ones: 40 characters of the URL-safe base64 alphabet (API reference, §1.2). */
export function newApiKey(): string {
  return randomBytes(30).toString('base64url');
}

/** Gives an empty store its user. A store that has a user stays as it is, with its key. */
export function ensureAccount(store: SandboxStore, now: Clock = Date.now): void {
  store.transaction(() => {
    if (!store.user()) createAccount(store, { email: 'you@sandbox.invalid' }, now());
  });
}

/** Makes the store's user, with quota, plan and linked Telegram accounts. @param now milliseconds since 1970 */
export function createAccount(
  store: SandboxStore,
  { email, password }: Pick<UserRecord, 'email' | 'password'>,
  now: number,
): UserRecord {
  return store.transaction(() => {
    const created_at = new Date(now).toISOString();
    const user = {
      id: 52_795_001,
      created_at,
      email,
      api_key: newApiKey(),
      ...(password === undefined ? {} : { password }),
    };
    store.saveUser(user);
    store.saveQuota({
      id: 3_120_001,
      limit: 100_000,
      progress: 12_345,
      have_ads: false,
      extra_points: 0,
      paid_cycles_count: 0,
    });
    store.savePlan({ id: 7_001, name: 'Sandbox', price: 0 });
    const times = { created_at, updated_at: created_at };
    const robin = {
      telegramid: 900_100_200_300,
      first_name: 'Robin',
      last_name: 'Example',
      username: 'robin_example',
    };
    const kim = { telegramid: 900_100_200_301, first_name: 'Kim', last_name: null, username: null };
    store.saveFact('linkedAccounts', [
      { id: 41_952_001, ...robin, ...times },
      { id: 41_952_002, ...kim, ...times },
      // The real list may name an account twice (API reference, "Get linked telegram accounts").
      { id: 41_952_003, ...robin, ...times },
    ]);
    return user;
  });
}
