import type { SecretStore } from '../../../src/accounts/secretStore';
import { Emitter } from '../../../src/util/event';

/** Keys in memory, as one window sees them. */
export class MemorySecrets implements SecretStore {
  readonly #changed = new Emitter<string>();
  readonly onDidChange = this.#changed.event;
  readonly keys = new Map<string, string>();

  get(id: string) {
    return Promise.resolve(this.keys.get(id));
  }
  set(id: string, key: string) {
    this.keys.set(id, key);
    this.#changed.fire(id);
    return Promise.resolve();
  }
  delete(id: string) {
    this.keys.delete(id);
    this.#changed.fire(id);
    return Promise.resolve();
  }
}
