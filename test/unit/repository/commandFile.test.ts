import assert from 'node:assert/strict';
import fc from 'fast-check';

import { parseCommandFile } from '../../../src/repository/format/parseCommandFile';
import { printCommandFile } from '../../../src/repository/format/printCommandFile';
import { readCommand } from '../../../src/repository/format/readCommand';
import { piecesOfFile, textOf, wildText } from './grammar';

const path = 'commands/_start.js';

function printed(text: string): string {
  return printCommandFile(parseCommandFile(text));
}

const keys = `  command: /start
  help: Says hello
  need_reply: false
  auto_retry_time: 
  folder: Welcome
`;
const rest = `  aliases: hi, Hello
  group: 
CMD*/

run();
`;
const plain = `/*CMD\n${keys}  answer: Hello\n  keyboard: Yes,\\nNo\n${rest}`;

/** Each by what is read of it: the answer, and the code. */
const variants: Record<string, { text: string; answer: string | null; code: string }> = {
  'values on their lines': { text: plain, answer: 'Hello', code: 'run();' },
  blocks: {
    text: `/*CMD\n${keys}\n  <<ANSWER\nHello,\n\n  you\n  ANSWER\n\n  <<KEYBOARD\nYes\n  KEYBOARD\n${rest}`,
    answer: 'Hello,\n\n  you',
    code: 'run();',
  },
  'empty blocks': {
    text: `/*CMD\n${keys}\n  <<ANSWER\n\n  ANSWER\n\n  <<KEYBOARD\n  KEYBOARD\n${rest}`,
    answer: null,
    code: 'run();',
  },
  'an answer that ends in an empty line': {
    text: `/*CMD\n${keys}\n  <<ANSWER\nHello\n\n  ANSWER\n${rest}`,
    answer: 'Hello\n',
    code: 'run();',
  },
  'no header': { text: 'run();\n', answer: null, code: 'run();' },
  nothing: { text: '', answer: null, code: '' },
  'a single line break': { text: '\r\n', answer: null, code: '' },
  'keys at column 0': { text: plain.replaceAll(/^ {2}/gm, ''), answer: 'Hello', code: 'run();' },
  'keys that are missing': {
    text: '/*CMD\n  command: /start\n  answer: Hello\nCMD*/\n\nrun();\n',
    answer: 'Hello',
    code: 'run();',
  },
  'a header without keys': { text: '/*CMD\nCMD*/\n\nrun();\n', answer: null, code: 'run();' },
  'spaces around colons and tabs': {
    text: '/*CMD \t\n\tcommand : /start \n  answer:Hello\nCMD*/  \n \t\nrun();',
    answer: 'Hello',
    code: 'run();',
  },
  'a comment end in an answer': {
    text: plain.replace('Hello\n', 'Hello */ you\n'),
    answer: 'Hello */ you',
    code: 'run();',
  },
  'a second header in the code': {
    text: plain + plain,
    answer: 'Hello',
    code: `run();\n${plain.slice(0, -1)}`,
  },
  'CRLF throughout': { text: plain.replaceAll('\n', '\r\n'), answer: 'Hello', code: 'run();' },
  'CRLF in an answer only': {
    text: `/*CMD\n${keys}\n  <<ANSWER\nHello,\r\nyou\r\n  ANSWER\n${rest}`,
    answer: 'Hello,\r\nyou\r',
    code: 'run();',
  },
  'line ends that change': {
    text: '/*CMD\r\n  command: /start\n  answer: Hello\r\nCMD*/\n\r\nrun();\r\n\nmore();\r\n',
    answer: 'Hello',
    code: 'run();\r\n\nmore();',
  },
  'CR alone': {
    text: '/*CMD\r  answer: Hello\rCMD*/\r\rrun();\r',
    answer: null,
    code: '/*CMD\r  answer: Hello\rCMD*/\r\rrun();\r',
  },
  'blank lines before the header': { text: `\n  \r\n${plain}`, answer: 'Hello', code: 'run();' },
  'a byte order mark': { text: `\uFEFF${plain}`, answer: 'Hello', code: 'run();' },
  'two byte order marks': { text: '\uFEFF\uFEFFrun();', answer: null, code: '\uFEFFrun();' },
  'spaces at the end of values': {
    text: plain.replace('/start', '/start ').replace('Hello\n', 'Hello  \n'),
    answer: 'Hello  ',
    code: 'run();',
  },
  'a stray terminator in the header': {
    text: plain.replace('  aliases', '  ANSWER\n  aliases'),
    answer: 'Hello',
    code: 'run();',
  },
  'a stray terminator behind the header': {
    text: plain.replace('CMD*/\n', 'CMD*/\n\nCMD*/\n'),
    answer: 'Hello',
    code: 'CMD*/\n\nrun();',
  },
  'two keys on one line': {
    text: '/*CMD\n  command: /start\n  folder: Backgroundanswer: \n  keyboard: \nCMD*/\n\nrun();\n',
    answer: null,
    code: 'run();',
  },
  'a line that is no key': {
    text: plain.replace('  group', 'whatever\n  group'),
    answer: 'Hello',
    code: 'run();',
  },
  'a key of its own': {
    text: plain.replace('  group', '  bb-id: 7\n  group'),
    answer: 'Hello',
    code: 'run();',
  },
  'a key twice': {
    text: plain.replace('  group', '  answer: Later\n  group'),
    answer: 'Later',
    code: 'run();',
  },
  'no line break at the end': { text: plain.slice(0, -1), answer: 'Hello', code: 'run();' },
  'line breaks at the end': { text: `${plain}\n\n`, answer: 'Hello', code: 'run();\n\n' },
  'no code': { text: plain.replace('run();\n', '\n'), answer: 'Hello', code: '' },
  'an end right behind the header': { text: plain.replace('\n\nrun();\n', ''), answer: 'Hello', code: '' },
  'code on the line of the terminator': {
    text: plain.replace('*/\n\nrun', '*/ run'),
    answer: 'Hello',
    code: ' run();',
  },
  'a header that never ends': {
    text: '/*CMD\n  answer: Hello\n',
    answer: null,
    code: '/*CMD\n  answer: Hello',
  },
  'a block that never ends': {
    text: '/*CMD\n  <<ANSWER\nHello\nCMD*/\n\nrun();\n',
    answer: 'Hello',
    code: 'run();',
  },
  'a block that never ends, and its word in the code': {
    text: '/*CMD\n  <<ANSWER\nHello\nCMD*/\n\nANSWER\n',
    answer: 'Hello',
    code: 'ANSWER',
  },
  'a block whose end is indented otherwise': {
    text: '/*CMD\n    <<ANSWER\nHello\n  ANSWER \nCMD*/\n\nrun();\n',
    answer: 'Hello',
    code: 'run();',
  },
  'NUL, lone surrogates and mojibake': {
    text: '/*CMD\n  answer: a\0b\ud83d Ð¿Ñ€\nCMD*/\n\nrun("\udc00");\n',
    answer: 'a\0b\ud83d Ð¿Ñ€',
    code: 'run("\udc00");',
  },
};

