import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import { hookNames } from '../botFacts';
import type { Target } from '../botProgram';
import { membersOf } from '../code/members';
import { nodeAt } from '../code/nodeAt';
import { libraryGlobals } from '../libraryGlobals';
import { type NameUses, nameUses } from '../code/nameUses';
import type { Finding } from '../rules/finding';
import { unwrapped } from '../code/literalText';
import {
  callAround,
  type CodePlace,
  type CodeRule,
  mismatches,
  misspeltKey,
  notCallable,
  resultOf,
  ruleOf,
} from './codeRules';
import { droppedCodes } from './droppedCodes';
import { rewordedCodes } from './rewordedCodes';
import { missingIn, suggestionIn } from './sentencesOfTypeScript';

/** What TypeScript finds in a file, as far as it is true of BJS. */
export interface TypeFindings {
  /** What does not parse. */
  readonly syntactic: readonly Finding[];
  readonly semantic: readonly Finding[];
}

/** @param file of the program that the target is in now */
export function typeFindings(target: Target, program: ts.Program, file: ts.SourceFile): TypeFindings {
  const { service, fileName } = target;
  const place = placesIn(target, program, file);
  const read = (diagnostics: readonly ts.Diagnostic[]): Finding[] =>
    withoutFirstDeclarations(diagnostics).flatMap((diagnostic) => {
      // What lacks a place is about the language as a whole.
      if (diagnostic.start === undefined) return [];
      const at = place(diagnostic.start);
      // Types in comments are notes to their author.
      if (ts.findAncestor(at.node, ts.isJSDoc) || isDropped(diagnostic, at)) return [];
      return findingOf(target, { ...diagnostic, start: diagnostic.start }, at) ?? [];
    });
  const hints = service
    .getSuggestionDiagnostics(fileName)
    .filter(({ reportsUnnecessary, reportsDeprecated }) => reportsUnnecessary ?? reportsDeprecated);
  return {
    syntactic: read(service.getSyntacticDiagnostics(fileName)),
    semantic: read([...service.getSemanticDiagnostics(fileName), ...hints]),
  };
}

const declaredTwice: ReadonlySet<number> = new Set([2300, 2451]);

/** A name declared twice is marked where it is declared again. */
function withoutFirstDeclarations(diagnostics: readonly ts.Diagnostic[]): ts.Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    if (!declaredTwice.has(diagnostic.code)) return true;
    const name = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    const isAgain = seen.has(name);
    seen.add(name);
    return isAgain;
  });
}

function isDropped({ code }: ts.Diagnostic, place: CodePlace): boolean {
  const dropped = droppedCodes.get(code);
  return dropped !== undefined && (dropped.when?.(place) ?? true);
}

function placesIn(
  { program: bot, fileName, document }: Target,
  program: ts.Program,
  file: ts.SourceFile,
): (start: number) => CodePlace {
  const checker = program.getTypeChecker();
  const uses = usesIn(bot, program, file);
  const isLibraryFile = bot.facts.libraryOf(document.uri) !== undefined;
  return (start) => ({
    node: nodeAt(file, start, true),
    checker,
    isHook: bot.isHook(fileName),
    mayBeDeclared: (name) =>
      !bot.facts.areHooksKnown ||
      uses().all.some(
        ({ asked, inBlocks, undeclared }) => undeclared.has(name) || asked.has(name) || inBlocks.has(name),
      ) ||
      (isLibraryFile && libraryGlobals.has(name)),
    isInCommands: (name) =>
      [...bot.facts.commands].some(
        ({ name: command, text }) =>
          command !== hookNames.before && command !== hookNames.after && (text ?? '').includes(name),
      ),
    isMemberGiven: (name) => uses().all.some(({ members }) => members.has(name)),
    mayHoldOther: (name) => uses().all.some(({ given }) => holdsOther(name, given, checker)),
    constantOf: (name) => uses().own.constants.get(name),
    areLibrariesKnown: bot.facts.libraries !== null,
    isProvided: (name) => bot.parts.globals.has(name),
    hasMember: (object, member) => membersOf(checker, file, object).has(member),
    isDeclaration: (declared) => bot.isDeclaration(declared.fileName),
    isLibrary: (declared) => bot.isLibrary(declared.fileName),
    isPlatform: (declared) => bot.isPlatform(declared.fileName),
    isFacts: (declared) => bot.isFacts(declared.fileName),
    platformObject: (name) => bot.parts.platformObject(name),
  });
}

/** What a file does with names, and `@` and `@@`, which run as one with it. */
function usesIn(
  bot: Target['program'],
  program: ts.Program,
  file: ts.SourceFile,
): () => { readonly own: NameUses; readonly all: readonly NameUses[] } {
  let known: { readonly own: NameUses; readonly all: readonly NameUses[] } | undefined;
  return () => {
    if (known) return known;
    const hooks = program.getSourceFiles().filter(({ fileName }) => bot.isHook(fileName));
    const own = nameUses(file);
    return (known = { own, all: [own, ...hooks.filter((hook) => hook !== file).map(nameUses)] });
  };
}

/** A name is given what its declaration does not hold, or what nobody knows. */
function holdsOther(name: ts.Identifier, given: NameUses['given'], checker: ts.TypeChecker): boolean {
  const values = given.get(name.text);
  const symbol = values && checker.getSymbolAtLocation(name);
  if (!values || !symbol) return false;
  const declared = checker.getTypeOfSymbol(symbol);
  return values.some((value) => {
    const type = checker.getTypeAtLocation(value);
    return (type.flags & ts.TypeFlags.Any) !== 0 || !checker.isTypeAssignableTo(type, declared);
  });
}

