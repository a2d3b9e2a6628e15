/** What one has to oneself for a while. */
export interface Hold {
  /** Another window had it when it was asked for. */
  readonly waited: boolean;
  letGo(): Promise<void>;
}

/** Another window has been at it for too long. */
export class HeldElsewhereError extends Error {
  readonly reason = 'heldElsewhere';
  constructor(what: string) {
    super(`${what} is held by another window`);
    this.name = 'HeldElsewhereError';
  }
}

/**
 * Named texts that outlive the window: last known contents, bindings, accounts. Never secrets.
 * A write is atomic: after a crash a name holds the old text or the new one.
 */
export interface TextStore {
  /** The text, or `undefined` when there is none. */
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  /**
   * Replaces a text by what `change` makes of it, while no other window does the same: what two windows add is not
   * lost to either. `undefined` stands for no text.
   */
  update(name: string, change: (text: string | undefined) => string): Promise<void>;
  /**
   * Takes hold of a name, which no other window has until it is let go.
   * @param longest wait for other windows, in milliseconds
   * @throws HeldElsewhereError when that was not long enough
   */
  hold(name: string, longest: number): Promise<Hold>;
  delete(name: string): Promise<void>;
  /** The names of all texts that begin with `<folder>/`, in no order. */
  list(folder: string): Promise<string[]>;
  /** Deletes all texts whose names begin with `<folder>/`. */
  deleteAll(folder: string): Promise<void>;
  /** Puts a text that could not be understood out of the way, so that it can still be looked at. */
  setAside(name: string): Promise<void>;
}
