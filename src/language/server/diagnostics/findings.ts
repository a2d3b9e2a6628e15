import ts from 'typescript';

import { commandStrings } from '../commands/commandStrings';
import { hookNames, hooks } from '../botFacts';
import type { Target } from '../botProgram';
import { membersOf } from '../code/members';
import { nameUses } from '../code/nameUses';
import { bracketMembers } from '../rules/bracketMembers';
import { tooLongButtons } from '../rules/buttonLimits';
import { costlyCalls } from '../rules/costs';
import { declaredTwice } from '../rules/declaredTwice';
import { danglingCommands } from '../rules/danglingCommand';
import type { Finding } from '../rules/finding';
import { wrongIds } from '../rules/idKinds';
import { moduleSyntax } from '../rules/modules';
import { notAvailable } from '../rules/notAvailable';
import { callsOfData } from '../rules/otherObject';
import { wrongPropertyTypes } from '../rules/propertyTypes';
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
  const { facts } = bot;
  const checker = program.getTypeChecker();
  const strings = commandStrings(file);
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
    // A name that is not known yet may be one of a command.
    ...(facts.isComplete && facts.isOfBot ? danglingCommands(strings, facts.index) : []),
    ...tooLongButtons(strings),
    ...wrongIds(file),
    ...wrongPropertyTypes(file, isArray),
    ...costlyCalls(file),
    ...notAvailable(file, isOwn),
    ...callsOfData(file, isOwn, hasMethod),
    ...bracketMembers(file, isMissing),
    ...moduleSyntax(file),
    ...(bot.isHook(file.fileName) || facts.isLibraryFile(document.uri)
      ? []
      : declaredTwice(file, hooksIn(bot, program))),
  ];
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
