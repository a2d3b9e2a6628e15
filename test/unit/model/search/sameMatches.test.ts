import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { TextPart } from '../../../../src/model/search/commandTexts';
import { type FoundMatch, placed } from '../../../../src/model/search/found';
import { matchAll } from '../../../../src/model/search/matcher';
import { Replacement } from '../../../../src/model/search/replacement';
import { type MatchesInTexts, sameMatches } from '../../../../src/model/search/sameMatches';
import type { TextEdits } from '../../../../src/model/search/textEdits';

function find(texts: Readonly<Record<string, string>>, typed: string, isRegex = false): MatchesInTexts {
  const parts = Object.entries(texts) as [TextPart, string][];
  const query = { text: typed, isRegex, matchCase: true, wholeWord: false };
  const inTexts = matchAll({ query, texts: parts.map(([, text]) => text), most: 1000 });
  return {
    texts: new Map(parts),
    matches: parts.flatMap(([part, text], index) => placed(part, text, inTexts[index] ?? [])),
  };
}
/** Where matches are that were at these places of a former text. */
function where(before: string, at: readonly number[], after: string, typed = 'hi', isRegex = false) {
  const former = find({ code: before }, typed, isRegex);
  const matches = at.map((index) => former.matches[index]!);
  const now = sameMatches({ ...former, matches }, find({ code: after }, typed, isRegex));
  return now.map(({ from }) => `${from.line}:${from.character}`);
}

describe('search: matches that were there before', () => {
  it('are those in lines that are the same, wherever these went', () => {
    assert.deepEqual(where('hi();\nhi();\n', [1], 'bye();\nhi();\n'), ['1:0']);
    assert.deepEqual(where('hi();\nhi();\n', [0], 'new\nhi();\nhi();\n'), ['1:0']);
    assert.deepEqual(where('a\nhi hi\n', [1], 'hi hi\na\nhi hi\n'), ['2:3']);
    assert.deepEqual(where('hi\nhi', [0], 'bye\nbye'), []);
    assert.deepEqual(where('hi hi', [1], 'x hi'), [], 'what became of a line is not known');
  });

  it('do not depend on what ends the lines', () => {
    assert.deepEqual(where('a\r\nhi();\r\nhi();\r\n', [1], 'a\nhi();\nhi();\n'), ['2:0']);
    assert.deepEqual(where('x\r\na\r\nb', [0], 'new\nx\na\nb', 'a\\nb', true), ['2:0']);
    assert.deepEqual(where('x\na\nb', [0], 'x\na\nc\nb', 'a\\n', true), ['1:0']);
    assert.deepEqual(where('x\na\nb', [0], 'x\na\nc\nb', 'a\\nb', true), []);
  });

  it('are in an alias that has another place now', () => {
    const former = find({ 'alias 0': 'x', 'alias 1': 'hi', 'alias 2': 'hi you', answer: 'hi' }, 'hi');
    const now = find({ 'alias 0': 'hi', 'alias 1': 'hi you' }, 'hi');
    const same = sameMatches(former, now);
    assert.deepEqual(
      same.map(({ part }) => part),
      ['alias 0', 'alias 1'],
    );
  });

  it('are known exactly after a replacement', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n', ' '), { maxLength: 30 }).map((all) => all.join(''));
    const fate = fc.constantFrom('left', 'replaced', 'dismissed');
    const fates = fc.array(fate, { minLength: 30, maxLength: 30 });
    const by = fc.constantFrom('', 'b', 'aa', 'x\na', 'ba');
    fc.assert(
      fc.property(text, by, fates, (before, put, fateAt) => {
        const former = find({ code: before }, 'a');
        const kinds = new Map<FoundMatch, string>();
        for (const match of former.matches) kinds.set(match, fateAt[match.start] ?? 'left');
        const of = (kind: string) => former.matches.filter((match) => kinds.get(match) === kind);
        const edits = new Replacement(put, false).edits(before, of('replaced'));
        // The oracle: a sign before each match that was dismissed goes along.
        const expected: number[] = [];
        let after = '';
        for (let at = 0; at < before.length; at++) {
          const match = former.matches.find(({ start }) => start === at);
          const kind = match && kinds.get(match);
          if (kind === 'dismissed') expected.push(after.length);
          after += kind === 'replaced' ? put : before.charAt(at);
        }
        const now = find({ code: after }, 'a');
        const known: TextEdits = new Map([['code', edits]]);
        const same = sameMatches({ ...former, matches: of('dismissed') }, now, known);
        assert.deepEqual(
          same.map(({ start }) => start),
          expected,
        );
      }),
    );
  });

  it('are looked for line by line when something else was done than was meant', () => {
    const former = find({ code: 'hi\nhi' }, 'hi');
    const [first, second] = former.matches;
    assert.ok(first && second);
    const edits: TextEdits = new Map([['code', new Replacement('x', false).edits('hi\nhi', [first])]]);
    const now = find({ code: 'theirs\nx\nhi' }, 'hi');
    const [same] = sameMatches({ ...former, matches: [second] }, now, edits);
    assert.equal(same?.from.line, 2);
  });
});
