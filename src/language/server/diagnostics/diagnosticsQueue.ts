import { Disposable, toDisposable } from '../../../util/disposable';

/** How long a document is left alone after a change before it is looked through, in milliseconds. */
const quietTime = 300;

/**
 * Has documents looked through when nobody types in them: one at a time, the one that waits longest first, and with a turn
 * for whoever asks something in between.
 */
export class DiagnosticsQueue extends Disposable {
  readonly #look: (uri: string) => void;
  readonly #onError: (error: unknown) => void;
  /** When each is due, on the clock of `performance.now()`. */
  readonly #due = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(look: (uri: string) => void, onError: (error: unknown) => void) {
    super();
    this.#look = look;
    this.#onError = onError;
    this._register(toDisposable(() => clearTimeout(this.#timer)));
  }

  add(uri: string): void {
    // Behind the others: one in which somebody types is not looked at before it is at rest.
    this.#due.delete(uri);
    this.#due.set(uri, performance.now() + quietTime);
    this.#timer ??= setTimeout(() => this.#next(), quietTime);
  }

  drop(uri: string): void {
    this.#due.delete(uri);
  }

  #next(): void {
    this.#timer = undefined;
    const now = performance.now();
    const [first] = this.#due;
    if (!first || this.isDisposed) return;
    const [uri, due] = first;
    if (due > now) {
      this.#timer = setTimeout(() => this.#next(), due - now);
      return;
    }
    this.#due.delete(uri);
    try {
      this.#look(uri);
    } catch (error) {
      this.#onError(error);
    }
    if (this.#due.size > 0) this.#timer = setTimeout(() => this.#next(), 0);
  }
}
