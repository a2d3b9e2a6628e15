import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { parseBot } from '../../src/repository/format/parseBot';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { eventually } from './harness/eventually';
import { TeaShop } from './harness/teaShop';
import { keepEvidence, type Workbench } from './harness/workbench';

/** Whole bots between folders of this machine and an account. */
describe('Bot folders', () => {
  let shop: TeaShop;
  let server: Sandbox;
  let workbench: Workbench;
  let folder: string;

  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(path.join(tmpdir(), 'bbs-folders-'));
    shop = await TeaShop.open({
      folders: ['Cart'],
      commands: [
        { name: '/start', code: 'start\r\n', answer: 'Two\nlines', keyboard: 'Yes, No' },
        { name: '/add', code: 'add\n', folder: 'Cart', aliases: ['add'] },
        { name: 'broken', code: '', answer: 'It ends\nCMD*/ here' },
      ],
    });
    ({ server, workbench } = shop);
  });
  afterEach(async function () {
    server.faults.clear();
    await keepEvidence(this.currentTest, workbench);
  });
  after(async () => {
    await shop.dispose();
    await rm(folder, { recursive: true });
  });

  const tree = () => workbench.tree('Bots');
  const inside = (bot: string) => server.store.bots().find(({ name }) => name === bot)?.id ?? 0;
  const commandsOf = (bot: string) =>
    server.store
      .commands(inside(bot))
      .map(({ command }) => command)
      .sort();

  async function writeBot(name: string, files: Record<string, string>): Promise<string> {
    const root = path.join(folder, name);
    const all = { 'bot.json': JSON.stringify({ bb_sync_version: '1.0', name, csv_url: null }), ...files };
    for (const [file, text] of Object.entries(all)) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), text);
    }
    return root;
  }

  /** Answers VS Code's question for a folder, which shows the folders in what was typed. @param holds one of them */
  async function choose(root: string, holds: string, button: string): Promise<void> {
    const { input, element } = workbench.quickInput;
    const accept = element.getByRole('button', { name: button });
    await accept.waitFor();
    // It writes a folder of its own when it is ready, and takes no answer while it looks into one.
    await eventually(
      async () => {
        if (!(await accept.isVisible())) return true;
        if ((await input.inputValue()) !== `${root}/`) await input.fill(`${root}/`);
        else if (await workbench.quickInput.item(holds).isVisible()) {
          // The click before may have been enough, and the question goes at this very moment.
          await accept.click({ timeout: 1000 }).catch(() => undefined);
        }
        return false;
      },
      (isAnswered) => isAnswered,
      'The question for a folder is answered',
    );
  }

  it('come in as a new bot, after a look at what will be made', async () => {
    const root = await writeBot('Flower Stall', {
      'commands/_start.js': '/*CMD\n  command: /start\n  answer: Hello\nCMD*/\n\nBot.run("x");\n',
      'commands/Cart/_add.js': '/*CMD\n  command: /add\n  folder: Cart\n  colour: red\nCMD*/\n\nadd();\n',
      'commands/Cart/_drop.js': 'drop();\n',
      'libs/FlowerPrices.js': 'publish({});\n',
    });
    await workbench.run('Bots.Business: Import Bot Folder…');
    await choose(root, 'commands', 'Import');
    await workbench.quickInput.pick('New bot Flower Stall');
    const asked = await workbench.dialog.text();
    assert.match(asked, /Import Flower Stall as a new bot of you@sandbox\.invalid\?/);
    assert.match(asked, /3 commands in 1 folder: /);
    assert.match(asked, /Not imported: the library FlowerPrices\./);
    assert.match(asked, /commands\/Cart\/_add\.js:4: The key colour is not known/);
    await workbench.screenshot('import-preview');
    await workbench.dialog.press('Choose Commands…');
    await workbench.quickInput.item('/drop').waitFor();
    await workbench.screenshot('import-choose');
    await workbench.quickInput.tick('/drop');
    await workbench.quickInput.accept();
    assert.match(await workbench.dialog.text(), /2 commands in 1 folder: /);
    await workbench.dialog.press('Import');
    await workbench.notices.waitFor('2 commands were created in Flower Stall.');
    assert.deepEqual(commandsOf('Flower Stall'), ['/add', '/start']);
    await tree().row('Flower Stall');
    await workbench.screenshot('import-done');
    await workbench.notices.press('2 commands were created in Flower Stall.', 'Show Report');
    await workbench.editor.waitForTab('Import of Flower Stall.md');
    await workbench.screenshot('import-report');
  });

  it('give a bot what it lacks, and try again what failed', async () => {
    const root = await writeBot('Flower Stall', {
      'commands/_late.js': 'late();\n',
      'commands/_never.js': 'never();\n',
    });
    server.faults.add({ kind: 'status', status: 500, endpoint: 'createCommand', times: 1 });
    await tree().contextMenu('Flower Stall', 'Import Bot Folder…');
    await choose(root, 'commands', 'Import');
    const asked = await workbench.dialog.text();
    assert.match(asked, /Import commands into Flower Stall/);
    assert.match(asked, /2 commands that the bot has already stay as they are/);
    // What is left out stays out, also when the rest is tried again.
    await workbench.dialog.press('Choose Commands…');
    await workbench.quickInput.tick('/never');
    await workbench.quickInput.accept();
    await workbench.dialog.press('Import');
    await workbench.notices.waitFor('1 of 2 commands were created in Flower Stall.');
    await workbench.screenshot('import-one-failed');
    await workbench.notices.press('1 of 2 commands were created in Flower Stall.', 'Import the Rest');
    await workbench.notices.waitFor('1 command was created in Flower Stall.');
    assert.deepEqual(commandsOf('Flower Stall'), ['/add', '/drop', '/late', '/start']);
  });

  it('that hold no bot are refused with the reason', async () => {
    const root = path.join(folder, 'notes');
    await mkdir(path.join(root, 'papers'), { recursive: true });
    await workbench.viewMenu('Bots', 'Import Bot Folder…');
    await choose(root, 'papers', 'Import');
    await workbench.notices.waitFor('holds no bot: there is no folder “commands” in it');
  });

  it('are written, and say what the format cannot hold', async () => {
    const root = path.join(folder, 'out');
    await mkdir(path.join(root, 'mine'), { recursive: true });
    await writeFile(path.join(root, 'mine/notes.txt'), 'mine');
    await tree().contextMenu('Tea Shop', 'Export Bot to Folder…');
    await choose(root, 'mine', 'Export Here');
    const asked = await workbench.dialog.text();
    assert.match(asked, /Export Tea Shop to .*out\/Tea Shop\?/);
    assert.match(asked, /2 commands in 1 folder, as files\./);
    assert.match(asked, /broken: A line of answer begins with CMD\*\/, which ends a header\./);
    await workbench.screenshot('export-preview');
    await workbench.dialog.press('Export');
    await workbench.notices.waitFor(/Tea Shop was exported to .* 1 command was left out\./);
    const written = path.join(root, 'Tea Shop');
    const entries = await readdir(written, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(written, path.join(entry.parentPath, entry.name)))
      .sort();
    assert.deepEqual(files, ['bot.json', 'commands/Cart/_add.js', 'commands/_start.js']);
    const texts = await Promise.all(files.map((file) => readFile(path.join(written, file), 'utf8')));
    const bot = parseBot(new Map(files.map((file, index) => [file, texts[index] ?? ''])));
    assert.deepEqual(
      bot.commands.map(({ name, answer, keyboard, aliases, code }) => [
        name,
        answer,
        keyboard,
        aliases,
        code,
      ]),
      [
        ['/add', null, null, ['add'], 'add\n'],
        ['/start', 'Two\nlines', 'Yes, No', [], 'start\r\n'],
      ],
    );
    await workbench.notices.press(/Tea Shop was exported to/, 'Show Report');
    await workbench.editor.waitForTab('Export of Tea Shop.md');
    await workbench.screenshot('export-report');
    // Neither the folder nor the bot's own in it is free now.
    await workbench.run('Bots.Business: Export Bot to Folder…');
    await workbench.quickInput.pick(/^.*Tea Shop$/);
    await choose(root, 'mine', 'Export Here');
    await workbench.notices.waitFor('is not empty, and neither is Tea Shop in it');
    await eventually(
      () => readFile(path.join(root, 'mine/notes.txt'), 'utf8'),
      (text) => text === 'mine',
      'What was there stays',
    );
  });
});
