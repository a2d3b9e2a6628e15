import assert from 'node:assert/strict';

import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence } from './harness/workbench';

for (const theme of themes) {
  describe(`Rows of what is under way, ${theme}`, () => {
    let shop: TeaShop;

    before(async function () {
      this.timeout(120_000);
      shop = await TeaShop.open(
        {
          folders: ['Main'],
          commands: ['/help', '/start', '/top'].map((name) => ({ name, code: name })),
        },
        { theme },
      );
      await shop.workbench.tree('Bots').expand('Tea Shop');
    });
    afterEach(async function () {
      shop.server.faults.clear();
      await keepEvidence(this.currentTest, shop.workbench);
    });
    after(() => shop.dispose());

    it('shows a command while it is created, and one while it is deleted, which then has no menu', async () => {
      const { server, workbench } = shop;
      const tree = workbench.tree('Bots');
      server.faults.add(
        { kind: 'held', endpoint: 'createCommand' },
        { kind: 'held', endpoint: 'deleteCommand' },
      );
      await tree.inlineAction('Tea Shop', 'New Command');
      await workbench.quickInput.enter('/pay');
      const creating = await tree.row('/pay');
      await creating.locator('.codicon-loading').waitFor();
      assert.equal(await tree.description('/pay'), 'Creating…');
      await tree.contextMenu('/help', 'Delete');
      await workbench.dialog.press('Delete');
      const deleting = await tree.row('/help');
      await deleting.locator('.codicon-loading').waitFor();
      assert.equal(await tree.description('/help'), 'Deleting…');
      assert.deepEqual(await tree.labels(), ['Tea Shop', 'Main', '/help', '/pay', '/start', '/top']);
      await deleting.click({ button: 'right' });
      await tree.click('/top');
      assert.equal(await workbench.page.locator('.context-view .monaco-menu').count(), 0);
      await workbench.screenshot(`pending-${theme}-1-creating-and-deleting`);
      server.faults.clear();
      await workbench.editor.waitForTab('_pay.js');
      await tree.waitForLabels(['Tea Shop', 'Main', '/pay', '/start', '/top']);
      assert.equal(await tree.description('/pay'), '');
    });
  });
}
