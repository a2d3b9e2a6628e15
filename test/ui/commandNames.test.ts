import { TeaShop } from './harness/teaShop';
import { keepEvidence, type Workbench } from './harness/workbench';

describe('Names of commands', () => {
  let workbench: Workbench;

  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });

  it('are offered in a string, and renamed wherever code has them once the person saw where', async function () {
    this.timeout(150_000);
    const shop = await TeaShop.open({
      commands: [
        { name: '/start', code: 'Bot.runCommand("/buy 5");\n' },
        { name: '/buy', answer: 'How many cups?', aliases: ['shop'], folder: 'Cart', code: '' },
        { name: 'Menu', code: 'Bot.sendKeyboard("/buy, Help", "Menu");\n' },
      ],
    });
    ({ workbench } = shop);
    const { editor, page } = workbench;
    try {
      await shop.edit('/start', '_start.js');
      await editor.moveTo('end');
      await editor.type('Bot.runCommand("');
      const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
      await suggestions.filter({ hasText: 'Menu' }).waitFor();
      await editor.type('/b');
      await suggestions.filter({ hasText: '/buy' }).waitFor();
      await workbench.screenshot('commandNames-1-offered');
      await page.keyboard.press('Tab');
      await editor.waitForText(/\nBot\.runCommand\("\/buy"\)/);
      await page.keyboard.press('F2');
      const input = page.locator('.rename-box input');
      await input.waitFor();
      await input.fill('/sell');
      await page.keyboard.press('Enter');
      const changes = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
      await changes.filter({ hasText: 'Menu.js, line 1' }).waitFor();
      await workbench.screenshot('commandNames-2-preview');
      await page.keyboard.press('Enter');
      await editor.waitForText('Bot.runCommand("/sell 5");\nBot.runCommand("/sell")');
      await editor.waitForDirty('Menu.js', true);
      await workbench.tree('Bots').row(['Tea Shop', 'Cart']).waitFor();
      await workbench.screenshot('commandNames-3-renamed');
    } finally {
      await shop.dispose();
    }
  });
});
