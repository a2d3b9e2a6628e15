import { type IDisposable, toDisposable } from '../../util/disposable';

/**
 * Has work done bit by bit when there is time for it.
 * @param step one bit; says whether there is more to do
 * @returns what ends the work before it is done
 */
export type WhenIdle = (step: () => boolean) => IDisposable;

/** How long nobody must have asked anything: who opens something, or types, goes first. In milliseconds. */
const quietTime = 500;
/** How long whoever asks something then may have to wait for the work, in milliseconds. */
const sliceTime = 10;

/** The time in which nobody asks anything. */
export class IdleTime {
  readonly #onError: (error: unknown) => void;
  /** On the clock of `performance.now()`. */
  #quietFrom = 0;

  /** @param onError is told what ended a work that was not done */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Somebody asks something, or types. */
  noteUse(): void {
    this.#quietFrom = performance.now() + quietTime;
  }

  /** Does work a slice at a time, with a turn for whoever asks something in between, as long as nobody does. */
  readonly run: WhenIdle = (step) => {
    const slice = () => {
      const now = performance.now();
      if (now < this.#quietFrom) {
        timer = setTimeout(slice, this.#quietFrom - now);
        return;
      }
      try {
        while (step()) {
          if (performance.now() < now + sliceTime) continue;
          timer = setTimeout(slice, 0);
          return;
        }
      } catch (error) {
        this.#onError(error);
      }
    };
    let timer = setTimeout(slice, quietTime);
    return toDisposable(() => clearTimeout(timer));
  };
}
