import type { TextDocument } from 'vscode-languageserver-textdocument';

import { Disposable, type IDisposable } from '../../util/disposable';
import { Emitter } from '../../util/event';
import type { BotChange, CommandFact, DocumentOwner } from '../protocol/protocol';
import { BotFacts } from './botFacts';
import { BotProgram, type Target } from './botProgram';
import { BotCommands } from './commands/botCommands';
import type { Declarations } from './declarations';
import type { WhenIdle } from './idleTime';
import { ProgramParts } from './programParts';

/** The open documents and what is known of their bots. */
export class Workspace extends Disposable {
  readonly #parts: ProgramParts;
  readonly #documents = new Map<string, TextDocument>();
  /** The key of the bot by document. */
  readonly #owners = new Map<string, string>();
  /** The document by bot and command. */
  readonly #commandDocuments = new Map<string, string>();
  /** The id of the command by document. */
  readonly #commandIds = new Map<string, string>();
  readonly #facts = new Map<string, BotFacts>();
  readonly #commands = new Map<string, BotCommands>();
  readonly #programs = new Map<string, BotProgram>();
  /** Holds what every program shares. */
  #declarations: BotProgram | undefined;
  readonly #whenIdle: WhenIdle;
  /** What ends the reading of code that goes on, by bot. */
  readonly #readings = new Map<string, IDisposable>();
  readonly #touched = this._register(new Emitter<readonly string[]>());

  /** Fires with the documents of which more or something else is known now than their own text says. */
  readonly onDidTouch = this.#touched.event;

  /** @param whenIdle has code read for which nobody waits */
  constructor(declarations: Declarations, whenIdle: WhenIdle) {
    super();
    this.#whenIdle = whenIdle;
    this.#parts = new ProgramParts(declarations);
  }

  /**
   * Reads the declarations that every document needs, before there is one. They are kept from then on: a document that is
   * opened when no other is need not wait for them again.
   */
  warmUp(): void {
    this.#declarations ??= this._register(this.#programAlone());
    this.#declarations.service.getProgram()?.getTypeChecker();
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
    if (!program || !target) return;
    const isSeen = program.isHook(target.fileName) || program.facts.libraryOf(uri) !== undefined;
    if (isSeen) this.#touch(this.#keyOf(uri), uri);
  }

  close(uri: string): void {
    this.#leave(uri);
    this.#documents.delete(uri);
    this.#touch(this.#keyOf(uri), uri);
    this.#owners.delete(uri);
    this.#commandIds.delete(uri);
  }

  setOwner({ uri, bot, command }: DocumentOwner): void {
    const before = this.#owners.get(uri) ?? null;
    if (before !== bot) this.#commandIds.delete(uri);
    if (bot !== null && command !== undefined) this.#setCommand(uri, bot, command);
    if (before === bot) return;
    const document = this.#documents.get(uri);
    if (document) this.#leave(uri);
    if (bot === null) this.#owners.delete(uri);
    else this.#owners.set(uri, bot);
    if (!document) return;
    this.#programOf(uri).open(document);
    this.#touched.fire([uri]);
  }

  changeBot(change: BotChange): void {
    const facts = this.#factsOf(change.bot);
    facts.apply(change);
    this.#touch(change.bot);
    this.#readLater(change.bot, facts);
  }

  /** The key of the bot that a document belongs to; `undefined` when that is not known. */
  botOf(uri: string): string | undefined {
    return this.#owners.get(uri);
  }

  /** The commands of a bot that was told of; of any other there are none. */
  commandsOf(bot: string): BotCommands {
    let commands = this.#commands.get(bot);
    if (!commands) {
      const open = {
        documentOf: (fact: CommandFact) => this.#documentOf(bot, fact),
        documentAt: (uri: string) => this.#documents.get(uri),
        idAt: (uri: string) => this.#commandIds.get(uri),
      };
      this.#commands.set(bot, (commands = new BotCommands(this.#factsOf(bot), open)));
    }
    return commands;
  }

  /** `undefined` for a document that is not open. */
  target(uri: string): Target | undefined {
    return this.#programs.get(this.#keyOf(uri))?.target(uri);
  }

  override dispose(): void {
    for (const reading of this.#readings.values()) reading.dispose();
    for (const program of this.#programs.values()) program.dispose();
    super.dispose();
  }

  /** What stands beside the code of a command is known once it is known which one it is. */
  #setCommand(uri: string, bot: string, command: string): void {
    this.#commandDocuments.set(documentKey(bot, command), uri);
    if (this.#commandIds.get(uri) === command) return;
    this.#commandIds.set(uri, command);
    const isAsked = this.#documents.has(uri) && this.#factsOf(bot).get(command)?.keyboard !== undefined;
    if (isAsked) this.#touched.fire([uri]);
  }

  /** Reads what the code of a bot stores under names, from the beginning of a quiet time on. */
  #readLater(bot: string, facts: BotFacts): void {
    this.#readings.get(bot)?.dispose();
    if (facts.isStoredRead) return;
    const { version } = facts;
    const reading = this.#whenIdle(() => {
      facts.readStoredOn();
      if (!facts.isStoredRead) return true;
      if (facts.version !== version) this.#touch(bot);
      return false;
    });
    this.#readings.set(bot, reading);
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
      program = this.#owners.has(uri)
        ? new BotProgram(this.#parts, this.#factsOf(key), this.commandsOf(key))
        : this.#programAlone();
      this.#programs.set(key, program);
    }
    return program;
  }

  #programAlone(): BotProgram {
    const facts = new BotFacts(true);
    return new BotProgram(this.#parts, facts, new BotCommands(facts));
  }

  /** One that was renamed is open under its former path for as long as that takes. */
  #documentOf(bot: string, { id, uri }: CommandFact): TextDocument | undefined {
    const own = this.#commandDocuments.get(documentKey(bot, id));
    const document = own === undefined ? undefined : this.#documents.get(own);
    return document ?? (uri === null ? undefined : this.#documents.get(uri));
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

function documentKey(bot: string, command: string): string {
  return `${bot} ${command}`;
}
