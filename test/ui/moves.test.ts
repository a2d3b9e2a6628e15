import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Locator } from 'playwright-core';

import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { signInWithKey } from './harness/signIn';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import type { RowName } from './harness/tree';
import { keepEvidence, Workbench } from './harness/workbench';

/** Of a bot: titles of folders with the names of the commands in them, those of the root under an empty title. */
function contentsOf(server: Sandbox, botId: number): Record<string, string[]> {
  const commands = server.store.commands(botId);
  const namesIn = (folderId: number | null) =>
    commands
      .filter((command) => command.commands_folder_id === folderId)
      .map(({ command }) => command ?? '')
      .sort();
  const folders = server.store.folders(botId).map(({ id, title }) => [title ?? '', namesIn(id)] as const);
  return Object.fromEntries([['', namesIn(null)], ...folders]);
}

async function untilContents(
  server: Sandbox,
  botId: number,
  expected: Record<string, string[]>,
): Promise<void> {
  const sorted = (contents: Record<string, string[]>) => JSON.stringify(Object.entries(contents).sort());
  await eventually(
    () => Promise.resolve(contentsOf(server, botId)),
    (contents) => sorted(contents) === sorted(expected),
    'The contents of the bot',
  );
}

for (const theme of themes) {
  describe(`Moving and copying in the tree, ${theme}`, () => {
    let shop: TeaShop;
    let server: Sandbox;
    let workbench: Workbench;
    let coffeeId: number;

    before(async function () {
      this.timeout(120_000);
      shop = await TeaShop.open(
        {
          folders: ['Main', 'Extras'],
          commands: [
            { name: '/start', code: 'start\n', answer: 'Welcome to the tea shop', aliases: ['hi'] },
            { name: '/help', code: 'help\n', answer: 'Ask us' },
            { name: '🍕 Pizza', code: 'pizza\n' },
            { name: '/menu', code: 'menu\n', folder: 'Main' },
            { name: '/order', code: 'order\n', folder: 'Main' },
          ],
        },
        { theme },
      );
      ({ server, workbench } = shop);
      coffeeId = seedBot(server.store, {
        name: 'Coffee Bar',
        folders: ['Hot'],
        commands: [
          { name: '/start', code: 'coffee\n', answer: 'Welcome to the bar', folder: 'Hot' },
          { name: '/help', code: 'help\n', answer: 'Ask us' },
        ],
      }).id;
      await workbench.run('Bots.Business: Refresh');
      await workbench.tree('Bots').expand('Coffee Bar');
      await workbench.tree('Bots').expand('Tea Shop');
      const below = ['Extras', 'Main', '/help', '/start', '🍕 Pizza'];
      await workbench.tree('Bots').waitForLabels(['Coffee Bar', 'Hot', '/help', 'Tea Shop', ...below]);
    });
    afterEach(async function () {
      server.faults.clear();
      await keepEvidence(this.currentTest, workbench);
    });
    after(() => shop.dispose());

    const tree = () => workbench.tree('Bots');
    const shot = (name: string) => workbench.screenshot(`moves-${theme}-${name}`);
    const isCut = (name: string) =>
      eventually(
        () => tree().description(['Tea Shop', name]),
        (text) => text.startsWith('Cut'),
        `${name} is cut`,
      );
    /** Selects rows and presses a key until that counts: rows that are drawn anew at this moment lose the click. */
    const pressOn = async (rows: readonly RowName[], key: string, sign: Locator) => {
      const isSeen = async () => {
        for (const [index, row] of rows.entries()) {
          const found = await tree().row(row);
          await found.click({ timeout: 2_000, ...(index === 0 ? {} : { modifiers: ['ControlOrMeta'] }) });
        }
        await workbench.press(key);
        await sign.waitFor({ timeout: 3_000 });
      };
      const isTaken = () =>
        isSeen().then(
          () => true,
          () => sign.isVisible(),
        );
      await eventually(isTaken, (taken) => taken, `${key} is taken`);
    };
    const said = (text: string) => workbench.page.locator('.part.statusbar').getByText(text);
    const notice = (text: string) => workbench.notices.notice(text);

    it('cuts several, shows it, takes it back with Escape, and moves them where they are pasted', async () => {
      const rows = [
        ['Tea Shop', '/help'],
        ['Tea Shop', '🍕 Pizza'],
      ];
      await pressOn(rows, 'Control+x', said('2 commands cut'));
      await isCut('/help');
      await isCut('🍕 Pizza');
      await shot('1-cut');
      await workbench.press('Escape');
      await eventually(
        () => tree().description(['Tea Shop', '/help']),
        (text) => text === 'Ask us',
        'Nothing is cut',
      );
      await said('2 commands cut').waitFor({ state: 'hidden' });
      await pressOn(rows, 'Control+x', said('2 commands cut'));
      await isCut('/help');
      await pressOn(['Extras'], 'Control+v', (await tree().row('Extras')).getByText('2'));
      await untilContents(server, shop.botId, {
        '': ['/start'],
        Main: ['/menu', '/order'],
        Extras: ['/help', '🍕 Pizza'],
      });
      await tree().waitForLabels((labels) => labels[labels.indexOf('Extras') + 2] === '🍕 Pizza');
    });

    it('copies to another bot after showing what clashes, and says what became of each', async () => {
      const rows = [
        ['Tea Shop', 'Extras', '/help'],
        ['Tea Shop', '/start'],
        ['Tea Shop', 'Main', '/menu'],
      ];
      await pressOn(rows, 'Control+c', said('3 commands copied'));
      const question = workbench.quickInput.element.filter({
        hasText: 'Copy 3 Commands to Coffee Bar: 2 Clash',
      });
      await pressOn(['Coffee Bar'], 'Control+v', question);
      await workbench.quickInput.pick('/start');
      await workbench.quickInput.waitFor('Coffee Bar has it in the folder Hot');
      await shot('2-one-clash');
      await workbench.quickInput.pick('Compare');
      await workbench.editor.waitForTab(/What Would Replace It/);
      await workbench.quickInput.waitFor('Coffee Bar has it in the folder Hot');
      await shot('2-one-clash-compared');
      await workbench.quickInput.pick('Replace');
      await workbench.quickInput.waitFor('1 new, 1 replaced, 1 skipped');
      await shot('3-clashes');
      await workbench.quickInput.pick('Copy');
      await workbench.notices.waitFor(
        '2 of 3 commands were copied to Coffee Bar; the originals stay. 1 skipped.',
      );
      assert.deepEqual(contentsOf(server, coffeeId), { '': ['/help', '/menu'], Hot: ['/start'] });
      const replaced = server.store.commands(coffeeId).find(({ command }) => command === '/start');
      assert.deepEqual([replaced?.code, replaced?.answer], ['start\n', 'Welcome to the tea shop']);
      await workbench.run('View: Close All Editors');
      await workbench.notices.press('2 of 3 commands were copied', 'Show Report');
      await workbench.editor.waitForText(/# Copy to Coffee Bar[^]*## Created[^]*- \/menu[^]*## Skipped/);
      await shot('4-report');
      await workbench.run('View: Close All Editors');
      await workbench.run('Notifications: Clear All Notifications');
    });

    it('lists what failed with the reason, and copies it with Retry', async () => {
      server.faults.add({ kind: 'errors200', endpoint: 'createCommand', message: 'No such luck', times: 1 });
      await pressOn([['Tea Shop', 'Main', '/order']], 'Control+c', said('1 command copied'));
      await pressOn(['Hot'], 'Control+v', notice('/order: The server refused: No such luck'));
      await shot('5-failed');
      await workbench.notices.press('No such luck', 'Retry');
      await untilContents(server, coffeeId, { '': ['/help', '/menu'], Hot: ['/order', '/start'] });
    });

    it('copies a folder that is dragged onto another bot, once the person agrees', async () => {
      await tree().drag('Extras', 'Coffee Bar');
      assert.match(
        await workbench.dialog.text(),
        /Copy Extras with 2 commands to Coffee Bar\?[^]*The originals stay/,
      );
      await shot('6-drag-to-bot');
      await workbench.dialog.press('Copy');
      await workbench.quickInput.waitFor('1 new, 1 skipped');
      await workbench.quickInput.pick('/help');
      await workbench.quickInput.pick('Keep Both');
      await workbench.quickInput.pick('Copy');
      await untilContents(server, coffeeId, {
        '': ['/help', '/menu'],
        Hot: ['/order', '/start'],
        Extras: ['/help2', '🍕 Pizza'],
      });
      await workbench.notices.waitFor('2 of 2 commands were copied to Coffee Bar');
      await workbench.run('Notifications: Clear All Notifications');
    });

    it('offers to merge a folder that is dragged onto another one', async () => {
      await tree().collapse('Coffee Bar');
      await tree().drag('Extras', 'Main');
      assert.match(
        await workbench.dialog.text(),
        /Folders cannot lie in folders[^]*Merge Extras into Main\?/,
      );
      await shot('7-merge');
      await workbench.dialog.press('Merge');
      await untilContents(server, shop.botId, {
        '': ['/start'],
        Main: ['/help', '/menu', '/order', '🍕 Pizza'],
      });
    });

    it('duplicates from the menu, under a name that is asked for', async () => {
      await tree().contextMenu(['Tea Shop', '/start'], 'Duplicate');
      await workbench.quickInput.waitFor('Duplicate /start');
      assert.equal(await workbench.quickInput.input.inputValue(), '/start2');
      await shot('8-duplicate');
      await workbench.quickInput.accept();
      await untilContents(server, shop.botId, {
        '': ['/start', '/start2'],
        Main: ['/help', '/menu', '/order', '🍕 Pizza'],
      });
      await workbench.notices.waitFor('Two commands share a name or alias now');
      await shot('8-duplicated');
    });

    it('does the same from the menus', async () => {
      await tree().contextMenu(['Tea Shop', '/start2'], 'Cut');
      await isCut('/start2');
      await tree().contextMenu(['Tea Shop', 'Main'], 'Paste');
      await untilContents(server, shop.botId, {
        '': ['/start'],
        Main: ['/help', '/menu', '/order', '/start2', '🍕 Pizza'],
      });
      await tree().contextMenu(['Tea Shop', 'Main'], 'Copy');
      await tree().contextMenu(['Tea Shop', 'Main'], 'Copy to Bot');
      await workbench.quickInput.pick('Tea Shop');
      await workbench.quickInput.waitFor('Duplicate Folder Main');
      await workbench.quickInput.enter('Spare');
      await untilContents(server, shop.botId, {
        '': ['/start'],
        Main: ['/help', '/menu', '/order', '/start2', '🍕 Pizza'],
        Spare: ['/help2', '/menu2', '/order2', '/start3', '🍕 Pizza 2'],
      });
      await tree().contextMenu(['Tea Shop', 'Spare'], 'Merge Folder');
      await workbench.quickInput.waitFor('Merge Spare Into');
      await workbench.quickInput.cancel();
    });

    it('and from the palette', async () => {
      await tree().click(['Tea Shop', '/start']);
      await workbench.run('Bots.Business: Duplicate…');
      await workbench.quickInput.pick('/start');
      await workbench.quickInput.waitFor('Duplicate /start');
      await workbench.quickInput.cancel();
      await workbench.run('Bots.Business: Copy to Bot…');
      await workbench.quickInput.pick('/start');
      await workbench.quickInput.pick('Coffee Bar');
      await workbench.quickInput.pick('Hot');
      await workbench.quickInput.waitFor('It Has This Command Already');
      await workbench.quickInput.cancel();
      await workbench.run('Bots.Business: Merge Folder Into…');
      await workbench.quickInput.pick('Spare');
      await workbench.quickInput.pick('Main');
      await untilContents(server, shop.botId, {
        '': ['/start'],
        Main: [
          '/help',
          '/help2',
          '/menu',
          '/menu2',
          '/order',
          '/order2',
          '/start2',
          '/start3',
          '🍕 Pizza',
          '🍕 Pizza 2',
        ],
      });
    });

    it('asks what becomes of the commands of a folder that is deleted', async () => {
      await pressOn([['Tea Shop', 'Main']], 'Delete', workbench.dialog.element);
      const text = await workbench.dialog.text();
      assert.match(text, /Delete the folder Main\? It holds 10 commands\./);
      await shot('9-delete-folder');
      await workbench.dialog.press('Delete 10 Commands Too');
      await untilContents(server, shop.botId, { '': ['/start'] });
    });
  });
}

describe('Dragging into another window', () => {
  let server: Sandbox;
  let secrets: string;
  let one: Workbench;
  let other: Workbench;
  let coffeeId: number;

  before(async function () {
    this.timeout(180_000);
    server = await startSandbox();
    seedBot(server.store, { name: 'Tea Shop', commands: [{ name: '/start', code: 'base\n' }] });
    coffeeId = seedBot(server.store, { name: 'Coffee Bar' }).id;
    secrets = await mkdtemp(path.join(tmpdir(), 'bbs-secrets-'));
    one = await Workbench.open({
      settings: { 'botsBusiness.api.url': server.url },
      env: { BOTS_BUSINESS_TEST_SECRETS: secrets },
    });
    await signInWithKey(one, server.apiKey);
    other = await one.openWindow();
    await other.openView('Bots.Business');
  });
  afterEach(async function () {
    await keepEvidence(this.currentTest, one, other);
  });
  after(async () => {
    await one.dispose();
    await server.close();
    await rm(secrets, { recursive: true, force: true });
  });

  it('copies what another window gives as text, in which there is no key', async () => {
    await one.comeToFront();
    const given = await dragged(await one.tree('Bots').row(['Tea Shop', '/start']));
    assert.ok(Object.keys(given).length > 0);
    assert.equal(JSON.stringify(given).includes(server.apiKey), false);
    await other.comeToFront();
    await dropped(await other.tree('Bots').row('Coffee Bar'), given);
    assert.match(await other.dialog.text(), /Copy 1 command to Coffee Bar\?/);
    await other.screenshot('moves-other-window');
    await other.dialog.press('Copy');
    await untilContents(server, coffeeId, { '': ['/start'] });
  });
});

/** What VS Code writes of a row when it begins to be dragged: what a drop in another window gets. */
async function dragged(row: Locator): Promise<Record<string, string>> {
  return row.evaluate((target: object) => {
    const element = target as DragTarget;
    const page = globalThis as unknown as DragPage;
    const transfer = new page.DataTransfer();
    element.dispatchEvent(new page.DragEvent('dragstart', { bubbles: true, dataTransfer: transfer }));
    element.dispatchEvent(new page.DragEvent('dragend', { bubbles: true, dataTransfer: transfer }));
    return Object.fromEntries(transfer.types.map((type) => [type, transfer.getData(type)]));
  });
}

/** Drops on a row what came from another window. */
async function dropped(row: Locator, given: Record<string, string>): Promise<void> {
  await row.evaluate((target: object, data) => {
    const element = target as DragTarget;
    const page = globalThis as unknown as DragPage;
    const transfer = new page.DataTransfer();
    for (const [type, text] of Object.entries(data)) transfer.setData(type, text);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      element.dispatchEvent(
        new page.DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }),
      );
    }
  }, given);
}

/** What is used of the page; the tests are compiled without the DOM's types. */
interface DragPage {
  readonly DataTransfer: new () => {
    readonly types: readonly string[];
    getData(type: string): string;
    setData(type: string, text: string): void;
  };
  readonly DragEvent: new (type: string, options: object) => object;
}

interface DragTarget {
  dispatchEvent(event: object): boolean;
}
