import assert from 'node:assert/strict';

import type { Sandbox } from '../../src/sandbox/sandbox';
import { madeUpToken } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { TeaShop } from './harness/teaShop';
import { keepEvidence, type Workbench } from './harness/workbench';

/** Each command without a row to act on: it asks for what it needs. */
describe('The command palette', () => {
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
        { name: '/help', code: 'help\n' },
      ],
    });
    ({ server, workbench } = shop);
    await workbench.tree('Bots').click('Tea Shop');
  });
  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });
  after(() => shop.dispose());

  const run = (title: string) => workbench.run(`Bots.Business: ${title}`);
  const names = () => shop.commands.map(({ command }) => command);
  const until = <T>(read: () => T, accept: (value: T) => boolean, what: string) =>
    eventually(() => Promise.resolve(read()), accept, what);
  const clipboard = () => workbench.page.evaluate<string>('navigator.clipboard.readText()');

  it('opens a command', async () => {
    await run('Open Command…');
    await workbench.quickInput.pick('/start');
    await workbench.editor.waitForTab('_start.js');
  });

  it('reads the lists again', async () => {
    server.store.createBot({ ...botFields, name: 'Coffee Bar' });
    await run('Refresh');
    await workbench.tree('Bots').row('Coffee Bar');
    for (const { id, name } of server.store.bots()) if (name === 'Coffee Bar') server.store.deleteBot(id);
    await run('Refresh');
    await workbench.tree('Bots').waitForLabels((labels) => !labels.includes('Coffee Bar'));
  });

  it('creates, renames, moves and deletes', async () => {
    await run('New Folder…');
    await workbench.quickInput.enter('Menu');
    await until(
      () => server.store.folders(shop.botId).map(({ title }) => title),
      (titles) => titles.includes('Menu'),
      'The folder is there',
    );
    await run('New Command…');
    await workbench.quickInput.enter('/new');
    await until(names, (all) => all.includes('/new'), 'The command is there');
    await workbench.editor.waitForTab('_new.js');

    await run('Rename…');
    await workbench.quickInput.pick('/new');
    await workbench.quickInput.waitFor('Rename');
    await workbench.quickInput.enter('/newer');
    await until(names, (all) => all.includes('/newer') && !all.includes('/new'), 'It has the new name');

    await run('Move to Folder…');
    await workbench.quickInput.pick('/newer');
    await workbench.quickInput.pick('Menu');
    const folderOf = () => shop.commands.find(({ command }) => command === '/newer')?.commands_folder_id;
    await until(folderOf, (id) => id !== null, 'It is in the folder');

    await run('Delete…');
    await workbench.quickInput.pick('/newer');
    await workbench.dialog.press('Delete');
    await until(names, (all) => !all.includes('/newer'), 'It is gone');

    await run('New Bot…');
    await workbench.quickInput.waitFor('New Bot');
    await workbench.quickInput.cancel();
  });

  it('changes the properties of a command', async () => {
    // Of the command in the active editor.
    await run('Edit Properties…');
    const field = workbench.webview().getByLabel('Help', { exact: true });
    await field.fill('What it does');
    await field.press('Control+s');
    const help = () => shop.commands.find(({ command }) => command === '/start')?.help;
    await until(help, (text) => text === 'What it does', 'It has the help');
  });

  it('copies names and ids', async () => {
    // Of the command in the active editor, else of one that is picked.
    await run('Copy Name');
    await eventually(clipboard, (text) => text === '/start', 'The name');
    await workbench.run('View: Close All Editors');
    await run('Copy ID');
    await workbench.quickInput.pick('/help');
    await eventually(clipboard, (text) => text === String(shop.idOf('/help')), 'The id');
  });

  it('starts and stops', async () => {
    const state = () => workbench.tree('Bots').description('Tea Shop');
    await run('Start Bot');
    await eventually(state, (word) => word === 'Running', 'It runs');
    await run('Stop Bot');
    await eventually(state, (word) => word === 'Stopped', 'It is stopped');
  });

  it('signs in to another account and out of it', async () => {
    await run('Sign In…');
    await workbench.quickInput.waitFor('How do you want to sign in?');
    await workbench.quickInput.cancel();
    await run('Try It in the Sandbox');
    await workbench.tree('Bots').row('Sandbox');
    await workbench.screenshot('two-accounts');
    await run('Sign Out');
    await workbench.quickInput.pick('Sandbox');
    await workbench.tree('Bots').waitForLabels((labels) => !labels.includes('Sandbox'));
    assert.deepEqual(await workbench.notices.texts(), []);
  });

  it('pins a bot', async () => {
    await run('Pin Bot');
    await eventually(
      () => workbench.tree('Bots').description('Tea Shop'),
      (text) => text.startsWith('Pinned'),
      'It is pinned',
    );
    await run('Unpin Bot');
    await eventually(
      () => workbench.tree('Bots').description('Tea Shop'),
      (text) => text === 'Stopped',
      'It is not pinned',
    );
  });

  it('opens a bot in Telegram, or says why it cannot', async () => {
    server.store.updateBot(shop.botId, { token: null });
    await run('Open in Telegram');
    await workbench.notices.waitFor('Tea Shop has no Telegram token');
    await workbench.screenshot('telegram-no-token');
    await workbench.notices.close('Tea Shop has no Telegram token');
  });

  it('shows the log', async () => {
    await run('Show Log');
    await workbench.page.locator('.part.panel [id="workbench.panel.output"]').waitFor();
  });
});

const botFields = {
  token: null,
  status: null,
  status_changed_at: null,
  csv_url: null,
  git_remote: null,
};
