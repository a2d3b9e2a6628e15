import assert from 'node:assert/strict';

import {
  checkBotName,
  checkCommandName,
  checkFolderTitle,
  longestName,
} from '../../../src/repository/format/nameRules';

describe('repository format: what is wrong with a name', () => {
  const others = ['/start', 'Balance', null, undefined, ''];
  const reasonFor = (name: string) => checkCommandName(name, others)?.reason;

  it('takes what people call commands', () => {
    for (const name of ['/help', 'Balance?', '*', '@', '@@', '!', '☕ Tea', 'Two words', '/START', 'a/b\\c'])
      assert.equal(checkCommandName(name, others), undefined, name);
  });

  it('doubts a bot with the name of another, and refuses what nobody can tell', () => {
    const reasonOf = (name: string) => checkBotName(name, ['Shop', null])?.reason;
    assert.equal(reasonOf('Tea, Coffee'), undefined);
    assert.deepEqual(checkBotName('Shop', ['Shop']), { severity: 'warning', reason: 'twin' });
    assert.equal(reasonOf('Shop '), 'blanks');
    assert.equal(reasonOf(' '), 'empty');
    assert.equal(reasonOf('a\nb'), 'lineBreak');
    assert.equal(reasonOf('x'.repeat(longestName + 1)), 'tooLong');
  });

  it('refuses a name that is empty or blank', () => {
    for (const name of ['', ' ', '\t \u00a0']) assert.equal(reasonFor(name), 'empty', JSON.stringify(name));
  });

  it('refuses line breaks of all kinds', () => {
    for (const end of ['\n', '\r', '\r\n', '\u2028', '\u2029'])
      assert.equal(reasonFor(`/a${end}b`), 'lineBreak', JSON.stringify(end));
  });

  it('counts characters as people do', () => {
    assert.equal(reasonFor('☕'.repeat(longestName)), undefined);
    assert.equal(reasonFor('😀'.repeat(longestName)), undefined);
    assert.equal(reasonFor('😀'.repeat(longestName + 1)), 'tooLong');
  });

  it('refuses the very name of another command, and only that', () => {
    assert.deepEqual(checkCommandName('/start', others), { severity: 'error', reason: 'taken' });
    assert.equal(reasonFor('/Start'), undefined);
    assert.equal(checkCommandName('/start', []), undefined);
  });

  it('warns of what is taken but seldom meant', () => {
    assert.deepEqual(checkCommandName('Yes, please', others), { severity: 'warning', reason: 'comma' });
    assert.deepEqual(checkCommandName('Balance ', others), { severity: 'warning', reason: 'blanks' });
    assert.deepEqual(checkCommandName(' /start', others), { severity: 'warning', reason: 'blanks' });
  });

  it('holds folders to the same, except for commas', () => {
    const reason = (title: string) => checkFolderTitle(title, ['Main'])?.reason;
    assert.deepEqual(
      ['', 'a\nb', 'a'.repeat(longestName + 1), 'Main', 'Main ', 'Tea, coffee', 'Shop'].map(reason),
      ['empty', 'lineBreak', 'tooLong', 'taken', 'blanks', undefined, undefined],
    );
  });
});
