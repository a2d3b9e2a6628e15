import ts from 'typescript';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { undeclaredNames } from '../names';
import { rangeOf } from '../positions';
import { droppedCodes, type FindingPlace } from './droppedCodes';
import { rewordedCodes } from './rewordedCodes';

/** The source that is shown beside a finding. */
export const diagnosticSource = 'bjs';

/** Findings of the types that are certain: such code does not run. */
const certainCodes: ReadonlySet<number> = new Set([2451, 2588]);
/** Findings of the grammar in spite of which code runs: the same key twice in an object. */
const harmlessCodes: ReadonlySet<number> = new Set([1117]);

/**
 * What TypeScript finds in a document, as far as it is true of BJS. What does not parse is an error, what is known from
 * types a warning: those of a bot's own values are guesses. What is of no use, or no longer advised, is a hint.
 */
export function diagnosticsOf(target: Target): Diagnostic[] {
  const { service, fileName } = target;
  const program = service.getProgram();
  const file = program?.getSourceFile(fileName);
  if (!program || !file) return [];
  const syntactic = service.getSyntacticDiagnostics(fileName);
  const semantic = service.getSemanticDiagnostics(fileName);
  const hints = service
    .getSuggestionDiagnostics(fileName)
    .filter(({ reportsUnnecessary, reportsDeprecated }) => reportsUnnecessary ?? reportsDeprecated);
  const place = placesIn(target, file, program.getTypeChecker());
  return [
    ...syntactic.map((finding) => ({ finding, severity: DiagnosticSeverity.Error })),
    ...semantic.map((finding) => ({ finding, severity: severityOf(finding) })),
    ...hints.map((finding) => ({ finding, severity: DiagnosticSeverity.Hint })),
  ]
    .filter(({ finding }) => !isDropped(finding, place))
    .map(({ finding, severity }) => diagnosticOf(target, finding, severity));
}

function severityOf({ code }: ts.Diagnostic): DiagnosticSeverity {
  // Codes below 2000 are of the grammar, also where the binder finds them.
  const isGrammar = code < 2000 && !harmlessCodes.has(code);
  return isGrammar || certainCodes.has(code) ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
}

function isDropped({ code, start }: ts.Diagnostic, place: (start: number) => FindingPlace): boolean {
  const dropped = droppedCodes.get(code);
  if (!dropped) return false;
  return dropped.when?.(place(start ?? 0)) ?? true;
}

function placesIn(
  { program, fileName }: Target,
  file: ts.SourceFile,
  checker: ts.TypeChecker,
): (start: number) => FindingPlace {
  let undeclared: ReadonlySet<string> | undefined;
  return (start) => ({
    node: nodeAt(file, start),
    checker,
    isHook: program.isHook(fileName),
    mayBeDeclared: (name) =>
      !program.facts.areHooksKnown ||
      (undeclared ??= undeclaredNames(file)).has(name) ||
      program.undeclaredInHooks.has(name),
    areLibrariesKnown: program.facts.libraries !== null,
    isProvided: (name) => program.parts.globals.has(name),
    isDeclaration: (declared) => program.isDeclaration(declared.fileName),
    isLibrary: (declared) => program.isLibrary(declared.fileName),
  });
}

/** The innermost node that begins where a finding does; of those of one beginning the smallest. */
function nodeAt(file: ts.SourceFile, start: number): ts.Node {
  let node: ts.Node = file;
  for (;;) {
    const inner: ts.Node | undefined = node
      .getChildren(file)
      .find((child) => child.getStart(file) <= start && start < child.end);
    if (!inner) return node;
    node = inner;
  }
}

function diagnosticOf(
  { document }: Target,
  finding: ts.Diagnostic,
  severity: DiagnosticSeverity,
): Diagnostic {
  const span = { start: finding.start ?? 0, length: finding.length ?? 0 };
  const reword = rewordedCodes.get(finding.code);
  const name = document.getText().slice(span.start, span.start + span.length);
  const tags = [
    ...(finding.reportsUnnecessary ? [DiagnosticTag.Unnecessary] : []),
    ...(finding.reportsDeprecated ? [DiagnosticTag.Deprecated] : []),
  ];
  return {
    range: rangeOf(document, span),
    severity,
    source: diagnosticSource,
    code: finding.code,
    message: reword?.(name) ?? ts.flattenDiagnosticMessageText(finding.messageText, '\n'),
    ...(tags.length > 0 ? { tags } : {}),
  };
}
