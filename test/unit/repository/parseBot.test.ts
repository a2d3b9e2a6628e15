import assert from 'node:assert/strict';
import { severityOf } from '../../../src/repository/format/findings';
import { parseBot, parseBotBytes } from '../../../src/repository/format/parseBot';

const botJson = '{"bb_sync_version":"1.0","name":"Corner","csv_url":null,"git_remote":null}';

function bot(files: Record<string, string>): ReturnType<typeof parseBot> {
  return parseBot(new Map(Object.entries({ 'bot.json': botJson, ...files })));
}

describe('parseBot', () => {
  it('reads the name, the commands, their folders and the libraries', () => {
    const parsed = bot({
      'README.md': '# Corner',
      'commands/_start.js': "/*CMD\n  command: /start\n  folder: Welcome \nCMD*/\n\nrun('a');\n",
      'commands/@.js': 'function help() {}\n',
      'commands/Cart/_add.js': 'add();\n',
      'commands/Cart/notes.txt': 'not a command',
      'commands/README.md': 'not a command',
      'libs/ShopMoney.js': 'publish({});\n',
      'libs/README': 'not a library',
    });
    assert.equal(parsed.name, 'Corner');
    assert.equal(parsed.csvUrl, null);
    assert.deepEqual(parsed.findings, []);
    assert.deepEqual(
      parsed.commands.map(({ path, name, folder, code }) => [path, name, folder, code]),
      [
        ['commands/@.js', '@', null, 'function help() {}'],
        ['commands/Cart/_add.js', '/add', 'Cart', 'add();'],
        ['commands/_start.js', '/start', 'Welcome ', "run('a');"],
      ],
    );
    assert.deepEqual(parsed.folders, ['Cart', 'Welcome ']);
    assert.deepEqual(parsed.libraries, [{ name: 'ShopMoney', code: 'publish({});\n' }]);
  });

  it('reads csv_url', () => {
    const json = '\uFEFF{"bb_sync_version":"1.0","name":"Corner","csv_url":"https://example.org/a.csv"}';
    const parsed = bot({ 'bot.json': json });
    assert.equal(parsed.csvUrl, 'https://example.org/a.csv');
    assert.deepEqual(parsed.findings, []);
  });

  it('passes over files that are deeper than the format looks, and says so', () => {
    const parsed = bot({ 'commands/a/b/_c.js': '', 'libs/a/B.js': '' });
    assert.deepEqual(parsed.commands, []);
    assert.deepEqual(parsed.libraries, []);
    assert.deepEqual(parsed.findings, [
      { reason: 'too-deep', path: 'commands/a/b/_c.js' },
      { reason: 'too-deep', path: 'libs/a/B.js' },
    ]);
  });

  it('keeps both commands of one name, and says so', () => {
    const parsed = bot({
      'commands/_go.js': 'one()',
      'commands/b.js': '/*CMD\n  command: /go\nCMD*/\n\ntwo()\n',
    });
    assert.equal(parsed.commands.length, 2);
    assert.deepEqual(parsed.findings, [
      { reason: 'repeated-command', path: 'commands/b.js', name: '/go', otherPath: 'commands/_go.js' },
    ]);
  });

  it('finds a folder in the header that is not the directory', () => {
    const header = (folder: string) => `/*CMD\n  command: /go\n  folder: ${folder}\nCMD*/\n`;
    const path = 'commands/Cart/_go.js';
    const parsed = bot({ [path]: header('Basket') });
    assert.equal(parsed.commands[0]?.folder, 'Basket');
    assert.deepEqual(parsed.findings, [
      { reason: 'other-folder', path, line: 3, folder: 'Basket', directory: 'Cart' },
    ]);
  });

  const directories: readonly (readonly [directory: string, folder: string])[] = [
    ['Cart', 'Cart'],
    ['_start', '/start'],
    ['Cart ', 'Cart '],
    ['Cart', 'Cart '],
    ['cart (0a1b2c)', 'Cart'],
    ['CON_', 'CON'],
  ];
  for (const [directory, folder] of directories) {
    it(`takes the directory "${directory}" for that of the folder "${folder}"`, () => {
      const text = `/*CMD\n  command: /go\n  folder: ${folder}\nCMD*/\n`;
      assert.deepEqual(bot({ [`commands/${directory}/_go.js`]: text }).findings, []);
    });
  }

  it('finds paths that are one on some disks, and reads both', () => {
    const parsed = bot({ 'commands/Cart/a.js': 'one();\n', 'commands/cart/A.js': 'two();\n' });
    assert.deepEqual(
      parsed.commands.map(({ code }) => code),
      ['one();', 'two();'],
    );
    assert.deepEqual(parsed.findings, [
      { reason: 'same-path', path: 'commands/cart/A.js', otherPath: 'commands/Cart/a.js' },
    ]);
  });

  it('finds a file that is not UTF-8, and reads the rest', () => {
    const files = new Map([
      ['bot.json', new TextEncoder().encode(botJson)],
      ['commands/_go.js', new TextEncoder().encode('go();\n')],
      ['commands/latin.js', Uint8Array.from([0x41, 0xe9])],
    ]);
    const parsed = parseBotBytes(files);
    assert.deepEqual(
      parsed.commands.map(({ name }) => name),
      ['/go'],
    );
    assert.deepEqual(parsed.findings, [{ reason: 'not-text', path: 'commands/latin.js' }]);
  });

  it('passes on what is wrong in a command', () => {
    const parsed = bot({ 'commands/_go.js': '/*CMD\n' });
    assert.deepEqual(parsed.findings, [{ reason: 'header-not-closed', path: 'commands/_go.js', line: 1 }]);
  });

  const wrong: readonly (readonly [string, string, readonly string[]])[] = [
    ['no JSON', 'name: Corner', ['bot-file-unreadable']],
    ['a list', '[]', ['bot-file-unreadable']],
    ['null', 'null', ['bot-file-unreadable']],
    ['another version', '{"bb_sync_version":"2.0","name":"Corner"}', ['unknown-version']],
    ['a version that is a number', '{"bb_sync_version":1.0,"name":"Corner"}', ['unknown-version']],
    ['neither version nor name', '{}', ['unknown-version', 'no-bot-name']],
  ];
  for (const [what, json, reasons] of wrong) {
    it(`finds ${what} in bot.json and reads the rest`, () => {
      const parsed = bot({ 'bot.json': json, 'commands/_go.js': 'go();' });
      assert.deepEqual(
        parsed.findings.map(({ reason }) => reason),
        reasons,
      );
      assert.ok(parsed.findings.every((finding) => severityOf(finding) === 'error'));
      assert.equal(parsed.commands.length, 1);
    });
  }

  it('finds that there is no bot.json', () => {
    const parsed = parseBot(new Map([['commands/_go.js', 'go();']]));
    assert.deepEqual(parsed.findings, [{ reason: 'no-bot-file', path: 'bot.json' }]);
    assert.equal(parsed.name, null);
    assert.equal(parsed.commands.length, 1);
  });
});
