import assert from 'node:assert/strict';
import fc from 'fast-check';

import { withCode, withField } from '../../../src/repository/format/editCommandFile';
import { commandOfFields, fieldsOf, type FieldValues } from '../../../src/repository/format/fields';
import { type HeaderKey, headerKeys } from '../../../src/repository/format/headerKeys';
import { parseCommandFile } from '../../../src/repository/format/parseCommandFile';
import { printCommandFile } from '../../../src/repository/format/printCommandFile';
import { readCommand } from '../../../src/repository/format/readCommand';
import { FormatRefusal, type FormatRefusalReason } from '../../../src/repository/format/refusal';
import { exportCommand, exported } from './exporter';
import { anyValue, piecesOfFile, textOf, wildText } from './grammar';

const path = 'commands/_start.js';

/** One field's new value. */
type Change = { [K in HeaderKey]: { readonly key: K; readonly value: FieldValues[K] } }[HeaderKey];

function edit(text: string, change: Change, at = path): string {
  return printCommandFile(withField(parseCommandFile(text), change.key, change.value, { path: at }));
}

function recode(text: string, code: string, at = path): string {
  return printCommandFile(withCode(parseCommandFile(text), code, { path: at }));
}

function fieldsIn(text: string, at = path): FieldValues & { code: string } {
  const { command } = readCommand(parseCommandFile(text), { path: at });
  return { ...fieldsOf(command), code: command.code };
}

/** What came of it, or `undefined` when it was refused. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof FormatRefusal) return undefined;
    throw error;
  }
}

function refusalOf(work: () => unknown): FormatRefusalReason {
  try {
    work();
  } catch (error) {
    if (error instanceof FormatRefusal) return error.detail;
    throw error;
  }
  return assert.fail('nothing was refused');
}

const start = `/*CMD
  command: /start
  help: Says hello
  need_reply: false
  auto_retry_time: 
  folder: Welcome
  answer: Hello
  keyboard: Yes,\\nNo
  aliases: hi, Hello
  group: 
CMD*/

