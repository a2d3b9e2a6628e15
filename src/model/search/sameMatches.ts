import { diffArrays } from 'diff';

import { type CommandTexts, isAlias, type TextPart } from './commandTexts';
import type { FoundMatch } from './found';
import { edited, type TextEdit, type TextEdits } from './textEdits';

/** How long texts may be compared, in milliseconds; what is not known by then counts as other. */
const timeout = 300;

/** Matches in a command, and the texts that they are in. */
export interface MatchesInTexts {
  readonly texts: CommandTexts;
  readonly matches: readonly FoundMatch[];
}

/**
 * Those matches that were in a former state of the texts already: where lines are the same, or, when it is known how the
 * texts became others, wherever they went to.
 * @param former some of the matches then
 * @param now all matches now
 * @param edits what may have been done in between
 */
export function sameMatches(
  former: MatchesInTexts,
  now: MatchesInTexts,
  edits: TextEdits = new Map(),
): readonly FoundMatch[] {
  const same = new Set<FoundMatch>();
  for (const part of new Set(former.matches.map((match) => match.part))) {
    const partNow = placeOf(part, former.texts, now.texts);
    const [before, after] = [former.texts.get(part) ?? '', now.texts.get(partNow) ?? ''];
    const there = now.matches.filter((match) => match.part === partNow);
    const isSame = comparison(before, after, edits.get(part));
    for (const match of former.matches) {
      if (match.part !== part) continue;
      const found = there.find((each) => each.groups[0] === match.groups[0] && isSame(match, each));
      if (found) same.add(found);
    }
  }
  return [...same];
}

/** Aliases are named by their places, which become others when one goes. */
function placeOf(part: TextPart, former: CommandTexts, now: CommandTexts): TextPart {
  const text = former.get(part);
  if (!isAlias(part) || now.get(part) === text) return part;
  const moved = [...now].find(([each, other]) => isAlias(each) && other === text);
  return moved?.[0] ?? part;
}

type Comparison = (before: FoundMatch, after: FoundMatch) => boolean;

function comparison(before: string, after: string, edits: readonly TextEdit[] | undefined): Comparison {
  if (before === after) return (one, other) => one.start === other.start;
  if (edits && edited(before, edits) === after) {
    return (one, other) => startAfter(one, edits) === other.start;
  }
  const lines = linesAfter(before, after);
  return (one, other) => {
    if (one.from.character !== other.from.character) return false;
    // One that ends where a line begins has nothing of that line.
    const last = one.to.character === 0 ? one.to.line - 1 : one.to.line;
    for (let line = one.from.line; line <= Math.max(last, one.from.line); line++) {
      if (lines.get(line) !== other.from.line + line - one.from.line) return false;
    }
    return true;
  };
}

/** Where a match begins after edits; `undefined` when it is among what they replace. */
function startAfter({ start, end }: FoundMatch, edits: readonly TextEdit[]): number | undefined {
  let moved = 0;
  for (const edit of edits) {
    if (edit.start >= end) break;
    if (edit.end > start) return undefined;
    moved += edit.text.length - (edit.end - edit.start);
  }
  return start + moved;
}

/**
 * Which line of a text each line of another is, as far as they are the same. Of lines that are alike those go together
 * that have the same lines before them, or after them, up to the end of the text.
 */
function linesAfter(before: string, after: string): ReadonlyMap<number, number> {
  const [one, other] = [linesOf(before), linesOf(after)];
  const most = Math.min(one.length, other.length);
  let head = 0;
  while (head < most && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < most - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  const lines = new Map<number, number>();
  const keep = (from: number, to: number, count: number) => {
    for (let index = 0; index < count; index++) lines.set(from + index, to + index);
  };
  keep(0, 0, head);
  keep(one.length - tail, other.length - tail, tail);
  const middle = (all: string[]) => all.slice(head, all.length - tail);
  let [from, to] = [head, head];
  for (const { added, removed, count } of diffArrays(middle(one), middle(other), { timeout }) ?? []) {
    if (!added && !removed) keep(from, to, count);
    if (!added) from += count;
    if (!removed) to += count;
  }
  return lines;
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}
