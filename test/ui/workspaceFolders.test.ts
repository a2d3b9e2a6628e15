import assert from 'node:assert/strict';

import { seedBot } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence, type Workbench } from './harness/workbench';

for (const theme of themes) {
  /** Several bots in one window, each as a folder of the workspace. */
  describe(`Bots as workspace folders (${theme})`, () => {
    let shop: TeaShop;
    let workbench: Workbench;

    before(async function () {
      this.timeout(120_000);
      shop = await TeaShop.open(
        {
          folders: ['Cart'],
          commands: [
            { name: '/start', code: 'function greet() {\n  Bot.sendMessage("tea");\n}\ngreet();\n' },
            { name: '*', code: 'star\n' },
            { name: '/add', code: 'add\n', folder: 'Cart' },
          ],
        },
        { theme, keepsSecrets: true },
      );
      ({ workbench } = shop);
      seedBot(shop.server.store, {
        name: 'Coffee Bar',
        commands: [{ name: '/start', code: 'Bot.sendMessage("coffee");\n' }],
      });
      await workbench.viewAction('Bots', 'Refresh');
      await workbench.tree('Bots').row('Coffee Bar');
    });
    afterEach(async function () {
      shop.server.faults.clear();
      await keepEvidence(this.currentTest, workbench);
    });
    after(() => shop.dispose());

    const explorer = () => workbench.tree('Files Explorer');
    const named = (name: string) => shop.commands.find(({ command }) => command === name);

    it('are opened from the row and from the palette, once unsaved text is saved', async () => {
      await shop.edit('*', '_.js');
      await workbench.editor.moveTo('end');
      await workbench.editor.type('7');
      await workbench.editor.waitForDirty('_.js', true);
      await workbench.tree('Bots').contextMenu('Tea Shop', 'Open Bot as Workspace Folder');
      assert.match(await workbench.dialog.text(), /Save your changes before the bot is opened as a folder/);
      await workbench.dialog.press('Save All and Open');
      await eventually(
        () => Promise.resolve(shop.codeOf('*') ?? ''),
        (code) => code === 'star\n7',
        'The code of *',
      );
      // The first folder beside the one that is open makes it another workspace, for which VS Code loads the window anew.
      await explorer().row('Cart');
      await workbench.run('Bots.Business: Open Bot as Workspace Folder');
      await workbench.quickInput.pick('Coffee Bar');
      await explorer().row('Coffee Bar');
      await explorer().waitForLabels(
        (labels) => labels.filter((label) => label === '_start.js').length === 2,
      );
      await workbench.screenshot(`${theme}-folders-1-explorer`);
    });

    it('have tabs that can be told apart', async () => {
      const { editor } = workbench;
      await explorer().doubleClick(['Tea Shop', '_start.js']);
      await editor.waitForTab(/^_start\.js/);
      await explorer().doubleClick(['Coffee Bar', '_start.js']);
      await eventually(
        () => workbench.page.locator('.tabs-container .tab .label-description').allInnerTexts(),
        (texts) =>
          texts.some((text) => text.includes('Tea Shop')) &&
          texts.some((text) => text.includes('Coffee Bar')),
        'The tabs say their bots',
      );
      await workbench.screenshot(`${theme}-folders-2-tabs`);
    });

    it('take new files, renames, copies and deletions as what they are to a bot', async () => {
      const { page, dialog } = workbench;
      await explorer().click(['Tea Shop', '_start.js']);
      await page.keyboard.press('Control+c');
      await explorer().click(['Tea Shop', 'Cart']);
      await page.keyboard.press('Control+v');
      await eventually(
        () => Promise.resolve(shop.commands.length),
        (count) => count === 4,
        'The copy is there',
      );
      await explorer().contextMenu(['Tea Shop', '_.js'], 'Rename');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('Balance.js');
      await page.keyboard.press('Enter');
      await eventually(
        () => Promise.resolve(named('Balance')?.code),
        (text) => text === 'star\n7',
        'It is renamed',
      );
      await explorer().contextMenu(['Tea Shop', 'Cart', '_add.js'], 'Delete');
      await dialog.press('Delete');
      await eventually(
        () => Promise.resolve(named('/add')),
        (command) => command === undefined,
        'It is deleted',
      );
      await workbench.screenshot(`${theme}-folders-3-changed`);
    });
  });
}
