import assert from 'node:assert/strict';

import type { Command } from '../../../src/api/commands';
import { commandFacts, firstLine } from '../../../src/views/commandFacts';
import { specialRole } from '../../../src/views/specialCommands';

describe('tree: special commands', () => {
  it('have the roles that the help of Bots.Business names', () => {
    assert.deepEqual(['*', '@', '@@', '!', '/inlineQuery'].map(specialRole), [
      'master',
      'beforeAll',
      'afterAll',
      'error',
      'inlineQuery',
    ]);
  });

  it('are no others: near spellings are ordinary commands', () => {
    for (const name of [
      '',
      ' *',
      '**',
      '@@@',
      '!!',
      '/inlinequery',
      'inlineQuery',
      '/start',
      '/onChannelPost',
    ])
      assert.equal(specialRole(name), undefined, name);
    assert.equal(specialRole(null), undefined);
    assert.equal(specialRole(undefined), undefined);
  });
});

describe('tree: what a person asks about a command', () => {
  it('is all that the server said', () => {
    const command: Command = {
      id: 7,
      command: '@',
      answer: '\n  Welcome!\nSecond line',
      aliases: [{ command: 'hi' }, { command: null }, { command: 'hello' }],
      help: 'Says hello',
      need_reply: true,
      auto_retry_time: '60',
      updated_at: '2026-02-01T00:30:00.000Z',
    };
    assert.deepEqual(commandFacts(command, 'Greetings'), {
      role: 'beforeAll',
      answer: 'Welcome!',
      aliases: ['hi', 'hello'],
      help: 'Says hello',
      waitsForAnswer: true,
      autoRetry: 60,
      folder: 'Greetings',
      changedAt: '2026-02-01T00:30:00.000Z',
      id: 7,
    });
  });

  it('is nothing where there is nothing to say', () => {
    const nothing = { waitsForAnswer: false, id: 7 };
    assert.deepEqual(commandFacts({ id: 7 }), nothing);
    for (const auto_retry_time of [0, '0', '', 'soon', -5, null])
      assert.deepEqual(
        commandFacts(
          { id: 7, command: '', answer: ' \n ', help: '', aliases: [], need_reply: null, auto_retry_time },
          ' ',
        ),
        nothing,
      );
  });
});

describe('tree: the first line of a text', () => {
  it('is the first that has a text, without the space around it', () => {
    assert.equal(firstLine('\r\n\n  one \r\ntwo'), 'one');
    assert.equal(firstLine(null), '');
  });

  it('is cut when it is very long, and no character in two', () => {
    assert.equal(firstLine('👍'.repeat(5), 3), '👍👍👍…');
    assert.equal(firstLine('abc', 3), 'abc');
    assert.equal(Array.from(firstLine('x'.repeat(1_000_000))).length, 201);
  });
});
