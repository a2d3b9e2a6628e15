import { KeyedQueue } from '../../src/util/async';
import type { Hold } from '../../src/util/textStore';
import { MemoryTextStore } from '../unit/model/memoryTextStore';

/** The stored texts of several windows, of which one at a time can have a name to itself. */
export class SharedTextStore extends MemoryTextStore {
  readonly #turns = new KeyedQueue();
  readonly #held = new Set<string>();

  override hold(name?: string): Promise<Hold> {
    const key = name ?? '';
    const waited = this.#held.has(key);
    return new Promise((resolve) => {
      void this.#turns.run(key, () => {
        this.#held.add(key);
        return new Promise<void>((ended) => {
          const letGo = () => {
            this.#held.delete(key);
            ended();
            return Promise.resolve();
          };
          resolve({ waited, letGo });
        });
      });
    });
  }
}
