import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { delay } from '../../util/async';
import type { TextStore } from '../../util/textStore';

/** A lock this old, in milliseconds, was left behind by a window that ended: none is held for more than a moment. */
const lockLimit = 5000;

/** Texts as files below a folder, each written beside its name and then moved over it. */
export class FileTextStore implements TextStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
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
    const unlock = await lock(`${file}.lock`);
    try {
      await this.write(name, change(await this.read(name)));
    } finally {
      await unlock();
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

/** Waits until the lock file is one's own. @returns lets go of it */
async function lock(file: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await (await open(file, 'wx', 0o600)).close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > lockLimit) await rm(file, { force: true });
    else await delay(20);
  }
}
