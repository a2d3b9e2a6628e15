import assert from 'node:assert/strict';

import fc from 'fast-check';

import { restoreLineEnds } from '../../../src/files/lineEnds';

const ends = ['\n', '\r\n', '\r'] as const;

/** What VS Code does to a text on loading: every line end becomes the same. */
const uniform = (text: string, end: string) => text.replace(/\r\n|\r|\n/g, end);

const lineText = fc.oneof(
  fc.constantFrom('', 'a', '}', 'return;'),
  fc.string().map((text) => text.replace(/[\r\n]/g, '')),
);
const line = fc.record({ text: lineText, end: fc.constantFrom(...ends) });

describe('Line ends of an edited text', () => {
  it('come back as they were when nothing was edited', () => {
    fc.assert(
      fc.property(fc.array(line), lineText, fc.constantFrom('\n', '\r\n'), (lines, last, end) => {
        const base = lines.map(({ text, end: own }) => text + own).join('') + last;
        const kinds = new Set(base.match(/\r\n|\r|\n/g) ?? []);
        // A text with ends of one kind is not touched: VS Code loads and writes it as it is.
        fc.pre(kinds.size > 1);
        assert.equal(restoreLineEnds(base, uniform(base, end)), base);
      }),
    );
  });

  it('change in edited lines only: all other bytes stay', () => {
    // Distinct texts, so that "the same line" means one thing only; not empty, so that no two ends become one.
    const distinct = fc.uniqueArray(
      line.filter(({ text }) => text !== ''),
      { selector: ({ text }) => text, minLength: 2, maxLength: 40 },
    );
    fc.assert(
      fc.property(
        distinct,
        fc.array(fc.nat(), { maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        (lines, picks, end) => {
          const base = lines.map(({ text, end: own }) => text + own).join('');
          fc.pre(new Set(base.match(/\r\n|\r|\n/g) ?? []).size > 1);
          const edited = new Map(picks.map((pick) => [pick % lines.length, `edited ${pick} ✎`]));
          const typed = lines.map(({ text }, index) => (edited.get(index) ?? text) + end).join('');
          const result = restoreLineEnds(base, typed);
          let rest = result;
          for (const [index, { text, end: own }] of lines.entries()) {
            const expected = edited.get(index) ?? text;
            assert.ok(rest.startsWith(expected), `line ${index} starts with its text`);
            rest = rest.slice(expected.length);
            const found = /^(\r\n|\r|\n)/.exec(rest)?.[0] ?? '';
            if (!edited.has(index)) assert.ok(rest.startsWith(own), `line ${index} has its end`);
            rest = rest.slice(edited.has(index) ? found.length : own.length);
          }
          assert.equal(rest, '');
        },
      ),
    );
  });

  it('of new lines are those of the majority', () => {
    assert.equal(restoreLineEnds('a\r\nb\r\nc\nd', 'a\nb\nnew\nc\nd'), 'a\r\nb\r\nnew\r\nc\nd');
  });

  it('stay what the person chose when they were all alike', () => {
    assert.equal(restoreLineEnds('a\nb\n', 'a\r\nb\r\n'), 'a\r\nb\r\n');
  });

  it('never make one of two lines', () => {
    assert.equal(restoreLineEnds('a\rb\nc\n', 'a\n\nb\nc\n'), 'a\r\r\nb\nc\n');
  });

  it('are added where a last line is no longer the last', () => {
    assert.equal(restoreLineEnds('a\r\nb\r\nc\nlast', 'a\nb\nc\nlast\nnew'), 'a\r\nb\r\nc\nlast\r\nnew');
  });
});
