import assert from 'node:assert/strict';

import { editAsOtherPerson } from '../../src/sandbox/otherPerson';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

const conflict = 'The content of the file is newer';
const welcome = 'Bot.sendMessage("Welcome");\n';

for (const theme of ['dark', 'light'] as const) {
  describe(`What a person sees when a save does not go through (${theme})`, () => {
    let server: Sandbox;
    let workbench: Workbench;
    let botId: number;
    let commandId: number;

    before(async function () {
      this.timeout(120_000);
      server = await startSandbox();
      botId = seedBot(server.store, { name: 'Tea Shop', commands: [{ name: '/start', code: welcome }] }).id;
      commandId = server.store.commands(botId)[0]?.id ?? 0;
      workbench = await Workbench.open({ theme, settings: { 'botsBusiness.api.url': server.url } });
      await signInWithKey(workbench, server.apiKey);
      await workbench.tree('Bots').doubleClick(['Tea Shop', '/start']);
      await workbench.editor.waitForTab('_start.js');
      await workbench.editor.insertAt('start', '// mine\n');
    });
    afterEach(async function () {
      server.faults.clear();
      await keepEvidence(this.currentTest, workbench);
    });
    after(async () => {
      await workbench.dispose();
      await server.close();
    });

    const otherPerson = (code: string) => editAsOtherPerson(server.store, botId, commandId, { code });
    const picture = (name: string) => workbench.screenshot(`looks-${theme}-${name}`);
    const save = async () => {
      await workbench.editor.focus();
      await workbench.editor.save();
    };

    it('the server cannot be reached: what to check, and that the text is safe', async () => {
      server.faults.add({ kind: 'dropConnection' });
      await save();
      const notice = await workbench.notices.waitFor('Failed to save');
      assert.match(notice, /cannot be reached\. Check the connection/);
      assert.match(notice, /Your text is safe in the editor/);
      assert.deepEqual(await workbench.notices.buttons('Failed to save'), ['Retry', 'Save As...', 'Revert']);
      await picture('1-offline');
    });

    it('somebody else was faster: Compare and Overwrite, and both versions side by side', async () => {
      otherPerson('Bot.sendMessage("Theirs");\n');
      await save();
      await workbench.notices.waitFor(conflict);
      await picture('2-conflict');
      await workbench.notices.press(conflict, 'Compare');
      await workbench.editor.waitForTab(/_start\.js \(in file\)/);
      assert.equal(await workbench.editor.visibleLeftText(), 'Bot.sendMessage("Theirs");\n');
      assert.equal(await workbench.editor.visibleText(), `// mine\n${welcome}`);
      await picture('3-compare');
    });

    it('a third version came: what to press to see it', async () => {
      otherPerson('Bot.sendMessage("Third");\n');
      await workbench.page.getByRole('button', { name: /Use your changes and overwrite/ }).click();
      const notice = await workbench.notices.waitFor('and you have not seen that version');
      assert.match(notice, /Save again \(Ctrl\+S or ⌘S\) and choose Compare/);
      await picture('4-third-version');
      await save();
      await workbench.notices.press(conflict, 'Compare');
      await workbench.editor.waitForTab(/_start\.js \(in file\)/);
      assert.equal(await workbench.editor.visibleLeftText(), 'Bot.sendMessage("Third");\n');
      await workbench.page.getByRole('button', { name: /Use your changes and overwrite/ }).click();
      await workbench.editor.waitForDirty('_start.js', false);
    });

    it('the command was deleted elsewhere: how to keep the text', async () => {
      await workbench.editor.insertAt('start', '// more\n');
      server.store.deleteCommand(botId, commandId);
      await save();
      const notice = await workbench.notices.waitFor('was deleted on the server');
      assert.match(notice, /choose Save As, then Show Local/);
      assert.equal(await workbench.editor.isDirty('_start.js'), true);
      assert.equal(server.store.commands(botId).length, 0);
      await picture('5-deleted');
      await workbench.notices.press('was deleted on the server', 'Save As...');
      await workbench.quickInput.element.getByRole('button', { name: 'Show Local' }).waitFor();
      await eventually(
        () => workbench.quickInput.input.inputValue(),
        (place) => place.endsWith('_start.js'),
        'The suggested place',
      );
      await picture('6-save-as');
      await workbench.quickInput.cancel();
    });
  });
}
