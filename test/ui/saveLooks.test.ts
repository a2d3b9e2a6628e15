import assert from 'node:assert/strict';

import { eventually } from './harness/eventually';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence, type Workbench } from './harness/workbench';

const conflict = 'The content of the file is newer';
const welcome = 'Bot.sendMessage("Welcome");\n';

for (const theme of themes) {
  describe(`What a person sees when a save does not go through (${theme})`, () => {
    let shop: TeaShop;
    let workbench: Workbench;

    before(async function () {
      this.timeout(120_000);
      shop = await TeaShop.open({ commands: [{ name: '/start', code: welcome }] }, { theme });
      ({ workbench } = shop);
      await shop.edit('/start', '_start.js');
      await workbench.editor.insertAt('start', '// mine\n');
    });
    afterEach(async function () {
      shop.server.faults.clear();
      await keepEvidence(this.currentTest, workbench);
    });
    after(() => shop.dispose());

    const picture = (name: string) => workbench.screenshot(`looks-${theme}-${name}`);
    const save = async () => {
      await workbench.editor.focus();
      await workbench.editor.save();
    };

    it('the server cannot be reached: what to check, and that the text is safe', async () => {
      shop.server.faults.add({ kind: 'dropConnection' });
      await save();
      const notice = await workbench.notices.waitFor('Failed to save');
      assert.match(notice, /cannot be reached\. Check the connection/);
      assert.match(notice, /Your text is safe in the editor/);
      assert.deepEqual(await workbench.notices.buttons('Failed to save'), ['Retry', 'Save As...', 'Revert']);
      await picture('1-offline');
    });

    it('somebody else was faster: Compare and Overwrite, and both versions side by side', async () => {
      shop.otherPerson('/start', 'Bot.sendMessage("Theirs");\n');
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
      shop.otherPerson('/start', 'Bot.sendMessage("Third");\n');
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
      shop.server.store.deleteCommand(shop.botId, shop.idOf('/start'));
      await save();
      const notice = await workbench.notices.waitFor('was deleted on the server');
      assert.match(notice, /choose Save As, then Show Local/);
      assert.equal(await workbench.editor.isDirty('_start.js'), true);
      assert.equal(shop.commands.length, 0);
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
