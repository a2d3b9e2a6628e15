import { checkFolder } from '../../../../src/language/server/check/checkFolder';
import { ProgramParts } from '../../../../src/language/server/programParts';
import type { Finding } from '../../../../src/language/server/rules/finding';
import { loadDeclarations } from '../programs';
import type { CorpusBot, Expectation } from './corpus';

/** A finding with the place where it is. */
export interface Found extends Finding {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

let parts: ProgramParts | undefined;

/** What is found in files of a bot; hints are no findings. */
export async function foundIn(files: readonly { path: string; text: string }[]): Promise<Found[]> {
  parts ??= new ProgramParts(await loadDeclarations());
  const bytes = new Map(files.map(({ path, text }) => [path, new TextEncoder().encode(text)]));
  return [...checkFolder(parts, bytes)].flatMap(({ document, findings }) =>
    findings
      .filter(({ severity }) => severity !== 'hint')
      .map((finding) => ({
        ...finding,
        path: document.uri,
        line: document.positionAt(finding.start).line + 1,
        text: document.getText().slice(finding.start, finding.end),
      })),
  );
}

export interface Comparison {
  readonly missed: readonly string[];
  readonly undeserved: readonly (Found & { readonly bot: string })[];
  readonly met: number;
}

/** What should be found and what is, by the rules of the corpus. */
export function compare(bot: CorpusBot, found: readonly Found[]): Comparison {
  const missed: string[] = [];
  const undeserved = new Set(found);
  let met = 0;
  for (const [path, expectations] of Object.entries(bot.expected)) {
    for (const expectation of expectations) {
      const meeting = found.filter((finding) => finding.path === path && meets(finding, expectation));
      if (meeting.length === 0) missed.push(`${bot.name}/${path}:${expectation.line} ${expectation.rule}`);
      else met++;
      for (const finding of meeting) undeserved.delete(finding);
      // What follows from code that does not parse is not judged.
      if (expectation.rule !== 'syntax') continue;
      for (const finding of found) {
        if (finding.path === path && finding.line >= expectation.line) undeserved.delete(finding);
      }
    }
  }
  return { missed, undeserved: [...undeserved].map((finding) => ({ ...finding, bot: bot.name })), met };
}

function meets(finding: Found, { rule, severity, line, text }: Expectation): boolean {
  const touches = finding.text.includes(text) || text.includes(finding.text);
  return finding.rule === rule && finding.severity === severity && finding.line === line && touches;
}
