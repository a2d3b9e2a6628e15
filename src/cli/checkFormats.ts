import path from 'node:path';

import type { CheckRow } from '../language/server/check/checkRows';
import type { RuleChoice } from '../language/server/rules/ruleChoice';

/** Looks through the files of a bot folder, by path inside the bot. */
export type CheckFolder = (files: ReadonlyMap<string, Uint8Array>, choice: RuleChoice) => readonly CheckRow[];

/** Of which folder rows are, as it was called, and how many files were looked at. */
export interface CheckedFolder {
  readonly folder: string;
  readonly files: number;
}

/** What is found, for people and for GitHub. */
export const checkFormats = { text: inText, github: inGithub } as const;

export function hasErrors(rows: readonly CheckRow[]): boolean {
  return rows.some(({ severity }) => severity === 'error');
}

function inText(rows: readonly CheckRow[], { files }: CheckedFolder): string {
  const lines = rows.map(({ file, line, column, severity, rule, message }) =>
    `${file}:${line}:${column}: ${severity}: ${message} (${rule})`.replace(/[\r\n\u2028\u2029]+/g, ' '),
  );
  return [...lines, summary(rows, files), ''].join('\n');
}

function summary(rows: readonly CheckRow[], files: number): string {
  const count = (severity: CheckRow['severity']) => rows.filter((row) => row.severity === severity).length;
  const found = new Set(rows.map(({ file }) => file)).size;
  return `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}, ${count('information')} informational in ${found} of ${plural(files, 'file')}.`;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

const levels = { error: 'error', warning: 'warning', information: 'notice' } as const;

/**
 * Annotations of a pull request. Source: GitHub, workflow commands: paths count from the root of the repository, which is
 * where a step runs; `%`, line breaks, and in properties also `:` and `,` are escaped.
 */
function inGithub(rows: readonly CheckRow[], { folder, files }: CheckedFolder): string {
  const lines = rows.map(({ file, line, column, endLine, endColumn, severity, rule, message }) => {
    const properties = {
      file: path.join(folder, file).split(path.sep).join('/'),
      line,
      col: column,
      endLine,
      endColumn,
      title: rule,
    };
    const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
    return `::${levels[severity]} ${written.join(',')}::${escaped(message)}`;
  });
  return [...lines, summary(rows, files), ''].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
