import assert from 'node:assert/strict';
import path from 'node:path';

import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { assertNoSecrets } from './harness/secrets';
import { askForKey } from './harness/signIn';
import { themes } from './harness/themes';
import { keepEvidence, Workbench } from './harness/workbench';

const demo = path.resolve('media/demo-bots/shop');

for (const theme of themes) {
  describe(`From sign-in to a saved command (${theme})`, () => {
    let server: Sandbox;
    let workbench: Workbench;

    before(async function () {
      this.timeout(120_000);
      server = await startSandbox({ demos: [demo], behaviour: { transitionMs: 500 } });
      workbench = await Workbench.open({ theme, settings: { 'botsBusiness.api.url': server.url } });
    });
    afterEach(async function () {
      await assertNoSecrets(workbench, [
        server.apiKey,
        ...server.store.bots().flatMap(({ token }) => token ?? []),
      ]);
      await keepEvidence(this.currentTest, workbench);
    });
    after(async () => {
      await workbench.dispose();
      await server.close();
    });

    it('offers the key and the sandbox', async () => {
      await workbench.openView('Bots.Business');
      await workbench.page.getByRole('button', { name: 'Try It in the Sandbox' }).waitFor();
      await workbench.screenshot(`${theme}-1-signed-out`);
    });

    it('refuses a wrong key with a sentence and keeps the input open', async () => {
      await askForKey(workbench);
      await workbench.quickInput.enter('not-a-key-of-anyone-at-all-0000000000000');
      await workbench.quickInput.message.filter({ hasText: 'does not accept this key' }).waitFor();
      await workbench.screenshot(`${theme}-2-wrong-key`);
    });

    it('shows bots, folders and commands after sign-in', async () => {
      await workbench.quickInput.enter(server.apiKey);
      await workbench.quickInput.waitUntilClosed();
      const tree = workbench.tree('Bots');
      await tree.row('Corner Shop');
      await tree.expand('Corner Shop');
      await tree.row('/start');
      await tree.expand(['Corner Shop', 'Cart']);
      await workbench.screenshot(`${theme}-3-tree`);
    });

    it('edits and saves a command', async () => {
      await workbench.tree('Bots').click('/start');
      await workbench.editor.waitForTab('_start.js');
      await workbench.editor.insertAt('start', '// edited by a person\n');
      await workbench.editor.waitForDirty('_start.js', true);
      await workbench.screenshot(`${theme}-4-dirty`);
      await workbench.editor.saveAndWait('_start.js');
      const start = server.store.versions().filter(({ code }) => code.startsWith('// edited by a person'));
      assert.equal(start.length, 1);
      await workbench.screenshot(`${theme}-5-saved`);
    });

    it('stops and starts the bot and shows the transition', async () => {
      const { statusBar } = workbench;
      await statusBar.item('Corner Shop: Running').waitFor();
      await workbench.tree('Bots').inlineAction('Corner Shop', 'Stop Bot');
      await statusBar.item('Corner Shop: Stopping…').waitFor();
      await statusBar.item('Corner Shop: Stopped').waitFor();
      await workbench.tree('Bots').row(/^Corner Shop$/);
      assert.equal(await workbench.tree('Bots').description('Corner Shop'), 'Stopped');
      await workbench.screenshot(`${theme}-6-stopped`);
      await statusBar.click('Corner Shop: Stopped');
      await workbench.quickInput.pick('Start Bot');
      await statusBar.item('Corner Shop: Starting…').waitFor();
      await statusBar.item('Corner Shop: Running').waitFor();
      await workbench.screenshot(`${theme}-7-running`);
    });

    it('shows iteration usage', async () => {
      await workbench.statusBar.item(/^\s*[\d.]+k \/ 100k/).waitFor();
      await workbench.statusBar.item(/ \/ 100k/).hover();
      await workbench.page.locator('.monaco-hover').filter({ hasText: 'Iterations' }).waitFor();
      await workbench.screenshot(`${theme}-8-usage`);
    });
  });
}