describe('layout of a command file', () => {
  for (const [what, { text, answer, code }] of Object.entries(variants)) {
    it(`gives back and reads: ${what}`, () => {
      const file = parseCommandFile(text);
      assert.equal(printCommandFile(file), text);
      const { command } = readCommand(file, { path });
      assert.equal(command.answer, answer);
      assert.equal(command.code, code);
    });
  }

  it('stores what it understands as such, and not the text', () => {
    const { header } = parseCommandFile(
      '/*CMD\n  command: /go \n\n  <<HELP\r\na\n  HELP\n  ?\nCMD*/\n\nrun();\n',
    );
    assert.deepEqual(header?.entries, [
      {
        kind: 'key',
        indent: '  ',
        key: 'command',
        beforeColon: '',
        afterColon: ' ',
        value: '/go ',
        end: '\n',
      },
      {
        kind: 'block',
        blankBefore: { text: '', end: '\n' },
        name: 'HELP',
        opening: { indent: '  ', trailing: '', end: '\r\n' },
        lines: [{ text: 'a', end: '\n' }],
        closing: { indent: '  ', trailing: '', end: '\n' },
      },
      { kind: 'other', text: '  ?', end: '\n' },
    ]);
  });

  it('gives back any text', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      wildText,
      wildText.map((text) => `/*CMD\n${text}CMD*/\n${text}`),
      piecesOfFile.map(textOf),
    );
    fc.assert(
      fc.property(anyText, (text) => assert.equal(printed(text), text)),
      { numRuns: 3000 },
    );
  });

  it('lays out a long header of nothing but openings in no time', () => {
    const blocks = '  <<ANSWER\n    ANSWER\n'.repeat(20_000);
    for (const text of [
      `/*CMD\n${blocks}`,
      `/*CMD\n${blocks}CMD*/\n\n`,
      `/*CMD\n${'  <<ANSWER\n'.repeat(40_000)}CMD*/`,
    ]) {
      const started = performance.now();
      assert.equal(printed(text), text);
      assert.ok(performance.now() - started < 2000);
    }
  });
});
