import { mkdirSync, watch } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { Disposable, toDisposable } from '../../util/disposable';
import { Emitter } from '../../util/event';

/**
 * Keys in plain files, one per account, which all windows watch. Under test only: the browser that tests run VS Code
 * in has a SecretStorage per window. What is built for people leaves it out (`esbuild.mjs`).
 */
export class FileSecretStore extends Disposable {
  readonly #folder: string;
  readonly #changed = this._register(new Emitter<string>());
  readonly onDidChange = this.#changed.event;

  constructor(folder: string) {
    super();
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const watcher = watch(folder, (_event, name) => {
      if (name) this.#changed.fire(name);
    });
    this._register(toDisposable(() => watcher.close()));
  }

  async get(accountId: string): Promise<string | undefined> {
    try {
      return (await readFile(this.#file(accountId), 'utf8')) || undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async set(accountId: string, apiKey: string): Promise<void> {
    await writeFile(this.#file(accountId), apiKey, { mode: 0o600 });
  }

  async delete(accountId: string): Promise<void> {
    await rm(this.#file(accountId), { force: true });
  }

  #file(accountId: string): string {
    return path.join(this.#folder, path.basename(accountId));
  }
}
