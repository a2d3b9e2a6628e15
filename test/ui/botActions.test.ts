import assert from 'node:assert/strict';

import type { Sandbox } from '../../src/sandbox/sandbox';
import { madeUpToken } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { signInAgain } from './harness/signIn';
import { TeaShop } from './harness/teaShop';
import { keepEvidence, type Workbench } from './harness/workbench';

describe('Bots in the tree', () => {
  let shop: TeaShop;
  let server: Sandbox;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    shop = await TeaShop.open({
      token: madeUpToken(),
      status: 'works',
      commands: [
        { name: '/start', code: 'start' },
        { name: '/help', code: 'help' },
      ],
    });
    ({ server, workbench } = shop);
  });
  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });
  after(() => shop.dispose());

  const names = () => server.store.bots().map(({ name }) => name);
  const untilNames = (expected: string[]) =>
    eventually(
      () => Promise.resolve(names()),
      (found) => found.join() === expected.join(),
      `The bots are ${expected.join()}`,
    );

  /** Picks from a row's menu until the question comes: a row that is drawn anew at that moment closes its menu. */
  const ask = (row: string, action: string, title: string) =>
    eventually(
      async () => {
        await workbench.tree('Bots').contextMenu(row, action);
        const asked = workbench.quickInput.element.filter({ hasText: title });
        return asked.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        );
      },
      (asked) => asked,
      title,
    );

  it('creates one from the menu', async () => {
    const { quickInput } = workbench;
    await ask('Tea Shop', 'New Bot', 'New Bot');
    await quickInput.type('Tea Shop');
    await quickInput.message.filter({ hasText: 'Another bot is called Tea Shop too' }).waitFor();
    await workbench.screenshot('bots-1-new-bot');
    await quickInput.enter('Coffee Shop');
    await quickInput.waitFor('Telegram Token of Coffee Shop');
    await quickInput.type('123:short');
    await quickInput.message.filter({ hasText: 'This is not a bot token' }).waitFor();
    await workbench.screenshot('bots-1-token');
    await quickInput.enter('');
    await untilNames(['Tea Shop', 'Coffee Shop']);
    await workbench.tree('Bots').row('Coffee Shop');
    await workbench.screenshot('bots-2-created');
  });

  it('pins one from the menu: it stays in the status bar, also after a reload', async () => {
    const { statusBar } = workbench;
    const tree = workbench.tree('Bots');
    await tree.contextMenu('Coffee Shop', 'Pin Bot');
    await tree.click('Tea Shop');
    const item = statusBar.item('Coffee Shop: Stopped');
    await item.locator('.codicon-pinned').waitFor();
    assert.equal(await tree.description('Coffee Shop'), 'Pinned · Stopped · no token');
    await item.hover();
    await workbench.page.getByText('Pinned: it stays here whatever you open').waitFor();
    await workbench.screenshot('bots-7-pinned');
    await (await tree.row('Coffee Shop')).click({ button: 'right' });
    const menu = workbench.page.locator('.context-view .monaco-menu');
    await menu.getByText('Unpin Bot', { exact: true }).waitFor();
    assert.equal(await menu.getByText('Pin Bot', { exact: true }).count(), 0);
    await workbench.screenshot('bots-8-menu');
    await workbench.press('Escape');
    await menu.waitFor({ state: 'detached' });
    await workbench.reload();
    await signInAgain(workbench, server.apiKey);
    await tree.click('Tea Shop');
    await item.locator('.codicon-pinned').waitFor();
    await workbench.run('Bots.Business: Unpin Bot');
    await statusBar.item('Tea Shop: Running').waitFor();
    assert.equal(await tree.description('Coffee Shop'), 'Stopped · no token');
  });

  it('renames one from the menu', async () => {
    await ask('Coffee Shop', 'Rename', 'Rename Bot Coffee Shop');
    await workbench.screenshot('bots-3-rename');
    await workbench.quickInput.enter('Espresso Bar');
    await untilNames(['Tea Shop', 'Espresso Bar']);
    await workbench.tree('Bots').row('Espresso Bar');
  });

  it('deletes one when its name is typed', async () => {
    const { quickInput } = workbench;
    await ask('Tea Shop', 'Delete', 'Delete the Bot Tea Shop');
    await quickInput.message.filter({ hasText: 'Its 2 commands go with it.' }).waitFor();
    await workbench.screenshot('bots-4-delete');
    // Not into the field but where the keyboard is: it must be in the question.
    await workbench.page.keyboard.type('Tea', { delay: 100 });
    await quickInput.message.filter({ hasText: 'This is not Tea Shop' }).waitFor();
    await workbench.screenshot('bots-5-other-name');
    await quickInput.accept();
    assert.deepEqual(names(), ['Tea Shop', 'Espresso Bar']);
    await quickInput.enter('Tea Shop');
    await untilNames(['Espresso Bar']);
    await workbench.tree('Bots').waitForLabels((labels) => !labels.includes('Tea Shop'));
    await workbench.screenshot('bots-6-deleted');
  });
});
