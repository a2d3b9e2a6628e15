import { lineEndOf, type TextMatch } from './matches';
import { edited, type TextEdit } from './textEdits';

/** `\u` and the like: what is done to the letters of the group that follows, one character after the other. */
type CaseChange = 'u' | 'U' | 'l' | 'L';

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly number: number; readonly changes: readonly CaseChange[] };

/**
 * What matches are replaced with. For a regular expression it means what it means in VS Code: `$1` to `$99` are groups, `$&`
 * and `$0` the whole match, `$$` a dollar; `\n`, `\t` and `\\` characters; `\u`, `\U`, `\l`, `\L` before a group change the
 * case of its first or all letters. Otherwise it is taken as it is.
 */
export class Replacement {
  readonly #parts: readonly Part[];

  constructor(text: string, isRegex: boolean) {
    this.#parts = isRegex ? parse(text) : [{ kind: 'text', text }];
  }

  /** What a match becomes; its line ends are `\n`. */
  of({ groups }: TextMatch): string {
    return this.#parts
      .map((part) => (part.kind === 'text' ? part.text : changed(groupOf(part.number, groups), part.changes)))
      .join('');
  }

  /**
   * What replaces the matches of a text; line ends that come in are those of the text.
   * @param matches in their order
   */
  edits(text: string, matches: readonly TextMatch[]): TextEdit[] {
    if (matches.length === 0) return [];
    const lineEnd = lineEndOf(text);
    return matches.map((match) => ({
      start: match.start,
      end: match.end,
      text: withLineEnds(this.of(match), lineEnd),
    }));
  }

  /** A text with its matches replaced. @param matches in their order */
  in(text: string, matches: readonly TextMatch[]): string {
    return edited(text, this.edits(text, matches));
  }
}

function withLineEnds(text: string, lineEnd: string): string {
  return lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd);
}

const characters: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };

function parse(text: string): Part[] {
  const parts: Part[] = [];
  let changes: CaseChange[] = [];
  const add = (literal: string) => {
    parts.push({ kind: 'text', text: literal });
    changes = [];
  };
  for (const [found] of text.matchAll(/\\[nt\\uUlL]|\$(?:[$&]|\d{1,2})|[\s\S]/g)) {
    const second = found.charAt(1);
    if (found.length === 1) add(found);
    else if (found.startsWith('$')) {
      if (second === '$') add('$');
      else {
        parts.push({ kind: 'group', number: second === '&' ? 0 : Number(found.slice(1)), changes });
        changes = [];
      }
    } else if (second in characters) add(characters[second] ?? '');
    else changes = [...changes, second as CaseChange];
  }
  return parts;
}

/** As VS Code reads it: `$12` is group 12, else group 1 and a `2`, else the text `$12`. */
function groupOf(number: number, groups: TextMatch['groups']): string {
  if (number < groups.length) return groups[number] ?? '';
  const first = Math.floor(number / 10);
  return first > 0 && first < groups.length ? `${groups[first] ?? ''}${number % 10}` : `$${number}`;
}

function changed(text: string, changes: readonly CaseChange[]): string {
  if (changes.length === 0) return text;
  const letters = Array.from(text);
  let at = 0;
  for (const change of changes) {
    if (at >= letters.length) break;
    switch (change) {
      case 'U':
        return [...letters.slice(0, at), ...letters.slice(at).map((letter) => letter.toUpperCase())].join('');
      case 'L':
        return [...letters.slice(0, at), ...letters.slice(at).map((letter) => letter.toLowerCase())].join('');
      case 'u':
        letters[at] = letters[at]?.toUpperCase() ?? '';
        break;
      case 'l':
        letters[at] = letters[at]?.toLowerCase() ?? '';
        break;
    }
    at++;
  }
  return letters.join('');
}
