import assert from 'node:assert/strict';

import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { signInAgain, signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

const start = 'Bot.sendMessage("Welcome");\n';

/** A server with one bot, and a window that is signed in to it. */
class Shop {
  private constructor(
    readonly server: Sandbox,
    readonly workbench: Workbench,
    readonly botId: number,
  ) {}

  static async open(theme: 'dark' | 'light'): Promise<Shop> {
    const server = await startSandbox();
    const bot = seedBot(server.store, {
      name: 'Tea Shop',
      folders: ['Main', 'Extras'],
      commands: [
        { name: '/start', code: start, answer: 'Welcome to the tea shop' },
        { name: '/help', code: 'help' },
        { name: '/old1', code: '1' },
        { name: '/old2', code: '2' },
        ...['/menu', '/order', '/pay', '/cancel'].map((name) => ({ name, code: name, folder: 'Main' })),
      ],
    });
    const workbench = await Workbench.open({ theme, settings: { 'botsBusiness.api.url': server.url } });
    await signInWithKey(workbench, server.apiKey);
    await untilClicksArrive(workbench);
    return new Shop(server, workbench, bot.id);
  }

  async dispose(): Promise<void> {
    await this.workbench.dispose();
    await this.server.close();
  }

  command(name: string) {
    return this.server.store.commands(this.botId).find(({ command }) => command === name);
  }

  get names(): (string | null)[] {
    return this.server.store.commands(this.botId).map(({ command }) => command);
  }

  /** Titles of folders, each with the number of commands in it. */
  get folders(): Record<string, number> {
    const commands = this.server.store.commands(this.botId);
    return Object.fromEntries(
      this.server.store
        .folders(this.botId)
        .map(({ id, title }) => [
          title ?? '',
          commands.filter((each) => each.commands_folder_id === id).length,
        ]),
    );
  }

  folderOf(name: string): string | null | undefined {
    const id = this.command(name)?.commands_folder_id;
    return this.server.store.folders(this.botId).find((folder) => folder.id === id)?.title;
  }

  /** Waits until the folders are these. */
  async untilFolders(expected: Record<string, number>, timeout?: number): Promise<void> {
    const sorted = (folders: Record<string, number>) => JSON.stringify(Object.entries(folders).sort());
    await eventually(
      () => Promise.resolve(this.folders),
      (folders) => sorted(folders) === sorted(expected),
      'The folders',
      timeout,
    );
  }
}

/** While a bot is first read its rows are drawn more than once, and a click in between is nobody's. */
async function untilClicksArrive(workbench: Workbench): Promise<void> {
  const tab = workbench.editor.tab('_help.js');
  await eventually(
    async () => {
      await workbench.tree('Bots').doubleClick(['Tea Shop', '/help']);
      return tab.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    },
    (opened) => opened,
    'A double click opens a command',
  );
  await workbench.editor.closeTab('_help.js');
  await tab.waitFor({ state: 'detached' });
}

/** Clicks a row and presses F2, again when the row was drawn anew at that moment. */
async function renameByKey(workbench: Workbench, row: string, title: string): Promise<void> {
  await eventually(
    async () => {
      await workbench.tree('Bots').click(row);
      await workbench.press('F2');
      const asked = workbench.quickInput.element.filter({ hasText: title });
      return asked.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    },
    (asked) => asked,
    title,
  );
}

describe('Commands in the tree', () => {
  let shop: Shop;

  before(async function () {
    this.timeout(120_000);
    shop = await Shop.open('dark');
  });
  afterEach(async function () {
    shop.server.faults.clear();
    await keepEvidence(this.currentTest, shop.workbench);
  });
  after(() => shop.dispose());

  it('creates a command, which opens at once', async () => {
    const { workbench } = shop;
    const tree = workbench.tree('Bots');
    await tree.inlineAction('Tea Shop', 'New Command');
    await workbench.quickInput.waitFor('New Command in Tea Shop');
    await workbench.screenshot('tree-1-new-command');
    await workbench.quickInput.type('/help');
    await workbench.quickInput.message.filter({ hasText: 'has a command /help already' }).waitFor();
    await workbench.screenshot('tree-2-name-taken');
    await workbench.quickInput.accept();
    await workbench.quickInput.enter('/tea');
    await workbench.editor.waitForTab('_tea.js');
    await workbench.editor.insertAt('start', 'Bot.sendMessage("Tea");\n');
    await workbench.editor.waitForDirty('_tea.js', true);
    await workbench.editor.saveAndWait('_tea.js');
    assert.equal(shop.command('/tea')?.code, 'Bot.sendMessage("Tea");\n');
    assert.equal(await (await tree.row('/tea')).getAttribute('aria-selected'), 'true');
    await workbench.screenshot('tree-3-created');
  });

  it('renames with F2 what is unsaved: the tab has the new name and the text', async () => {
    const { workbench } = shop;
    await workbench.tree('Bots').doubleClick('/start');
    await workbench.editor.waitForTab('_start.js');
    await workbench.editor.insertAt('start', '// mine\n');
    await workbench.editor.waitForDirty('_start.js', true);
    await renameByKey(workbench, '/start', 'Rename Command /start');
    const selected = await workbench.quickInput.input.evaluate((input) => {
      const { value, selectionStart, selectionEnd } = input as unknown as {
        value: string;
        selectionStart: number;
        selectionEnd: number;
      };
      return value.slice(selectionStart, selectionEnd);
    });
    assert.equal(selected, '/start');
    await workbench.screenshot('tree-4-rename');
    await workbench.quickInput.enter('/begin');
    await workbench.editor.waitForTab('_begin.js');
    await workbench.editor.waitForDirty('_begin.js', true);
    await workbench.editor.waitForText(/^\/\/ mine\nBot\.sendMessage/);
    assert.equal((await workbench.editor.tabs()).includes('_start.js'), false);
    assert.equal(shop.command('/begin')?.code, start);
    assert.equal(shop.command('/start'), undefined);
    await workbench.screenshot('tree-5-renamed');
    await workbench.editor.focus();
    await workbench.editor.saveAndWait('_begin.js');
    assert.equal(shop.command('/begin')?.code, `// mine\n${start}`);
  });

  it('acts with a key on the row that has the keyboard, not on the one that was clicked before', async () => {
    const { workbench } = shop;
    await workbench.tree('Bots').click('/begin');
    await workbench.press('ArrowDown');
    await workbench.press('F2');
    await workbench.quickInput.waitFor('Rename Command /help');
    await workbench.quickInput.cancel();
    assert.equal(await workbench.editor.tab('_help.js').count(), 0);
  });

  it('moves by drag and drop into a folder and back to the bot', async () => {
    const { workbench } = shop;
    const tree = workbench.tree('Bots');
    await tree.drag('/begin', 'Extras');
    // The folder unfolds to show it.
    await tree.waitForLabels((labels) => labels[labels.indexOf('Extras') + 1] === '/begin');
    assert.equal(shop.folderOf('/begin'), 'Extras');
    await workbench.screenshot('tree-6-moved');
    await tree.drag('/begin', 'Tea Shop');
    await shop.untilFolders({ Main: 4, Extras: 0 });
    await eventually(
      async () => (await tree.row('/begin')).getAttribute('aria-level'),
      (level) => level === '2',
      'The row lies below the bot',
    );
  });

  it('moves several from the menu, into a folder that is made for them', async () => {
    const { workbench } = shop;
    const tree = workbench.tree('Bots');
    await tree.click('/old1');
    await (await tree.row('/old2')).click({ modifiers: ['ControlOrMeta'] });
    await tree.contextMenu('/old2', 'Move to Folder');
    await workbench.quickInput.waitFor('Move 2 Commands to Folder');
    await workbench.screenshot('tree-7-move-to-folder');
    await workbench.quickInput.pick(/New Folder/);
    await workbench.quickInput.waitFor('New Folder in Tea Shop');
    await workbench.quickInput.enter('Old');
    await shop.untilFolders({ Main: 4, Extras: 0, Old: 2 });
    await tree.waitForLabels(
      (labels) => labels.slice(labels.indexOf('Old'), labels.indexOf('/begin')).join() === 'Old,/old1,/old2',
    );
    await workbench.screenshot('tree-8-moved-several');
  });

  it('deletes several after a question that names them, unsaved text included', async () => {
    const { workbench } = shop;
    const tree = workbench.tree('Bots');
    await tree.doubleClick(['Tea Shop', 'Old', '/old1']);
    await workbench.editor.waitForTab('_old1.js');
    await workbench.editor.insertAt('start', '// unsaved\n');
    await workbench.editor.waitForDirty('_old1.js', true);
    await tree.click(['Tea Shop', 'Old', '/old1']);
    await workbench.press('Delete');
    const one = await workbench.dialog.text();
    assert.match(one, /Delete the command \/old1 of Tea Shop\?/);
    assert.match(one, /unsaved text in the editor goes too/);
    assert.match(one, /Restore Deleted Command… brings back/);
    await workbench.screenshot('tree-9-delete-one');
    await workbench.dialog.press('Cancel');
    assert.ok(shop.names.includes('/old1'));
    await (await tree.row(['Tea Shop', 'Old', '/old2'])).click({ modifiers: ['ControlOrMeta'] });
    await workbench.press('Delete');
    assert.match(
      await workbench.dialog.text(),
      /Delete 2 commands of Tea Shop\?\s+\/old1 \(with unsaved text\)\s+\/old2/,
    );
    await workbench.screenshot('tree-10-delete-several');
    await workbench.dialog.press('Delete 2 Commands');
    await shop.untilFolders({ Main: 4, Extras: 0, Old: 0 });
    await workbench.editor.tab('_old1.js').waitFor({ state: 'detached' });
    assert.equal(
      shop.names.some((name) => name?.startsWith('/old')),
      false,
    );
  });

  it('deletes an empty folder at once, and asks about another', async () => {
    const { workbench } = shop;
    const tree = workbench.tree('Bots');
    await tree.contextMenu('Old', 'Delete');
    await shop.untilFolders({ Main: 4, Extras: 0 });
    await tree.waitForLabels((labels) => !labels.includes('Old'));
    await tree.contextMenu('Main', 'Delete');
    assert.match(await workbench.dialog.text(), /Delete the folder Main\? It holds 4 commands\./);
    await workbench.screenshot('tree-11-not-empty');
    await workbench.dialog.press('Cancel');
    assert.deepEqual(shop.folders, { Extras: 0, Main: 4 });
  });

  it('offers all of it in the palette, with the command of the editor first', async () => {
    const { workbench } = shop;
    await workbench.editor.tab('_tea.js').click();
    await workbench.run('Bots.Business: Rename…');
    await workbench.quickInput.waitFor('Which command or folder, or the bot?');
    assert.deepEqual((await workbench.quickInput.labels()).slice(0, 2), ['/tea', '/begin']);
    await workbench.screenshot('tree-12-palette');
    await workbench.quickInput.pick('/begin');
    await workbench.quickInput.waitFor('Rename Command /begin');
    await workbench.quickInput.enter('/start');
    await workbench.editor.tab('_start.js').waitFor();
    assert.ok(shop.command('/start'));
  });

  it('says what failed and leaves everything as it was', async () => {
    const { workbench } = shop;
    shop.server.faults.add({ kind: 'errors200', endpoint: 'editCommand', message: 'No such luck' });
    await renameByKey(workbench, '/start', 'Rename Command /start');
    await workbench.quickInput.enter('/never');
    await workbench.notices.waitFor('The server refused: No such luck');
    await workbench.screenshot('tree-13-refused');
    await workbench.tree('Bots').row('/start');
    assert.ok(shop.command('/start'));
  });
});

describe('Folders in the tree', () => {
  let shop: Shop;

  before(async function () {
    this.timeout(120_000);
    shop = await Shop.open('light');
  });
  afterEach(async function () {
    shop.server.faults.clear();
    await keepEvidence(this.currentTest, shop.workbench);
  });
  after(() => shop.dispose());

  const interrupt = async (title: string, to: string) => {
    const { workbench, server } = shop;
    server.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand', after: 1, times: 1 });
    await renameByKey(workbench, title, `Rename Folder ${title}`);
    await workbench.quickInput.enter(to);
    await workbench.notices.waitFor(`Renaming ${title} to ${to} stopped with 1 of 4 commands moved`);
    // The row is drawn once more when the rename is over.
    const row = await workbench.tree('Bots').row(`${title} → ${to}`);
    await row.locator('.codicon-warning').waitFor();
  };

  it('renames a folder, and the open editor with unsaved text comes along', async () => {
    const { workbench } = shop;
    const tree = workbench.tree('Bots');
    await tree.doubleClick(['Tea Shop', 'Main', '/menu']);
    await workbench.editor.waitForTab('_menu.js');
    await workbench.editor.insertAt('start', '// mine\n');
    await workbench.editor.waitForDirty('_menu.js', true);
    await tree.contextMenu('Main', 'Rename');
    await workbench.quickInput.enter('Kitchen');
    await shop.untilFolders({ Kitchen: 4, Extras: 0 });
    await tree.waitForLabels((labels) => labels.includes('Kitchen') && !labels.includes('Main'));
    await workbench.page.locator('.breadcrumbs-control').getByText('Kitchen', { exact: true }).waitFor();
    await workbench.editor.waitForDirty('_menu.js', true);
    await workbench.screenshot('tree-20-folder-renamed');
    await workbench.editor.focus();
    await workbench.editor.saveAndWait('_menu.js');
    assert.equal(shop.command('/menu')?.code, '// mine\n/menu');
  });

  it('shows an interrupted rename as a row, also after a reload, and continues it', async () => {
    const { workbench } = shop;
    await interrupt('Kitchen', 'Shop');
    const row = 'Kitchen → Shop';
    assert.equal(await workbench.tree('Bots').description(row), 'stopped at 1 of 4');
    await (await workbench.tree('Bots').row(row)).hover();
    await workbench.screenshot('tree-21-interrupted');
    await workbench.reload();
    await workbench.openView('Bots.Business');
    await workbench.tree('Bots').expand('Tea Shop');
    assert.equal(await workbench.tree('Bots').description(row), 'stopped at 1 of 4');
    await workbench.screenshot('tree-22-interrupted-after-reload');
    await signInAgain(workbench, shop.server.apiKey);
    await workbench
      .tree('Bots')
      .waitForLabels((labels) => labels.includes(row) && !labels.includes('Sign in again'));
    assert.deepEqual(shop.folders, { Extras: 0, Kitchen: 3, Shop: 1 });
    // The list that follows a sign-in draws the row anew; a button that is pressed at that moment is not pressed.
    await eventually(
      async () => {
        await workbench.tree('Bots').inlineAction(row, 'Continue');
        return shop.untilFolders({ Extras: 0, Shop: 4 }, 3_000).then(
          () => true,
          () => false,
        );
      },
      (done) => done,
      'The rename goes on',
    );
    await workbench.tree('Bots').waitForLabels((labels) => !labels.includes(row));
  });

  it('shows how far a running rename is', async () => {
    const { workbench, server } = shop;
    server.faults.add({ kind: 'latency', ms: 1500, endpoint: 'editCommand', after: 1 });
    await workbench.tree('Bots').contextMenu('Shop', 'Rename');
    await workbench.quickInput.enter('Tea');
    const row = await workbench.tree('Bots').row('Shop → Tea');
    await row.filter({ hasText: '1 of 4 moved' }).waitFor();
    await workbench.screenshot('tree-23-running');
    await row.hover();
    assert.equal(await row.getByRole('button', { name: 'Move Back' }).count(), 0);
    server.faults.clear();
    await shop.untilFolders({ Extras: 0, Tea: 4 });
  });

  it('moves an interrupted rename back', async () => {
    const { workbench } = shop;
    await workbench.tree('Bots').waitForLabels((labels) => labels.includes('Tea'));
    await interrupt('Tea', 'Coffee');
    await workbench.screenshot('tree-24-interrupted-notice');
    await workbench.tree('Bots').contextMenu('Tea → Coffee', 'Move Back');
    await shop.untilFolders({ Extras: 0, Tea: 4 });
    await workbench.tree('Bots').waitForLabels((labels) => !labels.includes('Tea → Coffee'));
  });

  it('does the same from the menu and with the buttons of the row', async () => {
    const { workbench } = shop;
    await interrupt('Tea', 'Milk');
    await workbench.tree('Bots').contextMenu('Tea → Milk', 'Continue');
    await shop.untilFolders({ Extras: 0, Milk: 4 });
    await workbench.tree('Bots').waitForLabels((labels) => !labels.includes('Tea → Milk'));
    await interrupt('Milk', 'Sugar');
    await workbench.tree('Bots').inlineAction('Milk → Sugar', 'Move Back');
    await shop.untilFolders({ Extras: 0, Milk: 4 });
  });
});
