import assert from 'node:assert/strict';

import type { Locator } from 'playwright-core';

import { seedBot } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence, type Workbench } from './harness/workbench';

const commands = [
  {
    name: '/start',
    folder: 'Main',
    code: '// Greets people\nBot.sendMessage("Welcome to the tea shop");\n\nlet tea = Bot.getProperty("tea");\nif (tea) Bot.sendMessage("Your tea: " + tea);\n',
    answer: 'Fresh tea, every day',
  },
  { name: '/menu', folder: 'Main', code: 'Bot.sendKeyboard("Green tea, Black tea\\nBack", "Which tea?");\n' },
  {
    name: '/order',
    code: 'Bot.setProperty("tea", message);\nBot.runCommand("/menu");\n',
    aliases: ['buy tea'],
  },
  { name: '*', code: 'Bot.sendMessage("We only have tea");\n' },
  { name: '/help', code: 'Bot.sendMessage("Ask us");\n' },
];

for (const theme of themes) {
  describe(`Find in Bots (${theme})`, () => {
    let shop: TeaShop;
    let workbench: Workbench;

    before(async function () {
      this.timeout(120_000);
      shop = await TeaShop.open({ commands, folders: ['Main'] }, { theme });
      ({ workbench } = shop);
    });
    afterEach(async function () {
      await keepEvidence(this.currentTest, workbench);
    });
    after(() => shop.dispose());

    const results = () => workbench.tree('Results');
    const control = (label: string): Locator => workbench.webview().getByLabel(label, { exact: true });
    const untilSays = (text: string | RegExp) =>
      workbench.webview().getByRole('status').filter({ hasText: text }).waitFor();
    const picture = (name: string) => workbench.screenshot(`find-${name}-${theme}`);
    const untilFocused = (target: Locator) => target.and(workbench.webview().locator(':focus')).waitFor();
    /** VS Code drops a click on a row that is drawn anew at that moment, so a person clicks once more. */
    const openFound = async (row: string | RegExp, file: string) => {
      const isOpen = () =>
        workbench.editor.waitForTab(file, 3_000).then(
          () => true,
          () => false,
        );
      do await results().click(row);
      while (!(await isOpen()));
    };
    const untilCode = (name: string, matches: (code: string) => boolean) =>
      eventually(() => Promise.resolve(shop.codeOf(name) ?? ''), matches, `The code of ${name}`);

    it('opens from the title of the Bots view with the keyboard in the field, and says what it is for', async () => {
      await workbench.tree('Bots').click('Tea Shop');
      await workbench.viewAction('Bots', 'Find in Bot');
      await untilFocused(control('Find'));
      await workbench.page.getByText('does not see them').waitFor();
      await picture('1-opened');
    });

    it('finds while one types, and marks what was found', async () => {
      await workbench.page.keyboard.type('tea');
      await untilSays('11 matches in 4 commands');
      await results().waitForLabels((labels) => labels.includes('Bot.sendMessage("We only have tea");'));
      await control('Names and aliases').check();
      await control('Answers').check();
      await untilSays('13 matches in 4 commands');
      await picture('2-found');
      await control('Match Whole Word').click();
      await control('Match Case').click();
      await control('Use Regular Expression').click();
      await control('Find').fill('tea(');
      await workbench.webview().getByRole('alert').filter({ hasText: 'no regular expression' }).waitFor();
      await picture('3-wrong');
      await control('Find').fill('(\\w+)\\.sendMessage\\(');
      await untilSays('4 matches in 3 commands');
      await control('Match Whole Word').click();
      await control('Match Case').click();
      await control('Use Regular Expression').click();
      await control('Answers').uncheck();
      await control('Names and aliases').uncheck();
    });

    it('stays with its bot while another one is looked at', async () => {
      seedBot(shop.server.store, { name: 'Coffee Bar', commands: [{ name: '/start', code: 'tea' }] });
      await workbench.viewAction('Bots', 'Refresh');
      await workbench.tree('Bots').click('Coffee Bar');
      await workbench.statusBar.item('Coffee Bar: Stopped').waitFor();
      await control('Find').fill('tea');
      await untilSays('11 matches in 4 commands');
      assert.equal(await control('Bot').locator('[value=one]').innerText(), 'Tea Shop');
      await picture('9-stays');
      await workbench.tree('Bots').contextMenu('Coffee Bar', 'Find in Bot');
      await untilSays('1 match in 1 command');
      assert.equal(await control('Bot').locator('[value=one]').innerText(), 'Coffee Bar');
      await workbench.tree('Bots').contextMenu('Tea Shop', 'Find in Bot');
      await untilSays('11 matches in 4 commands');
    });

    it('opens a command where something was found', async () => {
      await control('Find').fill('Your tea');
      await untilSays('1 match in 1 command');
      await results().waitForLabels((labels) => labels.length === 2);
      await openFound('if (tea) Bot.sendMessage("Your tea: " + tea);', '_start.js');
      await workbench.page.locator('#status\\.editor\\.selection').filter({ hasText: 'Ln 5' }).waitFor();
    });

    it('comes with the keys of a search in an editor of a command, with what is selected there', async () => {
      await workbench.press('Control+Shift+f');
      await untilFocused(control('Find'));
      assert.equal(await control('Find').inputValue(), 'Your tea');
      await workbench.tree('Bots').click('Tea Shop');
      await workbench.press('Control+Shift+h');
      await untilFocused(control('Find'));
      await control('Replace').waitFor();
      await workbench.tree('Bots').contextMenu('Tea Shop', 'Find in Bot');
      await untilFocused(control('Find'));
      await workbench.tree('Bots').contextMenu('Tea Shop', 'Replace in Bot');
      await untilFocused(control('Find'));
      await workbench.run('Bots.Business: Find in Bot');
      await untilFocused(control('Find'));
    });

    it('shows what would come in place of what was found', async () => {
      await workbench.run('Bots.Business: Replace in Bot');
      await untilFocused(control('Find'));
      await control('Find').fill('tea');
      await control('Replace').fill('coffee');
      await untilSays('11 matches in 4 commands');
      await results().row('Bot.sendMessage("We only have tea → coffee");');
      await picture('4-replacing');
      await results().inlineAction('/start', 'Preview Replacement');
      await workbench.editor.waitForTab(/^\/start: what replacing changes/);
      await picture('5-preview');
      await results().contextMenu('Bot.sendMessage("We only have tea → coffee");', 'Preview Replacement');
      await workbench.editor.waitForTab(/^\*: what replacing changes/);
    });

    it('leaves out what is dismissed, and copies the rest', async () => {
      await results().inlineAction('/order', 'Dismiss');
      await untilSays('10 matches in 3 commands');
      await results().contextMenu('Bot.sendMessage("We only have tea → coffee");', 'Dismiss');
      await untilSays('9 matches in 2 commands');
      await results().contextMenu('/menu', 'Copy');
      const copied = () => workbench.page.evaluate<string>('navigator.clipboard.readText()');
      await eventually(copied, (text) => text.startsWith('/menu\n  1,'), 'The lines are copied');
      await workbench.viewMenu('Results', 'Copy All');
      await eventually(copied, (text) => text.includes('/start\n'), 'All lines are copied');
    });

    it('replaces one match, one command, and all that is left', async () => {
      await results().inlineAction('let tea → coffee = Bot.getProperty("tea");', 'Replace');
      await untilCode('/start', (code) => code.includes('let coffee = Bot.getProperty("tea")'));
      await results().waitForLabels((labels) => !labels.some((label) => label.startsWith('let tea')));
      await results().contextMenu('/menu', 'Replace');
      await untilCode('/menu', (code) => code.includes('Black coffee') && !code.includes('tea'));
      await results().waitForLabels((labels) => !labels.includes('/menu'));
      await workbench.viewAction('Results', 'Search Again');
      await untilSays(/matches in 3 commands/);
      shop.server.faults.add({
        kind: 'status',
        endpoint: 'editCommand',
        status: 500,
        times: 1,
        params: { command_id: shop.idOf('*') },
      });
      await workbench.viewAction('Results', 'Replace All');
      assert.match(
        await workbench.dialog.text(),
        /^Replace 7 matches in 3 commands of Tea Shop with “coffee”\?/,
      );
      await picture('6-question');
      await workbench.dialog.press('Replace');
      await workbench.notices.waitFor(/2 of 3 commands replaced, 1 not/);
      await results().waitForLabels((labels) => labels[0] === '*');
      await picture('7-failed');
      await workbench.notices.press(/2 of 3 commands replaced, 1 not/, 'Retry');
      await untilCode('*', (code) => code.includes('We only have coffee'));
      await untilSays('Nothing was found.');
      await picture('8-replaced');
    });

    it('forgets what was found', async () => {
      await control('Find').fill('coffee');
      await untilSays(/matches in/);
      await results().waitForLabels((labels) => labels.includes('*'));
      // Once it opens, the extension has been told what is selected.
      await openFound(/^Bot.sendMessage\("We only have/, '_.js');
      await workbench.press('Delete');
      await results().waitForLabels((labels) => !labels.includes('*'));
      await workbench.viewAction('Results', 'Clear Results');
      await workbench.page.getByText('does not see them').waitFor();
      assert.equal(await control('Find').inputValue(), '');
    });
  });

  describe(`Go to Command (${theme})`, () => {
    let shop: TeaShop;
    let workbench: Workbench;

    before(async function () {
      this.timeout(120_000);
      shop = await TeaShop.open({ commands, folders: ['Main'] }, { theme });
      ({ workbench } = shop);
    });
    afterEach(async function () {
      await keepEvidence(this.currentTest, workbench);
    });
    after(() => shop.dispose());

    const untilFirst = (name: string) =>
      eventually(
        () => workbench.quickInput.labels(),
        ([first]) => first === name,
        `${name} comes first`,
      );

    it('offers what was opened last first, and finds by name, alias and folder', async () => {
      const { quickInput } = workbench;
      await workbench.tree('Bots').click('Tea Shop');
      await workbench.run('Bots.Business: Go to Command…');
      await quickInput.waitFor('Go to Command');
      await quickInput.type('buy');
      await untilFirst('/order');
      await quickInput.accept();
      await workbench.editor.waitForTab('_order.js');
      await workbench.press('Control+k Control+g');
      await quickInput.waitFor('Go to Command');
      await untilFirst('/order');
      await workbench.screenshot(`go-to-command-1-${theme}`);
      await quickInput.type('main menu');
      await untilFirst('/menu');
      await quickInput.accept();
      await workbench.editor.waitForTab('_menu.js');
    });

    it('finds commands as symbols of the workspace', async () => {
      const { quickInput } = workbench;
      await workbench.page.keyboard.press('Control+t');
      await quickInput.waitFor();
      await quickInput.type('#hel');
      await quickInput.item('/help').waitFor();
      await workbench.screenshot(`go-to-command-2-symbols-${theme}`);
      await quickInput.pick('/help');
      await workbench.editor.waitForTab('_help.js');
    });
  });
}
