import { Disposable, toDisposable } from '../util/disposable';
import { Emitter } from '../util/event';

/** Something with a row of its own. */
export interface PendingTarget {
  readonly what: 'bot' | 'folder' | 'command';
  readonly id: number;
}

/** What is being done to something that is there already. */
export type PendingWork = 'deleting' | 'renaming' | 'saving' | 'moving';

/** Something that is being created. */
export interface Creation {
  /** Tells creations apart. */
  readonly number: number;
  readonly what: PendingTarget['what'];
  readonly name: string;
  /** Where a command is created; `null` for the root, and for everything else. */
  readonly folderId: number | null;
}

/** What began or ended: a creation, or work on a target. */
export type PendingChange = { readonly creation: Creation } | { readonly target: PendingTarget };

/** Work that has begun; either way of ending it may be called more than once. */
export interface Ongoing {
  /** It is over, whether it succeeded or not. */
  readonly end: () => void;
  /** It is over, which is not told: the change that follows is, and rows are then drawn once and not twice. */
  readonly over: () => void;
}

/** In milliseconds: what takes no longer is not shown, since rows that change twice in a moment take clicks away. */
const momentLong = 250;

/** What this window asked the server to do and what is not done yet, as far as it takes longer than a moment. */
export class Pending extends Disposable {
  readonly #showAfter: number;
  readonly #changed = this._register(new Emitter<PendingChange>());
  readonly #creations = new Set<Creation>();
  readonly #works = new Map<string, { readonly work: PendingWork }>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #number = 0;

  readonly onDidChange = this.#changed.event;

  /** @param showAfter milliseconds */
  constructor(showAfter = momentLong) {
    super();
    this.#showAfter = showAfter;
    this._register(
      toDisposable(() => {
        for (const timer of this.#timers) clearTimeout(timer);
      }),
    );
  }

  get creations(): readonly Creation[] {
    return [...this.#creations];
  }

  /** What is being done to something, `undefined` when nothing is. */
  workOn(target: PendingTarget): PendingWork | undefined {
    return this.#works.get(keyOf(target))?.work;
  }

  /**
   * Creates something.
   * @param create calls `over` just before it takes over what was made, see `Ongoing`
   */
  creating<T>(created: Omit<Creation, 'number'>, create: (over: () => void) => Promise<T>): Promise<T> {
    const creation: Creation = { ...created, number: ++this.#number };
    const ongoing = this.#begin({ creation }, () => {
      this.#creations.add(creation);
      return () => void this.#creations.delete(creation);
    });
    return create(ongoing.over).finally(ongoing.end);
  }

  /** Works on something that is there. @param run calls `over` as in `creating` */
  working<T>(work: PendingWork, target: PendingTarget, run: (over: () => void) => Promise<T>): Promise<T> {
    const ongoing = this.begin(work, target);
    return run(ongoing.over).finally(ongoing.end);
  }

  /** Notes work on something that is there, until it is ended. */
  begin(work: PendingWork, target: PendingTarget): Ongoing {
    const key = keyOf(target);
    return this.#begin({ target }, () => {
      const entry = { work };
      this.#works.set(key, entry);
      return () => {
        // What began later on the same thing shows instead.
        if (this.#works.get(key) === entry) this.#works.delete(key);
      };
    });
  }

  /** @param show shows it, and returns what takes it away again */
  #begin(change: PendingChange, show: () => () => void): Ongoing {
    let remove: (() => void) | undefined;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      remove = show();
      this.#changed.fire(change);
    }, this.#showAfter);
    this.#timers.add(timer);
    /** @returns whether it was shown until now */
    const stop = (): boolean => {
      clearTimeout(timer);
      this.#timers.delete(timer);
      const wasShown = remove !== undefined;
      remove?.();
      remove = undefined;
      return wasShown;
    };
    return {
      over: () => void stop(),
      end: () => {
        if (stop()) this.#changed.fire(change);
      },
    };
  }
}

function keyOf({ what, id }: PendingTarget): string {
  return `${what} ${id}`;
}
