import * as l10n from '@vscode/l10n';
import ts from 'typescript';
import type { Position, Range, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

import type { CommandFact } from '../../protocol/protocol';
import { hooks } from '../botFacts';
import { BotProgram, type Target } from '../botProgram';
import { isIdentifier } from '../code/identifiers';
import { nodeAt } from '../code/nodeAt';
import type { BotCommands } from '../commands/botCommands';
import { undeclaredNames } from '../names';
import { rangeOf } from '../positions';
import { type EditsInText, RenameRefusal } from './renames';

/** Commands that are in memory together. */
const batchSize = 40;

/** TypeScript writes `{ price: cost }` when `price` of `{ price }` is called otherwise. */
const preferences = { providePrefixAndSuffixTextForRename: true } satisfies ts.UserPreferences;

/**
 * The name that is renamed at a position: one that code of the bot declares.
 * @throws RenameRefusal
 */
export function preparedNameRename(
  target: Target,
  position: Position,
): { range: Range; placeholder: string } {
  const { name, file } = renamedNameAt(target, position);
  const start = name.getStart(file);
  return {
    range: rangeOf(target.document, { start, length: name.end - start }),
    placeholder: target.document.getText().slice(start, name.end),
  };
}

/**
 * The code with another name for what has one at a position: in this file; in all commands where `@`, `@@` or a library of
 * the bot declares it.
 * @throws RenameRefusal when the name cannot be had
 */
export function changedIdentifier(target: Target, position: Position, to: string): EditsInText[] {
  const { name, file } = renamedNameAt(target, position);
  if (!isIdentifier(to)) {
    throw new RenameRefusal(
      l10n.t(
        '{0} cannot be a name in code. Use letters, digits, _ and $, no digit first, and no word of JavaScript.',
        to,
      ),
    );
  }
  const { program, fileName } = target;
  const start = name.getStart(file);
  const library = program.facts.libraryOf(target.document.uri);
  const origin = library === undefined ? fileName : program.ownLibrary(library);
  const renaming = new Renaming(target, to);
  const shared = renaming.addAll(program, origin, start).find((each) => program.isShared(each.fileName));
  if (shared) {
    const { textSpan } = shared;
    for (const batch of otherCommands(target, name.text)) {
      inProgramOf(target, batch, (other) =>
        renaming.addAll(other, program.sharedAs(other, shared.fileName), textSpan.start),
      );
    }
  }
  return renaming.edits;
}

interface TextToEdit {
  readonly fact: CommandFact | null;
  readonly document: TextDocument;
  /** By where they begin: two programs may find the same. */
  readonly edits: Map<number, TextEdit>;
}

/** One name that gets another. */
class Renaming {
  readonly #target: Target;
  readonly #to: string;
  readonly #texts = new Map<string, TextToEdit>();

  constructor(target: Target, to: string) {
    this.#target = target;
    this.#to = to;
  }

  get edits(): EditsInText[] {
    return [...this.#texts.values()].map(({ fact, document: { uri }, edits: found }) => {
      const edits = [...found.values()];
      return fact ? { fact, edits } : { fact, uri, edits };
    });
  }

  /**
   * Adds what goes by the name in a program.
   * @returns where that is
   * @throws RenameRefusal when something else has the other name there
   */
  addAll(program: BotProgram, fileName: string, offset: number): readonly ts.RenameLocation[] {
    const { service } = program;
    const found = service.findRenameLocations(fileName, offset, false, false, preferences) ?? [];
    for (const location of found) {
      if (isTaken(program, location, this.#to)) {
        throw new RenameRefusal(
          l10n.t('Something else is called {0} there already. Choose another name.', this.#to),
        );
      }
      this.#add(program, location);
    }
    return found;
  }

  #add(program: BotProgram, location: ts.RenameLocation): void {
    const { fileName, textSpan, prefixText = '', suffixText = '' } = location;
    const text = this.#textOf(program, fileName);
    text?.edits.set(textSpan.start, {
      range: rangeOf(text.document, textSpan),
      newText: prefixText + this.#to + suffixText,
    });
  }

  #textOf(program: BotProgram, fileName: string): TextToEdit | undefined {
    const { commands, facts } = this.#target.program;
    const place = program.place(fileName);
    const fact =
      program.hookOf(fileName) ??
      [...facts.commands].find((each) => documentOf(commands, each).uri === place?.uri) ??
      null;
    const document = fact
      ? documentOf(commands, fact)
      : place && TextDocument.create(place.uri, 'bjs', 0, place.text);
    if (!document) return undefined;
    const text = this.#texts.get(document.uri) ?? { fact, document, edits: new Map<number, TextEdit>() };
    this.#texts.set(document.uri, text);
    return text;
  }
}

