import assert from 'node:assert/strict';

import type { Sandbox } from '../../src/sandbox/sandbox';
import { eventually } from './harness/eventually';
import { assertNoSecrets } from './harness/secrets';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence, type Workbench } from './harness/workbench';

const password = 'made-up-password-one';
const nextPassword = 'made-up-password-two';

for (const theme of themes) {
  describe(`The view Account (${theme})`, () => {
    let shop: TeaShop;
    let server: Sandbox;
    let workbench: Workbench;
    const keys = new Set<string>();

    before(async function () {
      this.timeout(120_000);
      shop = await TeaShop.open({}, { theme });
      ({ server, workbench } = shop);
      server.store.saveUser({ ...user(), password });
      await tree('Bots').click('Tea Shop');
    });
    afterEach(async function () {
      keys.add(server.apiKey);
      await assertNoSecrets(workbench, [...keys, password, nextPassword]);
      await keepEvidence(this.currentTest, workbench);
    });
    after(() => shop.dispose());

    const user = () => {
      const found = server.store.user();
      assert.ok(found);
      return found;
    };
    const tree = (name = 'Account') => workbench.tree(name);
    const picture = (name: string) => workbench.screenshot(`${theme}-account-${name}`);
    const value = (row: string) => tree().description(row);
    const untilValue = (row: string, expected: string) =>
      eventually(
        () => value(row),
        (text) => text === expected,
        row,
      );
    /** Each way to an action ends at its question, which is answered by the test that is about it. */
    const ways = (row: string, action: string) =>
      [
        () => tree().inlineAction(row, action),
        () => tree().contextMenu(row, action),
        () => workbench.run(`Bots.Business: ${action}`),
      ] as const;

    it('says of what cannot be had what is missing, has the rest, and tries again by a click', async () => {
      server.faults.add({ kind: 'routeMissing', endpoint: 'getSessionTokens' });
      await workbench.viewHeader('Account').click();
      await untilValue('Sessions', 'No endpoint: click to retry');
      await untilValue('E-Mail', 'you@sandbox.invalid');
      await picture('0-missing');
      server.faults.clear();
      await tree().click('Sessions');
      await untilValue('Sessions', '0');
      // So that there is room for all rows.
      await workbench.viewHeader('Bots').click();
    });

    it('shows whose the account is and what it has left, and no key', async () => {
      await untilValue('E-Mail', 'you@sandbox.invalid');
      await untilValue('Iterations', '12,345 of 100,000 used');
      await tree().row(['Telegram Accounts', 'Robin Example']);
      await tree().row(['Iterations', 'Available']);
      await picture('1-view');
      await tree().collapse('Telegram Accounts');
      await tree().collapse('Iterations');
      await workbench.viewAction('Account', 'Refresh');
      assert.equal(await value('API Key'), 'not shown · age unknown');
    });

    it('changes e-mail and password step by step', async () => {
      const { quickInput, notices } = workbench;
      for (const way of ways('E-Mail', 'Change E-Mail…')) {
        await way();
        await quickInput.waitFor('Change E-Mail of you@sandbox.invalid');
        await quickInput.cancel();
      }
      for (const way of ways('Password', 'Change Password…')) {
        await way();
        await quickInput.waitFor('Current password');
        await quickInput.cancel();
      }
      await tree().inlineAction('Password', 'Change Password…');
      await quickInput.waitFor('Current password');
      await quickInput.enter(password);
      await quickInput.waitFor('New password');
      await quickInput.enter(nextPassword);
      await quickInput.waitFor('New password again');
      await picture('2-password');
      await quickInput.enter(nextPassword);
      const changed = 'The password of you@sandbox.invalid was changed.';
      await notices.waitFor(changed);
      assert.equal(user().password, nextPassword);
      await notices.close(changed);

      await tree().inlineAction('E-Mail', 'Change E-Mail…');
      await quickInput.waitFor('The API key stays as it is.');
      await picture('3-email');
      await quickInput.enter('Robin@Example.com');
      const told = 'The e-mail was changed to robin@example.com.';
      await notices.waitFor(told);
      await notices.close(told);
      await untilValue('E-Mail', 'robin@example.com');
    });

    it('opens the link that adds a Telegram account', async () => {
      const { dialog, notices } = workbench;
      for (const way of ways('Telegram Accounts', 'Link Telegram Account')) {
        await way();
        assert.match(await dialog.text(), /https:\/\/t\.me\/BotsBusinessAdminBot\?/);
        await picture('4-link');
        await dialog.press('Copy');
        const told = 'Press Start in Telegram to link that account';
        await notices.waitFor(told);
        await notices.close(told);
      }
    });

    it('logs out everywhere after a warning, and leads to a reset of the key', async () => {
      const { dialog, notices } = workbench;
      for (const way of ways('Sessions', 'Log Out Everywhere…').slice(1)) {
        await way();
        assert.match(await dialog.text(), /^Log robin@example\.com out everywhere\?/);
        await dialog.press('Cancel');
      }
      await ways('Sessions', 'Log Out Everywhere…')[0]();
      assert.match(await dialog.text(), /API keys go on working/);
      await picture('5-log-out');
      await dialog.press('Log Out Everywhere');
      const told = 'All sessions of robin@example.com have ended.';
      await notices.waitFor(told);
      await picture('6-logged-out');
      await notices.press(told, 'Reset API Key…');
      assert.match(await dialog.text(), /^Reset the API key of robin@example\.com\?/);
      await dialog.press('Cancel');
      assert.equal(server.requests.list('logOutAllDevices').length, 1);
    });

    it('resets the key, and goes on with the new one', async () => {
      const { dialog, notices } = workbench;
      for (const way of ways('API Key', 'Reset API Key…').slice(1)) {
        await way();
        assert.match(await dialog.text(), /stops working at once/);
        await dialog.press('Cancel');
      }
      const before = server.apiKey;
      await ways('API Key', 'Reset API Key…')[0]();
      await picture('7-reset-question');
      await dialog.press('Reset API Key');
      const told = 'The API key of robin@example.com was reset.';
      await notices.waitFor(told);
      assert.notEqual(server.apiKey, before);
      await notices.close(told);
      await workbench.viewAction('Account', 'Refresh');
      await untilValue('E-Mail', 'robin@example.com');
      assert.deepEqual(await notices.texts(), []);
    });

    it('turns ads on, and says what that changes', async () => {
      const { dialog } = workbench;
      for (const way of ways('Ads', 'Turn Ads On or Off…').slice(1)) {
        await way();
        assert.match(await dialog.text(), /They are off now\./);
        await dialog.press('Cancel');
      }
      await ways('Ads', 'Turn Ads On or Off…')[0]();
      await picture('8-ads');
      await dialog.press('Turn Ads On');
      await untilValue('Ads', 'on');
    });

    it('shows plans and usage as pages', async () => {
      for (const way of ways('Plan', 'Show Cloud Plans')) {
        await way();
        await workbench.editor.waitForTab('Cloud Plans.md');
        await workbench.run('View: Close All Editors');
      }
      for (const way of ways('Iterations', 'Show Iteration Usage')) {
        await way();
        await workbench.editor.waitForTab('Iteration Usage.md');
        await picture('9-usage');
        await workbench.run('View: Close All Editors');
      }
      await workbench.run('Bots.Business: Show Cloud Plans');
      await workbench.editor.waitForTab('Cloud Plans.md');
      await picture('10-plans');
    });
  });
}
