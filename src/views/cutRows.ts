import { contextKeys } from '../util/contract';
import { setContextKey } from '../util/contextKeys';
import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import type { MovableNode } from './draggedRows';

/** What the person wants done with rows where they paste them. */
export type CutOrCopied = 'cut' | 'copied';

/** The commands and folders that a person cut or copied in this window, until something else is. */
export class CutRows extends Disposable {
  readonly #log: Log;
  readonly #changed = this._register(new Emitter<readonly MovableNode[]>());
  #rows: readonly MovableNode[] = [];
  #how: CutOrCopied = 'copied';
  #cutIds: ReadonlySet<string> = new Set();

  /** Fires with the rows that look otherwise from now on. */
  readonly onDidChange = this.#changed.event;

  constructor(log: Log) {
    super();
    this.#log = log;
  }

  get rows(): readonly MovableNode[] {
    return this.#rows;
  }

  get how(): CutOrCopied {
    return this.#how;
  }

  isCut({ id }: { readonly id: string }): boolean {
    return this.#cutIds.has(id);
  }

  take(how: CutOrCopied, rows: readonly MovableNode[]): void {
    const before = this.#how === 'cut' ? this.#rows : [];
    this.#rows = rows;
    this.#how = how;
    this.#cutIds = new Set(how === 'cut' ? rows.map(({ id }) => id) : []);
    const cut = how === 'cut' ? rows : [];
    Promise.all([
      setContextKey(contextKeys.pasteable, rows.length > 0),
      setContextKey(contextKeys.isCut, cut.length > 0),
    ]).catch((error: unknown) => this.#log.error('the menus could not be told what can be pasted', error));
    const changed = new Map([...before, ...cut].map((row) => [row.id, row]));
    if (changed.size > 0) this.#changed.fire([...changed.values()]);
  }

  /** Nothing is cut or copied any more. */
  clear(): void {
    this.take('copied', []);
  }
}
