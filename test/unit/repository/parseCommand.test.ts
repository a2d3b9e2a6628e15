import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RepositoryCommand } from '../../../src/repository/format/command';
import { severityOf } from '../../../src/repository/format/findings';
import { parseCommand } from '../../../src/repository/format/parseCommand';
import { exportCommand, exported } from './exporter';

const path = 'commands/_start.js';

function read(text: string, at = path): RepositoryCommand {
  const { command, findings } = parseCommand(text, { path: at });
  assert.deepEqual(findings, []);
  return command;
}

function reasonsOf(text: string, at = path): string[] {
  return parseCommand(text, { path: at }).findings.map(({ reason }) => reason);
}

const blank: RepositoryCommand = {
  name: '/start',
  folder: null,
  help: null,
  needReply: null,
  autoRetryTime: null,
  answer: null,
  keyboard: null,
  aliases: [],
  group: null,
  code: '',
};

const inline = `/*CMD
  command: /start
  help: Says hello
  need_reply: true
  auto_retry_time: 3600
  folder: Welcome
  answer: Hello, *friend*\\nHow are you?
  keyboard: Fine, So so,\\nBad
  aliases: hello, Hi there
  group: admins
CMD*/

Bot.sendMessage('hi');
`;

const blocks = `/*CMD
  command: /start

  <<HELP
Says hello.
Twice.
  HELP
  need_reply: false
  auto_retry_time: 
  folder: 

  <<ANSWER
Hello,

  CMD: */ not the end
ANSWER
  ANSWER


  <<KEYBOARD
Fine, So so
Bad
  KEYBOARD

  aliases: 
  group: 
CMD*/

Bot.sendMessage('hi');
`;