run();
`;

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ key: fc.constantFrom('command' as const), value: anyValue }),
  ...(['help', 'folder', 'answer', 'keyboard', 'group'] as const).map((key) =>
    fc.record({ key: fc.constant(key), value: fc.option(anyValue) }),
  ),
  fc.record({ key: fc.constant('need_reply' as const), value: fc.constantFrom(true, false, null) }),
  fc.record({
    key: fc.constant('auto_retry_time' as const),
    value: fc.option(fc.integer({ min: -1, max: 9 })),
  }),
  fc.record({ key: fc.constant('aliases' as const), value: fc.array(anyValue, { maxLength: 3 }) }),
);

const blankAsNull = <T>(value: T): T | null =>
  typeof value === 'string' && value.trim() === '' ? null : value;

describe('withField', () => {
  const lines: readonly (readonly [string, Change, string, string])[] = [
    ['a name', { key: 'command', value: 'Go ' }, '  command: /start\n', '  command: Go \n'],
    ['a help', { key: 'help', value: '' }, '  help: Says hello\n', '  help: \n'],
    [
      'a wait for answer',
      { key: 'need_reply', value: true },
      '  need_reply: false\n',
      '  need_reply: true\n',
    ],
    [
      'an auto retry',
      { key: 'auto_retry_time', value: 60 },
      '  auto_retry_time: \n',
      '  auto_retry_time: 60\n',
    ],
    ['a folder', { key: 'folder', value: null }, '  folder: Welcome\n', '  folder: \n'],
    ['an answer', { key: 'answer', value: ' */ ' }, '  answer: Hello\n', '  answer:  */ \n'],
    [
      'an answer of several lines',
      { key: 'answer', value: 'a\n\nb' },
      '  answer: Hello\n',
      '\n  <<ANSWER\na\n\nb\n  ANSWER\n',
    ],
    [
      'an answer that ends in CR',
      { key: 'answer', value: 'a\r' },
      '  answer: Hello\n',
      '\n  <<ANSWER\na\r\n  ANSWER\n',
    ],
    [
      'an answer that looks like a block',
      { key: 'answer', value: '<<HELP' },
      '  answer: Hello\n',
      '  answer: <<HELP\n',
    ],
    [
      'a keyboard',
      { key: 'keyboard', value: 'A,\nB' },
      '  keyboard: Yes,\\nNo\n',
      '\n  <<KEYBOARD\nA,\nB\n  KEYBOARD\n',
    ],
    ['aliases', { key: 'aliases', value: ['a b', 'C'] }, '  aliases: hi, Hello\n', '  aliases: a b, C\n'],
    ['a group', { key: 'group', value: 'admins' }, '  group: \n', '  group: admins\n'],
  ];
  for (const [what, change, before, after] of lines) {
    it(`changes the line of ${what} and no other`, () => {
      assert.ok(start.includes(before));
      assert.equal(
        edit(start, change),
        start.replace(before, () => after),
      );
      // And back again.
      const value = fieldsIn(start)[change.key];
      assert.equal(edit(edit(start, change), { key: change.key, value } as Change), start);
    });
  }

  it('changes nothing for a value that is there already', () => {
    const odd = '/*CMD\nhelp:a\n  auto_retry_time: 007\n  <<ANSWER\n\n  ANSWER\n  aliases: a ,b\nCMD*/\n';
    const changes: Change[] = [
      { key: 'command', value: '/start' },
      { key: 'help', value: 'a' },
      { key: 'auto_retry_time', value: 7 },
      { key: 'answer', value: null },
      { key: 'answer', value: '' },
      { key: 'aliases', value: ['a', 'b'] },
      { key: 'group', value: null },
    ];
    for (const change of changes) {
      const file = parseCommandFile(odd);
      assert.equal(withField(file, change.key, change.value, { path }), file, change.key);
    }
    assert.equal(edit(odd, { key: 'folder', value: 'Cart' }, 'commands/Cart/_a.js'), odd);
  });

  it('keeps the form that a person gave to a line or a block', () => {
    const text = '/*CMD\nanswer :Hello\n\t<<HELP \na\nb\n\tHELP\t\nCMD*/\n';
    assert.equal(edit(text, { key: 'answer', value: 'Hi' }), text.replace(':Hello', ':Hi'));
    assert.equal(edit(text, { key: 'answer', value: ' Hi' }), text.replace(':Hello', ':  Hi'));
    assert.equal(
      edit(text, { key: 'answer', value: 'a\nb' }),
      text.replace('answer :Hello\n', '\n<<ANSWER\na\nb\nANSWER\n'),
    );
    assert.equal(edit(text, { key: 'help', value: 'c\nd' }), text.replace('a\nb\n', 'c\nd\n'));
  });

  it('takes away a value that cannot be read', () => {
    assert.equal(
      edit('/*CMD\n  need_reply: maybe\nCMD*/\n', { key: 'need_reply', value: null }),
      '/*CMD\n  need_reply: \nCMD*/\n',
    );
  });

  it('lets no earlier value come back when the later one is taken away', () => {
    assert.equal(
      edit('/*CMD\n  help: a\n  answer: x\n  help: b\nCMD*/\n', { key: 'help', value: null }),
      '/*CMD\n  help: \n  answer: x\n  help: \nCMD*/\n',
    );
    assert.equal(
      edit('/*CMD\n  help: a\n  help: b\n  help: \nCMD*/\n', { key: 'help', value: 'c' }),
      '/*CMD\n  help: a\n  help: c\n  help: \nCMD*/\n',
    );
  });

  it('puts a key that is missing where the order has it, indented as its neighbours are', () => {
    const without = start.replace('  folder: Welcome\n', '');
    assert.equal(edit(without, { key: 'folder', value: 'Welcome' }), start);
    assert.equal(
      edit('/*CMD\nhelp: a\nCMD*/\n', { key: 'command', value: '/go' }),
      '/*CMD\ncommand: /go\nhelp: a\nCMD*/\n',
    );
    assert.equal(
      edit('/*CMD\ncommand: /go\n  odd\nCMD*/\n', { key: 'answer', value: 'a\nb' }),
      '/*CMD\ncommand: /go\n\n<<ANSWER\na\nb\nANSWER\n  odd\nCMD*/\n',
    );
    assert.equal(edit('/*CMD\nCMD*/\n', { key: 'group', value: 'a' }), '/*CMD\n  group: a\nCMD*/\n');
  });

  it('mends the line that holds two keys by adding the second', () => {
    const text = '/*CMD\n  folder: Backgroundanswer: \n  keyboard: \nCMD*/\n';
    assert.equal(
      edit(text, { key: 'answer', value: 'x' }),
      '/*CMD\n  folder: Backgroundanswer: \n  answer: x\n  keyboard: \nCMD*/\n',
    );
  });

  it('gives a file without a header the whole of one, with the name and the folder of its path', () => {
    assert.equal(
      edit('\uFEFF\nrun();', { key: 'answer', value: 'Hi' }, 'commands/Cart/_add.js'),
      '\uFEFF/*CMD\n  command: /add\n  help: \n  need_reply: \n  auto_retry_time: \n  folder: Cart\n  answer: Hi\n' +
        '  keyboard: \n  aliases: \n  group: \nCMD*/\n\n\nrun();',
    );
  });

  it('ends new lines as most lines of the file end, and keeps the ends of others', () => {
    const text = '/*CMD\r\n  command: /go\n  answer: a\r\nCMD*/\r\n\r\nrun();\n';
    assert.equal(
      edit(text, { key: 'answer', value: 'b\nc' }),
      '/*CMD\r\n  command: /go\n\r\n  <<ANSWER\r\nb\r\nc\r\n  ANSWER\r\nCMD*/\r\n\r\nrun();\n',
    );
    assert.equal(edit(text, { key: 'command', value: '/on' }), text.replace('/go', '/on'));
    assert.ok(
      edit(text, { key: 'answer', value: 'b\r\nc' }).includes('\r\n  <<ANSWER\nb\r\nc\n  ANSWER\r\n'),
    );
  });

  const refused: readonly (readonly [Change, FormatRefusalReason])[] = [
    [{ key: 'command', value: ' ' }, { reason: 'no-name' }],
    [
      { key: 'folder', value: 'a\nb' },
      { reason: 'line-break', key: 'folder' },
    ],
    [
      { key: 'aliases', value: ['a\rb'] },
      { reason: 'line-break', key: 'aliases' },
    ],
    [
      { key: 'help', value: 'x\n CMD*/ y' },
      { reason: 'header-end', key: 'help' },
    ],
    [
      { key: 'help', value: 'x\ud83d' },
      { reason: 'no-utf8', key: 'help' },
    ],
    [
      { key: 'answer', value: 'a\n  ANSWER\nb' },
      { reason: 'block-end', key: 'answer' },
    ],
    [
      { key: 'auto_retry_time', value: 1.5 },
      { reason: 'bad-seconds', seconds: 1.5 },
    ],
    [
      { key: 'aliases', value: ['a', 'b,c'] },
      { reason: 'bad-alias', alias: 'b,c' },
    ],
    [
      { key: 'aliases', value: [' a'] },
      { reason: 'bad-alias', alias: ' a' },
    ],
  ];
  for (const [change, detail] of refused) {
    it(`refuses ${JSON.stringify(change.value)} for ${change.key}`, () => {
      assert.deepEqual(
        refusalOf(() => edit(start, change)),
        detail,
      );
    });
  }

  it('refuses no folder for a file in a directory, and what an open block would swallow', () => {
    assert.deepEqual(
      refusalOf(() => edit(start, { key: 'folder', value: null }, 'commands/Cart/_a.js')),
      { reason: 'folder-of-directory', directory: 'Cart' },
    );
    assert.deepEqual(
      refusalOf(() => edit('/*CMD\n  <<ANSWER\nHi\nCMD*/\n', { key: 'aliases', value: ['a'] })),
      { reason: 'misread', key: 'aliases' },
    );
  });

  it('changes only the lines of the key, and is read back, whatever file and value', () => {
    let written = 0;
    fc.assert(
      fc.property(piecesOfFile, anyChange, (pieces, change) => {
        const text = unlessRefused(() => edit(textOf(pieces), change));
        if (text === undefined) return;
        written++;
        if (pieces.some(({ key }) => key === change.key)) {
          const others = pieces.map((piece) => (piece.key === change.key ? '[^]*' : literal(piece.text)));
          assert.match(text, new RegExp(`^${others.join('')}$`));
        } else assertInsertion(textOf(pieces), text);
        const wanted = { ...fieldsIn(textOf(pieces)), [change.key]: blankAsNull(change.value) };
        assert.deepEqual(fieldsIn(text), wanted);
      }),
      { numRuns: 2000 },
    );
    assert.ok(written > 1000, String(written));
  });

  it('is read back or refused in any text', () => {
    fc.assert(
      fc.property(wildText, anyChange, (text, change) => {
        const at = 'commands/x.js';
        const edited = unlessRefused(() => edit(text, change, at));
        if (edited === undefined) return;
        assert.deepEqual(fieldsIn(edited, at), {
          ...fieldsIn(text, at),
          [change.key]: blankAsNull(change.value),
        });
      }),
      { numRuns: 1500 },
    );
  });

  it('gives what the exporter would have written', () => {
    fc.assert(
      fc.property(exported, exported, fc.constantFrom(...headerKeys), (command, other, key) => {
        const fields = { ...fieldsOf(command), [key]: fieldsOf(other)[key] };
        const wanted = exportCommand(commandOfFields(fields, command.code));
        const change = { key, value: fields[key] } as Change;
        const text = unlessRefused(() => edit(exportCommand(command), change));
        if (text !== undefined) assert.equal(text, wanted);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('withCode', () => {
  it('changes the code and nothing else', () => {
    assert.equal(recode(start, 'more();\n\n'), start.replace('run();', 'more();\n\n'));
    assert.equal(recode('run();', 'more();'), 'more();');
    assert.equal(recode(start, 'run();'), start);
  });

  it('separates code from a header that had none behind it', () => {
    assert.equal(recode('/*CMD\nCMD*/', 'run();'), '/*CMD\nCMD*/\n\nrun();\n');
    assert.equal(recode('/*CMD\nCMD*/\nrun();', '\nrun();'), '/*CMD\nCMD*/\n\n\nrun();');
    assert.equal(recode('/*CMD\nCMD*/\nrun();', 'more();'), '/*CMD\nCMD*/\nmore();');
  });

  it('puts a header before code that would be read as one', () => {
    const text = recode('run();\n', '/*CMD\n  answer: Hi\nCMD*/');
    assert.ok(text.startsWith('/*CMD\n  command: /start\n'));
    assert.equal(fieldsIn(text).answer, null);
    assert.equal(fieldsIn(text).code, '/*CMD\n  answer: Hi\nCMD*/');
  });

  it('lets no code end a block that the header left open', () => {
    const text = recode('/*CMD\n  <<ANSWER\nHi\nCMD*/\n', '  ANSWER');
    assert.deepEqual([fieldsIn(text).answer, fieldsIn(text).code], ['Hi', '  ANSWER']);
  });

  it('is read back in any text, and leaves the header as it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(wildText, piecesOfFile.map(textOf)),
        fc.oneof(wildText, anyValue),
        (text, code) => {
          const edited = unlessRefused(() => recode(text, code));
          const before = parseCommandFile(text).header;
          if (edited === undefined) {
            // Code can end a block that nothing else ends.
            assert.ok(before?.entries.some((entry) => entry.kind === 'block' && !entry.closing));
            return;
          }
          assert.deepEqual(fieldsIn(edited), { ...fieldsIn(text), code });
          const after = parseCommandFile(edited).header;
          if (before) assert.deepEqual(after?.entries, before.entries);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function assertInsertion(before: string, after: string): void {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  assert.ok(after.endsWith(before.slice(start)), `${JSON.stringify(before)} → ${JSON.stringify(after)}`);
}
