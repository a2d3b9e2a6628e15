import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { diagnosticOf } from '../diagnostics/diagnostics';
import { lookedThrough } from '../diagnostics/lookedThrough';
import { asChosen, type RuleChoice } from '../rules/ruleChoice';

/** Ways to mend what is found where a person stands. What has one way to be mended has that as the preferred one. */
export function codeActionsAt(
  target: Target,
  { range, context: { only } }: CodeActionParams,
  choice: RuleChoice,
  onFailure: (error: unknown) => void,
): CodeAction[] {
  if (only && !only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
  const { document } = target;
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  return asChosen(lookedThrough(target, onFailure), choice)
    .filter(({ start, end }) => start <= to && from <= end)
    .flatMap((finding) => {
      const fixes = finding.fixes ?? [];
      return fixes.map(({ title, changes }) => ({
        title,
        kind: CodeActionKind.QuickFix,
        isPreferred: fixes.length === 1,
        diagnostics: [diagnosticOf(document, finding)],
        edit: {
          changes: {
            [document.uri]: changes.map(({ start, end, text }) => ({
              range: { start: document.positionAt(start), end: document.positionAt(end) },
              newText: text,
            })),
          },
        },
      }));
    });
}
