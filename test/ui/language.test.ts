import { join } from 'node:path';

import { root } from '../unit/architecture/root';
import { TeaShop } from './harness/teaShop';
import { keepEvidence, Workbench } from './harness/workbench';

describe('Writing BJS', () => {
  let workbench: Workbench;

  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });

  it('offers what Bot has and what @ declares while one types, and marks what BJS lacks', async function () {
    this.timeout(120_000);
    const shop = await TeaShop.open({
      commands: [
        { name: '/start', code: 'setTimeout(greet, 5);\n' },
        { name: '@', code: '/** Says hello in the language of the user. */\nfunction greet(name) {}\n' },
      ],
    });
    ({ workbench } = shop);
    const { editor, page } = workbench;
    try {
      await shop.edit('/start', '_start.js');
      await page.locator('.squiggly-warning').waitFor();
      await editor.moveTo('end');
      await editor.type('Bot.sendM');
      const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
      await suggestions.filter({ hasText: 'sendMessageToChatWithId' }).waitFor();
      await workbench.screenshot('language-1-bot');
      await page.keyboard.press('Escape');
      await editor.type('essage("Hello");\ngre');
      await suggestions.filter({ hasText: 'greet' }).waitFor();
      await page.keyboard.press('Tab');
      await editor.type('(');
      await page.locator('.parameter-hints-widget.visible').getByText('Says hello').waitFor();
      await workbench.screenshot('language-2-parameters');
    } finally {
      await shop.dispose();
    }
  });

  it('knows the files of a bot folder when such a folder is opened', async function () {
    this.timeout(120_000);
    workbench = await Workbench.open({ folder: join(root, 'media', 'demo-bots', 'shop') });
    const { page } = workbench;
    try {
      await page.getByRole('treeitem', { name: 'commands' }).click();
      await page.getByRole('treeitem', { name: '_start.js' }).dblclick();
      await workbench.editor.waitForTab('_start.js');
      await page.locator('.statusbar-item').getByText('BJS', { exact: true }).waitFor();
      await workbench.screenshot('language-3-folder');
    } finally {
      await workbench.dispose();
    }
  });
});
