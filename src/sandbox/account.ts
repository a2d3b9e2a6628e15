import { randomBytes } from 'node:crypto';

import type { Clock, SandboxStore } from './store/store';

/** A new key in the shape of the real ones: 40 characters of the URL-safe base64 alphabet (API reference, §1.2). */
export function newApiKey(): string {
  return randomBytes(30).toString('base64url');
}

/** Gives an empty store its user, quota and plan. A store that has a user stays as it is, with its key. */
export function ensureAccount(store: SandboxStore, now: Clock = Date.now): void {
  store.transaction(() => {
    if (store.user()) return;
    store.saveUser({
      id: 52_795_001,
      created_at: new Date(now()).toISOString(),
      email: 'you@sandbox.invalid',
      api_key: newApiKey(),
    });
    store.saveQuota({
      id: 3_120_001,
      limit: 100_000,
      progress: 12_345,
      have_ads: false,
      extra_points: 0,
      paid_cycles_count: 0,
    });
    store.savePlan({ id: 7_001, name: 'Sandbox' });
  });
}
