import { join } from 'node:path';

import { root } from '../unit/architecture/root';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence, Workbench } from './harness/workbench';

for (const theme of themes) {
  describe(`Writing BJS (${theme})`, () => {
    let workbench: Workbench;

    afterEach(async function () {
      await keepEvidence(this.currentTest, workbench);
    });

    it('offers what Bot has and what @ declares, says what it is, marks what BJS lacks, and renames', async function () {
      this.timeout(150_000);
      const shop = await TeaShop.open(
        {
          commands: [
            { name: '/start', code: 'setTimeout(greet, 5);\n' },
            {
              name: '@',
              code: '/**\n * Says hello in the language of the user.\n * @param name how to call them\n */\nfunction greet(name) {}\n',
            },
          ],
        },
        { theme },
      );
      ({ workbench } = shop);
      const { editor, page } = workbench;
      try {
        await shop.edit('/start', '_start.js');
        await page.locator('.squiggly-warning').waitFor();
        await editor.moveTo('end');
        await editor.type('Bot.sendM');
        const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
        await suggestions.filter({ hasText: 'sendMessageToChatWithId' }).waitFor();
        await workbench.screenshot(`language-1-offered-${theme}`);
        await page.keyboard.press('Escape');
        await editor.type('essage("Hello");\ngre');
        await suggestions.filter({ hasText: 'greet' }).waitFor();
        await page.keyboard.press('Tab');
        await editor.type('(');
        await page.locator('.parameter-hints-widget.visible').getByText('Says hello').waitFor();
        await workbench.screenshot(`language-2-parameters-${theme}`);
        await page.keyboard.press('Escape');
        const word = page.locator('.view-line').filter({ hasText: 'sendMessage' }).getByText('sendMessage');
        await word.hover();
        await page.locator('.monaco-hover:visible').getByText('sendMessage(').waitFor();
        await workbench.screenshot(`language-3-hover-${theme}`);
        await page.keyboard.press('ArrowLeft');
        await page.keyboard.press('F2');
        const input = page.locator('.rename-box input');
        await input.waitFor();
        await input.fill('welcome');
        await page.keyboard.press('Enter');
        const changes = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
        await changes.filter({ hasText: '@.js, line 5' }).waitFor();
        await workbench.screenshot(`language-4-rename-${theme}`);
        await page.keyboard.press('Enter');
        await editor.waitForText(/^setTimeout\(welcome, 5\);\nBot\.sendMessage\("Hello"\);\nwelcome\(/);
        await editor.waitForDirty('@.js', true);
      } finally {
        await shop.dispose();
      }
    });
  });
}

describe('A bot folder', () => {
  let workbench: Workbench;

  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
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
      await workbench.screenshot('language-5-folder');
    } finally {
      await workbench.dispose();
    }
  });
});
