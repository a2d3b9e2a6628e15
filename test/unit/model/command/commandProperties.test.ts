import assert from 'node:assert/strict';

import { checkAliases, parseAliases, parseSeconds } from '../../../../src/model/command/commandProperties';

describe('model: what is written for properties', () => {
  it('reads aliases that commas separate', () => {
    assert.deepEqual(parseAliases(' one,two words ,, Three,'), ['one', 'two words', 'Three']);
    assert.deepEqual(parseAliases(' , '), []);
  });

  it('finds aliases that are there twice, are the name, or have two lines', () => {
    assert.equal(checkAliases(['one', 'two'], '/start'), undefined);
    assert.equal(checkAliases([], null), undefined);
    assert.deepEqual(checkAliases(['one', 'One'], '/start'), { reason: 'twice', alias: 'One' });
    assert.deepEqual(checkAliases(['one', '/START'], ' /Start'), { reason: 'ownName', alias: '/START' });
    assert.deepEqual(checkAliases(['a\nb'], '/start'), { reason: 'lineBreak', alias: 'a\nb' });
  });

  it('reads seconds: none, or a whole number from 0 up', () => {
    assert.deepEqual(['', '  ', '0', ' 30 ', '007'].map(parseSeconds), [null, null, 0, 30, 7]);
    for (const wrong of ['-1', '1.5', '1e3', '0x10', 'soon', '9'.repeat(20), '1 2', '٣'])
      assert.equal(parseSeconds(wrong), undefined, wrong);
  });
});
