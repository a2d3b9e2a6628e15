export interface IDisposable {
  dispose(): unknown;
}

/** Base of everything that holds listeners, timers or handles: what is registered goes with its owner, last first. */
export abstract class Disposable implements IDisposable {
  readonly #owned: IDisposable[] = [];
  #disposed = false;

  protected get isDisposed(): boolean {
    return this.#disposed;
  }

  /** Ties `item` to the life of this object and returns it. */
  protected _register<T extends IDisposable>(item: T): T {
    if (this.#disposed) {
      item.dispose();
    } else {
      this.#owned.push(item);
    }
    return item;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const item of this.#owned.reverse()) item.dispose();
    this.#owned.length = 0;
  }
}

/** Wraps a clean-up step as a disposable. */
export function toDisposable(dispose: () => void): IDisposable {
  return { dispose };
}
