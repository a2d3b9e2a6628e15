import ts from 'typescript';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import type { BotProgram, Target } from '../botProgram';
import type { CommandString } from '../commands/commandStrings';
import { tooLongButtons } from '../rules/buttonLimits';
import { costlyCalls } from '../rules/costs';
import { danglingButtons, danglingCommands } from '../rules/danglingCommand';
import type { Finding } from '../rules/finding';
import { wrongIds } from '../rules/idKinds';
import { keyboardLimits } from '../rules/keyboardLimits';
import { notAvailable } from '../rules/notAvailable';
import { callsOfData } from '../rules/otherObject';
import { wrongPropertyTypes } from '../rules/propertyTypes';
import { unsentKeyboard } from '../rules/unsentKeyboard';
import { isTemplate } from '../templates';
import { typeFindings } from './typeFindings';

/**
 * Everything that its author should know about a document, in the order of the code. Behind the first place that does not
 * parse nothing else is said: it would follow from that.
 */
export function findingsOf(target: Target): Finding[] {
  const { service, fileName, document, program: bot } = target;
  const program = service.getProgram();
  const file = program?.getSourceFile(fileName);
  if (!program || !file || isTemplate(document, bot.facts)) return [];
  const { syntactic, semantic } = typeFindings(target, program, file);
  const broken = Math.min(...syntactic.map(({ start }) => start));
  const others = [...semantic, ...ruleFindings(target, file, program.getTypeChecker())];
  return [...syntactic, ...others.filter(({ start }) => start < broken)].sort(
    (one, other) => one.start - other.start,
  );
}

function ruleFindings(
  { program: bot, document }: Target,
  file: ts.SourceFile,
  checker: ts.TypeChecker,
): Finding[] {
  const strings = bot.commands.stringsIn(document, file);
  const isOwn = (name: ts.Identifier): boolean =>
    bot.undeclaredInHooks.has(name.text) ||
    (checker.getSymbolAtLocation(name)?.declarations ?? []).some(
      (declaration) =>
        // Giving a member to a name does not declare it.
        'name' in declaration && !bot.isDeclaration(declaration.getSourceFile().fileName),
    );
  const isArray = (value: ts.Expression) => checker.isArrayLikeType(checker.getTypeAtLocation(value));
  const hasMethod = (object: string, method: string): boolean => methodsOf(checker, file, object).has(method);
  return [
    ...namesOfNothing({ bot, document, strings }),
    ...ofOwnKeyboard(bot, document),
    ...tooLongButtons(strings),
    ...keyboardLimits(file),
    ...wrongIds(file),
    ...wrongPropertyTypes(file, isArray),
    ...costlyCalls(file),
    ...notAvailable(file, isOwn),
    ...callsOfData(file, isOwn, hasMethod),
  ];
}

/** A name that is not known yet may be one of a command. */
function namesOfNothing({
  bot: { facts, commands },
  document,
  strings,
}: {
  readonly bot: BotProgram;
  readonly document: TextDocument;
  readonly strings: readonly CommandString[];
}): Finding[] {
  if (!facts.isComplete || !facts.isOfBot) return [];
  const keyboard = commands.at(document)?.keyboard;
  const firstLine = document.getText().search(/[\r\n]|$/);
  return [
    ...danglingCommands(strings, facts.index),
    ...(keyboard === undefined ? [] : danglingButtons(keyboard, facts.index, firstLine)),
  ];
}

function ofOwnKeyboard({ commands }: BotProgram, document: TextDocument): Finding[] {
  const command = commands.at(document);
  return command ? unsentKeyboard(document.getText(), command) : [];
}

/** The members that a global has. Asked seldom: who calls a method of data is about to be told. */
function methodsOf(checker: ts.TypeChecker, file: ts.SourceFile, object: string): ReadonlySet<string> {
  const symbols = checker
    .getSymbolsInScope(file, ts.SymbolFlags.Variable)
    .filter(({ name }) => name === object);
  return new Set(
    symbols.flatMap((symbol) =>
      checker
        .getTypeOfSymbol(symbol)
        .getProperties()
        .map(({ name }) => name),
    ),
  );
}
