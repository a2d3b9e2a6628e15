import assert from 'node:assert/strict';

import type { Sandbox } from '../../src/sandbox/sandbox';
import { madeUpToken } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { TeaShop } from './harness/teaShop';
import { keepEvidence, type Workbench } from './harness/workbench';

const walkthrough = 'First Steps with Bots.Business';

/** What the menus of rows and of the view lead to; what follows from there has tests of its own. */
describe('Menus', () => {
  let shop: TeaShop;
  let server: Sandbox;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    shop = await TeaShop.open({
      token: madeUpToken(),
      folders: ['Cart'],
      commands: [
        { name: '/start', code: 'start\n' },
        { name: '/add', code: 'add\n', folder: 'Cart' },
      ],
    });
    ({ server, workbench } = shop);
    await workbench.tree('Bots').expand('Tea Shop');
  });
  afterEach(async function () {
    server.faults.clear();
    await keepEvidence(this.currentTest, workbench);
  });
  after(() => shop.dispose());

  const tree = () => workbench.tree('Bots');
  const clipboard = () => workbench.page.evaluate<string>('navigator.clipboard.readText()');
  const state = (bot: string) => tree().description(bot);

  /** What is asked for then, which is cancelled. */
  async function asks(title: string): Promise<void> {
    await workbench.quickInput.waitFor(title);
    await workbench.quickInput.cancel();
  }

  it('of a bot', async () => {
    await tree().contextMenu('Tea Shop', 'New Command');
    await asks('New Command');
    await tree().contextMenu('Tea Shop', 'New Folder');
    await asks('New Folder');
    await tree().contextMenu('Tea Shop', 'New Bot');
    await asks('New Bot');
    await tree().contextMenu('Tea Shop', 'Copy ID');
    await eventually(clipboard, (text) => text === String(shop.botId), 'The id');
    await tree().contextMenu('Tea Shop', 'Copy Name');
    await eventually(clipboard, (text) => text === 'Tea Shop', 'The name');
    await tree().contextMenu('Tea Shop', 'Start Bot');
    await eventually(
      () => state('Tea Shop'),
      (word) => word === 'Running',
      'It runs',
    );
    await tree().contextMenu('Tea Shop', 'Business Connections');
    await asks('Business connections of Tea Shop');
    await tree().contextMenu('Tea Shop', 'Stop Bot');
    await eventually(
      () => state('Tea Shop'),
      (word) => word === 'Stopped',
      'It is stopped',
    );
    await tree().contextMenu('Tea Shop', 'Pin Bot');
    await eventually(
      () => state('Tea Shop'),
      (text) => text.startsWith('Pinned'),
      'It is pinned',
    );
    await tree().contextMenu('Tea Shop', 'Unpin Bot');
    await eventually(
      () => state('Tea Shop'),
      (text) => text === 'Stopped',
      'It is not pinned',
    );
    server.store.updateBot(shop.botId, { token: null });
    await tree().contextMenu('Tea Shop', 'Open in Telegram');
    await workbench.notices.waitFor('Tea Shop has no Telegram token');
    await workbench.notices.close('Tea Shop has no Telegram token');
  });

  it('of a command', async () => {
    await tree().contextMenu('/start', 'Open Command');
    await workbench.editor.waitForTab('_start.js');
    await tree().contextMenu('/start', 'Copy Name');
    await eventually(clipboard, (text) => text === '/start', 'The name');
    await tree().contextMenu('/start', 'Edit Properties');
    await workbench
      .webview()
      .getByLabel('Answer', { exact: true })
      .and(workbench.webview().locator(':focus'))
      .waitFor();
  });

  it('of a folder', async () => {
    await tree().inlineAction('Cart', 'New Command');
    await asks('New Command');
    await tree().contextMenu('Cart', 'Rename');
    await asks('Rename');
  });

  it('of a row that could not be had', async () => {
    const other = server.store.createBot({
      name: 'Coffee Bar',
      token: null,
      status: null,
      status_changed_at: null,
      csv_url: null,
      git_remote: null,
    });
    await workbench.viewAction('Bots', 'Refresh');
    server.faults.add({ kind: 'status', status: 500, endpoint: 'getFolders' });
    await tree().expand('Coffee Bar');
    const failure = 'Server error: click to retry';
    await tree().row(['Coffee Bar', failure]);
    server.faults.clear();
    // Of the other bot as well, when the fault came while it was being read.
    const failures = (labels: string[]) => labels.filter((label) => label === failure).length;
    const before = failures(await tree().labels());
    await tree().inlineAction(['Coffee Bar', failure], 'Try Again');
    await tree().waitForLabels((labels) => failures(labels) === before - 1);
    server.store.deleteBot(other.id);
    await workbench.viewAction('Bots', 'Refresh');
  });

  it('of the view', async () => {
    await workbench.viewAction('Bots', 'New Command');
    await asks('New Command');
    await workbench.viewMenu('Bots', 'New Bot');
    await asks('New Bot');
    await workbench.viewMenu('Bots', 'Install Demo Bot');
    await asks('Search by name or description');
    await workbench.viewMenu('Bots', 'Sign In');
    await asks('How do you want to sign in?');
    for (const report of [
      () => workbench.viewMenu('Bots', 'Report Issue'),
      () => workbench.run('Bots.Business: Report Issue…'),
    ]) {
      await report();
      // In the browser the reporter is a page of the repository, which VS Code asks about first.
      assert.match(await workbench.dialog.text(), /\/issues\/new\?body=.*Extension%20version/);
      await workbench.dialog.press('Cancel');
    }
    await workbench.viewMenu('Bots', 'First Steps');
    await workbench.walkthrough.waitFor(walkthrough);
    await workbench.viewMenu('Bots', 'Try It in the Sandbox');
    await tree().row('Sandbox');
    await workbench.viewMenu('Bots', 'Sign Out');
    await asks('Which account?');
    await workbench.viewMenu('Bots', 'Show Log');
    await workbench.page.locator('.part.panel [id="workbench.panel.output"]').waitFor();
  });

  it('of an account', async () => {
    await tree().inlineAction('Sandbox', 'New Bot');
    await asks('New Bot');
    await tree().contextMenu('Sandbox', 'Sign Out');
    await tree().waitForLabels((labels) => !labels.includes('Sandbox'));
    assert.deepEqual(await workbench.notices.texts(), []);
  });
});

