import assert from 'node:assert/strict';

import type { Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { TeaShop } from './harness/teaShop';
import { keepEvidence, type Workbench } from './harness/workbench';

const code = ['let cups = 1;', 'Bot.sendMessage("Welcome");', 'Bot.runCommand("/menu");', ''].join('\n');
const newer = code.replace('1', '2').replace('Welcome', 'Welcome to the tea shop');

const menus = [
  'const teas = ["Assam", "Sencha"];\nBot.sendMessage(teas.join(", "));\n',
  'const list = teas.map((tea, index) => `${index + 1}. ${tea}`);\nBot.sendMessage(list.join("\\n"));\n',
  '// What is ordered most comes first.\nconst favourite = Bot.getProperty("favourite");\nif (favourite) {\n  Bot.sendMessage(`Today: ${favourite}`);\n}\n',
];

/** Earlier versions of commands, and commands and bots beside each other. */
describe('History and comparing', () => {
  let shop: TeaShop;
  let server: Sandbox;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    shop = await TeaShop.open({
      folders: ['Cart'],
      commands: [
        { name: '/start', code, answer: 'Hello', keyboard: 'Menu, Order' },
        { name: '/menu', code: 'menu\n', answer: 'Tea' },
        { name: '/add', code: 'add\n', folder: 'Cart', aliases: ['add'], help: 'Puts tea into the cart' },
      ],
    });
    ({ server, workbench } = shop);
    seedBot(server.store, {
      name: 'Coffee Bar',
      folders: ['Cart'],
      commands: [
        { name: '/start', code: newer, answer: 'Hi' },
        { name: '/menu', code: 'menu\n', answer: 'Coffee' },
        { name: '/pay', code: 'pay\n', folder: 'Cart' },
      ],
    });
    await workbench.viewAction('Bots', 'Refresh');
    await workbench.tree('Bots').row('Coffee Bar');
  });
  afterEach(async function () {
    server.faults.clear();
    await keepEvidence(this.currentTest, workbench);
  });
  after(() => shop.dispose());

  const tree = () => workbench.tree('Bots');
  const item = (text: RegExp) =>
    workbench.quickInput.element.locator('.quick-input-list .monaco-list-row').filter({ hasText: text });

  it('shows what a command was before a save, and puts its code back into the editor', async () => {
    const { editor, quickInput } = workbench;
    await shop.edit('/start', '_start.js');
    await editor.replaceText(newer);
    await editor.saveAndWait('_start.js');
    await tree().contextMenu(['Tea Shop', '/start'], 'Command History');
    await quickInput.waitFor('History of /start');
    await item(/code \+2 −2.*until its code was saved here/s).waitFor();
    await workbench.screenshot('history-1-versions');
    await quickInput.accept();
    await quickInput.item('Compare with Now').waitFor();
    await workbench.screenshot('history-2-what');
    await quickInput.accept();
    await editor.tab(/^\/start \(.* ↔ now\)/).waitFor();
    await editor.waitForText(/Welcome to the tea shop/);
    assert.match(await editor.visibleLeftText(), /cups = 1/);
    await workbench.screenshot('history-3-compare');
    await workbench.run('Bots.Business: Command History…');
    await quickInput.waitFor('History of /start');
    await quickInput.accept();
    await quickInput.pick('Restore Code');
    await editor.waitForTab('_start.js');
    await editor.waitForText(code);
    await editor.waitForDirty('_start.js', true);
    assert.equal(shop.codeOf('/start'), newer);
    await workbench.screenshot('history-4-restored');
    await workbench.run('Bots.Business: Open Changes');
    await editor.tab(/_start\.js \(server ↔ editor\)/).waitFor();
    await workbench.screenshot('history-5-changes');
    await editor.saveAndWait(/_start\.js \(server ↔ editor\)/);
    assert.equal(shop.codeOf('/start'), code);
    await tree().contextMenu(['Tea Shop', '/menu'], 'Open Changes');
    await workbench.notices.waitFor('_menu.js has no changes');
    await workbench.notices.close('_menu.js has no changes');
  });

  it('lists all versions, the latest first, each with what was changed after it', async () => {
    const { editor, quickInput } = workbench;
    await shop.edit('/menu', '_menu.js');
    for (const count of [1, 2, 3]) {
      await editor.replaceText(menus.slice(0, count).join(''));
      await editor.saveAndWait('_menu.js');
    }
    await tree().contextMenu(['Tea Shop', '/menu'], 'Command History');
    await quickInput.waitFor('History of /menu');
    const rows = await item(/./).allInnerTexts();
    assert.deepEqual(
      rows.map((row) => /code \+\d+ −\d+/.exec(row)?.[0]),
      ['code +5 −0', 'code +2 −0', 'code +2 −1'],
    );
    await workbench.screenshot('history-0-list');
    await quickInput.cancel();
    await editor.replaceText('menu\n');
    await editor.saveAndWait('_menu.js');
  });

  it('brings a deleted command back with all that it had', async () => {
    const { quickInput, dialog } = workbench;
    await tree().contextMenu(['Tea Shop', 'Cart', '/add'], 'Delete');
    assert.match(await dialog.text(), /Restore Deleted Command/);
    await workbench.screenshot('history-6-delete');
    await dialog.press('Delete');
    await tree().waitForLabels((labels) => !labels.includes('/add'));
    await tree().contextMenu('Tea Shop', 'Restore Deleted Command');
    await quickInput.waitFor('Restore Deleted Commands of Tea Shop');
    await quickInput.tick('/add');
    await workbench.screenshot('history-7-deleted');
    await quickInput.accept();
    await workbench.editor.waitForTab(/^_add/);
    await tree().row(['Tea Shop', 'Cart', '/add']);
    const made = shop.commands.find(({ command }) => command === '/add');
    assert.deepEqual(
      [made?.help, made?.aliases[0]?.command, made?.code],
      ['Puts tea into the cart', 'add', 'add\n'],
    );
    await workbench.run('Bots.Business: Restore Deleted Command…');
    await quickInput.pick('Tea Shop');
    await workbench.notices.waitFor('No deleted command of Tea Shop is kept');
    await workbench.notices.close('No deleted command of Tea Shop is kept');
  });

  it('shows two commands and two bots beside each other', async () => {
    const { quickInput, editor } = workbench;
    await tree().contextMenu(['Tea Shop', '/menu'], 'Compare with Another Command');
    await quickInput.pick('Coffee Bar');
    await quickInput.item('/menu').waitFor();
    assert.equal((await quickInput.labels())[0], '/menu');
    await quickInput.accept();
    await editor.tab(/\/menu of Tea Shop ↔ \/menu of Coffee Bar/).waitFor();
    await workbench.screenshot('compare-1-commands');
    await workbench.run('Bots.Business: Compare with Another Command…');
    await quickInput.cancel();

    await tree().contextMenu('Tea Shop', 'Compare Bots');
    const told = 'Tea Shop ↔ Coffee Bar: 2 changed, 1 only in Coffee Bar, 1 only in Tea Shop, 0 the same';
    await workbench.notices.waitFor(told);
    await editor.tab(/Tea Shop ↔ Coffee Bar/).waitFor();
    await eventually(
      () => workbench.page.locator('.multiDiffEntry').count(),
      (count) => count >= 3,
      'The rows of the comparison',
    );
    await workbench.screenshot('compare-2-bots');
    await workbench.notices.press(told, 'Show Report');
    await editor.waitForTab(/Coffee Bar\.md/);
    await editor.waitForText(/## Only in Coffee Bar/);
    await workbench.screenshot('compare-3-report');
    await workbench.run('Bots.Business: Compare Bots…');
    await quickInput.waitFor('Compare Bots');
    await quickInput.cancel();
  });
});
