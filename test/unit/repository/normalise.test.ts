import assert from 'node:assert/strict';
import { normalise } from '../../../src/repository/format/normalise';
import { parseCommand } from '../../../src/repository/format/parseCommand';
import { printCommand } from '../../../src/repository/format/printCommand';

const written = {
  name: 'Balance ',
  folder: ' ',
  help: '',
  needReply: null,
  autoRetryTime: 0,
  answer: ' Hi ',
  keyboard: '\n',
  aliases: [' ❤ Help', 'money', '', 'MONEY'],
  group: null,
  code: ' run();\n',
};

describe('normalise', () => {
  it('makes of a command what the platform stores', () => {
    assert.deepEqual(normalise(written), {
      name: 'Balance ',
      folder: null,
      help: null,
      needReply: false,
      autoRetryTime: null,
      answer: ' Hi ',
      keyboard: null,
      aliases: ['money', '❤ help'],
      group: null,
      code: ' run();\n',
    });
    assert.deepEqual(normalise(normalise(written)), normalise(written));
    assert.equal(normalise({ ...written, needReply: true, autoRetryTime: 60 }).needReply, true);
    assert.equal(normalise({ ...written, autoRetryTime: 60 }).autoRetryTime, 60);
  });

  it('is not what printing does', () => {
    const command = { ...written, aliases: ['❤ Help', 'money', 'MONEY'] };
    const text = printCommand(command);
    assert.ok(text.includes('  aliases: ❤ Help, money, MONEY\n'));
    assert.ok(text.includes('  auto_retry_time: 0\n'));
    const read = parseCommand(text, { path: 'commands/Balance.js' }).command;
    assert.deepEqual(normalise(read), normalise(command));
  });
});
