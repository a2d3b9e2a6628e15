import ts from 'typescript';

import { memberOf } from '../code/calls';
import { unwrapped } from '../code/literalText';
import type { Severity } from '../rules/finding';
import { absent } from '../rules/notAvailable';
import { type RuleId, rules } from '../rules/ruleIds';
import { type FindingPlace, isCallOfPlatform } from './droppedCodes';
import { lacking } from './rewordedCodes';
import { reasonsOf } from './sentencesOfTypeScript';

/** Where a finding of TypeScript is, as far as its rule depends on that. */
export interface CodePlace extends FindingPlace {
  /** A file of BJS's typings or of the bot's facts: not the language, not Telegram, not code. */
  readonly isPlatform: (file: ts.SourceFile) => boolean;
  /** A file of the bot's facts: what its own libraries publish, above all. */
  readonly isFacts: (file: ts.SourceFile) => boolean;
  /** The name is declared or given a value that is unlike its first one, so its type says little. */
  readonly mayHoldOther: (name: ts.Identifier) => boolean;
  /** The value that a name stands for when it is given no other one. */
  readonly constantOf: (name: string) => ts.Expression | undefined;
}

/** The rule that a finding falls under, and how certain it is there. */
export interface CodeRule {
  readonly rule: RuleId;
  readonly severity: Severity;
}

/** Names that are not there, also those that are there as types, or in a newer language. */
export const unknownNames: ReadonlySet<number> = new Set([
  2304, 2552, 2583, 2584, 2585, 2591, 2592, 2593, 2693, 18_004,
]);
const unknownMembers: ReadonlySet<number> = new Set([2339, 2551]);
/**
 * What TypeScript reads and JavaScript does not: the syntax of types, JSX, places that cannot be assigned to, mixed
 * operators, `super` and private members outside of classes, names declared twice.
 */
const unreadable: ReadonlySet<number> = new Set([
  2357, 2364, 2451, 2492, 2660, 2777, 2779, 5076, 8002, 8003, 8004, 8005, 8006, 8008, 8009, 8010, 8011, 8012,
  8013, 8016, 8017, 8037, 17_004, 17_008, 18_011, 18_013, 18_016,
]);
const jsx = 17_004;
/** A name declared twice; functions and variables may be. */
const duplicate = 2300;
const usedBefore: ReadonlySet<number> = new Set([2448, 2449]);
const changedConstant = 2588;
export const notCallable: ReadonlySet<number> = new Set([2349, 2351]);
/** A key that is much like another one. */
export const misspeltKey = 2561;
/** Arguments that do not fit. In the chain of reasons stands which key is missing. */
export const mismatches: ReadonlySet<number> = new Set([2345, 2769]);
const missingKeys: ReadonlySet<number> = new Set([2739, 2740, 2741]);
const otherCounts: ReadonlySet<number> = new Set([2554, 2555]);
/** Grammar in spite of which code runs: a key twice in an object, a call without result as a condition. */
const harmless: ReadonlySet<number> = new Set([1117, 1345]);
/** Below are findings of the grammar. */
const firstOfTypes = 2000;

/** Whether a finding of this code may be told somewhere. What is not in here is a row of `droppedCodes`. */
export function mayBeTold(code: number): boolean {
  return (
    code < firstOfTypes ||
    [
      unknownNames,
      unknownMembers,
      unreadable,
      usedBefore,
      notCallable,
      mismatches,
      otherCounts,
      lacking,
    ].some((codes) => codes.has(code)) ||
    [duplicate, changedConstant, misspeltKey].includes(code)
  );
}

/**
 * @returns `undefined` for what TypeScript finds and nobody needs to hear, as it is wrong of BJS too often: values of
 * other types above all, which the platform converts
 */
export function ruleOf(finding: ts.Diagnostic, place: CodePlace): CodeRule | undefined {
  const { code } = finding;
  if (finding.reportsUnnecessary) return of('unused');
  if (finding.reportsDeprecated) return ofDeprecated(place);
  if (lacking.has(code)) return isModuleName(place.node) ? undefined : of('not-available');
  if (ts.isRegularExpressionLiteral(place.node)) return ofPattern(finding, place.node);
  if (code < firstOfTypes) return harmless.has(code) ? undefined : of('syntax');
  if (unreadable.has(code)) return code === jsx && isInJsx(place.node) ? undefined : of('syntax');
  if (code === duplicate) return isSureDuplicate(place.node) ? of('syntax') : undefined;
  if (code === changedConstant) return of('constant');
  if (usedBefore.has(code)) return of('unknown-name');
  if (unknownNames.has(code)) return ofName(place);
  if (unknownMembers.has(code)) return ofMember(place);
  if (notCallable.has(code)) return ofCall(place);
  if (code === misspeltKey) return isCallOfPlatform(place) ? of('unknown-member', 'warning') : undefined;
  if (mismatches.has(code))
    return isKeyMissing(finding, place.node) || isTextForObject(place) ? of('missing-key') : undefined;
  if (otherCounts.has(code)) return isTooFew(place.node) ? of('missing-key') : undefined;
  return undefined;
}

