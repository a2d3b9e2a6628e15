import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { delay } from '../../util/async';
import type { TextStore } from '../../util/textStore';

/** A lock that stays unchanged this long was left behind, in milliseconds: none is held for more than a moment. */
const defaultLockLimit = 3000;
/** How long one waits for a lock at most, in milliseconds. */
const lockWait = 10_000;

/** Texts as files below a folder, each written beside its name and then moved over it. */
export class FileTextStore implements TextStore {
  readonly #folder: string;
  readonly #lockLimit: number;

  constructor(folder: string, lockLimit = defaultLockLimit) {
    this.#folder = folder;
    this.#lockLimit = lockLimit;
  }

  async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(this.#path(name), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async write(name: string, text: string): Promise<void> {
    const file = this.#path(name);
    await mkdir(path.dirname(file), { recursive: true });
    // Two windows may write at the same time, so the name on the side is one's own.
    const aside = `${file}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      await writeFile(aside, text, { mode: 0o600, flush: true });
      await rename(aside, file);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  async update(name: string, change: (text: string | undefined) => string): Promise<void> {
    const file = this.#path(name);
    await mkdir(path.dirname(file), { recursive: true });
    const letGo = await lock(`${file}.lock`, this.#lockLimit);
    try {
      await this.write(name, change(await this.read(name)));
    } finally {
      await letGo();
    }
  }

  async deleteAll(folder: string): Promise<void> {
    await rm(this.#path(folder), { recursive: true, force: true });
  }

  async delete(name: string): Promise<void> {
    await rm(this.#path(name), { force: true });
  }

  async setAside(name: string): Promise<void> {
    const file = this.#path(name);
    await rename(file, `${file}.broken`);
  }

  /** @throws TypeError for a name that would leave the folder */
  #path(name: string): string {
    if (!/^[\w@.-]+(\/[\w@.-]+)*$/.test(name) || name.includes('..'))
      throw new TypeError(`no name for a text: ${name}`);
    return path.join(this.#folder, ...name.split('/'));
  }
}

/**
 * Waits until the lock file is one's own. A lock that does not change while one waits was left behind by a window that
 * ended; how old it is by the wall clock says nothing, because that clock is set now and then.
 * @returns lets go of it
 * @throws Error when it cannot be had in time
 */
async function lock(file: string, lockLimit: number): Promise<() => Promise<void>> {
  const token = randomBytes(8).toString('hex');
  const until = performance.now() + lockWait;
  let seen: { readonly lock: string; readonly since: number } | undefined;
  for (;;) {
    try {
      await writeFile(file, token, { flag: 'wx', mode: 0o600 });
      return () => unlock(file, token);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const now = performance.now();
    const held = await identityOf(file);
    if (held !== undefined && held === seen?.lock) {
      if (now - seen.since > lockLimit) await takeAway(file, held, token);
    } else {
      seen = held === undefined ? undefined : { lock: held, since: now };
    }
    if (now > until) throw new Error(`${path.basename(file)} is held by another window`);
    await delay(20);
  }
}

async function identityOf(file: string): Promise<string | undefined> {
  return stat(file).then(
    ({ ino, mtimeMs }) => `${ino} ${mtimeMs}`,
    () => undefined,
  );
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
  if (holder === token) await rm(file, { force: true });
}
