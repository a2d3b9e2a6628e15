import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Hold, TextStore } from '../../util/textStore';
import { defaultLockLimit, lockFile } from './fileLock';

/** How long one waits at most until a text can be changed, in milliseconds: that takes no more than a moment. */
const changeWait = 10_000;

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
    const lock = await lockFile(`${file}.lock`, this.#lockLimit, changeWait);
    try {
      await this.write(name, change(await this.read(name)));
    } finally {
      await lock.letGo();
    }
  }

  async hold(name: string, longest: number): Promise<Hold> {
    const file = this.#path(name);
    await mkdir(path.dirname(file), { recursive: true });
    return lockFile(`${file}.lock`, this.#lockLimit, longest);
  }

  async list(folder: string): Promise<string[]> {
    const root = this.#path(folder);
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    });
    return entries
      .filter((entry) => entry.isFile() && !/\.(?:tmp|lock|broken)$/.test(entry.name))
      .map(({ parentPath, name }) => {
        const below = path.relative(root, path.join(parentPath, name));
        return `${folder}/${below.split(path.sep).join('/')}`;
      });
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
