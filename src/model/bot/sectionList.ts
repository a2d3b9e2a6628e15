import type { BrokenRecord, Listing } from '../../api/decode';
import type { EndpointId } from '../../api/endpoints';
import { type ApiError, toApiError } from '../../api/errors';
import type { HttpClient } from '../../api/http';
import { Pages } from '../../api/pages';
import { Disposable, toDisposable } from '../../util/disposable';
import { Emitter } from '../../util/event';
import type { Log } from '../../util/log';
import { isFiltering, type ListFilter, noFilter } from './listFilter';

/** How a list is read. */
export interface ListSource<T> {
  /** The listing's endpoint. */
  readonly endpoint: EndpointId;
  /** Whether it comes page by page. Without that the first page is all. */
  readonly isPaged: boolean;
  /** @param page from 1 @throws ApiError */
  read(page: number, signal?: AbortSignal): Promise<Listing<T>>;
  /** Whether something is looked for; without it nothing can be. */
  matches?(item: T, filter: ListFilter): boolean;
}

/** Whose list it is and how it is asked for. */
export interface ListOwner {
  readonly http: HttpClient;
  readonly botId: number;
  readonly log: Log;
}

/** How many more of a list are shown at a time. */
export const shownAtOnce = 50;

/**
 * Of a first page with fewer records the next one is asked for at once, so that a short list is known to be whole. The
 * real size of a page is not documented.
 */
const shortPage = 50;

/**
 * A list of a bot, read as far as somebody wants to see it: the first page when it is opened, others on demand. Fires
 * when anything of it changed; whoever shows it asks for what it needs.
 */
export class SectionList<T extends { readonly id: number }> extends Disposable {
  readonly #source: ListSource<T>;
  readonly #log: Log;
  readonly #changed = this._register(new Emitter<void>());
  readonly #ended = new AbortController();

  #pages: Pages<T>;
  #items: readonly T[] = [];
  #broken: readonly BrokenRecord[] = [];
  #isKnown = false;
  #isComplete = false;
  #reading = 0;
  #error: ApiError | undefined;
  /** What failed, so that trying again does the same. */
  #failed: 'first' | 'more' = 'first';
  #filter: ListFilter = noFilter;
  #limit = shownAtOnce;
  #lastFound:
    { readonly items: readonly T[]; readonly filter: ListFilter; readonly found: readonly T[] } | undefined;
  #lastIndex: { readonly items: readonly T[]; readonly byId: ReadonlyMap<number, T> } | undefined;
  /** Counts what was changed here: what was asked for before does not know of it. */
  #epoch = 0;
  #refreshing: Promise<void> | undefined;
  /** Something changed that nobody was told of yet. */
  #isUntold = false;

  readonly onDidChange = this.#changed.event;

