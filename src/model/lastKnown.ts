import * as v from 'valibot';

import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';

/** Longest text that is kept of one thing; a listing beyond it is simply fetched again next time. */
const largestText = 20_000_000;

/**
 * Remembers what the server said last, so that the next window shows it at once. A text that cannot be understood is
 * set aside and logged; it never keeps the product from working.
 */
export class LastKnown<S extends v.GenericSchema> {
  readonly #store: TextStore;
  readonly #name: string;
  readonly #schema: S;
  readonly #log: Log;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: TextStore, name: string, schema: S, log: Log) {
    this.#store = store;
    this.#name = name;
    this.#schema = schema;
    this.#log = log;
  }

  async read(): Promise<v.InferOutput<S> | undefined> {
    try {
      const text = await this.#store.read(this.#name);
      if (text === undefined) return undefined;
      const result = v.safeParse(this.#schema, parse(text));
      if (result.success) return result.output;
      this.#log.warn(`${this.#name} cannot be understood; it is set aside`);
      await this.#store.setAside(this.#name);
    } catch (error) {
      this.#log.warn(`${this.#name} could not be read`, error);
    }
    return undefined;
  }

  /** Writes in the order of the calls; a failure is logged, because the server still has it all. */
  write(value: v.InferInput<S>): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      try {
        const text = JSON.stringify(value);
        if (text.length > largestText) await this.#store.delete(this.#name);
        else await this.#store.write(this.#name, text);
      } catch (error) {
        this.#log.warn(`${this.#name} could not be written`, error);
      }
    });
    return this.#writing;
  }

  delete(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#store.delete(this.#name));
    return this.#writing;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
