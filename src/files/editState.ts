/** Whether a save may replace what is on the server now. */
export type Verdict =
  /** The server has what this editor started from, or what its person was shown. */
  | 'accepted'
  /** Somebody's version lies there that the person was not shown. */
  | 'unseen'
  /** This session never saw what the editor started from, and no check went before this write. */
  | 'unknownBase';

/**
 * What one editor knows of its command, kept apart from VS Code so that the rules can be read and tested in one place.
 *
 * VS Code checks for conflicts itself, in the `stat` of a save, and tells the provider nothing about it: *Overwrite*,
 * *Retry* and a first save look the same. So this follows which version each attempt to save was told: an attempt
 * whose `stat` was not followed by a write is one for which the person was shown a conflict with that version.
 */
export class EditState {
  /** The server's text that the editor's text goes back to. */
  #base: string | undefined;
  /** The version that the last conflict of this session was raised for, or that Compare showed then. */
  #conflict: string | undefined;
  /** The running attempt to save: what its `stat` reported, what was read since, and how often was looked. */
  #attempt:
    | { reported: string | undefined; shown: string | undefined; looks: number; readonly announced: boolean }
    | undefined;
  /** The text that was read last, while it is not known whether the editor took it over. */
  #lastRead: string | undefined;
  /** Texts of writes whose outcome is unknown: each may be on the server. */
  readonly #maybeWritten = new Set<string>();
  /** The version for which a write was refused last. */
  #refused: string | undefined;
  /** The server stored another text than was sent, and the editor still shows the sent one, or newer text. */
  #normalised: { readonly sent: string; readonly stored: string; announced: boolean } | undefined;

  get base(): string | undefined {
    return this.#base;
  }

  /** Whether an editor that shows this text shows the base. True as long as no base is known. */
  isBase(shown: string): boolean {
    return this.#base === undefined || sameLines(this.#base, shown);
  }

  /**
   * The text was read. An editor without unsaved text loads it. For one with unsaved text it is Compare, Revert, or a
   * comparison that refreshes itself: which of them, only what follows tells.
   */
  read(text: string, isDirty: boolean): void {
    this.#lastRead = text;
    if (isDirty) {
      if (this.#attempt) this.#attempt.shown = text;
      return;
    }
    const rewritten = this.#normalised;
    this.#takeAsBase(text);
    // VS Code drops what it reads when one types meanwhile: a rewriting is loaded when the editor shows it.
    if (rewritten?.stored === text && !sameLines(rewritten.sent, text)) this.#normalised = rewritten;
  }

  /** The editor holds nothing unsaved and shows this text: after Revert that is what was read. */
  shows(text: string): void {
    // Before it is told, an editor may show the same lines with other ends, and VS Code knows nothing of it.
    const told = this.#normalised?.announced ? this.#normalised : undefined;
    if (told && sameLines(told.stored, text)) this.#normalised = undefined;
    const read = this.#lastRead;
    if (read !== undefined && sameLines(read, text)) this.#takeAsBase(read);
  }

  #takeAsBase(text: string): void {
    this.#base = text;
    this.#conflict = undefined;
    this.#refused = undefined;
    this.#normalised = undefined;
    this.#lastRead = undefined;
  }

  /** VS Code is about to save. */
  saveBegins(): void {
    this.#beginAttempt(true);
  }

  #beginAttempt(announced: boolean): void {
    // The attempt before was not followed by a write, so a conflict was raised for it; Compare may have shown a later
    // version since. What is read during an attempt that goes on to write comes too late to be seen.
    // A look that nobody announced may have been no save at all, so it takes a second one of its kind to tell.
    const before = !announced || this.#attempt?.announced ? this.#attempt : undefined;
    const raised = before?.shown ?? before?.reported;
    // After a refusal it is the person's next save that asks; looks of others show them nothing.
    const counts = announced || this.#refused === undefined;
    if (counts && raised !== undefined && raised !== this.#base) this.#conflict = raised;
    this.#attempt = { reported: undefined, shown: undefined, looks: 0, announced };
  }

