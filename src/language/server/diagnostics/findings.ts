import ts from 'typescript';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import { hookNames, hooks } from '../botFacts';
import type { BotProgram, Target } from '../botProgram';
import { membersOf } from '../code/members';
import { nameUses } from '../code/nameUses';
import type { CommandString } from '../commands/commandStrings';
import { bracketMembers } from '../rules/bracketMembers';
import { tooLongButtons } from '../rules/buttonLimits';
import { costlyCalls } from '../rules/costs';
import { danglingButtons, danglingCommands } from '../rules/danglingCommand';
import { declaredTwice } from '../rules/declaredTwice';
import type { Finding } from '../rules/finding';
import { wrongIds } from '../rules/idKinds';
import { keyboardLimits } from '../rules/keyboardLimits';
import { moduleSyntax } from '../rules/modules';
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
  const others = [...semantic, ...ruleFindings(target, program, file)];
  return [...syntactic, ...others.filter(({ start }) => start < broken)].sort(
    (one, other) => one.start - other.start,
  );
}

function ruleFindings(target: Target, program: ts.Program, file: ts.SourceFile): Finding[] {
  const { program: bot, document } = target;
  const checker = program.getTypeChecker();
  const strings = bot.commands.stringsIn(document, file);
  const { undeclared, asked, members, given } = nameUses(file);
  const isOwn = (name: ts.Identifier): boolean =>
    bot.undeclaredInHooks.has(name.text) ||
    undeclared.has(name.text) ||
    asked.has(name.text) ||
    (checker.getSymbolAtLocation(name)?.declarations ?? []).some(
      (declaration) =>
        // Giving a member to a name does not declare it.
        'name' in declaration && !bot.isDeclaration(declaration.getSourceFile().fileName),
    );
  const isArray = (value: ts.Expression) => isSureArray(checker.getTypeAtLocation(value), checker);
  const hasMethod = (object: string, method: string): boolean => membersOf(checker, file, object).has(method);
  const isMissing = (object: ts.Expression, member: string): boolean => {
    if (members.has(member) || given.has(object.getText())) return false;
    const type = checker.getTypeAtLocation(object);
    const declarations = type.getSymbol()?.declarations ?? [];
    return (
      declarations.length > 0 &&
      declarations.every((each) => bot.isPlatform(each.getSourceFile().fileName)) &&
      object.getText() !== 'Libs' &&
      type.getStringIndexType() === undefined &&
      type.getProperty(member) === undefined
    );
  };
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
    ...bracketMembers(file, isMissing),
    ...moduleSyntax(file),
    ...(bot.isHook(file.fileName) || bot.facts.libraryOf(document.uri) !== undefined
      ? []
      : declaredTwice(file, hooksIn(bot, program))),
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

/** Of what may be anything it is not certain. */
function isSureArray(type: ts.Type, checker: ts.TypeChecker): boolean {
  const isKnown = (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) === 0;
  return isKnown && (checker.isArrayType(type) || checker.isTupleType(type));
}

/** The code of `@` and `@@` by their names. */
function hooksIn(bot: Target['program'], program: ts.Program): ReadonlyMap<string, ts.SourceFile> {
  return new Map(
    hooks.flatMap((hook) => {
      const file = program.getSourceFile(bot.hookFile(hook));
      return file ? [[hookNames[hook], file]] : [];
    }),
  );
}
