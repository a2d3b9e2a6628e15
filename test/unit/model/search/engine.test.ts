import assert from 'node:assert/strict';

import fc from 'fast-check';

import { lineEndOf, LineCounter, matchesIn, type TextMatch } from '../../../../src/model/search/matches';
import { BadExpressionError, expressionOf, type SearchQuery } from '../../../../src/model/search/query';
import { Replacement } from '../../../../src/model/search/replacement';

const plain: Omit<SearchQuery, 'text'> = { isRegex: false, matchCase: false, wholeWord: false };
const regex = { ...plain, isRegex: true };

function find(text: string, query: SearchQuery, most = 1000): TextMatch[] {
  return matchesIn(text, expressionOf(query), most);
}
const found = (text: string, query: SearchQuery) =>
  find(text, query).map(({ start, end }) => text.slice(start, end));
function replaced(text: string, query: SearchQuery, replacement: string): string {
  return new Replacement(replacement, query.isRegex).in(text, find(text, query));
}

describe('search: what is found', () => {
  it('is text as it was typed, whatever it means in an expression', () => {
    const text = 'a.b a+b (a) [a] {a} a|b a\\b ^a$ a/b a?b a*b a-b';
    for (const typed of text.split(' ')) assert.deepEqual(found(text, { ...plain, text: typed }), [typed]);
  });

  it('heeds case and whole words when asked to, also those that are not English', () => {
    const text = 'Menu menu submenu menü меню подменю menu2';
    assert.equal(found(text, { ...plain, text: 'menu' }).length, 4);
    assert.equal(found(text, { ...plain, text: 'menu', matchCase: true }).length, 3);
    assert.deepEqual(
      find(text, { ...plain, text: 'menu', wholeWord: true }).map(({ start }) => start),
      [0, 5],
    );
    assert.equal(found(text, { ...plain, text: 'МЕНЮ' }).length, 2);
    assert.equal(found(text, { ...plain, text: 'меню', wholeWord: true }).length, 1);
    assert.equal(found('/menu /menus', { ...plain, text: '/menu', wholeWord: true }).length, 1);
    assert.deepEqual(found('ab a b', { ...regex, text: 'a|b', wholeWord: true }), ['a', 'b']);
  });

  it('goes over lines, whatever ends them', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `one${end}two${end}${end}three`;
      assert.deepEqual(found(text, { ...regex, text: 'one\\ntwo' }), [`one${end}two`]);
      assert.deepEqual(found(text, { ...regex, text: 'o$' }), ['o']);
      assert.deepEqual(
        find(text, { ...regex, text: '^' }).map(({ start }) => start),
        [0, 3 + end.length, 6 + 2 * end.length, 6 + 3 * end.length],
      );
      assert.equal(replaced(text, { ...regex, text: '$' }, ';'), `one;${end}two;${end};${end}three;`);
      assert.equal(replaced(text, { ...regex, text: 'o(\\n)t' }, '[$1]\\n'), `one${end}two${end}${end}three`);
      assert.equal(replaced(text, { ...regex, text: 'e(\\n)t' }, '$1'), `on${end}wo${end}${end}three`);
    }
  });

  it('counts an emoji as one character and never cuts it', () => {
    assert.deepEqual(found('🍕a', { ...regex, text: '.' }), ['🍕', 'a']);
    assert.equal(replaced('🍕', { ...regex, text: 'x*' }, '-'), '-🍕-');
  });

  it('ends after as many as are wanted', () => {
    assert.equal(find('a'.repeat(50), { ...plain, text: 'a' }, 7).length, 7);
  });

  it('is nothing when the expression is wrong, which is said in its own terms', () => {
    for (const [text, detail] of [
      ['(', /group/i],
      ['a{', /quantifier/i],
      ['[z-a]', /range/i],
      ['a)|(b', /unmatched/i],
    ] as const) {
      for (const wholeWord of [false, true]) {
        assert.throws(
          () => expressionOf({ ...regex, wholeWord, text }),
          (error) =>
            error instanceof BadExpressionError && detail.test(error.detail) && !error.detail.includes('\\p'),
        );
      }
    }
  });

  it('stands where editors say', () => {
    const text = 'one\r\ntwo\rthree\n\nfour';
    const lines = new LineCounter(text);
    for (const [word, line] of [
      ['one', 0],
      ['two', 1],
      ['three', 2],
      ['four', 4],
    ] as const) {
      assert.deepEqual(lines.positionOf(text.indexOf(word) + 1), { line, character: 1 });
      assert.equal(lines.line(line), word);
    }
    assert.deepEqual(lines.positionOf(2), { line: 0, character: 2 });
    assert.deepEqual(lines.positionOf(text.length), { line: 4, character: 4 });
  });
});