function of(rule: RuleId, severity: Severity = rules[rule].severity): CodeRule {
  return { rule, severity };
}

/** Of a chain the first link says it; what BJS lacks is told by a rule of its own. */
function ofDeprecated({ node, checker }: CodePlace): CodeRule | undefined {
  if (absent.has(node.getText())) return undefined;
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) return of('deprecated');
  for (let at: ts.Expression = parent.expression; ;) {
    if (ts.isCallExpression(at)) at = at.expression;
    else if (ts.isPropertyAccessExpression(at)) {
      if (isDeprecated(checker.getSymbolAtLocation(at.name))) return undefined;
      at = at.expression;
    } else return isDeprecated(checker.getSymbolAtLocation(at)) ? undefined : of('deprecated');
  }
}

function isDeprecated(symbol: ts.Symbol | undefined): boolean {
  return symbol?.getJsDocTags().some(({ name }) => name === 'deprecated') ?? false;
}

/** Patterns that mean something else without the flag `u`, which was likely forgotten. */
const forgottenFlag: ReadonlySet<number> = new Set([1530, 1534, 1538]);

/** TypeScript refuses patterns that JavaScript allows for the sake of old pages; the language itself knows. */
function ofPattern({ code }: ts.Diagnostic, { text }: ts.RegularExpressionLiteral): CodeRule | undefined {
  const end = text.lastIndexOf('/');
  try {
    new RegExp(text.slice(1, end), text.slice(end + 1));
  } catch (error) {
    if (error instanceof SyntaxError) return of('syntax');
    throw error;
  }
  return forgottenFlag.has(code) ? of('syntax', 'warning') : undefined;
}

/** One name is declared by `let`, `const` or `class`, which JavaScript allows once. */
function isSureDuplicate(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || !ts.isClassDeclaration(node.parent)) {
    const scope = ts.findAncestor(node.parent, ts.isBlock) ?? node.getSourceFile();
    return ts.isIdentifier(node) && isDeclaredName(node) && hasLexical(scope, node.text);
  }
  return true;
}

function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isVariableDeclaration(parent) || ts.isFunctionDeclaration(parent) || ts.isParameter(parent)) &&
    parent.name === node
  );
}

function hasLexical({ statements }: ts.Block | ts.SourceFile, name: string): boolean {
  return statements.some((statement) =>
    ts.isVariableStatement(statement)
      ? (statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0 &&
        statement.declarationList.declarations.some((each) => each.name.getText() === name)
      : ts.isClassDeclaration(statement) && statement.name?.text === name,
  );
}

/** The outermost element is enough. */
function isInJsx(node: ts.Node): boolean {
  const element = ts.findAncestor(node, isJsx);
  return element !== undefined && ts.findAncestor(element.parent, isJsx) !== undefined;
}

function isJsx(node: ts.Node): boolean {
  return ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
}

/** What BJS lacks is told by a rule of its own, which sees more than TypeScript. */
function ofName({ node, platformObject }: CodePlace): CodeRule | undefined {
  const name = node.getText();
  if (!ts.isIdentifier(node) || absent.has(name)) return undefined;
  return of(platformObject(name) === undefined ? 'unknown-name' : 'wrong-case');
}

/** What the platform has is known for certain; objects of a bot grow, and those of Telegram as well. */
function ofMember(place: CodePlace): CodeRule | undefined {
  const { node, checker, isPlatform, mayHoldOther } = place;
  const { parent } = node;
  if (ts.isBindingElement(parent)) {
    return isOfPlatform(checker.getTypeAtLocation(parent.parent), place) ? of('unknown-member') : undefined;
  }
  if (!ts.isPropertyAccessExpression(parent) && !ts.isElementAccessExpression(parent)) return undefined;
  const object = unwrapped(parent.expression);
  if (ts.isMetaProperty(object)) return undefined;
  if (ts.isIdentifier(object) && mayHoldOther(object)) return undefined;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(object));
  if (type.flags & ts.TypeFlags.Void) return ofResult(object, place);
  // Which libraries are installed is not written into a bot folder.
  if (object.getText() === 'Libs') return of('unknown-member', 'warning');
  if (isOfPlatform(type, place)) return ofPlatformMember(object, type, place);
  const declarations = declarationsOf(type, checker);
  const isNamed = declarations.some((each) => ts.isClassLike(each) || ts.isInterfaceDeclaration(each));
  const isMapped = isMappedType(type) || declarations.every((each) => isPlatform(each.getSourceFile()));
  return isNamed && !isMapped ? of('unknown-member', 'warning') : undefined;
}

