import { diffArrays } from 'diff';

/** Milliseconds; what takes longer counts as all new. */
const longestComparison = 300;

/** A line and what ends it: `\n`, `\r\n`, `\r`, or nothing for the last one. */
interface Line {
  readonly text: string;
  readonly end: string;
}

/**
 * Gives lines of an edited text back the ends they had. VS Code makes the ends of all lines of a document the same, so
 * a text whose ends are mixed would come back changed in lines that nobody touched.
 *
 * Lines that a comparison with `base` shows unchanged get their own end back, new ones the end that most lines of
 * `base` have. A `base` whose ends are all alike leaves `edited` as it is: there VS Code keeps them, and other ends
 * are what the person chose.
 * @param base what the edit started from
 * @param edited with uniform ends, as VS Code writes it
 */
export function restoreLineEnds(base: string, edited: string): string {
  const before = linesOf(base);
  const most = mostCommonEnd(before);
  if (most === undefined) return edited;
  const after = linesOf(edited);
  const restored: Line[] = [];
  let at = 0;
  let inBase = 0;
  // Texts with nothing in common would take seconds, while the person waits for the save.
  const changes = diffArrays(
    before.map(({ text }) => text),
    after.map(({ text }) => text),
    { timeout: longestComparison },
  ) ?? [{ added: true, removed: false, count: after.length }];
  for (const { added, removed, count } of changes) {
    if (removed) {
      inBase += count;
      continue;
    }
    for (let index = 0; index < count; index++, at++) {
      const line = after[at];
      if (!line) break;
      const own = added ? undefined : before[inBase + index]?.end;
      // The last line has no end; a line that was last and is no longer needs one.
      const end = line.end === '' ? '' : own || most;
      // An empty line after a lone `\r` must not turn the two ends into one.
      const merges = end === '\n' && line.text === '' && restored.at(-1)?.end === '\r';
      restored.push({ text: line.text, end: merges ? '\r\n' : end });
    }
    if (!added) inBase += count;
  }
  return restored.map(({ text, end }) => text + end).join('');
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ text: text.slice(start, match.index), end: match[0] });
    start = match.index + match[0].length;
  }
  lines.push({ text: text.slice(start), end: '' });
  return lines;
}

/** The most common end, `undefined` when all ends are alike or there is none. */
function mostCommonEnd(lines: readonly Line[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { end } of lines) if (end) counts.set(end, (counts.get(end) ?? 0) + 1);
  if (counts.size < 2) return undefined;
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}
