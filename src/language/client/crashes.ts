/** How often the server may end by itself within `crashWindow` before it stays off. */
export const mostCrashes = 4;
/** In milliseconds. */
export const crashWindow = 3 * 60_000;

/**
 * What is to follow a crash: another start, which the person is told of once for a series of crashes; or none, because
 * the server would only crash again.
 */
export type AfterCrash = 'restartAndTell' | 'restart' | 'stayOff';

/** Counts the crashes of the server. */
export class Crashes {
  #times: readonly number[] = [];
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  note(): AfterCrash {
    const now = this.#now();
    this.#times = [...this.#times.filter((time) => now - time < crashWindow), now];
    if (this.#times.length >= mostCrashes) return 'stayOff';
    return this.#times.length === 1 ? 'restartAndTell' : 'restart';
  }

  /** A person started the server again. */
  forget(): void {
    this.#times = [];
  }
}