describe('Welcome texts', () => {
  it('lead on', async function () {
    this.timeout(120_000);
    const shop = await TeaShop.open({});
    const { server, workbench } = shop;
    try {
      server.store.deleteBot(shop.botId);
      await workbench.viewAction('Bots', 'Refresh');
      await workbench.welcomeLink('Refresh');
      await workbench.welcomeButton('New Bot');
      await workbench.quickInput.waitFor('New Bot');
      await workbench.quickInput.cancel();
      await workbench.welcomeButton('Install Demo Bot');
      await workbench.quickInput.waitFor('Search by name or description');
      await workbench.quickInput.cancel();
      await workbench.run('Bots.Business: Sign Out');
      await workbench.welcomeButton('Try It in the Sandbox');
      await workbench.tree('Bots').row('Quick Quiz');
      await workbench.run('Bots.Business: Sign Out');
      await workbench.welcomeLink('First Steps');
      await workbench.walkthrough.waitFor(walkthrough);
      await workbench.welcomeButton('Sign In');
      await workbench.quickInput.waitFor('How do you want to sign in?');
      await workbench.quickInput.cancel();
      await workbench.run('View: Close All Editors');
      await workbench.run('Bots.Business: First Steps');
      await workbench.walkthrough.waitFor(walkthrough);
    } finally {
      await shop.dispose();
    }
  });
});
