import type { VersionRecord } from '../../src/sandbox/store/records';

/** A text and how many versions the server had when it was noted. */
interface Noted {
  readonly text: string;
  readonly at: number;
}

/** What the oracle keeps of one editor of one person: only what the person saw and did. */
export class EditorBook {
  /** The command of the editor; more than one after it was deleted and imported again. */
  readonly commandIds: number[];
  readonly shown: Noted[] = [];
  readonly sent: (Noted & { readonly session: number })[] = [];
  /** What was loaded or saved last, and whether that was in the session that runs now. */
  base: (Noted & { readonly session: number }) | undefined;
  /** Typed last, neither saved nor given up. */
  pending: string | undefined;
  /** Texts that the person gave up before they were sent. */
  readonly givenUp: Noted[] = [];
  session = 0;
  /** How much was sent before the pending text was typed. */
  #sentBefore = 0;
  readonly #oracle: Oracle;

  constructor(
    readonly name: string,
    commandId: number,
    oracle: Oracle,
  ) {
    this.commandIds = [commandId];
    this.#oracle = oracle;
  }

  /** The oracle's clock. */
  get now(): number {
    return this.#oracle.now;
  }

  typed(text: string): void {
    this.finds(text);
    this.#oracle.typedTexts++;
  }

  /** A text shows as unsaved: typed, or given up and there again since a save of it failed. */
  finds(text: string): void {
    this.pending = text;
    this.#sentBefore = this.sent.length;
    const again = this.givenUp.findIndex((noted) => unified(noted.text) === unified(text));
    if (again >= 0) this.givenUp.splice(again, 1);
  }

