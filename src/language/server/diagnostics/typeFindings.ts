import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import type { Target } from '../botProgram';
import { nodeAt } from '../code/nodeAt';
import { libraryGlobals } from '../libraryGlobals';
import { undeclaredNames } from '../names';
import type { Finding } from '../rules/finding';
import { callAround, type CodePlace, ruleOf } from './codeRules';
import { droppedCodes, type FindingPlace } from './droppedCodes';
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
  const place = placesIn(target, file, program.getTypeChecker());
  const read = (diagnostics: readonly ts.Diagnostic[]): Finding[] =>
    withoutFirstDeclarations(diagnostics).flatMap((diagnostic) => {
      if (isDropped(diagnostic, place)) return [];
      return findingOf(target, diagnostic, place(diagnostic.start ?? 0)) ?? [];
    });
  const hints = service
    .getSuggestionDiagnostics(fileName)
    .filter(({ reportsUnnecessary, reportsDeprecated }) => reportsUnnecessary ?? reportsDeprecated);
  return {
    syntactic: read(service.getSyntacticDiagnostics(fileName)),
    semantic: read([...service.getSemanticDiagnostics(fileName), ...hints]),
  };
}

type Place = FindingPlace & CodePlace;

/** A name declared twice is marked where it is declared again. */
function withoutFirstDeclarations(diagnostics: readonly ts.Diagnostic[]): ts.Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    if (diagnostic.code !== 2451) return true;
    const name = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    const isAgain = seen.has(name);
    seen.add(name);
    return isAgain;
  });
}

function isDropped({ code, start }: ts.Diagnostic, place: (start: number) => FindingPlace): boolean {
  const dropped = droppedCodes.get(code);
  if (!dropped) return false;
  return dropped.when?.(place(start ?? 0)) ?? true;
}

function placesIn(
  { program, fileName, document }: Target,
  file: ts.SourceFile,
  checker: ts.TypeChecker,
): (start: number) => Place {
  let undeclared: ReadonlySet<string> | undefined;
  const isLibraryFile = program.facts.libraryOf(document.uri) !== undefined;
  return (start) => ({
    node: nodeAt(file, start),
    checker,
    isHook: program.isHook(fileName),
    mayBeDeclared: (name) =>
      !program.facts.areHooksKnown ||
      (undeclared ??= undeclaredNames(file)).has(name) ||
      program.undeclaredInHooks.has(name) ||
      (isLibraryFile && libraryGlobals.has(name)),
    areLibrariesKnown: program.facts.libraries !== null,
    isProvided: (name) => program.parts.globals.has(name),
    isDeclaration: (declared) => program.isDeclaration(declared.fileName),
    isLibrary: (declared) => program.isLibrary(declared.fileName),
    isPlatform: (declared) => program.isPlatform(declared.fileName),
    isFacts: (declared) => program.isFacts(declared.fileName),
    platformObject: (name) => program.parts.platformObject(name),
  });
}

function findingOf({ document }: Target, diagnostic: ts.Diagnostic, place: Place): Finding | undefined {
  const found = ruleOf(diagnostic, place);
  if (!found) return undefined;
  const { rule, severity } = found;
  const start = diagnostic.start ?? 0;
  const end = start + (diagnostic.length ?? 0);
  const name = document.getText().slice(start, end);
  if (rule === 'missing-key') return missingKey(diagnostic, place);
  const own = rewordedCodes.get(diagnostic.code)?.(name);
  const said = own ?? ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  const meant = rule === 'wrong-case' ? place.platformObject(name) : suggestionIn(diagnostic);
  return {
    rule,
    severity,
    start,
    end,
    message: sentence(rule, name, meant, place.node) ?? said,
    ...(diagnostic.reportsUnnecessary ? { tag: 'unnecessary' } : {}),
    ...(diagnostic.reportsDeprecated ? { tag: 'deprecated' } : {}),
    ...(meant === undefined ? {} : { fixes: [changeTo(meant, start, end)] }),
  };
}

/** A way to mend one word. */
export function changeTo(text: string, start: number, end: number): NonNullable<Finding['fixes']>[number] {
  return { title: l10n.t('Change to {0}', text), changes: [{ start, end, text }] };
}

function sentence(
  rule: Finding['rule'],
  name: string,
  meant: string | undefined,
  node: ts.Node,
): string | undefined {
  switch (rule) {
    case 'wrong-case':
      return meant === undefined ? undefined : l10n.t('{0} is written {1} in BJS.', name, meant);
    case 'unknown-name':
      return meant === undefined
        ? undefined
        : l10n.t('{0} is neither declared here nor part of BJS. Did you mean {1}?', name, meant);
    case 'unknown-member': {
      const object = objectOf(node);
      if (object === undefined) return undefined;
      return meant === undefined
        ? l10n.t('{0} has no {1}.', object, name)
        : l10n.t('{0} has no {1}. Did you mean {2}?', object, name, meant);
    }
    case 'deprecated':
      return l10n.t(
        '{0} is no longer advised. What to use instead is said where the mouse rests on it.',
        name,
      );
    default:
      return undefined;
  }
}

/** In characters; what is longer is not repeated in a sentence. */
const longestObject = 40;

function objectOf({ parent }: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(parent)) return undefined;
  const text = parent.expression.getText();
  return text.length > longestObject || text.includes('\n') ? undefined : text;
}

/** Marked at what is called: there is nothing to mark where the key is not. */
function missingKey(diagnostic: ts.Diagnostic, { node }: Place): Finding | undefined {
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
        ? l10n.t('{0} needs more than it is given.', called.getText())
        : l10n.t('{0} needs also: {1}.', called.getText(), missing),
  };
}
