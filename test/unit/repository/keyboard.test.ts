import assert from 'node:assert/strict';
import { keyboardButtons } from '../../../src/repository/format/keyboard';

const titlesIn = (keyboard: string) =>
  keyboardButtons(keyboard).map((row) =>
    row.map(({ title, start }) => {
      assert.equal(keyboard.slice(start, start + title.length), title);
      return title;
    }),
  );

describe('keyboard of a command', () => {
  it('ends a button at a comma and a row at a written or a real line break', () => {
    assert.deepEqual(titlesIn('Yes, No,\\nCancel'), [['Yes', 'No'], ['Cancel']]);
    assert.deepEqual(titlesIn('Yes, No\r\nCancel\n'), [['Yes', 'No'], ['Cancel']]);
    assert.deepEqual(titlesIn('Contact, Reach out \\n Support'), [['Contact', 'Reach out'], ['Support']]);
  });

  it('has no rows without buttons', () => {
    assert.deepEqual(titlesIn(''), []);
    assert.deepEqual(titlesIn(' ,\\n, '), []);
  });

  it('has a place for each title that is still missing, where somebody types one', () => {
    assert.deepEqual(keyboardButtons('Yes, ', true), [
      [
        { title: 'Yes', start: 0 },
        { title: '', start: 5 },
      ],
    ]);
  });
});
