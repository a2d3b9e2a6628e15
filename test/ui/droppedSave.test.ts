import assert from 'node:assert/strict';

import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import type { FaultSwitch } from '../../src/sandbox/server/faults';
import { eventually } from './harness/eventually';
import { signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

/** As long as the person takes to type on, save again and close the tab. */
const slow = { kind: 'held', endpoint: 'editCommand', times: 1 } as const;

// VS Code runs the save that waits behind a slow one only when the document outlives its tab, which is so when another
// extension asked for it.
for (const [others, neighbours] of [
  ['alone', []],
  ['beside an extension that holds documents', ['test/fixtures/holdingExtension']],
] as const) {
  describe(`What is dropped during a slow save, ${others}`, () => {
    let server: Sandbox;
    let workbench: Workbench;
    let botId: number;
    let commandId: number;
    let commands = 0;

    before(async function () {
      this.timeout(120_000);
      server = await startSandbox();
      const names = Array.from({ length: 6 }, (_, index) => ({ name: `/c${index}`, code: 'base\n' }));
      botId = seedBot(server.store, { name: 'Tea Shop', commands: names }).id;
      workbench = await Workbench.open({ neighbours, settings: { 'botsBusiness.api.url': server.url } });
      await signInWithKey(workbench, server.apiKey);
    });
    afterEach(async function () {
      await keepEvidence(this.currentTest, workbench);
      server.faults.clear();
    });
    after(async () => {
      await workbench.dispose();
      await server.close();
    });

    const isWriting = () => server.requests.list('editCommand').some(({ status }) => status === null);
    const endWriting = () => {
      assert.ok(isWriting(), 'the first write is still under way, or this test shows nothing');
      server.faults.clear();
      return eventually(
        () => Promise.resolve(isWriting()),
        (writing) => !writing,
        'The write is going on',
      );
    };
    const written = () => server.store.versions({ commandId }).map(({ code }) => code);
    const open = (name: string) => workbench.tree('Bots').doubleClick(['Tea Shop', name]);

    /** Opens a command that no other test uses, saves `one base`, and types on while that is being written. */
    async function typeDuringSlowSave(...more: FaultSwitch[]): Promise<{ name: string; file: string }> {
      const name = `/c${commands++}`;
      const file = `_${name.slice(1)}.js`;
      commandId = server.store.commands(botId).find(({ command }) => command === name)?.id ?? 0;
      await open(name);
      await workbench.editor.waitForTab(file);
      await workbench.editor.insertAt('start', 'one ');
      server.faults.add(slow, ...more);
      await workbench.editor.save();
      await eventually(() => Promise.resolve(isWriting()), Boolean, 'The write has begun');
      await workbench.editor.insertAt('start', 'two ');
      await workbench.editor.waitForText('two one base\n');
      return { name, file };
    }

    async function closeWithoutSaving(file: string): Promise<void> {
      await workbench.editor.closeTab(file);
      await workbench.dialog.press("Don't Save");
      await workbench.editor.tab(file).waitFor({ state: 'detached' });
    }

    it('does not write a text that waited to be saved and was dropped with Don’t Save', async () => {
      const { name, file } = await typeDuringSlowSave();
      await workbench.editor.save();
      await closeWithoutSaving(file);
      await endWriting();
      await open(name);
      await workbench.editor.waitForTab(file);
      await workbench.editor.waitForText('one base\n');
      await workbench.editor.insertAt('start', 'three ');
      await workbench.editor.waitForDirty(file, true);
      await workbench.editor.saveAndWait(file);
      assert.deepEqual(written(), ['base\n', 'one base\n', 'three one base\n']);
      assert.deepEqual(await workbench.notices.texts(), []);
    });

    it('shows what was saved when the command is opened again before the save is over', async () => {
      const { name, file } = await typeDuringSlowSave();
      await closeWithoutSaving(file);
      await open(name);
      await workbench.editor.waitForTab(file);
      await endWriting();
      await workbench.editor.waitForText('one base\n');
      assert.equal(await workbench.editor.isDirty(file), false);
      assert.deepEqual(written(), ['base\n', 'one base\n']);
    });

    it('brings back what was saved when the text is dropped with Revert File', async () => {
      const { file } = await typeDuringSlowSave();
      await workbench.editor.save();
      await workbench.run('File: Revert File');
      await endWriting();
      await workbench.editor.waitForText('one base\n');
      assert.equal(await workbench.editor.isDirty(file), false);
      assert.deepEqual(written(), ['base\n', 'one base\n']);
    });

    it('does not call a text saved that went back by Undo while the save was under way', async () => {
      const { file } = await typeDuringSlowSave();
      await workbench.press('ControlOrMeta+z');
      await workbench.press('ControlOrMeta+z');
      await workbench.editor.waitForText('base\n');
      await endWriting();
      await workbench.editor.waitForText('one base\n');
      assert.equal(await workbench.editor.isDirty(file), false);
    });

    it('writes nothing that was dropped when the save before it fails, and says so', async () => {
      const failing = { kind: 'status', status: 500, endpoint: 'editCommand', times: 1 } as const;
      const { name, file } = await typeDuringSlowSave(failing);
      await workbench.editor.save();
      await closeWithoutSaving(file);
      await endWriting();
      const isHeld = neighbours.length > 0;
      const said = isHeld ? 'The file was closed without saving' : 'The file is closed by now';
      const notice = await workbench.notices.waitFor(said);
      assert.match(notice, isHeld ? /save it, or close it once more/ : /see what the server has/);
      assert.deepEqual(written(), ['base\n']);
      // VS Code itself brings a document back that it could not save.
      await (isHeld ? workbench.editor.tab(file).click() : open(name));
      await workbench.editor.waitForTab(file);
      await workbench.editor.waitForText(isHeld ? 'two one base\n' : 'base\n');
      await workbench.screenshot(`dropped-after-failure-${isHeld ? 'held' : 'alone'}`);
      await workbench.editor.insertAt('start', 'three ');
      await workbench.editor.waitForDirty(file, true);
      await workbench.editor.saveAndWait(file);
      assert.equal(written().length, 2);
    });

    it('still writes a text that waited to be saved and was not dropped', async () => {
      const { file } = await typeDuringSlowSave();
      await workbench.editor.save();
      await workbench.editor.closeTab(file);
      await workbench.dialog.press('Save');
      await endWriting();
      await workbench.editor.tab(file).waitFor({ state: 'detached' });
      assert.deepEqual(written(), ['base\n', 'one base\n', 'two one base\n']);
    });
  });
}
