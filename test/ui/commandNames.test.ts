import { eventually } from './harness/eventually';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence, type Workbench } from './harness/workbench';

for (const theme of themes) {
  describe(`Names of commands (${theme})`, () => {
    let workbench: Workbench;

    afterEach(async function () {
      await keepEvidence(this.currentTest, workbench);
    });

    it('are offered in a string, and renamed wherever code has them once the person saw where', async function () {
      this.timeout(150_000);
      const shop = await TeaShop.open(
        {
          commands: [
            { name: '/start', code: 'Bot.runCommand("/buy 5");\n' },
            { name: '/buy', answer: 'How many cups?', aliases: ['shop'], folder: 'Cart', code: '' },
            {
              name: 'Menu',
              answer: 'Here you are',
              keyboard: 'Tea, /buy',
              code: 'Bot.sendKeyboard("/buy, Help", "Menu");\n',
            },
          ],
        },
        { theme },
      );
      ({ workbench } = shop);
      const { editor, page } = workbench;
      try {
        await shop.edit('/start', '_start.js');
        // The server has read the code.
        await page.locator('.detected-link').waitFor();
        await editor.moveTo('end');
        await editor.type('Bot.runCommand("');
        const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
        await suggestions.filter({ hasText: 'Menu' }).waitFor();
        await editor.type('/b');
        await suggestions.filter({ hasText: '/buy' }).waitFor();
        await workbench.screenshot(`commandNames-1-offered-${theme}`);
        await page.keyboard.press('Tab');
        await editor.waitForText(/\nBot\.runCommand\("\/buy"\)/);
        await page.keyboard.press('F2');
        const input = page.locator('.rename-box input');
        await input.waitFor();
        await input.fill('/sell');
        await page.keyboard.press('Enter');
        const changes = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
        await changes.filter({ hasText: 'Menu.js, line 1' }).waitFor();
        await changes.filter({ hasText: 'keyboard of Menu' }).waitFor();
        await workbench.screenshot(`commandNames-2-changes-${theme}`);
        await page.keyboard.press('Enter');
        await editor.waitForText('Bot.runCommand("/sell 5");\nBot.runCommand("/sell")');
        await editor.waitForDirty('Menu.js', true);
        const tree = workbench.tree('Bots');
        await tree.row(['Tea Shop', 'Cart', '/sell']);
        await workbench.screenshot(`commandNames-3-renamed-${theme}`);
        await tree.contextMenu(['Tea Shop', 'Cart', '/sell'], 'Rename');
        await workbench.quickInput.waitFor('Rename Command /sell');
        await workbench.quickInput.enter('/trade');
        await workbench.notices.press('Code and keyboards of this bot still say /sell', 'Show Changes');
        await changes.filter({ hasText: 'Menu.js, line 1' }).waitFor();
        await workbench.screenshot(`commandNames-4-from-tree-${theme}`);
        await page.keyboard.press('Enter');
        await editor.waitForText('Bot.runCommand("/trade 5");\nBot.runCommand("/trade")');
        await tree.contextMenu(['Tea Shop', 'Menu'], 'Edit Properties');
        const keyboard = workbench.webview().getByLabel('Keyboard', { exact: true });
        await eventually(
          () => keyboard.inputValue(),
          (value) => value === 'Tea, /trade',
          'The keyboard in the command panel',
        );
      } finally {
        await shop.dispose();
      }
    });
  });
}
