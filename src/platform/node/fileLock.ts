import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { delay } from '../../util/async';
import { HeldElsewhereError, type Hold } from '../../util/textStore';

/** A lock that stays unchanged this long was left behind, in milliseconds: who holds one renews it. */
export const defaultLockLimit = 3000;

/**
 * Waits until the lock file is one's own. A lock that does not change while one waits was left behind by a window that
 * ended; how old it is by the wall clock says nothing, because that clock is set now and then.
 * @param limit after which a lock counts as left behind, in milliseconds
 * @param longest wait, in milliseconds
 * @throws HeldElsewhereError when it cannot be had in time
 */
export async function lockFile(file: string, limit: number, longest: number): Promise<Hold> {
  const token = randomBytes(8).toString('hex');
  const until = performance.now() + longest;
  let seen: { readonly lock: string; readonly since: number } | undefined;
  let waited = false;
  for (;;) {
    try {
      await writeFile(file, token, { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        // A full disk leaves an empty file, for which the next one would wait.
        await rm(file, { force: true }).catch(() => undefined);
        throw error;
      }
    }
    waited = true;
    const now = performance.now();
    const held = await identityOf(file);
    if (held !== undefined && held === seen?.lock) {
      if (now - seen.since > limit) await takeAway(file, held, token);
    } else {
      seen = held === undefined ? undefined : { lock: held, since: now };
    }
    if (now > until) throw new HeldElsewhereError(path.basename(file));
    await delay(20);
  }
  const renewal = setInterval(() => void renew(file), limit / 3);
  return {
    waited,
    letGo: async () => {
      clearInterval(renewal);
      await unlock(file, token);
    },
  };
}

async function identityOf(file: string): Promise<string | undefined> {
  return stat(file).then(
    ({ ino, mtimeMs }) => `${ino} ${mtimeMs}`,
    () => undefined,
  );
}

async function renew(file: string): Promise<void> {
  const now = new Date();
  // One that was taken away is found out when it is let go.
  await utimes(file, now, now).catch(() => undefined);
}

/** Of several that wait, one moves the lock; what it moved must be what it judged. */
async function takeAway(file: string, judged: string, token: string): Promise<void> {
  const aside = `${file}.${token}`;
  try {
    await rename(file, aside);
  } catch {
    return; // Somebody else was first.
  }
  if ((await identityOf(aside)) === judged) await rm(aside, { force: true });
  else await rename(aside, file);
}

async function unlock(file: string, token: string): Promise<void> {
  const holder = await readFile(file, 'utf8').catch(() => undefined);
  // One that cannot be removed counts as left behind after a while.
  if (holder === token) await rm(file, { force: true }).catch(() => undefined);
}
