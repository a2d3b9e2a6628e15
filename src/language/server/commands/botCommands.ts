import ts from 'typescript';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import type { CommandFact } from '../../protocol/protocol';
import type { BotFacts, NamedInBot } from '../botFacts';
import { nodesAt } from '../code/nodeAt';
import { parsed } from '../parsed';
import { unlessTooDeep } from '../tooDeep';
import type { CommandIndex, NamedCommand } from './commandIndex';
import { type CommandString, commandStrings, commandStringsBeingTyped } from './commandStrings';
import { buttonStrings, headerButtonStrings } from './keyboardStrings';

/** A command of a bot that has a name. */
export interface KnownCommand extends NamedCommand {
  readonly fact: CommandFact;
}

/** A text that names a command, and which. */
export interface Reference {
  readonly string: CommandString;
  readonly command: KnownCommand;
  readonly by: 'name' | 'alias';
  /** Where the name begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** Where a command is named: in the text of which, and what that text is. */
export interface ReferencesIn {
  readonly fact: CommandFact;
  readonly text: string;
  readonly references: readonly Reference[];
}

/** A keyboard beside the code of a command, and which of its buttons name another; places are those in its text. */
export interface ReferencesOnKeyboard {
  readonly fact: CommandFact;
  readonly keyboard: string;
  readonly references: readonly Reference[];
}

/** What an editor holds of a bot. */
export interface OpenCommands {
  /** The open document of a command: its text is the newest. */
  documentOf(fact: CommandFact): TextDocument | undefined;
  /** The id of the command that is open there, as far as that is known. */
  idAt(uri: string): string | undefined;
}

const nothingOpen: OpenCommands = { documentOf: () => undefined, idAt: () => undefined };

interface ReadText {
  readonly text: string;
  readonly strings: readonly CommandString[];
}

/**
 * The commands of one bot, and where they are named: in code and on keyboards. Each command is read when somebody asks for
 * the first time, and again when its text is another.
 */
export class BotCommands {
  readonly #facts: BotFacts;
  readonly #open: OpenCommands;
  readonly #read = new Map<string, ReadText>();

  constructor(facts: BotFacts, open = nothingOpen) {
    this.#facts = facts;
    this.#open = open;
  }

  get all(): readonly KnownCommand[] {
    return [...this.#facts.commands].flatMap((fact) =>
      fact.name === null ? [] : [{ name: fact.name, aliases: fact.aliases, fact }],
    );
  }

  get(id: string): CommandFact | undefined {
    return this.#facts.get(id);
  }

  /** The command whose text a document has, as far as that is known. */
  at({ uri }: TextDocument): CommandFact | undefined {
    const id = this.#open.idAt(uri);
    return id === undefined ? this.#facts.at(uri) : this.#facts.get(id);
  }

  documentOf(fact: CommandFact): TextDocument | undefined {
    return this.#open.documentOf(fact);
  }

  /** The strings of a document that name commands, in their order. @param file its code */
  stringsIn(document: TextDocument, file: ts.SourceFile): readonly CommandString[] {
    return [
      ...(this.#hasHeader(document) ? headerButtonStrings(document.getText()) : []),
      ...commandStrings(file),
    ];
  }

  /** The string that holds a place of a document, its ends included; also one that somebody is typing. */
  stringAt(document: TextDocument, file: ts.SourceFile, offset: number): CommandString | undefined {
    return this.#stringsBeingTyped(document, file, offset).find(
      (string) => string.offsetAt(0) <= offset && offset <= string.offsetAt(string.text.length),
    );
  }

  /** The command that a string names. */
  referenceOf(string: CommandString): Reference | undefined {
    return referenceOf(string, this.#facts.index);
  }

  /** What a document names, in its order. @param file its code */
  referencesIn(document: TextDocument, file: ts.SourceFile): readonly Reference[] {
    return referencesOf(this.stringsIn(document, file), this.#facts.index);
  }

  /**
   * All places that name a command in the texts of commands, command by command.
   * @param from what they call it, when it has another name by now
   */
  referencesTo(id: string, from?: string): readonly ReferencesIn[] {
    const index = this.#indexWith(id, from);
    const known = new Set<string>();
    const found: ReferencesIn[] = [];
    for (const fact of this.#facts.commands) {
      known.add(fact.id);
      const text = this.documentOf(fact)?.getText() ?? fact.text;
      if (text === null) continue;
      const references = referencesOf(this.#stringsOf(fact, text), index).filter(
        ({ command }) => command.fact.id === id,
      );
      if (references.length > 0) found.push({ fact, text, references });
    }
    for (const read of this.#read.keys()) if (!known.has(read)) this.#read.delete(read);
    return found;
  }

  /**
   * All keyboards beside the code that name a command.
   * @param from what they call it, when it has another name by now
   */
  keyboardsWith(id: string, from?: string): readonly ReferencesOnKeyboard[] {
    const index = this.#indexWith(id, from);
    return [...this.#facts.commands].flatMap((fact) => {
      const { keyboard } = fact;
      if (keyboard === undefined) return [];
      const references = referencesOf(buttonStrings(keyboard), index).filter(
        ({ command }) => command.fact.id === id,
      );
      return references.length > 0 ? [{ fact, keyboard, references }] : [];
    });
  }

  #indexWith(id: string, name: string | undefined): CommandIndex<NamedInBot> {
    return name === undefined ? this.#facts.index : this.#facts.indexWith(id, name);
  }

  /** In a bot folder: the code of an account may begin with such a comment too, and that says nothing. */
  #hasHeader(document: TextDocument): boolean {
    return this.at(document)?.path !== undefined;
  }

  #stringsBeingTyped(document: TextDocument, file: ts.SourceFile, offset: number): readonly CommandString[] {
    if (isInLiteral(file, offset)) return commandStringsBeingTyped(file);
    return this.#hasHeader(document) ? headerButtonStrings(document.getText(), true) : [];
  }

  #stringsOf(fact: CommandFact, text: string): readonly CommandString[] {
    const before = this.#read.get(fact.id);
    if (before?.text === text) return before.strings;
    // What is nested too deeply to be read names nothing that could be found.
    const inCode =
      unlessTooDeep(
        () => commandStrings(parsed(text)),
        () => undefined,
      ) ?? [];
    const strings = [...(fact.path === undefined ? [] : headerButtonStrings(text)), ...inCode];
    this.#read.set(fact.id, { text, strings });
    return strings;
  }
}

/** Looked at first, because most places are in none. */
function isInLiteral(file: ts.SourceFile, offset: number): boolean {
  const node = nodesAt(file, offset).at(-1);
  return (
    node !== undefined &&
    (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) &&
    node.getStart(file) < offset
  );
}

function referencesOf(strings: readonly CommandString[], index: CommandIndex<NamedInBot>): Reference[] {
  return strings.flatMap((string) => referenceOf(string, index) ?? []);
}

function referenceOf(string: CommandString, index: CommandIndex<NamedInBot>): Reference | undefined {
  const found = index.resolve(string.text, string.isWhole);
  if (!found) return undefined;
  const { by, length } = found;
  const { name, aliases, fact } = found.command;
  // What a library handles has no place of its own.
  if (fact === null) return undefined;
  const [start, end] = [string.offsetAt(0), string.offsetAt(length)];
  return { string, command: { name, aliases, fact }, by, start, end };
}
