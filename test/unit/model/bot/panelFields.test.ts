import assert from 'node:assert/strict';

import { checkTyped, controlOf, typedOf, valueOf } from '../../../../src/model/bot/panelFields';

const field = (type: string, value: unknown = null) => ({ type, value });

describe('model: the fields of an admin panel', () => {
  it('are filled in by their type; an unknown one as a line of text', () => {
    const types = ['string', 'text', 'integer', 'float', 'password', 'checkbox', 'colour'];
    assert.deepEqual(
      types.map((type) => controlOf(field(type))),
      ['line', 'lines', 'integer', 'float', 'password', 'checkbox', 'line'],
    );
  });

  it('have room for the line breaks that their value has, and only show what is no single value', () => {
    assert.equal(controlOf(field('string', 'a\nb')), 'lines');
    assert.equal(controlOf(field('string', { a: 1 })), 'shown');
    assert.equal(typedOf(field('json', [1])), '[\n  1\n]');
  });

  it('show values in whichever JSON type the server wrote them', () => {
    assert.deepEqual(
      [true, 'true', 1, '1', false, 'false', 0, null].map((value) => typedOf(field('checkbox', value))),
      [true, true, true, true, false, false, false, false],
    );
    assert.deepEqual(
      [typedOf(field('integer', 5)), typedOf(field('integer', '5')), typedOf(field('integer'))],
      ['5', '5', ''],
    );
    assert.equal(typedOf(field('float', 7.5)), '7.5');
  });

  it('say what is wrong with numbers', () => {
    const integers = ['', ' 12 ', '-3', '1.5', '1e3', 'x', '9007199254740993'];
    assert.deepEqual(
      integers.map((typed) => checkTyped('integer', typed)),
      [undefined, undefined, undefined, 'notInteger', 'notInteger', 'notInteger', 'tooLarge'],
    );
    const floats = ['', '7.5', '.5', '5.', '-1e-3', '7,5', '0x10', 'Infinity', '1e999'];
    assert.deepEqual(
      floats.map((typed) => checkTyped('float', typed)),
      [
        ...[undefined, undefined, undefined, undefined, undefined],
        ...['decimalComma', 'notNumber', 'notNumber', 'tooLarge'],
      ],
    );
    assert.equal(checkTyped('line', 'anything'), undefined);
  });

  it('send numbers as numbers, none as null, and texts with the line ends that they had', () => {
    assert.deepEqual(
      [valueOf('integer', ' 12 ', 1), valueOf('float', '7.50', 1), valueOf('integer', '', 1)],
      [12, 7.5, null],
    );
    assert.deepEqual([valueOf('checkbox', false, true), valueOf('line', ' a ', '')], [false, ' a ']);
    assert.equal(valueOf('lines', 'a\nb\nc', 'a\r\nb'), 'a\r\nb\r\nc');
    assert.equal(valueOf('lines', 'a\nb', 'a\r\nb\nc'), 'a\nb');
  });
});
