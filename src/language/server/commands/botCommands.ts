import ts from 'typescript';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import type { CommandFact } from '../../protocol/protocol';
import type { BotFacts } from '../botFacts';
import { parsed } from '../parsed';
import { unlessTooDeep } from '../tooDeep';
import { CommandIndex, type NamedCommand } from './commandIndex';
import { type CommandString, commandStrings, commandStringsBeingTyped } from './commandStrings';

/** A command of a bot that has a name. */
export interface KnownCommand extends NamedCommand {
  readonly fact: CommandFact;
}

/** A string that names a command, and which. */
export interface Reference {
  readonly string: CommandString;
  readonly command: KnownCommand;
  readonly by: 'name' | 'alias';
  /** Where the name begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** Where a command is named: in the code of which, and what that code is. */
export interface ReferencesIn {
  readonly fact: CommandFact;
  readonly text: string;
  readonly references: readonly Reference[];
}

interface ReadText {
  readonly text: string;
  readonly strings: readonly CommandString[];
}

/**
 * The commands of one bot, and where its code names them. The code of each command is read when somebody asks for the
 * first time, and again when it is another.
 */
export class BotCommands {
  readonly #facts: BotFacts;
  readonly #documentOf: (fact: CommandFact) => TextDocument | undefined;
  readonly #read = new Map<string, ReadText>();
  #index: { readonly version: number; readonly index: CommandIndex<KnownCommand> } | undefined;

  /** @param documentOf the open document of a command: its text is the newest */
  constructor(facts: BotFacts, documentOf: (fact: CommandFact) => TextDocument | undefined) {
    this.#facts = facts;
    this.#documentOf = documentOf;
  }

  /** The commands by names and aliases, as they are known now. */
  get index(): CommandIndex<KnownCommand> {
    const { version } = this.#facts;
    if (this.#index?.version !== version) this.#index = { version, index: new CommandIndex(this.all) };
    return this.#index.index;
  }

  get all(): readonly KnownCommand[] {
    return namedOf(this.#facts.commands);
  }

  get(id: string): KnownCommand | undefined {
    return this.all.find(({ fact }) => fact.id === id);
  }

  documentOf(fact: CommandFact): TextDocument | undefined {
    return this.#documentOf(fact);
  }

  /** What the code of a file names, in the order of the code. */
  referencesIn(file: ts.SourceFile): readonly Reference[] {
    return resolved(commandStrings(file), this.index);
  }

  /**
   * All places that name a command, command by command.
   * @param from what the code calls it, when it has another name by now
   */
  referencesTo(id: string, from?: string): readonly ReferencesIn[] {
    const index = from === undefined ? this.index : new CommandIndex(this.#withName(id, from));
    const known = new Set<string>();
    const found: ReferencesIn[] = [];
    for (const fact of this.#facts.commands) {
      known.add(fact.id);
      const text = this.#documentOf(fact)?.getText() ?? fact.text;
      if (text === null) continue;
      const references = resolved(this.#stringsOf(fact.id, text), index).filter(
        ({ command }) => command.fact.id === id,
      );
      if (references.length > 0) found.push({ fact, text, references });
    }
    for (const read of this.#read.keys()) if (!known.has(read)) this.#read.delete(read);
    return found;
  }

  #withName(id: string, name: string): readonly KnownCommand[] {
    return namedOf([...this.#facts.commands].map((fact) => (fact.id === id ? { ...fact, name } : fact)));
  }

  #stringsOf(id: string, text: string): readonly CommandString[] {
    const before = this.#read.get(id);
    if (before?.text === text) return before.strings;
    // What is nested too deeply to be read names nothing that could be found.
    const strings =
      unlessTooDeep(
        () => commandStrings(parsed(text)),
        () => undefined,
      ) ?? [];
    this.#read.set(id, { text, strings });
    return strings;
  }
}

/** The string that holds a place of the code, its ends included; also one that somebody is typing. */
export function stringAt(file: ts.SourceFile, offset: number): CommandString | undefined {
  if (!isInLiteral(file, offset)) return undefined;
  return commandStringsBeingTyped(file).find(
    (string) => string.offsetAt(0) <= offset && offset <= string.offsetAt(string.text.length),
  );
}

/** Looked at first, because most places are in none. */
function isInLiteral(file: ts.SourceFile, offset: number): boolean {
  let node: ts.Node | undefined = file;
  while (node) {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) return node.getStart(file) < offset;
    node = ts.forEachChild(node, (child) => (child.pos < offset && offset <= child.end ? child : undefined));
  }
  return false;
}

function namedOf(facts: Iterable<CommandFact>): KnownCommand[] {
  return [...facts].flatMap((fact) =>
    fact.name === null ? [] : [{ name: fact.name, aliases: fact.aliases, fact }],
  );
}

function resolved(strings: readonly CommandString[], index: CommandIndex<KnownCommand>): Reference[] {
  return strings.flatMap((string) => {
    const found = index.resolve(string.text, string.isWhole);
    if (!found) return [];
    const { command, by, length } = found;
    return [{ string, command, by, start: string.offsetAt(0), end: string.offsetAt(length) }];
  });
}
