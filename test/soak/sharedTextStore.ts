import { KeyedQueue } from '../../src/util/async';
import type { Hold } from '../../src/util/textStore';
import { MemoryTextStore } from '../unit/model/memoryTextStore';

/** The stored texts of several windows, of which one at a time can have a name to itself. */
export class SharedTextStore extends MemoryTextStore {
  readonly #turns = new KeyedQueue();

  override hold(name: string): Promise<Hold> {
    const waited = this.held.has(name);
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
}
