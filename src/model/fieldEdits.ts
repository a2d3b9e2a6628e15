/** What a person fills in: a tick, or a text as it stands in the form. */
export type Typed = string | boolean;

/** What a person typed into a field and has not saved. */
export interface FieldEdit {
  readonly typed: Typed;
  /** What the server had when the person was last shown it. */
  readonly base: Typed;
}

/** Somebody else changed a field that the person changed too. */
export interface FieldConflict {
  readonly name: string;
  /** `undefined`: there is no such field any more. */
  readonly theirs: Typed | undefined;
  readonly mine: Typed;
}

/** What was typed into the fields of a form, each with what the server had then. */
export class FieldEdits {
  readonly #onServer: (name: string) => Typed | undefined;
  readonly #isSame: (name: string, one: Typed, other: Typed | undefined) => boolean;
  readonly #edits: Map<string, FieldEdit>;

  /**
   * @param onServer what the server has in a field, `undefined` when it has no such field or was not asked yet
   * @param edits what was typed before, by the names of the fields
   * @param isSame whether two values are one to the server
   */
  constructor(
    onServer: (name: string) => Typed | undefined,
    edits: Readonly<Record<string, FieldEdit>> = {},
    isSame: (name: string, one: Typed, other: Typed | undefined) => boolean = (_, one, other) =>
      one === other,
  ) {
    this.#onServer = onServer;
    this.#isSame = isSame;
    this.#edits = new Map(Object.entries(edits));
  }

  get all(): ReadonlyMap<string, FieldEdit> {
    return this.#edits;
  }

  /** What waits for the person's decision. */
  conflicts(): readonly FieldConflict[] {
    return [...this.#edits].flatMap(([name, { typed: mine, base }]) => {
      const theirs = this.#onServer(name);
      return this.#isSame(name, base, theirs) || this.#isSame(name, mine, theirs)
        ? []
        : [{ name, theirs, mine }];
    });
  }

  /**
   * Takes in what the person typed, also while nobody knows what the server has.
   * @param shown what stood in the field before anything was typed; of a field that never showed nothing is taken in
   */
  type(name: string, typed: Typed, shown = this.#onServer(name)): void {
    const base = this.#edits.get(name)?.base ?? shown;
    if (base === undefined) return;
    if (typed === this.#onServer(name)) this.#edits.delete(name);
    else this.#edits.set(name, { typed, base });
  }

  /** Ends a conflict: what was typed is to replace the other person's value, which the person has seen. */
  keepMine(name: string): void {
    const edit = this.#edits.get(name);
    const now = this.#onServer(name);
    if (edit && now !== undefined) this.#edits.set(name, { ...edit, base: now });
  }

  /** Gives up what was typed into a field. */
  drop(name: string): void {
    this.#edits.delete(name);
  }

  /** Gives up everything that was typed. */
  clear(): void {
    this.#edits.clear();
  }

  /** Takes in what was typed into another form, but for fields that something is typed into here. */
  adopt(edits: Readonly<Record<string, FieldEdit>>): void {
    for (const [name, edit] of Object.entries(edits)) if (!this.#edits.has(name)) this.#edits.set(name, edit);
  }

  /** Lets go of what the server has already. To be called when it was read. */
  settle(): void {
    for (const [name, { typed }] of this.#edits) {
      if (this.#isSame(name, typed, this.#onServer(name))) this.#edits.delete(name);
    }
  }

  /**
   * The server took an edit; what the person typed meanwhile stays, and replaces that.
   * @param now what the server has since
   */
  taken(name: string, sent: FieldEdit, now: Typed | undefined): void {
    const later = this.#edits.get(name);
    if (later === sent) this.#edits.delete(name);
    else if (later) this.#edits.set(name, { ...later, base: now ?? later.base });
  }
}
