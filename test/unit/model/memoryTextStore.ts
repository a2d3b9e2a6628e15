import { KeyedQueue } from '../../../src/util/async';
import type { Hold, TextStore } from '../../../src/util/textStore';

/** Texts in memory, where a test can look at them and make writes fail; for several windows too. */
export class MemoryTextStore implements TextStore {
  readonly texts = new Map<string, string>();
  readonly #turns = new KeyedQueue();
  readonly asideNames: string[] = [];
  /** The names that are held now. */
  readonly held = new Set<string>();
  writes = 0;
  /** Thrown by every access while it is set. */
  failure: Error | undefined;

  read(name: string): Promise<string | undefined> {
    return this.#access(() => this.texts.get(name));
  }
  write(name: string, text: string): Promise<void> {
    return this.#access(() => {
      this.writes++;
      this.texts.set(name, text);
    });
  }
  update(name: string, change: (text: string | undefined) => string): Promise<void> {
    return this.#access(() => {
      this.writes++;
      this.texts.set(name, change(this.texts.get(name)));
    });
  }
  async hold(name: string): Promise<Hold> {
    const waited = this.held.has(name);
    await this.#access(() => undefined);
    return new Promise((resolve) => {
      void this.#turns.run(name, () => {
        this.held.add(name);
        return new Promise<void>((ended) => {
          const letGo = () => {
            this.held.delete(name);
            ended();
            return Promise.resolve();
          };
          resolve({ waited, letGo });
        });
      });
    });
  }
  list(folder: string): Promise<string[]> {
    return this.#access(() => [...this.texts.keys()].filter((name) => name.startsWith(`${folder}/`)));
  }
  deleteAll(folder: string): Promise<void> {
    return this.#access(() => {
      for (const name of [...this.texts.keys()]) if (name.startsWith(`${folder}/`)) this.texts.delete(name);
    });
  }
  delete(name: string): Promise<void> {
    return this.#access(() => void this.texts.delete(name));
  }
  setAside(name: string): Promise<void> {
    return this.#access(() => {
      this.asideNames.push(name);
      this.texts.delete(name);
    });
  }

  // Never in the same turn, like a file.
  async #access<T>(access: () => T): Promise<T> {
    await Promise.resolve();
    if (this.failure) throw this.failure;
    return access();
  }
}