/** In which version a library of the store is installed is known to nobody here. */
function ofPlatformMember(object: ts.Expression, type: ts.Type, { checker, isFacts }: CodePlace): CodeRule {
  const isOfBot = declarationsOf(type, checker).every((each) => isFacts(each.getSourceFile()));
  return of('unknown-member', isOfBot || !isOfLibs(object) ? 'error' : 'warning');
}

/** The object, or what is called of it, belongs to `Libs`. */
function isOfLibs(expression: ts.Expression): boolean {
  let at = unwrapped(expression);
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at) || ts.isCallExpression(at))
    at = unwrapped(at.expression);
  return ts.isIdentifier(at) && at.text === 'Libs';
}

/** Calls of the platform give nothing back that one could ask for more. */
function ofResult(
  object: ts.Expression,
  { checker, isPlatform, constantOf }: CodePlace,
): CodeRule | undefined {
  const given = resultOf(object, constantOf);
  if (!given || !ts.isCallExpression(given)) return undefined;
  const declaration = checker.getResolvedSignature(given)?.declaration;
  if (!declaration || !isPlatform(declaration.getSourceFile())) return undefined;
  return of('unknown-member', isOfLibs(given) ? 'warning' : 'error');
}

/** The call whose result an expression is. */
export function resultOf(
  object: ts.Expression,
  constantOf: CodePlace['constantOf'],
): ts.CallExpression | undefined {
  const value = ts.isIdentifier(object) ? constantOf(object.text) : object;
  const call = value && unwrapped(value);
  return call && ts.isCallExpression(call) ? call : undefined;
}

/** A value of the platform that is no function is called. */
function ofCall(place: CodePlace): CodeRule | undefined {
  const { node, checker, isPlatform, mayHoldOther, isMemberGiven } = place;
  const call = callAround(node);
  const called = call && unwrapped(call.expression);
  if (!called) return undefined;
  const isAccess = ts.isPropertyAccessExpression(called) || ts.isElementAccessExpression(called);
  if (ts.isIdentifier(called) ? mayHoldOther(called) : !isAccess || isMemberGiven(memberOf(called) ?? ''))
    return undefined;
  const name = ts.isPropertyAccessExpression(called) ? called.name : called;
  const declarations = checker.getSymbolAtLocation(name)?.declarations ?? [];
  const isKnown = declarations.length > 0 && declarations.every((each) => isPlatform(each.getSourceFile()));
  if (!isKnown) return undefined;
  return of('unknown-member', isOfLibs(called) ? 'warning' : 'error');
}

function isOfPlatform(type: ts.Type, { checker, isPlatform, isFacts }: CodePlace): boolean {
  const declarations = declarationsOf(type, checker);
  // A library of the bot has what it publishes and nothing else.
  const isPublished = declarations.every((each) => isFacts(each.getSourceFile()));
  const isKnown = declarations.length > 0 && (!isMappedType(type) || isPublished);
  return isKnown && declarations.every((each) => isPlatform(each.getSourceFile()));
}

function declarationsOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Declaration[] {
  return checker.getApparentType(type).getSymbol()?.declarations ?? [];
}

function isMappedType(type: ts.Type): boolean {
  return ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped) !== 0;
}

/** A module that cannot be loaded is told at `import`, `export` or `require`. */
function isModuleName(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node);
}

/** `Api.sendMessage("a")`: the platform wants an object with the text in it. */
function isTextForObject({ node, checker }: CodePlace): boolean {
  const argument = ts.isExpression(node) ? node : undefined;
  const call = callAround(node);
  const index = argument ? (call?.arguments?.indexOf(argument) ?? -1) : -1;
  if (!call || !argument || index < 0) return false;
  const plain = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike;
  if (!(checker.getTypeAtLocation(argument).flags & plain)) return false;
  const parameter = checker.getResolvedSignature(call)?.getParameters()[index];
  const wanted = parameter && checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, call));
  return wanted !== undefined && (wanted.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}

/** Of what is spread into an object nothing is known. */
function isKeyMissing(finding: ts.Diagnostic, node: ts.Node): boolean {
  const isMissing = [...reasonsOf(finding)].some(({ code }) => missingKeys.has(code));
  const call = callAround(node);
  return (
    isMissing &&
    (call?.arguments ?? []).some(
      (argument) =>
        ts.isObjectLiteralExpression(argument) && !argument.properties.some(ts.isSpreadAssignment),
    )
  );
}

function isTooFew(node: ts.Node): boolean {
  const first = callAround(node)?.arguments?.[0];
  return first === undefined || node.pos < first.pos;
}

/** The call, or the making of an object, whose arguments a finding is about. */
export function callAround(node: ts.Node): ts.CallExpression | ts.NewExpression | undefined {
  for (let at: ts.Node | undefined = node; at; at = at.parent as ts.Node | undefined) {
    if (ts.isCallExpression(at) || ts.isNewExpression(at)) return at;
  }
  return undefined;
}
