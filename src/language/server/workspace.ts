import type { TextDocument } from 'vscode-languageserver-textdocument';

import { Disposable } from '../../util/disposable';
import { Emitter } from '../../util/event';
import type { BotChange, DocumentOwner } from '../protocol/protocol';
import { BotFacts } from './botFacts';
import { BotProgram, type Target } from './botProgram';
import type { Declarations } from './declarations';
import { ProgramParts } from './programParts';

/** The open documents and what is known of their bots. */
export class Workspace extends Disposable {
  readonly #parts: ProgramParts;
  readonly #documents = new Map<string, TextDocument>();
  /** The key of the bot by document. */
  readonly #owners = new Map<string, string>();
  readonly #facts = new Map<string, BotFacts>();
  readonly #programs = new Map<string, BotProgram>();
  readonly #touched = this._register(new Emitter<readonly string[]>());

  /** Fires with the documents of which more or something else is known now than their own text says. */
  readonly onDidTouch = this.#touched.event;

  constructor(declarations: Declarations) {
    super();
    this.#parts = new ProgramParts(declarations);
  }

  /** What all bots share. */
  get parts(): ProgramParts {
    return this.#parts;
  }

  get openUris(): readonly string[] {
    return [...this.#documents.keys()];
  }

  open(document: TextDocument): void {
    this.#documents.set(document.uri, document);
    this.#programOf(document.uri).open(document);
    this.#touch(this.#keyOf(document.uri), document.uri);
  }

  /** The text of a document is another; who asks about it next is answered from that. */
  change({ uri }: TextDocument): void {
    const program = this.#programs.get(this.#keyOf(uri));
    const target = program?.target(uri);
    if (program && target && program.isHook(target.fileName)) this.#touch(this.#keyOf(uri), uri);
  }

  close(uri: string): void {
    this.#leave(uri);
    this.#documents.delete(uri);
    this.#touch(this.#keyOf(uri), uri);
    this.#owners.delete(uri);
  }

  setOwner({ uri, bot }: DocumentOwner): void {
    const before = this.#owners.get(uri);
    if ((before ?? null) === bot) return;
    const document = this.#documents.get(uri);
    if (document) this.#leave(uri);
    if (bot === null) this.#owners.delete(uri);
    else this.#owners.set(uri, bot);
    if (!document) return;
    this.#programOf(uri).open(document);
    this.#touched.fire([uri]);
  }

  changeBot(change: BotChange): void {
    this.#factsOf(change.bot).apply(change);
    this.#touch(change.bot);
  }

  /** `undefined` for a document that is not open. */
  target(uri: string): Target | undefined {
    return this.#programs.get(this.#keyOf(uri))?.target(uri);
  }

  override dispose(): void {
    for (const program of this.#programs.values()) program.dispose();
    super.dispose();
  }

  /** A document of no known bot is alone. */
  #keyOf(uri: string): string {
    return this.#owners.get(uri) ?? `document ${uri}`;
  }

  #factsOf(bot: string): BotFacts {
    let facts = this.#facts.get(bot);
    if (!facts) this.#facts.set(bot, (facts = new BotFacts()));
    return facts;
  }

  #programOf(uri: string): BotProgram {
    const key = this.#keyOf(uri);
    let program = this.#programs.get(key);
    if (!program) {
      const facts = this.#owners.has(uri) ? this.#factsOf(key) : new BotFacts(true);
      this.#programs.set(key, (program = new BotProgram(this.#parts, facts)));
    }
    return program;
  }

  #leave(uri: string): void {
    const key = this.#keyOf(uri);
    const program = this.#programs.get(key);
    program?.close(uri);
    if (!program?.isEmpty) return;
    // What was computed about a bot is large; what is known of it stays.
    this.#programs.delete(key);
    program.dispose();
  }

  #touch(key: string, except?: string): void {
    const uris = this.openUris.filter((uri) => uri !== except && this.#keyOf(uri) === key);
    if (uris.length > 0) this.#touched.fire(uris);
  }
}
