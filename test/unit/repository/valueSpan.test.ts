import assert from 'node:assert/strict';

import { parseCommandFile } from '../../../src/repository/format/parseCommandFile';
import { valueSpan } from '../../../src/repository/format/valueSpan';

/** What stands in the text where the value of the keyboard is said to be. */
function keyboardIn(text: string): string | undefined {
  const span = valueSpan(parseCommandFile(text), 'keyboard');
  return span && text.slice(span.start, span.end);
}

describe('place of a value in the text of a command', () => {
  it('of a line is what stands behind the colon', () => {
    const text = '\n/*CMD\n  command: /a\n  stray\n  keyboard: A, B,\\nC\n  aliases: x\nCMD*/\n\ncode\n';
    assert.equal(keyboardIn(text), 'A, B,\\nC');
    assert.equal(keyboardIn(`\uFEFF${text.replaceAll('\n', '\r\n')}`), 'A, B,\\nC');
  });

  it('of a block are its lines, with their breaks as they are', () => {
    const text = '/*CMD\r\n  answer: a\r\n\r\n  <<KEYBOARD\r\nA, B\r\nC\r\n  KEYBOARD\r\nCMD*/\r\n\r\ncode';
    assert.equal(keyboardIn(text), 'A, B\r\nC');
    assert.equal(keyboardIn('/*CMD\n\n  <<KEYBOARD\n\n  KEYBOARD\nCMD*/\n\n'), '');
  });

  it('is that of the line that counts, and nowhere without a key or a header', () => {
    assert.equal(keyboardIn('/*CMD\n  keyboard: A\n  keyboard: B\n  keyboard: \nCMD*/\n\n'), 'B');
    assert.equal(keyboardIn('/*CMD\n  command: /a\nCMD*/\n\n// keyboard: A'), undefined);
    assert.equal(keyboardIn('// keyboard: A'), undefined);
  });
});