  /** The person gave the unsaved text up: Revert, Undo, Don't Save. */
  dropped(): void {
    const { pending } = this;
    // What is on its way already cannot be called back; the same text may have been sent and given up before.
    const since = this.sent.slice(this.#sentBefore);
    if (pending !== undefined && !since.some(({ text }) => unified(text) === unified(pending)))
      this.givenUp.push({ text: pending, at: this.#oracle.now });
    this.pending = undefined;
  }

  /** The person was shown a version of the server: by a notice that stands for it, or in Compare. */
  saw(text: string): void {
    this.shown.push({ text, at: this.#oracle.now });
  }

  loaded(text: string): void {
    this.saw(text);
    this.base = { text, at: this.#oracle.now, session: this.session };
  }

  sending(text: string): void {
    this.sent.push({ text, at: this.#oracle.now, session: this.session });
  }

  /** The window shows the text as saved. @param since how many versions the server had when the save began */
  saved(text: string, since: number): void {
    // VS Code also says so of what was given up while it was about to be saved.
    if (this.pending === undefined && this.givenUp.some((noted) => unified(noted.text) === unified(text)))
      return;
    this.#oracle.savedAs(this, text, since);
    this.base = { text, at: this.#oracle.now, session: this.session };
    if (this.pending !== undefined && unified(this.pending) === unified(text)) this.pending = undefined;
  }

  /** The window said that somebody else's version is in the way. @param lookedAt what it can have looked at */
  noticed(lookedAt: readonly string[]): void {
    for (const text of lookedAt) this.saw(text);
    this.#oracle.conflictRaised(this, lookedAt);
  }

  /** The window was loaded again: what only lived in it is gone. */
  startedAnew(): void {
    this.session++;
  }
}

export interface OracleOptions {
  /** In an editor's document line ends are not those of the file; then a comparison must not look at them. */
  readonly endsCount: boolean;
  /** Whether the server rewrote a text that was saved. */
  readonly rewrites: () => boolean;
  /** Whether a text came in the one round trip between a client's read and its write, where none can see it. */
  readonly isUnavoidable: (text: string) => boolean;
}

/**
 * Judges from outside: from the server's list of every text that each command ever had and who wrote it, and from the
 * books of what was typed and shown. Knows nothing of how the file system decides.
 */
export class Oracle {
  typedTexts = 0;
  /** What was found wrong, in plain words. */
  readonly findings: string[] = [];
  readonly #options: OracleOptions;
  readonly #versions: () => readonly VersionRecord[];
  readonly #books: EditorBook[] = [];
  readonly #renamed = new Set<number>();
  #judged = 0;
  #anyMixed = false;

  constructor(versions: () => readonly VersionRecord[], options: OracleOptions) {
    this.#versions = versions;
    this.#options = options;
  }

  /** The number of versions so far serves as the clock. */
  get now(): number {
    return this.#versions().length;
  }

  book(name: string, commandId: number): EditorBook {
    const book = new EditorBook(name, commandId, this);
    this.#books.push(book);
    return book;
  }

  /** An import gave a command another id. */
  importedAs(gone: number, id: number): void {
    for (const { commandIds } of this.#books) if (commandIds.at(-1) === gone) commandIds.push(id);
  }

  /** A person of ours gave a command another name or folder, which sends its code along. */
  renamed(commandId: number): void {
    this.#renamed.add(commandId);
  }

  savedAs(book: EditorBook, text: string, since: number): void {
    this.judgeVersions();
    // Ctrl+S on a text that nobody changed claims nothing new.
    if (book.pending === undefined && book.base && unified(book.base.text) === unified(text)) return;
    const versions = this.#versions();
    const current = book.commandIds.flatMap((id) => versions.slice(0, since).filter(ofCommand(id)).slice(-1));
    const later = versions.slice(since).filter(({ command_id }) => book.commandIds.includes(command_id));
    if ([...current, ...later].some(({ code }) => this.#same(text, code))) return;
    this.findings.push(`${book.name} shows ${quote(text)} as saved, and the server does not have it`);
  }

  conflictRaised(book: EditorBook, lookedAt: readonly string[]): void {
    const last = book.sent.at(-1);
    const current = this.#versions()
      .filter(({ command_id }) => book.commandIds.includes(command_id))
      .at(-1);
    if (!last || last.text === '' || book.base?.session !== book.session || current?.writer !== 'client')
      return;
    // A window does not know what it sent before it was loaded again, and that may arrive late.
    if (last.session !== book.session) return;
    if (!this.#same(last.text, current.code) || !lookedAt.every((text) => this.#same(last.text, text)))
      return;
    this.findings.push(`${book.name} is told of a conflict with the text that it sent itself last`);
  }

  /** Looks at the versions that came since: each one of ours must have replaced what its editor knew. */
  judgeVersions(): void {
    const versions = this.#versions();
    for (; this.#judged < versions.length; this.#judged++) {
      const version = versions[this.#judged];
      if (!version) break;
      this.#anyMixed ||= isMixed(version.code);
      if (version.writer !== 'client') continue;
      const before = versions.slice(0, this.#judged).filter(ofCommand(version.command_id)).at(-1);
      this.#judgeWrite(version, before, this.#judged);
    }
  }

  #judgeWrite(version: VersionRecord, before: VersionRecord | undefined, at: number): void {
    const writers = this.#books.filter(
      (book) =>
        book.commandIds.includes(version.command_id) &&
        book.sent.some((sent) => sent.at <= at && this.#same(sent.text, version.code)),
    );
    if (writers.length === 0) {
      if (this.#renamed.has(version.command_id) && this.#isSentAlong(version, at)) return;
      this.findings.push(`nobody sent ${quote(version.code)}, and the server has it`);
      return;
    }
    const isGivenUp = ({ givenUp }: EditorBook) =>
      givenUp.some((noted) => noted.at <= at && this.#same(noted.text, version.code));
    if (writers.every(isGivenUp))
      this.findings.push(`${quote(version.code)} was given up, and the server has it`);
    if (!before) return;
    const isFirst = this.#versions().find(({ code }) => code === before.code) === before;
    const isUnavoidable = isFirst && this.#options.isUnavoidable(before.code);
    if (!isUnavoidable && !writers.some((book) => this.#knows(book, before, at))) {
      const names = writers.map(({ name }) => name).join(' or ');
      this.findings.push(
        `${names} replaced ${quote(before.code)} (${before.writer}) by ${quote(version.code)} and was never shown it`,
      );
    }
    for (const { base, session, name } of writers) {
      if (base?.session !== session) continue;
      const line = changedEnd(base.text, version.code, this.#options.rewrites());
      if (line !== undefined)
        this.findings.push(`${name} changed the end of the untouched line ${quote(line)}`);
    }
  }

  /** Whether a rename can have written this: what it read, or what the server made of that. */
  #isSentAlong(version: VersionRecord, at: number): boolean {
    const earlier = this.#versions().slice(0, at).filter(ofCommand(version.command_id));
    const last = earlier.at(-1);
    const read = last && this.#options.isUnavoidable(last.code) ? earlier.at(-2) : last;
    // No request can carry half a character: the server puts the sign for what is none in its place.
    return read !== undefined && this.#same(read.code.toWellFormed(), version.code);
  }

  #knows(book: EditorBook, { code: text, writer, command_id }: VersionRecord, at: number): boolean {
    // A rename sends the code along, and a server that rewrites does so with that too.
    const isSentAlong = writer === 'client' && this.#renamed.has(command_id);
    const isShown = (shown: string) => (isSentAlong ? this.#same(shown, text) : this.#equal(shown, text));
    return (
      book.shown.some((shown) => shown.at <= at && isShown(shown.text)) ||
      book.sent.some((sent) => sent.at <= at && this.#same(sent.text, text))
    );
  }

  /** Whether the server's text is the one that was sent, with its own line ends and what the server made of it. */
  #same(sent: string, stored: string): boolean {
    if (this.#equal(sent, stored)) return true;
    const plain = (text: string) => {
      const ends = this.#anyMixed ? unified(text) : text;
      return this.#options.rewrites() ? ends.trimEnd() : ends;
    };
    return plain(sent) === plain(stored);
  }

  #equal(a: string, b: string): boolean {
    return a === b || (!this.#options.endsCount && unified(a) === unified(b));
  }

  /** Whether the server ever had a text that an editor shows. */
  wasOnServer(book: EditorBook, text: string): boolean {
    const versions = this.#versions().filter(({ command_id }) => book.commandIds.includes(command_id));
    // Half a character shows as the sign for what is none.
    return versions.some(({ code }) => this.#same(text, code.toWellFormed()));
  }

  /** An editor shows a text as saved that the server never had. */
  showsNothingSaved(book: EditorBook, text: string): void {
    this.findings.push(`${book.name} shows ${quote(text)} as saved, and the server never had it`);
  }

  /** What is left of the texts that were typed. @param held what each editor holds at the end, `undefined` if nothing */
  judgeTyped(
    held: (book: EditorBook) => { readonly text: string; readonly dirty: boolean } | undefined,
  ): void {
    for (const book of this.#books) {
      if (book.pending === undefined) continue;
      const holding = held(book);
      if (holding?.dirty && holding.text === book.pending) continue;
      this.findings.push(`${quote(book.pending)} was typed into ${book.name} and is gone`);
    }
  }
}

function ofCommand(id: number): (version: VersionRecord) => boolean {
  return ({ command_id }) => command_id === id;
}

function unified(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
}

function isMixed(text: string): boolean {
  return new Set(text.match(/\r\n|\r|\n/g) ?? []).size > 1;
}

/**
 * A line that is found once before and once after, and has another end now although the ends were mixed, so that no
 * editor can have changed it by will.
 */
function changedEnd(before: string, after: string, rewrites: boolean): string | undefined {
  if (!isMixed(before)) return undefined;
  // A server that rewrites gives the last line an end of its own.
  const ends = endsOfLines(rewrites ? after.trimEnd() : after);
  for (const [line, end] of endsOfLines(before)) {
    const now = ends.get(line);
    if (line.trim() !== '' && end && now && now !== end) return line;
  }
  return undefined;
}

/** The end of each line that a text has only once. */
function endsOfLines(text: string): Map<string, string | undefined> {
  const ends = new Map<string, string | undefined>();
  for (const [, line = '', end] of text.matchAll(/([^\r\n]*)(\r\n|\r|\n)/g)) {
    ends.set(line, ends.has(line) ? undefined : end);
  }
  return ends;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