  /**
   * A `stat` told VS Code of this text of the server.
   * @param isCheck the editor holds unsaved text, so it is the look of a save. VS Code does not announce every save:
   * not when other extensions take too long over theirs.
   */
  reported(text: string, isCheck: boolean): void {
    const isAnother = this.#attempt?.announced === false && this.#attempt.reported !== undefined;
    if (isCheck && (!this.#attempt || isAnother)) this.#beginAttempt(false);
    if (!this.#attempt) return;
    this.#attempt.reported ??= text;
    this.#attempt.looks++;
  }

  /**
   * VS Code writes, so it raised no conflict for the `stat` of this attempt.
   * @returns what that `stat` reported, `undefined` when none succeeded
   */
  writeBegins(): string | undefined {
    const reported = this.#attempt?.reported;
    this.#attempt = undefined;
    return reported;
  }

  /** Whether nothing has to be written: the text is what the server is known to have. */
  isUnchanged(text: string, reported: string | undefined): boolean {
    if (this.#maybeWritten.size > 0) return false;
    return text === this.#base && reported === this.#base;
  }

  /**
   * @param remote what the server has now
   * @param reported from `writeBegins`
   */
  judge(remote: string, reported: string | undefined): Verdict {
    const verdict = this.#verdict(remote, reported);
    if (verdict !== 'accepted') this.#refused = remote;
    return verdict;
  }

  #verdict(remote: string, reported: string | undefined): Verdict {
    if (remote === this.#base || remote === this.#conflict || this.#maybeWritten.has(remote))
      return 'accepted';
    if (this.#base !== undefined || this.#conflict !== undefined) return 'unseen';
    if (reported === undefined) return 'unknownBase';
    if (reported !== remote) return 'unseen';
    // VS Code knows from before a restart what the text started from, and took this for it.
    this.#base = remote;
    return 'accepted';
  }

  /** The server has `stored` now. @param sent what the editor shows */
  wrote(sent: string, stored: string): void {
    this.#base = stored;
    this.#conflict = undefined;
    this.#refused = undefined;
    this.#lastRead = undefined;
    this.#maybeWritten.clear();
    this.#normalised = sent === stored ? undefined : { sent, stored, announced: false };
  }

  /** The server stores another text now without anybody having changed it: it rewrote the one it had. */
  rewritten(before: string, stored: string): void {
    if (this.#base === before) this.#base = stored;
  }

  /** A write failed in a way that leaves open whether the server has the text. */
  writeMayHaveHappened(text: string): void {
    this.#maybeWritten.add(text);
  }

  /**
   * The text by which VS Code is to recognise the server's, where telling the truth would raise a conflict with
   * nobody, or none where the person has to be asked. Differs from `text`
   * - while the server's rewriting of the last save is not in the editor: told at once, VS Code would take it for the
   *   base and never show it, and told after one typed on, for somebody's version;
   * - when a write was refused because of this version: VS Code may know it from before a restart and would never ask,
   *   and without its question nothing can be saved any more;
   * - when the server has what this editor itself sent or is about to send. Only the look that begins a save is told
   *   so: VS Code takes what Revert is told for the base of the text that it then shows.
   * @param current what the editor holds now, `undefined` when it holds nothing unsaved
   */
  shownFor(text: string, current: string | undefined): string {
    if (this.#normalised?.stored === text && (current !== undefined || !this.#normalised.announced))
      return this.#normalised.sent;
    // An editor without unsaved text is simply to show what is there.
    if (current === undefined || !this.#isFirstLook) return text;
    if (this.#refused === text) return `${text}\0refused`;
    if (this.#base === undefined) return text;
    return this.#maybeWritten.has(text) || text === current ? this.#base : text;
  }

  /**
   * Whether a save begins whose text the server has already, and only VS Code knows what it started from: a save from
   * before a restart got no answer, or somebody arrived at the same text. There is nothing to ask.
   */
  isThereAlready(text: string, current: string | undefined): boolean {
    return this.#base === undefined && text === current && this.#isFirstLook;
  }

  get #isFirstLook(): boolean {
    return (
      this.#attempt?.announced === true && this.#attempt.looks === 1 && this.#attempt.shown === undefined
    );
  }

  /**
   * The save is over, so the server's rewriting can be told.
   * @param shown what the editor shows: VS Code's mark for unsaved text is late when one types during a save
   * @returns whether there is a rewriting to load
   */
  announceNormalised(shown: string): boolean {
    // An editor that holds newer text would only see a conflict with what it already saved.
    if (!this.#normalised || this.#normalised.announced || !sameLines(this.#normalised.sent, shown))
      return false;
    this.#normalised.announced = true;
    return true;
  }
}

/** VS Code gives all lines of a text one kind of end, and keeps a byte order mark to itself. */
export function sameLines(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  return plain(a) === plain(b);
}