/** Whether something else goes by a name where a name of the code is to be that. Members are among their own. */
function isTaken(program: BotProgram, { fileName, textSpan }: ts.RenameLocation, name: string): boolean {
  const whole = program.service.getProgram();
  const file = whole?.getSourceFile(fileName);
  if (!whole || !file) return false;
  const node = nodeAt(file, textSpan.start);
  if (isMember(node)) return false;
  const isThere = whole
    .getTypeChecker()
    .getSymbolsInScope(node, ts.SymbolFlags.Value)
    .some((symbol) => symbol.name === name);
  return isThere || undeclaredNames(file).has(name);
}

function isMember(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node;
}

/** @throws RenameRefusal */
function renamedNameAt(
  { program, service, fileName, document }: Target,
  position: Position,
): { readonly name: ts.Identifier; readonly file: ts.SourceFile } {
  const file = service.getProgram()?.getSourceFile(fileName);
  const name = file && identifierAt(file, document.offsetAt(position));
  if (!name) throw nothingToRename();
  const start = name.getStart(file);
  const definitions = service.getDefinitionAtPosition(fileName, start) ?? [];
  const declaredIn = (is: (declared: string) => boolean) => definitions.some((each) => is(each.fileName));
  const isUndeclared = program.undeclaredInHooks.has(name.text) || undeclaredNames(file).has(name.text);
  if (declaredIn((each) => program.isDeclaration(each))) {
    throw new RenameRefusal(l10n.t('{0} is part of BJS and keeps its name.', name.text));
  }
  if (isUndeclared && !declaredIn((each) => !program.isFacts(each))) {
    throw new RenameRefusal(
      l10n.t('{0} is declared nowhere. Declare it with let or var, then rename it.', name.text),
    );
  }
  const canRename = service.getRenameInfo(fileName, start, {}).canRename;
  if (!canRename || declaredIn((each) => program.isFacts(each))) throw nothingToRename();
  return { name, file };
}

/** The cursor may also stand behind the name. */
function identifierAt(file: ts.SourceFile, offset: number): ts.Identifier | undefined {
  for (const at of [offset, offset - 1]) {
    const node = at < 0 ? undefined : nodeAt(file, at);
    if (node && ts.isIdentifier(node)) return node;
  }
  return undefined;
}

/**
 * The commands whose code may use a name and is not looked at yet, in batches.
 * @throws RenameRefusal when there is code that is not known: the name would stay in it
 */
function otherCommands({ program }: Target, name: string): CommandFact[][] {
  const { facts, commands } = program;
  const others = [...facts.commands].filter(
    (fact) =>
      !program.holds(documentOf(commands, fact).uri) && !hooks.some((hook) => facts.hook(hook) === fact),
  );
  const textOf = (fact: CommandFact) => commands.documentOf(fact)?.getText() ?? fact.text;
  if (!facts.isComplete || others.some((fact) => textOf(fact) === null)) {
    throw new RenameRefusal(
      l10n.t(
        'Not all code of the bot is known yet, and it may use {0}. Check the bot, then rename it again.',
        name,
      ),
    );
  }
  const using = others.filter((fact) => textOf(fact)?.includes(name));
  return Array.from({ length: Math.ceil(using.length / batchSize) }, (_, index) =>
    using.slice(index * batchSize, (index + 1) * batchSize),
  );
}

/** Has commands looked at with all that they share, as it is in the editors. */
function inProgramOf(
  { program: { parts, facts, commands, documents } }: Target,
  batch: readonly CommandFact[],
  look: (program: BotProgram) => void,
): void {
  const program = new BotProgram(parts, facts, commands);
  try {
    const hookUris = hooks.map((hook) => facts.hook(hook)?.uri);
    const isShared = (uri: string) => hookUris.includes(uri) || facts.libraryOf(uri) !== undefined;
    for (const document of documents) if (isShared(document.uri)) program.open(document);
    for (const fact of batch) program.open(documentOf(commands, fact));
    look(program);
  } finally {
    program.dispose();
  }
}

/** The text of a command in its editor, else as it is known; a file that nobody looked for yet goes by the id. */
function documentOf(commands: BotCommands, fact: CommandFact): TextDocument {
  const { id, uri, text } = fact;
  return commands.documentOf(fact) ?? TextDocument.create(uri ?? `command:${id}`, 'bjs', 0, text ?? '');
}

function nothingToRename(): RenameRefusal {
  return new RenameRefusal(
    l10n.t('Put the cursor on a name that the code declares, or into a string that names a command.'),
  );
}
