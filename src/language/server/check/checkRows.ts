import * as l10n from '@vscode/l10n';

import { decodeText } from '../../../repository/format/decodeText';
import type { ProgramParts } from '../programParts';
import { asChosen, type RuleChoice } from '../rules/ruleChoice';
import type { RuleId } from '../rules/ruleIds';
import { checkFolder } from './checkFolder';

/** One finding as programs read it. Lines and columns count from 1; the end is behind the last character. */
export interface CheckRow {
  /** Path inside the bot, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning' | 'information';
  /** Stays what it is for good. */
  readonly rule: RuleId;
  readonly message: string;
}

/**
 * What is found in a bot folder, in the order of files and code. What the editor only hints at is not in it.
 * @param files by path inside the bot, with `/`
 * @param choice which rules somebody wants to hear, and how
 */
export function checkRows(
  parts: ProgramParts,
  files: ReadonlyMap<string, Uint8Array>,
  choice: RuleChoice = {},
): CheckRow[] {
  const rows: CheckRow[] = [...files].flatMap(([file, bytes]) =>
    decodeText(bytes) === undefined ? [ofWhole(file, l10n.t('This is no text in UTF-8.'))] : [],
  );
  for (const { document, findings } of checkFolder(parts, files)) {
    for (const { severity, start, end, rule, message } of asChosen(findings, choice)) {
      if (severity === 'hint') continue;
      const [from, to] = [document.positionAt(start), document.positionAt(end)];
      rows.push({
        file: document.uri,
        line: from.line + 1,
        column: from.character + 1,
        endLine: to.line + 1,
        endColumn: to.character + 1,
        severity,
        rule,
        message,
      });
    }
  }
  return rows;
}

function ofWhole(file: string, message: string): CheckRow {
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { file, ...place, severity: 'error', rule: 'syntax', message };
}
