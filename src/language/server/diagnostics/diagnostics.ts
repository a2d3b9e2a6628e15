import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import type { Target } from '../botProgram';
import type { Finding } from '../rules/finding';
import { asChosen, type RuleChoice } from '../rules/ruleChoice';
import { lookedThrough } from './lookedThrough';

/** The source that is shown beside a finding. */
export const diagnosticSource = 'bjs';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/**
 * What is found in a document, as an editor wants it.
 * @param choice which rules a person wants to hear, and how
 * @param onFailure is told why it could not be looked through
 */
export function diagnosticsOf(
  target: Target,
  choice: RuleChoice = {},
  onFailure: (error: unknown) => void = raise,
): Diagnostic[] {
  return asChosen(lookedThrough(target, onFailure), choice).map((finding) =>
    diagnosticOf(target.document, finding),
  );
}

export function diagnosticOf(document: TextDocument, finding: Finding): Diagnostic {
  const { rule, severity, start, end, message, tag } = finding;
  return {
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    severity: severities[severity],
    source: diagnosticSource,
    code: rule,
    message,
    ...(tag ? { tags: [tags[tag]] } : {}),
  };
}

function raise(error: unknown): never {
  throw error;
}