describe('search: what it is replaced with', () => {
  it('is taken as it is when text was looked for', () => {
    assert.equal(replaced('a', { ...plain, text: 'a' }, '$&\\n$1$$\\u'), '$&\\n$1$$\\u');
  });

  it('means in an expression what it means in VS Code', () => {
    const swap = { ...regex, text: '(\\w+) (\\w+)( x)?' };
    for (const [replacement, wanted] of [
      ['$2 $1', 'menu main'],
      ['$0!', 'main menu!'],
      ['$&$$1', 'main menu$1'],
      ['$3|$4|$12', '|$4|main2'],
      ['\\u$1 \\U$2', 'Main MENU'],
      ['\\u\\l\\U$1', 'MaIN'],
      ['\\L\\u$1', 'main'],
      ['\\\\n\\t\\n\\q', '\\n\t\n\\q'],
      ['$', '$'],
      ['', ''],
    ] as const) {
      assert.equal(replaced('main menu', swap, replacement), wanted, replacement);
    }
  });

  it('gets the line ends of the text', () => {
    assert.equal(replaced('a\r\nb\r\nc', { ...regex, text: 'b' }, 'x\\ny'), 'a\r\nx\r\ny\r\nc');
    assert.equal(lineEndOf('a\nb\r\nc\r\n'), '\r\n');
    assert.equal(lineEndOf(''), '\n');
  });
});

describe('search: as a whole', () => {
  const texts = fc.string({
    unit: fc.constantFrom('a', 'b', 'A', '\n', '\r\n', '\r', '🍕', ' ', '$', '.'),
    maxLength: 40,
  });
  const needles = fc.string({ unit: fc.constantFrom('a', 'b', '🍕', '$', '.'), minLength: 1, maxLength: 3 });

  it('finds and replaces text as JavaScript itself does', () => {
    fc.assert(
      fc.property(texts, needles, needles, (text, needle, other) => {
        const query = { ...plain, matchCase: true, text: needle };
        assert.equal(
          replaced(text, query, other),
          text.replaceAll(needle, () => other),
        );
        for (const { start, end } of find(text, query)) assert.equal(text.slice(start, end), needle);
      }),
    );
  });

  it('leaves a text as it is when each match is replaced with itself', () => {
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('a+', '^', '$', 'a|b', '(a)(b)?', '\\s', '.', 'a\\b'),
        (text, expression) => {
          assert.equal(
            replaced(text.replace(/\r\n|\r/g, '\n'), { ...regex, text: expression }, '$&'),
            text.replace(/\r\n|\r/g, '\n'),
          );
        },
      ),
    );
  });

  it('names lines and characters that lead back to the offset', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const counter = new LineCounter(text);
        const lines = text.split(/\r\n|\r|\n/);
        for (const { start } of find(text, { ...plain, text: 'a' })) {
          const { line, character } = counter.positionOf(start);
          assert.equal(counter.line(line), lines[line]);
          assert.equal(lines[line]?.charAt(character).toLowerCase(), 'a');
        }
      }),
    );
  });
});
