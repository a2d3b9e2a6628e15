import assert from 'node:assert/strict';

import fc from 'fast-check';

import { showAnswer, type TextPiece } from '../../../../src/model/command/telegramMarkdown';

const pieces = (answer: string): readonly TextPiece[] => {
  const shown = showAnswer(answer);
  assert.ok(shown.kind === 'shown', answer);
  return shown.pieces;
};
/** As a person would describe it: `bold:Tea plain: and`. */
const described = (answer: string): string[] =>
  pieces(answer).map(({ text, style, url, isProperty }) =>
    [isProperty ? 'property' : style, url, text].filter((part) => part !== undefined).join(':'),
  );

describe('model: an answer as Telegram shows it', () => {
  for (const [answer, ...shown] of [
    [''],
    ['Hello', 'plain:Hello'],
    ['*Tea* and _cake_', 'bold:Tea', 'plain: and ', 'italic:cake'],
    ['`2 * 3_4`', 'code:2 * 3_4'],
    ['```\nlet a\n```', 'pre:let a\n'],
    ['```js\nlet a_b```!', 'pre:let a_b', 'plain:!'],
    ['[Shop](https://tea.example/a?b=1)!', 'link:https://tea.example/a?b=1:Shop', 'plain:!'],
    ['[tea.example]', 'link:tea.example:tea.example'],
    ['[You](tg://user?id=7)', 'link:tg://user?id=7:You'],
    // No address, no link.
    ['[Shop](nowhere)', 'plain:Shop'],
    ['[Shop](https://tea.example', 'link:https://tea.example:Shop'],
    // A mark behind a backslash is a character; inside of another mark the backslash is one too.
    ['5 \\* 3 \\_ \\` \\[ \\]', 'plain:5 * 3 _ ` [ \\]'],
    ['*a\\_b*', 'bold:a\\_b'],
    // Nothing in each other: the second kind of mark is a character.
    ['*a _b_ c*', 'bold:a _b_ c'],
    ['**', ...[]],
    ['One\\nTwo', 'plain:One\nTwo'],
    ['Hi <first_name>!', 'plain:Hi ', 'property:first_name', 'plain:!'],
    ['*<user*s>*', 'property:user*s'],
    ['3 < 4 and 5 > 4', 'plain:3 < 4 and 5 > 4'],
    ['🫖 *🍵*', 'plain:🫖 ', 'bold:🍵'],
  ] as const) {
    it(`shows ${JSON.stringify(answer)}`, () => {
      assert.deepEqual(described(answer), shown);
    });
  }

  for (const [answer, mark, line, follows] of [
    ['*Tea', '*', 1, 'Tea'],
    ['one\nsnake_case', '_', 2, 'case'],
    ['one\\ntwo _', '_', 1, ''],
    ['`code', '`', 1, 'code'],
    ['```pre``', '```', 1, 'pre``'],
    ['a [b\nc', '[', 1, 'b'],
    [`*${'🫖'.repeat(30)}`, '*', 1, '🫖'.repeat(20)],
  ] as const) {
    it(`says what is never closed in ${JSON.stringify(answer.slice(0, 20))}`, () => {
      assert.deepEqual(showAnswer(answer), { kind: 'refused', mark, line, follows });
    });
  }

  it('shows a text without marks as it is, whatever it is', () => {
    const marks = /[*_`[\\<]/;
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !marks.test(text)),
        (text) =>
          assert.equal(
            pieces(text)
              .map((piece) => piece.text)
              .join(''),
            text,
          ),
      ),
    );
  });

  it('comes to an end with everything', () => {
    const tricky = fc.string({
      unit: fc.constantFrom('*', '_', '`', '[', ']', '(', ')', '\\', 'n', '<', '>', 'a', '\n'),
    });
    fc.assert(
      fc.property(tricky, (text) => {
        const shown = showAnswer(text);
        if (shown.kind === 'shown') assert.ok(shown.pieces.every((piece) => piece.text !== ''));
      }),
      { numRuns: 500 },
    );
  });
});