function findingOf(
  { document }: Target,
  diagnostic: ts.Diagnostic & { readonly start: number },
  place: CodePlace,
): Finding | undefined {
  const found = ruleOf(diagnostic, place);
  if (!found) return undefined;
  const { rule, severity } = found;
  const { start } = diagnostic;
  const end = start + (diagnostic.length ?? 0);
  const name = document.getText().slice(start, end);
  if (rule === 'missing-key') return missingKey(diagnostic, place);
  const own = rewordedCodes.get(diagnostic.code)?.(name);
  const said = own ?? ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  const meant = meantBy(found, diagnostic, name, place);
  return {
    rule,
    severity,
    start,
    end,
    message: sentence(diagnostic, rule, name, meant, place) ?? said,
    ...(diagnostic.reportsUnnecessary ? { tag: 'unnecessary' } : {}),
    ...(diagnostic.reportsDeprecated ? { tag: 'deprecated' } : {}),
    ...(meant === undefined ? {} : { fixes: [changeTo(meant, start, end)] }),
  };
}

/** Members that old pages of the help call otherwise. Source: Bots.Business help, Lang. */
const renamed: ReadonlyMap<string, string> = new Map([['getLang', 'getCurLang']]);

function meantBy(
  { rule }: CodeRule,
  diagnostic: ts.Diagnostic,
  name: string,
  { node, platformObject, checker }: CodePlace,
): string | undefined {
  if (rule === 'wrong-case') return platformObject(name);
  const { parent } = node;
  const other = rule === 'unknown-member' ? renamed.get(name) : undefined;
  const isThere =
    other !== undefined &&
    ts.isPropertyAccessExpression(parent) &&
    checker.getTypeAtLocation(parent.expression).getProperty(other) !== undefined;
  return isThere ? other : suggestionIn(diagnostic);
}

/** A way to mend one word. */
export function changeTo(text: string, start: number, end: number): NonNullable<Finding['fixes']>[number] {
  return { title: l10n.t('Change to {0}', text), changes: [{ start, end, text }] };
}

function sentence(
  { code, messageText }: ts.Diagnostic,
  rule: Finding['rule'],
  name: string,
  meant: string | undefined,
  { node, constantOf, checker }: CodePlace,
): string | undefined {
  switch (rule) {
    case 'wrong-case':
      return meant === undefined ? undefined : l10n.t('{0} is written {1} in BJS.', name, meant);
    case 'unknown-name':
      return meant === undefined
        ? undefined
        : l10n.t('{0} is neither declared here nor part of BJS. Did you mean {1}?', name, meant);
    case 'unknown-member': {
      if (notCallable.has(code)) return l10n.t('{0} cannot be called.', name);
      const result = resultAt(node, constantOf, checker);
      if (result) {
        return l10n.t(
          '{0} gives nothing back. What comes of it comes to a command: name one in on_result or success.',
          result.expression.getText(),
        );
      }
      if (code === misspeltKey && meant !== undefined)
        return l10n.t('There is no option {0}. Did you mean {1}?', name, meant);
      const object = objectOf(node);
      if (object === undefined) return undefined;
      return meant === undefined
        ? l10n.t('{0} has no {1}.', object, name)
        : l10n.t('{0} has no {1}. Did you mean {2}?', object, name, meant);
    }
    case 'deprecated': {
      const advice = adviceIn(node, checker);
      return advice === undefined
        ? l10n.t('{0} is no longer advised.', name)
        : l10n.t('{0} is no longer advised. {1}', name, advice);
    }
    default:
      return typeof messageText === 'string' ? undefined : messageText.messageText;
  }
}

/** The call without result that something is asked of. */
function resultAt(
  { parent }: ts.Node,
  constantOf: CodePlace['constantOf'],
  checker: ts.TypeChecker,
): ts.CallExpression | undefined {
  if (!ts.isPropertyAccessExpression(parent) && !ts.isElementAccessExpression(parent)) return undefined;
  const isVoid = (checker.getTypeAtLocation(parent.expression).flags & ts.TypeFlags.Void) !== 0;
  return isVoid ? resultOf(unwrapped(parent.expression), constantOf) : undefined;
}

/** What the typings say of something that is no longer advised, on one line. */
function adviceIn(node: ts.Node, checker: ts.TypeChecker): string | undefined {
  const tags = checker.getSymbolAtLocation(node)?.getJsDocTags(checker) ?? [];
  const parts = tags.find(({ name }) => name === 'deprecated')?.text;
  const text = ts.displayPartsToString(parts).replaceAll('`', '').replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

/** In characters; what is longer is not repeated in a sentence. */
const longestObject = 40;

function objectOf({ parent }: ts.Node): string | undefined {
  const object = ts.isBindingElement(parent)
    ? parent.parent.parent.initializer
    : ts.isPropertyAccessExpression(parent)
      ? parent.expression
      : undefined;
  const text = object?.getText() ?? '';
  return text === '' || text.length > longestObject || text.includes('\n') ? undefined : text;
}

/** Marked at what is called: there is nothing to mark where the key is not. */
function missingKey(diagnostic: ts.Diagnostic, { node }: CodePlace): Finding | undefined {
  const call = callAround(node);
  if (!call) return undefined;
  const called = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  const missing = missingIn(diagnostic);
  return {
    rule: 'missing-key',
    severity: 'warning',
    start: called.getStart(),
    end: called.end,
    message:
      missing === undefined
        ? mismatches.has(diagnostic.code)
          ? l10n.t('{0} takes an object: the text belongs into one of its options.', called.getText())
          : l10n.t('{0} needs more than it is given.', called.getText())
        : l10n.t('{0} needs also: {1}.', called.getText(), missing),
  };
}
