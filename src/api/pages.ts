import { KeyedQueue } from '../util/async';
import type { BrokenRecord, Listing } from './decode';

/** Names a record that could not be understood, so that it is known again on another page. */
export function brokenKey({ id, problems }: BrokenRecord, index: number): string {
  // Without an id one cannot tell a repeated record from a new one; its place in the page has to do.
  return id === undefined ? `at ${index}: ${problems.join()}` : String(id);
}

/**
 * Reads a long listing page by page, as far as somebody wants to see it. Page size and total are nowhere said (API
 * reference, "Pagination"), so the end is a page that is empty or brings no new id: a server that ignores `page`
 * repeats page 1.
 */
export class Pages<T extends { readonly id: number }> {
  readonly #read: (page: number, signal?: AbortSignal) => Promise<Listing<T>>;
  readonly #seen = new Set<string>();
  readonly #queue = new KeyedQueue();
  #page = 1;
  #isComplete = false;

  /** @param read gets a page, counted from 1 */
  constructor(read: (page: number, signal?: AbortSignal) => Promise<Listing<T>>) {
    this.#read = read;
  }

  /** Whether the end has been seen. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /**
   * What the next page brings that no page before had; nothing when the listing is complete. After a failure the same
   * page is asked for again.
   * @throws ApiError
   */
  next(signal?: AbortSignal): Promise<Listing<T>> {
    // Two pages at a time would find the end in the wrong place.
    return this.#queue.run('', () => this.#next(signal));
  }

  /** What was deleted let the rest move up: records of the next page may now stand on the last one that was read. */
  repeatLast(): void {
    this.#page = Math.max(1, this.#page - 1);
    this.#isComplete = false;
  }

  async #next(signal: AbortSignal | undefined): Promise<Listing<T>> {
    if (this.#isComplete) return { items: [], broken: [] };
    const page = await this.#read(this.#page, signal);
    const isNew = (key: string) => !this.#seen.has(key) && Boolean(this.#seen.add(key));
    const items = page.items.filter(({ id }) => isNew(String(id)));
    const broken = page.broken.filter((record, index) => isNew(brokenKey(record, index)));
    this.#page++;
    this.#isComplete = items.length + broken.length === 0;
    return { items, broken };
  }
}
