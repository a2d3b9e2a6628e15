import assert from 'node:assert/strict';

import { CommandIndex } from '../../../../src/language/server/commands/commandIndex';

describe('language: which command a text runs', () => {
  const index = new CommandIndex([
    { name: '/start', aliases: ['Begin', ' go '] },
    { name: '/buy', aliases: [] },
    { name: 'Buy tea', aliases: ['tea'] },
    { name: 'Buy', aliases: [] },
    { name: 'Trailing ', aliases: [] },
    { name: 'Buy', aliases: ['second'] },
  ]);
  const runs = (text: string, isWhole = true) => {
    const resolved = index.resolve(text, isWhole);
    return resolved && `${resolved.command.name}|${text.slice(resolved.length)}`;
  };

  it('is the one of that name, with or without parameters', () => {
    assert.equal(runs('/start'), '/start|');
    assert.equal(runs('/buy 3 cups'), '/buy| 3 cups');
    assert.equal(runs('/buy '), '/buy| ');
    assert.equal(runs('Trailing '), 'Trailing |');
  });

  it('is the one with the longest name', () => {
    assert.equal(runs('Buy tea 2'), 'Buy tea| 2');
    assert.equal(runs('Buy milk'), 'Buy| milk');
  });

  it('is the one of that alias in any case, which takes no parameters', () => {
    assert.equal(runs('BEGIN'), '/start|');
    assert.equal(runs('go'), '/start|');
    assert.equal(runs('begin now'), undefined);
  });

  it('is none in another case, or where a name goes on', () => {
    assert.equal(runs('/START'), undefined);
    assert.equal(runs('/buyer'), undefined);
  });

  it('is known of a beginning only when the name ends in it', () => {
    assert.equal(runs('/buy', false), undefined);
    assert.equal(runs('/buy ', false), '/buy| ');
    assert.equal(runs('/buy 3', false), '/buy| 3');
  });

  it('is guessed from what differs little', () => {
    assert.equal(index.nearest('/strat'), '/start');
    assert.equal(index.nearest('/START'), '/start');
    assert.equal(index.nearest('Byu tea'), 'Buy tea');
    assert.equal(index.nearest('/cancel'), undefined);
    assert.equal(index.nearest('x'), undefined);
  });
});
