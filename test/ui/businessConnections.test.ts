import assert from 'node:assert/strict';

import { themes } from './harness/themes';
import { keepEvidence, Workbench } from './harness/workbench';

/** In the sandbox that every person has: its Bot API is on this machine. */
for (const theme of themes) {
  describe(`Business connections (${theme})`, () => {
    let workbench: Workbench;

    before(async function () {
      this.timeout(120_000);
      workbench = await Workbench.open({ theme });
      await workbench.openView('Bots.Business');
      await workbench.welcomeButton('Try It in the Sandbox');
      await workbench.tree('Bots').row(['Corner Shop']);
    });
    afterEach(async function () {
      await keepEvidence(this.currentTest, workbench);
    });
    after(() => workbench.dispose());

    const picture = (name: string) => workbench.screenshot(`business-${name}-${theme}`);

    it('are asked for by their id, from the palette, and say what is wrong with one', async () => {
      const { quickInput } = workbench;
      await workbench.run('Bots.Business: Business Connections…');
      await quickInput.waitFor('Which bot?');
      await quickInput.pick('Corner Shop');
      await quickInput.waitFor('Business connections of Corner Shop');
      await quickInput.pick('Add…');
      await quickInput.waitFor('Add a business connection of Corner Shop');
      await quickInput.enter('sandbox-connection-9');
      await quickInput.message
        .filter({ hasText: 'Telegram knows no business connection of Corner Shop with this id' })
        .waitFor();
      assert.equal(await quickInput.input.inputValue(), 'sandbox-connection-9');
      await picture('1-unknown');
      await quickInput.enter('sandbox-connection-3');
      await quickInput.waitFor('Pick a line to copy it');
      await quickInput.element.filter({ hasText: 'disabled: read-only' }).waitFor();
      await picture('2-facts');
    });

    it('are kept in a list of the bot', async () => {
      const { quickInput } = workbench;
      // Back to the list.
      await quickInput.input.press('Escape');
      await quickInput.waitFor('Which connection?');
      await quickInput.pick('Add…');
      await quickInput.enter('sandbox-connection-1');
      await quickInput.waitFor('Pick a line to copy it');
      await quickInput.type('can_reply');
      await quickInput.item('reply to messages').waitFor();
      await quickInput.input.press('Escape');
      await quickInput.waitFor('Which connection?');
      assert.equal((await quickInput.labels()).length, 3);
      await picture('3-list');
      await quickInput.cancel();
    });
  });
}
