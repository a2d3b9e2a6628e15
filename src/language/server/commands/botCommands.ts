import type ts from 'typescript';
import { TextDocument } from 'vscode-languageserver-textdocument';

import type { CommandFact } from '../../protocol/protocol';
import type { BotFacts, NamedInBot } from '../botFacts';
import { isInLiteral } from '../code/inLiteral';
import { parsed } from '../parsed';
import { unlessTooDeep } from '../tooDeep';
import type { CommandIndex, NamedCommand } from './commandIndex';
import {
  type CommandString,
  commandStrings,
  commandStringsBeingTyped,
  libraryStrings,
} from './commandStrings';
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

/** A text of the bot: that of a command, or that of a library of its own, which is known by its file. */
export type TextOfBot = (
  { readonly fact: CommandFact } | { readonly fact: null; readonly library: string; readonly uri: string }
) & { readonly document: TextDocument };

/** Where a command is named: in which text. */
export type ReferencesIn = TextOfBot & { readonly references: readonly Reference[] };

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
  /** The document of a file that is open. */
  documentAt(uri: string): TextDocument | undefined;
  /** The id of the command that is open there, as far as that is known. */
  idAt(uri: string): string | undefined;
}

const nothingOpen: OpenCommands = {
  documentOf: () => undefined,
  documentAt: () => undefined,
  idAt: () => undefined,
};

interface ReadText {
  readonly text: string;
  readonly strings: readonly CommandString[];
}

/**
 * The commands of one bot, and where they are named: in code, also that of the bot's own libraries, and on keyboards. Each
 * text is read when somebody asks for the first time, and again when it is another.
 */
export class BotCommands {
  readonly #facts: BotFacts;
  readonly #open: OpenCommands;
  /** What was read, by text. */
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
      ...(this.#isLibrary(document) ? libraryStrings(file) : commandStrings(file)),
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
   * All places that name a command in the texts of commands and then of the bot's own libraries, text by text.
   * @param from what they call it, when it has another name by now
   */
  referencesTo(id: string, from?: string): readonly ReferencesIn[] {
    const index = this.#indexWith(id, from);
    const known = new Set<string>();
    const found = this.#texts().flatMap((text): ReferencesIn[] => {
      known.add(keyOf(text));
      const references = referencesOf(this.#stringsOf(text), index).filter(
        ({ command }) => command.fact.id === id,
      );
      return references.length > 0 ? [{ ...text, references }] : [];
    });
    for (const read of this.#read.keys()) if (!known.has(read)) this.#read.delete(read);
    return found;
  }

  /** All that are known, as they are in the editors. */
  #texts(): TextOfBot[] {
    return [
      ...[...this.#facts.commands].flatMap((fact) => {
        const open = this.documentOf(fact);
        if (!open && fact.text === null) return [];
        return [{ fact, document: open ?? TextDocument.create(fact.uri ?? '', 'bjs', 0, fact.text ?? '') }];
      }),
      ...Object.entries(this.#facts.libraries ?? {}).map(([library, { text, uri }]) => ({
        fact: null,
        library,
        uri,
        document: this.#open.documentAt(uri) ?? TextDocument.create(uri, 'bjs', 0, text),
      })),
    ];
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

  #isLibrary({ uri }: TextDocument): boolean {
    return this.#facts.libraryOf(uri) !== undefined;
  }

  #stringsBeingTyped(document: TextDocument, file: ts.SourceFile, offset: number): readonly CommandString[] {
    // Looked at first, because most places are in none.
    if (isInLiteral(file, offset)) return commandStringsBeingTyped(file, this.#isLibrary(document));
    return this.#hasHeader(document) ? headerButtonStrings(document.getText(), true) : [];
  }

  #stringsOf(of: TextOfBot): readonly CommandString[] {
    const text = of.document.getText();
    const before = this.#read.get(keyOf(of));
    if (before?.text === text) return before.strings;
    // What is nested too deeply to be read names nothing that could be found.
    const inCode =
      unlessTooDeep(
        () => (of.fact ? commandStrings : libraryStrings)(parsed(text)),
        () => undefined,
      ) ?? [];
    const strings = [...(of.fact?.path === undefined ? [] : headerButtonStrings(text)), ...inCode];
    this.#read.set(keyOf(of), { text, strings });
    return strings;
  }
}

function keyOf(text: TextOfBot): string {
  return text.fact ? `command ${text.fact.id}` : `library ${text.uri}`;
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
