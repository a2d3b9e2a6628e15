import type { IDisposable } from './disposable';

/** Has the shape of `vscode.Event`, for the layers that know nothing of VS Code. */
export type Event<T> = (listener: (event: T) => unknown) => IDisposable;

/** Fires to its listeners in the order of their registration; one that throws does not keep the others waiting. */
export class Emitter<T> implements IDisposable {
  readonly #listeners = new Set<(event: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    // A wrapper, so that one function registered twice is called and removed twice.
    const entry = (event: T) => listener(event);
    this.#listeners.add(entry);
    return { dispose: () => void this.#listeners.delete(entry) };
  };

  fire(event: T): void {
    let failed: { error: unknown } | undefined;
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        failed ??= { error };
      }
    }
    if (failed) throw failed.error;
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
