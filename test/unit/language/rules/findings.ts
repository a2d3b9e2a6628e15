import ts from 'typescript';

import { CommandIndex } from '../../../../src/language/server/commands/commandIndex';
import { type CommandString, commandStrings } from '../../../../src/language/server/commands/commandStrings';
import type { Finding } from '../../../../src/language/server/rules/finding';

export const parsed = (code: string) =>
  ts.createSourceFile('a.js', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);

export const stringsOf = (code: string): CommandString[] => commandStrings(parsed(code));

export const indexOf = (...names: string[]) => new CommandIndex(names.map((name) => ({ name, aliases: [] })));

/** Severity, what is marked, and what it says. */
export const told = (code: string, findings: readonly Finding[]) =>
  findings.map(({ severity, start, end, message }) => `${severity} ${code.slice(start, end)}: ${message}`);

/** The code with the first fix of every finding. */
export function mended(code: string, findings: readonly Finding[]): string {
  return findings
    .flatMap(({ fixes }) => fixes?.[0]?.changes ?? [])
    .sort((one, other) => other.start - one.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), code);
}
