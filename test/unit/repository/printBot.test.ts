import assert from 'node:assert/strict';

import { parseBotFolder, printBotFolder } from '../../../src/repository/format/botFolder';
import { withField } from '../../../src/repository/format/editCommandFile';
import { normalise } from '../../../src/repository/format/normalise';
import { parseBot } from '../../../src/repository/format/parseBot';
import { printBot } from '../../../src/repository/format/printBot';
import { readDemoFiles } from './demoFiles';

for (const folder of ['shop', 'quiz']) {
  describe(`demo bot "${folder}": read and printed`, () => {
    const files = readDemoFiles(folder);

    it('gives the same bytes from its layout', () => {
      const printed = printBotFolder(parseBotFolder(files));
      assert.ok(printed.size > 10);
      for (const [path, text] of printed) assert.equal(text, files.get(path), path);
      const ofTheFormat = [...files.keys()].filter((path) => path !== 'README.md');
      assert.deepEqual([...printed.keys()].sort(), ofTheFormat.sort());
    });

    it('is written anew and reads the same, under the same paths', () => {
      const bot = parseBot(files);
      const { files: written, paths, refused } = printBot({ ...bot, name: bot.name ?? '' });
      assert.deepEqual(refused, []);
      assert.deepEqual(
        paths,
        bot.commands.map(({ path }) => path),
      );
      assert.deepEqual(parseBot(written), bot);
    });

    it('can be read again after a change in one file', () => {
      const layout = parseBotFolder(files);
      const path = 'commands/_start.js';
      const file = withField(layout.commands.get(path)!, 'help', 'Another', { path });
      const printed = printBotFolder({ ...layout, commands: new Map(layout.commands).set(path, file) });
      const changed = [...printed].filter(([each, text]) => files.get(each) !== text);
      assert.deepEqual(
        changed.map(([each]) => each),
        [path],
      );
    });
  });
}

describe('printBot', () => {
  const command = {
    name: '/go',
    folder: null,
    help: null,
    needReply: null,
    autoRetryTime: null,
    answer: null,
    keyboard: null,
    aliases: [],
    group: null,
    code: 'run();',
  };

  it('writes what it can and names what the format cannot hold', () => {
    const { files, paths, refused } = printBot({
      name: 'Corner',
      csvUrl: 'https://example.org/a.csv',
      commands: [command, { ...command, name: '' }, { ...command, name: '*', folder: 'Cart ' }],
      libraries: [
        { name: 'Money', code: 'publish({});' },
        { name: 'a/b', code: '' },
        { name: 'MONEY', code: '' },
      ],
    });
    assert.deepEqual(
      [...files.keys()],
      ['bot.json', 'commands/_go.js', 'commands/Cart/_.js', 'libs/Money.js'],
    );
    assert.equal(files.get('libs/Money.js'), 'publish({});');
    assert.deepEqual(paths, ['commands/_go.js', null, 'commands/Cart/_.js']);
    assert.deepEqual(refused, [
      { kind: 'command', name: '', refusal: { reason: 'no-name' } },
      { kind: 'library', name: 'a/b', refusal: { reason: 'bad-library-name', name: 'a/b' } },
      { kind: 'library', name: 'MONEY', refusal: { reason: 'bad-library-name', name: 'MONEY' } },
    ]);
    const { commands, csvUrl, findings } = parseBot(files);
    assert.deepEqual(findings, []);
    assert.equal(csvUrl, 'https://example.org/a.csv');
    assert.equal(commands.find(({ name }) => name === '*')?.folder, 'Cart ');
  });

  it('is read as the same commands, also where files had to be called otherwise', () => {
    const names = ['*', '?', 'CON', 'go', 'GO', '/go', '/go', 'a.', 'x '.repeat(200).trim()];
    const commands = names.flatMap((name) => [
      { ...command, name },
      { ...command, name, folder: 'Cart' },
      { ...command, name, folder: 'cart.' },
    ]);
    const { files, refused } = printBot({ name: 'Corner', csvUrl: null, commands, libraries: [] });
    assert.deepEqual(refused, []);
    const read = parseBot(files).commands.map(({ path: _, ...each }) => JSON.stringify(normalise(each)));
    assert.deepEqual(read.sort(), commands.map((each) => JSON.stringify(normalise(each))).sort());
  });
});
