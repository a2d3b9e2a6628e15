import ts from 'typescript';

import { commandStrings } from '../commands/commandStrings';
import type { Target } from '../botProgram';
import { tooLongButtons } from '../rules/buttonLimits';
import { costlyCalls } from '../rules/costs';
import { danglingCommands } from '../rules/danglingCommand';
import type { Finding } from '../rules/finding';
import { wrongIds } from '../rules/idKinds';
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
  const others = [...semantic, ...ruleFindings(target, file, program.getTypeChecker())];
  return [...syntactic, ...others.filter(({ start }) => start < broken)].sort(
    (one, other) => one.start - other.start,
  );
}

function ruleFindings({ program: bot }: Target, file: ts.SourceFile, checker: ts.TypeChecker): Finding[] {
  const { facts } = bot;
  const strings = commandStrings(file);
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
    // A name that is not known yet may be one of a command.
    ...(facts.isComplete && facts.isOfBot ? danglingCommands(strings, facts.index) : []),
    ...tooLongButtons(strings),
    ...wrongIds(file),
    ...wrongPropertyTypes(file, isArray),
    ...costlyCalls(file),
    ...notAvailable(file, isOwn),
    ...callsOfData(file, isOwn, hasMethod),
  ];
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
