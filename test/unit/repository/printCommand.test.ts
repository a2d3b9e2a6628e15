import assert from 'node:assert/strict';
import fc from 'fast-check';

import type { RepositoryCommand } from '../../../src/repository/format/command';
import { parseCommand } from '../../../src/repository/format/parseCommand';
import { printCommand } from '../../../src/repository/format/printCommand';
import { FormatRefusal } from '../../../src/repository/format/refusal';
import { exportCommand, exported } from './exporter';
import { anyValue } from './grammar';

const path = 'commands/_.js';

const help: RepositoryCommand = {
  name: '/help',
  folder: 'Support',
  help: null,
  needReply: null,
  autoRetryTime: null,
  answer: 'How can I help?\n\n*Call* us, or write.',
  keyboard: 'Call,\\nWrite',
  aliases: ['help', 'Support'],
  group: null,
  code: '',
};

describe('printCommand', () => {
  it('writes all keys in their order, blocks for several lines, and one line break at the end', () => {
    assert.equal(
      printCommand(help),
      `/*CMD
  command: /help
  help: 
  need_reply: 
  auto_retry_time: 
  folder: Support

  <<ANSWER
How can I help?

*Call* us, or write.
  ANSWER
  keyboard: Call,\\nWrite
  aliases: help, Support
  group: 
CMD*/


`,
    );
  });

  it('keeps a CR at the end of the code', () => {
    assert.equal(
      parseCommand(printCommand({ ...help, code: 'run();\r' }), { path }).command.code,
      'run();\r',
    );
  });

  it('says why it does not write a command', () => {
    const reasonOf = (command: RepositoryCommand): unknown => {
      try {
        return printCommand(command);
      } catch (error) {
        return error instanceof FormatRefusal ? error.reason : error;
      }
    };
    assert.equal(reasonOf({ ...help, name: '' }), 'no-name');
    assert.equal(reasonOf({ ...help, answer: 'a\n  ANSWER\nb' }), 'block-end');
    assert.equal(reasonOf({ ...help, keyboard: 'a\nCMD*/' }), 'header-end');
    assert.equal(reasonOf({ ...help, code: 'run("\ud83d");' }), 'no-utf8');
  });

  it('writes what the exporter writes, and it is read as the same command', () => {
    fc.assert(
      fc.property(exported, (command) => {
        const text = printCommand(command);
        assert.equal(text, exportCommand(command));
        assert.deepEqual(parseCommand(text, { path }).command, command);
      }),
      { numRuns: 1000 },
    );
  });

  it('writes nothing that is read as another command, whatever the values', () => {
    const text = anyValue.map((value) => (value.trim() === '' ? null : value));
    const anyCommand = fc.record(
      {
        name: anyValue,
        folder: text,
        help: text,
        needReply: fc.constantFrom(true, false, null),
        autoRetryTime: fc.option(fc.integer({ min: -1 })),
        answer: text,
        keyboard: text,
        aliases: fc.array(anyValue, { maxLength: 2 }),
        group: text,
        code: anyValue,
      },
      { noNullPrototype: true },
    );
    let written = 0;
    fc.assert(
      fc.property(anyCommand, (command) => {
        let printed: string;
        try {
          printed = printCommand(command);
        } catch (error) {
          assert.ok(error instanceof FormatRefusal);
          return;
        }
        written++;
        assert.deepEqual(parseCommand(printed, { path }).command, command);
      }),
      { numRuns: 1500 },
    );
    // Of so many random ones about 130 can be written; fewer than 50 would say that the test tries too little.
    assert.ok(written > 50, String(written));
  });
});
