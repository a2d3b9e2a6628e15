import { Disposable, toDisposable } from '../../util/disposable';
import type { Attachments } from '../server/attachments';

export interface LifetimeOptions {
  /** How long it waits for the first window, in milliseconds. */
  readonly firstWindowMs: number;
  /** How long it stays after the last window, in milliseconds; a window that reloads is back by then. */
  readonly lingerMs: number;
}

/** Calls `onEnd` once when no window needs the process any longer. */
export class Lifetime extends Disposable {
  #timer: NodeJS.Timeout | undefined;

  constructor(attachments: Attachments, options: LifetimeOptions, onEnd: () => void) {
    super();
    const waitFor = (ms: number) => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.dispose();
        onEnd();
      }, ms);
    };
    this._register(
      attachments.onChange((count) => {
        if (count === 0) waitFor(options.lingerMs);
        else clearTimeout(this.#timer);
      }),
    );
    this._register(toDisposable(() => clearTimeout(this.#timer)));
    waitFor(options.firstWindowMs);
  }
}
