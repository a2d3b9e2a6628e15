import assert from 'node:assert/strict';

import fc from 'fast-check';

import {
  checkAliases,
  fromOneLine,
  parseAliases,
  parseSeconds,
  toOneLine,
} from '../../../src/model/commandProperties';

describe('model: properties as one line', () => {
  for (const [text, line] of [
    ['', ''],
    ['Hello', 'Hello'],
    ['A, B\nC', 'A, B\\nC'],
    ['one\r\ntwo\tthree', 'one\\r\\ntwo\\tthree'],
    ['C:\\new', 'C:\\\\new'],
    ['*bold* \\_ \\*', '*bold* \\_ \\*'],
    ['\\\\', '\\\\\\'],
    ['\\\n', '\\\\\\n'],
    ['end\\', 'end\\'],
  ] as const) {
    it(`shows ${JSON.stringify(text)} as ${line}`, () => {
      assert.equal(toOneLine(text), line);
      assert.equal(fromOneLine(line), text);
    });
  }

  it('takes a pair that stands for nothing as its two characters', () => {
    assert.equal(fromOneLine('\\d\\_\\'), '\\d\\_\\');
    assert.equal(fromOneLine('\\\\d'), '\\d');
  });

  it('loses nothing, and is one line', () => {
    const tricky = fc.string({
      unit: fc.constantFrom('\\', 'n', 'r', 't', '\n', '\r', '\t', ',', '_', 'é', '🫖'),
    });
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: 'binary-ascii' })), (text) => {
        const line = toOneLine(text);
        assert.equal(fromOneLine(line), text);
        // A field of one line drops these.
        assert.doesNotMatch(line, /[\n\r\t]/);
      }),
      { numRuns: 300 },
    );
  });
});

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
