import ts from 'typescript';

import type { Severity } from '../rules/finding';
import { absent } from '../rules/notAvailable';
import { type RuleId, rules } from '../rules/ruleIds';
import { lacking } from './rewordedCodes';
import { reasonsOf } from './sentencesOfTypeScript';

/** Where a finding of TypeScript is, as far as its rule depends on that. */
export interface CodePlace {
  /** The innermost node at the finding. */
  readonly node: ts.Node;
  readonly checker: ts.TypeChecker;
  /** The object of the platform that is called so, but for the case of letters. */
  readonly platformObject: (name: string) => string | undefined;
  /** A file of BJS's typings or of the bot's facts: not the language, not Telegram, not code. */
  readonly isPlatform: (file: ts.SourceFile) => boolean;
  /** The file of what is known of the bot. */
  readonly isFacts: (file: ts.SourceFile) => boolean;
}

/** The rule that a finding falls under, and how certain it is there. */
export interface CodeRule {
  readonly rule: RuleId;
  readonly severity: Severity;
}

const unknownNames: ReadonlySet<number> = new Set([
  2304, 2552, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 2867, 2868,
]);
const unknownMembers: ReadonlySet<number> = new Set([2339, 2551]);
const redeclared = 2451;
const changedConstant = 2588;
/** Arguments that do not fit. In the chain of reasons stands which key is missing. */
const mismatches: ReadonlySet<number> = new Set([2345, 2769]);
const missingKeys: ReadonlySet<number> = new Set([2739, 2740, 2741]);
const otherCounts: ReadonlySet<number> = new Set([2554, 2555]);
/** Grammar in spite of which code runs: a key twice in an object, a call without result as a condition. */
const harmless: ReadonlySet<number> = new Set([1117, 1345]);

/**
 * @returns `undefined` for what TypeScript finds and nobody needs to hear, as it is wrong of BJS too often: values of
 * other types above all, which the platform converts
 */
export function ruleOf(finding: ts.Diagnostic, place: CodePlace): CodeRule | undefined {
  const { code } = finding;
  if (finding.reportsUnnecessary) return of('unused');
  if (finding.reportsDeprecated) return absent.has(place.node.getText()) ? undefined : of('deprecated');
  if (lacking.has(code)) return isInRequire(place.node) ? undefined : of('not-available');
  if (code < 2000) return harmless.has(code) ? undefined : of('syntax');
  if (code === redeclared) return of('syntax');
  if (code === changedConstant) return of('constant');
  if (unknownNames.has(code)) return ofName(place);
  if (unknownMembers.has(code)) return ofMember(place);
  if (mismatches.has(code)) return isKeyMissing(finding, place.node) ? of('missing-key') : undefined;
  if (otherCounts.has(code)) return isTooFew(place.node) ? of('missing-key') : undefined;
  return undefined;
}

function of(rule: RuleId, severity: Severity = rules[rule].severity): CodeRule {
  return { rule, severity };
}

/** What BJS lacks is told by a rule of its own, which sees more than TypeScript. */
function ofName({ node, platformObject }: CodePlace): CodeRule | undefined {
  const name = node.getText();
  if (absent.has(name)) return undefined;
  return of(platformObject(name) === undefined ? 'unknown-name' : 'wrong-case');
}

/** What the platform has is known for certain; objects of a bot grow, and those of Telegram as well. */
function ofMember({ node, checker, isPlatform, isFacts }: CodePlace): CodeRule | undefined {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) && !ts.isElementAccessExpression(parent)) return undefined;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(parent.expression));
  // Which libraries are installed is not written into a bot folder.
  if (parent.expression.getText() === 'Libs') return of('unknown-member', 'warning');
  const declarations = checker.getApparentType(type).getSymbol()?.declarations ?? [];
  const isMapped = ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped) !== 0;
  // A library has what it publishes and nothing else.
  const isPublished = isMapped && declarations.every((each) => isFacts(each.getSourceFile()));
  if (declarations.length === 0 || (isMapped && !isPublished)) return undefined;
  if (declarations.every((each) => isPlatform(each.getSourceFile()))) return of('unknown-member');
  const isNamed = declarations.some((each) => ts.isClassLike(each) || ts.isInterfaceDeclaration(each));
  return isNamed ? of('unknown-member', 'warning') : undefined;
}

function isInRequire(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression.getText() === 'require';
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
