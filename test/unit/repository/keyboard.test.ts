import assert from 'node:assert/strict';
import { keyboardRows } from '../../../src/repository/format/keyboard';

describe('keyboard of a command', () => {
  it('ends a button at a comma and a row at a written or a real line break', () => {
    assert.deepEqual(keyboardRows('Yes, No,\\nCancel'), [['Yes', 'No'], ['Cancel']]);
    assert.deepEqual(keyboardRows('Yes, No\r\nCancel\n'), [['Yes', 'No'], ['Cancel']]);
    assert.deepEqual(keyboardRows('Contact, Reach out \\n Support'), [['Contact', 'Reach out'], ['Support']]);
  });

  it('has no rows without buttons', () => {
    assert.deepEqual(keyboardRows(null), []);
    assert.deepEqual(keyboardRows(' ,\\n, '), []);
  });
});