describe('parseCommand', () => {
  it('reads a header of inline values', () => {
    assert.deepEqual(read(inline), {
      name: '/start',
      folder: 'Welcome',
      help: 'Says hello',
      needReply: true,
      autoRetryTime: 3600,
      answer: 'Hello, *friend*\\nHow are you?',
      keyboard: 'Fine, So so,\\nBad',
      aliases: ['hello', 'Hi there'],
      group: 'admins',
      code: "Bot.sendMessage('hi');",
    } satisfies RepositoryCommand);
  });

  it('reads blocks, whose lines stay as they are', () => {
    assert.deepEqual(read(blocks), {
      ...blank,
      help: 'Says hello.\nTwice.',
      needReply: false,
      answer: 'Hello,\n\n  CMD: */ not the end\nANSWER',
      keyboard: 'Fine, So so\nBad',
      code: "Bot.sendMessage('hi');",
    });
  });

  it('reads a block behind its blank key, and an empty block as none', () => {
    const text =
      '/*CMD\n  command: /start\n  answer: \n  <<ANSWER\nHi\n  ANSWER\n  <<KEYBOARD\n\n  KEYBOARD\nCMD*/\n\n';
    assert.deepEqual(read(text), { ...blank, answer: 'Hi' });
  });

  it('reads keys and blocks at column 0', () => {
    const text = '/*CMD\ncommand: /go\nneed_reply:\n<<ANSWER\nOne\n  ANSWER\nTwo\nANSWER\nCMD*/\n\nrun();\n';
    assert.deepEqual(read(text), { ...blank, name: '/go', answer: 'One\n  ANSWER\nTwo', code: 'run();' });
  });

  it('accepts another indent before the closing line of a block', () => {
    const text = '/*CMD\n  command: /go\n  <<ANSWER\nOne\nANSWER\n  aliases: a\nCMD*/\n\n';
    assert.deepEqual(read(text), { ...blank, name: '/go', answer: 'One', aliases: ['a'] });
  });

  it('reads a file that was converted to CRLF, and keeps the code as written', () => {
    const command = read(blocks.replaceAll('\n', '\r\n').replace("'hi');", "'hi');\r\nrun();"));
    assert.equal(command.help, 'Says hello.\nTwice.');
    assert.equal(command.keyboard, 'Fine, So so\nBad');
    assert.equal(command.code, "Bot.sendMessage('hi');\r\nrun();");
  });

  it('keeps CRLF inside an answer that was exported so', () => {
    assert.equal(read('/*CMD\n  <<ANSWER\none\r\ntwo\n  ANSWER\nCMD*/\n\n').answer, 'one\r\ntwo');
    assert.equal(read('/*CMD\n  <<ANSWER\none\r\n  ANSWER\nCMD*/\n\n').answer, 'one\r');
  });

  it('takes name and folder from the path when the header does not say them', () => {
    assert.deepEqual(read("Bot.sendMessage('hi')", 'commands/Cart/_add.js'), {
      ...blank,
      name: '/add',
      folder: 'Cart',
      code: "Bot.sendMessage('hi')",
    });
    assert.equal(read('/*CMD\n  help: \nCMD*/\n\n', 'commands/🛒 Cart.js').name, '🛒 Cart');
    assert.equal(read('/*CMD\n  folder: \nCMD*/\n\n', 'commands/Cart/_add.js').folder, 'Cart');
  });

  it('lets the header win over the path', () => {
    const command = read('/*CMD\n  command: What?\n  folder: /more \nCMD*/\n\n', 'commands/_more /What_.js');
    assert.equal(command.name, 'What?');
    assert.equal(command.folder, '/more ');
  });

  it('keeps the spaces at the end of a name', () => {
    assert.equal(read('/*CMD\n  command: Balance \nCMD*/\n\n').name, 'Balance ');
  });

  it('reads values that hold colons and comment ends', () => {
    const command = read('/*CMD\n  command: a: b\n  answer: see */ https://example.org: ok\nCMD*/\n\n');
    assert.equal(command.name, 'a: b');
    assert.equal(command.answer, 'see */ https://example.org: ok');
  });

  it('reads values with characters that end a line elsewhere', () => {
    const text = '/*CMD\n  answer: a\u2028b\rc\nCMD*/\n\nrun();\r// still\n';
    assert.deepEqual(read(text), { ...blank, answer: 'a\u2028b\rc', code: 'run();\r// still' });
  });

  it('allows a byte order mark and blank lines before the header', () => {
    assert.deepEqual(read('\uFEFF\n \r\n' + inline), read(inline));
  });

  describe('code', () => {
    const header = '/*CMD\n  command: /start\nCMD*/';
    const cases: readonly (readonly [string, string, string])[] = [
      ['nothing at all', '', ''],
      ['no line', '\n', ''],
      ['no code', '\n\n', ''],
      ['no code and the added line break', '\n\n\n', ''],
      ['no line break at the end', '\n\nrun();', 'run();'],
      ['only one added line break dropped', '\n\nrun();\n\n', 'run();\n'],
      ['no blank line', '\nrun();\n', 'run();'],
      ['blank lines of its own', '\n\n\n\nrun();\n', '\n\nrun();'],
      ['an indent of its own', '\n\n  run();\n', '  run();'],
      ['code in the line of the terminator', ' run();\nmore();\n', ' run();\nmore();'],
    ];
    for (const [what, after, code] of cases) {
      it(`has ${what}`, () => {
        assert.equal(read(header + after).code, code);
      });
    }

    it('is the whole text without a header, a comment too', () => {
      assert.equal(read('/* CMD\n*/\nrun();\n').code, '/* CMD\n*/\nrun();');
      assert.equal(read('').code, '');
    });
  });

  it('ends the header with the first line that begins with CMD*/, also in a block that is left open', () => {
    const text =
      '/*CMD\n  command: /a\n\n  <<ANSWER\nhello\nCMD*/\n\nrun();\n/*CMD\n\n  <<ANSWER\nzz\n  ANSWER\nCMD*/\ntail();\n';
    const { command, findings } = parseCommand(text, { path: 'commands/_a.js' });
    assert.equal(command.answer, 'hello');
    assert.match(command.code, /^run\(\);[^]*tail\(\);$/);
    assert.deepEqual(
      findings.map(({ reason }) => reason),
      ['block-not-closed', 'second-header'],
    );
  });

  it('reads CMD*/ inside a line as part of the value, and says so', () => {
    const { command, findings } = parseCommand(
      '/*CMD\n  command: /a\n  answer: see CMD*/ end\nCMD*/\n\nrun();\n',
      {
        path: 'commands/_a.js',
      },
    );
    assert.deepEqual([command.answer, command.code], ['see CMD*/ end', 'run();']);
    assert.deepEqual(findings, [
      { reason: 'header-end-inside', path: 'commands/_a.js', line: 3, key: 'answer' },
    ]);
  });

  describe('findings', () => {
    it('keeps the whole text of a header that never ends', () => {
      const text = '\n/*CMD\n  command: /go\n  answer: Hi\n\nrun();\n';
      const { command, findings } = parseCommand(text, { path });
      assert.deepEqual(findings, [{ reason: 'header-not-closed', path, line: 2 }]);
      assert.equal(command.name, '/start');
      assert.equal(command.code, text.slice(0, -1));
    });

    it('ends a block that never ends with the header', () => {
      const { command, findings } = parseCommand('/*CMD\n  <<ANSWER\nHi\nCMD*/\n\nrun();\n', { path });
      assert.deepEqual(findings, [{ reason: 'block-not-closed', path, line: 2, key: 'answer' }]);
      assert.equal(command.answer, 'Hi');
      assert.equal(command.code, 'run();');
    });

    it('names values that cannot be', () => {
      const { command, findings } = parseCommand(
        '/*CMD\n  need_reply: maybe\n  auto_retry_time: -5\nCMD*/\n',
        { path },
      );
      assert.deepEqual(findings, [
        { reason: 'bad-value', path, line: 2, key: 'need_reply', value: 'maybe' },
        { reason: 'bad-value', path, line: 3, key: 'auto_retry_time', value: '-5' },
      ]);
      assert.equal(command.needReply, null);
      assert.equal(command.autoRetryTime, null);
    });

    it('names unknown keys, repeated keys, unreadable lines and a second header', () => {
      const text = '/*CMD\n  id: 7\n  help: a\n  help: b\n  whatever\nCMD*/\n\nrun();\n/*CMD\nCMD*/\n';
      const { command, findings } = parseCommand(text, { path });
      assert.deepEqual(findings, [
        { reason: 'unknown-key', path, line: 2, key: 'id', value: '7' },
        { reason: 'repeated-key', path, line: 4, key: 'help' },
        { reason: 'unreadable-line', path, line: 5, text: '  whatever' },
        { reason: 'second-header', path, line: 9 },
      ]);
      assert.equal(command.help, 'b');
      assert.equal(command.code, 'run();\n/*CMD\nCMD*/');
      assert.ok(findings.every((finding) => severityOf(finding) === 'warning'));
    });

    it('names terminators without anything to end, in the header and in the code', () => {
      const { command, findings } = parseCommand(
        '/*CMD\n  command: /go\n  ANSWER\n  aliases: a\nCMD*/\n\nCMD*/\nrun();\n',
        { path },
      );
      assert.deepEqual(findings, [
        { reason: 'stray-terminator', path, line: 3, text: 'ANSWER' },
        { reason: 'stray-terminator', path, line: 7, text: 'CMD*/' },
      ]);
      assert.deepEqual(command.aliases, ['a']);
      assert.equal(command.code, 'CMD*/\nrun();');
      assert.ok(findings.every((finding) => severityOf(finding) === 'warning'));
    });

    it('names a line that holds two keys, and reads it as it stands', () => {
      const { command, findings } = parseCommand(
        '/*CMD\n  command: /go\n  folder: Backgroundanswer: \n  keyboard: \nCMD*/\n\n',
        { path },
      );
      assert.deepEqual(findings, [{ reason: 'joined-keys', path, line: 3, key: 'folder', joined: 'answer' }]);
      assert.equal(command.folder, 'Backgroundanswer: ');
      assert.equal(severityOf(findings[0]!), 'error');
      assert.deepEqual(reasonsOf('/*CMD\n  folder: The answer: \nCMD*/\n'), []);
      assert.deepEqual(reasonsOf('/*CMD\n  folder: Theanswer: \n  answer: \nCMD*/\n'), []);
    });

    it('counts lines over blocks and blank lines', () => {
      const text = '\n/*CMD\n\n  <<ANSWER\na\nb\n  ANSWER\n  need_reply: maybe\nCMD*/\n\nrun();\n/*CMD\n';
      assert.deepEqual(parseCommand(text, { path }).findings, [
        { reason: 'second-header', path, line: 12 },
        { reason: 'bad-value', path, line: 8, key: 'need_reply', value: 'maybe' },
      ]);
      assert.deepEqual(parseCommand('/*CMD\nCMD*/ run();\n/*CMD\n', { path }).findings, [
        { reason: 'second-header', path, line: 3 },
      ]);
      assert.deepEqual(parseCommand('/*CMD\n\n  <<ANSWER\nCMD*/\n', { path }).findings, [
        { reason: 'block-not-closed', path, line: 3, key: 'answer' },
      ]);
    });

    it('lets no blank value take away an earlier one', () => {
      assert.equal(read('/*CMD\n  <<ANSWER\nHi\n  ANSWER\n  answer: \nCMD*/\n\n').answer, 'Hi');
    });

    it('names a file that gives no name', () => {
      assert.deepEqual(reasonsOf('', 'commands/.js'), ['no-name']);
    });
  });

  it('reads whatever the exporter can write', () => {
    fc.assert(
      fc.property(exported, fc.boolean(), fc.constantFrom('\n', '\r\n'), (command, asBlocks, end) => {
        const text = exportCommand(command, { asBlocks, end }).replaceAll(/(?<!\r)\n/g, end);
        const parsed = parseCommand(text, { path });
        assert.deepEqual(parsed.command, { ...command, code: command.code.replaceAll('\n', end) });
        assert.deepEqual(
          parsed.findings.filter(
            ({ reason }) => reason !== 'stray-terminator' && reason !== 'header-end-inside',
          ),
          [],
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      ...[
        '/*CMD',
        'CMD*/',
        '  <<ANSWER',
        '  ANSWER',
        'ANSWER',
        '  command: x',
        'need_reply: y',
        '<<NO',
        'x',
        '\r\n',
        '\n',
        '\uFEFF',
        '\n',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.string(), (pieces, at) => {
        const { command } = parseCommand(pieces.join(''), { path: at });
        assert.ok(pieces.join('').includes(command.code));
      }),
      { numRuns: 2000 },
    );
  });
});
