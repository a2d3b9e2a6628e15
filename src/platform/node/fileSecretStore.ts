import { watch } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { KeyedQueue } from '../../util/async';
import { Disposable, toDisposable } from '../../util/disposable';
import { Emitter } from '../../util/event';

/** Keys in a plain file, for tests only: the test host's SecretStorage is neither shared by windows nor kept. */
export class FileSecretStore extends Disposable {
  readonly #file: string;
  readonly #writes = new KeyedQueue();
  readonly #changed = this._register(new Emitter<string>());
  #known: Record<string, string> = {};
  readonly onDidChange = this.#changed.event;

  constructor(file: string) {
    super();
    this.#file = file;
    const watcher = watch(path.dirname(file), (_, name) => {
      if (name === path.basename(file)) void this.#look();
    });
    this._register(toDisposable(() => watcher.close()));
  }

  async get(accountId: string): Promise<string | undefined> {
    return (await this.#read())[accountId];
  }

  set(accountId: string, apiKey: string): Promise<void> {
    return this.#change((keys) => ({ ...keys, [accountId]: apiKey }));
  }

  delete(accountId: string): Promise<void> {
    return this.#change((keys) =>
      Object.fromEntries(Object.entries(keys).filter(([id]) => id !== accountId)),
    );
  }

  #change(change: (keys: Record<string, string>) => Record<string, string>): Promise<void> {
    return this.#writes.run(this.#file, async () => {
      await writeFile(this.#file, JSON.stringify(change(await this.#read())), { mode: 0o600 });
      await this.#look();
    });
  }

  async #look(): Promise<void> {
    const before = this.#known;
    this.#known = await this.#read();
    for (const id of new Set([...Object.keys(before), ...Object.keys(this.#known)])) {
      if (before[id] !== this.#known[id]) this.#changed.fire(id);
    }
  }

  async #read(): Promise<Record<string, string>> {
    const text = await readFile(this.#file, 'utf8').catch(() => '{}');
    try {
      return JSON.parse(text) as Record<string, string>;
    } catch {
      // Half written by another window; its last write is seen with the next change.
      return this.#known;
    }
  }
}
