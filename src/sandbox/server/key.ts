import { createHash, timingSafeEqual } from 'node:crypto';

import type { UserRecord } from '../store/records';
import type { SandboxStore } from '../store/store';

/** The user whose key is given as `?api_key=`, in a time that does not tell how much of it was right. */
export function userOfKey(store: SandboxStore, query: URLSearchParams): UserRecord | undefined {
  const user = store.user();
  const key = query.get('api_key');
  if (!user || !key) return undefined;
  return timingSafeEqual(digest(key), digest(user.api_key)) ? user : undefined;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
