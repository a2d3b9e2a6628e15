import * as v from 'valibot';

import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';

/**
 * Where what can be fetched again of an account is stored, apart from everything else: signing out deletes all of it.
 * The sandbox keeps its own state beside it.
 */
export function accountFolder(accountId: string): string {
  return `accounts/${accountId}`;
}

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
  #working: Promise<void> = Promise.resolve();
  /** What is to be written next; replaced by what comes before its turn. */
  #next: { readonly value: v.InferInput<S> } | undefined;

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

  /** Resolves when nothing is being written any more. */
  async whenIdle(): Promise<void> {
    let working;
    do await (working = this.#working);
    while (working !== this.#working);
  }

  /**
   * Writes the value; of several that come while a write is under way only the last is written. A failure is logged,
   * because the server still has it all.
   */
  write(value: v.InferInput<S>): Promise<void> {
    const isQueued = this.#next !== undefined;
    this.#next = { value };
    if (!isQueued) void this.#enqueue('written', () => this.#writeNext());
    return this.#working;
  }

  async #writeNext(): Promise<void> {
    const next = this.#next;
    this.#next = undefined;
    if (!next) return;
    const text = JSON.stringify(next.value);
    if (text.length > largestText) await this.#store.delete(this.#name);
    else await this.#store.write(this.#name, text);
  }

  /**
   * Replaces the value by what `change` makes of the stored one, while no other window does.
   * @returns whether it is stored; a store that fails is logged
   */
  change(change: (stored: v.InferOutput<S> | undefined) => v.InferInput<S>): Promise<boolean> {
    return this.#enqueue('changed', async () => {
      // What cannot be understood is set aside before it is written over.
      await this.read();
      await this.#store.update(this.#name, (text) => {
        const result = v.safeParse(this.#schema, text === undefined ? undefined : parse(text));
        return JSON.stringify(change(result.success ? result.output : undefined));
      });
    });
  }

  async delete(): Promise<void> {
    this.#next = undefined;
    await this.#enqueue('deleted', () => this.#store.delete(this.#name));
  }

  /** @returns whether it was done */
  #enqueue(what: string, work: () => Promise<void>): Promise<boolean> {
    const done = this.#working.then(work).then(
      () => true,
      (error: unknown) => {
        this.#log.warn(`${this.#name} could not be ${what}`, error);
        return false;
      },
    );
    this.#working = done.then(() => undefined);
    return done;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
