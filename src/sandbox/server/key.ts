import { createHash, timingSafeEqual } from 'node:crypto';

import type { UserRecord } from '../store/records';
import type { SandboxStore } from '../store/store';

/** The user whose key is given as `?api_key=`, in a time that does not tell how much of it was right. */
export function userOfKey(store: SandboxStore, query: URLSearchParams): UserRecord | undefined {
  const user = store.user();
  const key = query.get('api_key');
  if (!user || !key) return undefined;
  return sameText(key, user.api_key) ? user : undefined;
}

/** Compares secrets in a time that does not tell how much of them was right. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