  constructor(source: ListSource<T>, log: Log) {
    super();
    this.#source = source;
    this.#log = log;
    this.#pages = this.#newPages();
    this._register(toDisposable(() => this.#ended.abort()));
  }

  /** What is known, in the server's order. */
  get items(): readonly T[] {
    return this.#items;
  }
  /** Records that could not be understood. */
  get broken(): readonly BrokenRecord[] {
    return this.#broken;
  }
  /** The first page is there. */
  get isKnown(): boolean {
    return this.#isKnown;
  }
  /** Nothing is left on the server that is not known. */
  get isComplete(): boolean {
    return this.#isComplete;
  }
  get isReading(): boolean {
    return this.#reading > 0;
  }
  /** Why the last reading failed. */
  get error(): ApiError | undefined {
    return this.#error;
  }
  get filter(): ListFilter {
    return this.#filter;
  }
  /** Everything known that is looked for. */
  get found(): readonly T[] {
    const source = this.#source;
    if (!source.matches || !isFiltering(this.#filter)) return this.#items;
    // Asked for several times for each drawing, of lists that may be long.
    if (this.#lastFound?.items !== this.#items || this.#lastFound.filter !== this.#filter) {
      const found = this.#items.filter((item) => source.matches?.(item, this.#filter));
      this.#lastFound = { items: this.#items, filter: this.#filter, found };
    }
    return this.#lastFound.found;
  }
  /** As much of it as is to be shown. */
  get shown(): readonly T[] {
    return this.found.slice(0, this.#limit);
  }
  /** More can be shown: of what is known, or of what is yet to be read. */
  get hasMore(): boolean {
    return this.#isKnown && (!this.#isComplete || this.found.length > this.#limit);
  }

  get(id: number): T | undefined {
    // Each row asks.
    if (this.#lastIndex?.items !== this.#items)
      this.#lastIndex = { items: this.#items, byId: new Map(this.#items.map((item) => [item.id, item])) };
    return this.#lastIndex.byId.get(id);
  }

  /** Reads the first page, once. Never rejects: a failure is kept in `error`. */
  async open(): Promise<void> {
    if (!this.#isKnown && !this.#error) await this.refresh();
  }

  /**
   * Reads it anew, from the first page on; while something is looked for in it as far as it was known, so that what
   * was found on the pages behind is not lost. Never rejects.
   */
  refresh(): Promise<void> {
    return this.#shared(async () => {
      const { pages, first } = await this.#readFirst(
        this.#isKnown && isFiltering(this.#filter) ? this.#size : 0,
      );
      await this.#begin(pages, first);
    });
  }

  /** Like `refresh`, and never joins a reading that began before: something may have changed since. */
  async refreshAnew(): Promise<void> {
    await this.#refreshing;
    await this.refresh();
  }

  /**
   * Looks whether the first page is another; of the pages behind it what is known stays. Never rejects, and when the
   * list was not read yet or could not be had, it is a refresh.
   */
  look(): Promise<void> {
    if (!this.#isKnown || this.#error) return this.refresh();
    return this.#shared(async () => {
      const { pages, first } = await this.#readFirst();
      const onPage = new Set(first.items.map(({ id }) => id));
      const lastShared = this.#items.findLastIndex(({ id }) => onPage.has(id));
      if (lastShared < 0 || !this.#source.isPaged) return this.#begin(pages, first);
      const items = [...first.items, ...this.#items.slice(lastShared + 1)];
      // Of what is as before nobody needs to be told: VS Code drops a click on a row that is drawn anew.
      this.#isUntold = JSON.stringify(items) !== JSON.stringify(this.#items);
      this.#items = items;
      return undefined;
    });
  }

  /** Tries again what failed. */
  async retry(): Promise<void> {
    if (this.#failed === 'more' && this.#isKnown) await this.showMore();
    else await this.refresh();
  }

  /** Shows more of it, which may have to be read. Never rejects. */
  async showMore(): Promise<void> {
    this.#error = undefined;
    this.#limit = Math.min(this.#limit, this.found.length) + shownAtOnce;
    // With a filter a page may bring nothing to show: one is what a person asked for.
    if (this.#isComplete || this.found.length >= this.#limit) this.#changed.fire();
    else await this.#whileReading('more', () => this.#readNext(undefined));
  }

  /** Shows only what is looked for among what is known. */
  setFilter(filter: ListFilter): void {
    this.#filter = filter;
    this.#limit = shownAtOnce;
    this.#changed.fire();
  }

  /**
   * Reads the rest. What was read stays when it fails or is cancelled.
   * @param onRead told after each page
   * @throws ApiError, `aborted` too
   */
  async readAll(onRead: () => void, signal: AbortSignal): Promise<void> {
    await this.open();
    if (this.#error) throw this.#error;
    await this.#whileReading(undefined, async () => {
      while (!this.#isComplete) {
        await this.#readNext(signal);
        this.#tell();
        onRead();
      }
    });
  }

  /** Puts another record in place of the one with its id. */
  protected put(item: T): void {
    this.#epoch++;
    this.#items = this.#items.map((known) => (known.id === item.id ? item : known));
    this.#changed.fire();
  }

  /** Takes a record out that was deleted. */
  protected takeOut(id: number): void {
    this.#epoch++;
    this.#items = this.#items.filter((known) => known.id !== id);
    if (this.#source.isPaged && !this.#isComplete) this.#pages.repeatLast();
    this.#changed.fire();
  }

  /** Everything was deleted. */
  protected takeOutAll(): void {
    this.#epoch++;
    this.#pages = this.#newPages();
    this.#items = [];
    this.#broken = [];
    this.#error = undefined;
    this.#isKnown = true;
    this.#isComplete = true;
    this.#changed.fire();
  }

  /** Something else of it changed that is shown. */
  protected fireChanged(): void {
    this.#changed.fire();
  }

  /** How many records are known: endlessly many when that is all, so that reading so many again reads all. */
  get #size(): number {
    return this.#isComplete ? Infinity : this.#items.length + this.#broken.length;
  }

  #newPages(): Pages<T> {
    return new Pages((page, signal) =>
      this.#source.read(page, signal ? AbortSignal.any([signal, this.#ended.signal]) : this.#ended.signal),
    );
  }

  /**
   * The first page as it is after everything that was changed here.
   * @param atLeast how many records are wanted, of the pages behind it if need be
   */
  async #readFirst(atLeast = 0): Promise<{ pages: Pages<T>; first: Listing<T> }> {
    for (;;) {
      const epoch = this.#epoch;
      const pages = this.#newPages();
      let { items, broken } = await pages.next();
      while (this.#source.isPaged && !pages.isComplete && items.length + broken.length < atLeast) {
        const more = await pages.next();
        items = [...items, ...more.items];
        broken = [...broken, ...more.broken];
      }
      if (epoch === this.#epoch) return { pages, first: { items, broken } };
    }
  }

  async #begin(pages: Pages<T>, { items, broken }: Listing<T>): Promise<void> {
    this.#pages = pages;
    this.#items = items;
    this.#broken = broken;
    this.#isKnown = true;
    this.#isComplete = pages.isComplete || !this.#source.isPaged;
    this.#error = undefined;
    this.#isUntold = true;
    if (items.length + broken.length < shortPage) await this.#readNext(undefined);
  }

  async #readNext(signal: AbortSignal | undefined): Promise<void> {
    if (this.#isComplete) return;
    const [pages, epoch] = [this.#pages, this.#epoch];
    const { items, broken } = await pages.next(signal);
    // It was begun anew, or emptied.
    if (pages !== this.#pages) return;
    const known = new Set(this.#items.map(({ id }) => id));
    this.#items = [...this.#items, ...items.filter(({ id }) => !known.has(id))];
    this.#broken = [...this.#broken, ...broken];
    // What was deleted meanwhile may be in it, or have kept something from it.
    if (epoch === this.#epoch) this.#isComplete = pages.isComplete;
    else pages.repeatLast();
    this.#error = undefined;
    this.#isUntold = true;
  }

  #shared(read: () => Promise<void>): Promise<void> {
    this.#refreshing ??= this.#whileReading('first', read).finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** @param failed how a failure is kept; `undefined`: it is thrown */
  async #whileReading(failed: 'first' | 'more' | undefined, read: () => Promise<void>): Promise<void> {
    this.#reading++;
    // That a list is looked at again shows nowhere.
    if (failed !== 'first' || !this.#isKnown) this.#changed.fire();
    try {
      await read();
    } catch (error) {
      if (failed === undefined) throw error;
      const failure = toApiError(error, this.#source.endpoint);
      if (this.isDisposed) return;
      this.#log.warn(`${this.#source.endpoint} could not be read`, failure);
      this.#error = failure;
      this.#failed = failed;
      this.#isUntold = true;
    } finally {
      this.#reading--;
      this.#isUntold ||= failed !== 'first';
      this.#tell();
    }
  }

  #tell(): void {
    if (!this.#isUntold || this.isDisposed) return;
    this.#isUntold = false;
    this.#changed.fire();
  }
}
