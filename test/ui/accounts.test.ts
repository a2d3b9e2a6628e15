import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { pickFromMenu } from './harness/menu';
import { assertNoSecrets } from './harness/secrets';
import { signInButton } from './harness/signIn';
import { themes } from './harness/themes';
import { keepEvidence, Workbench } from './harness/workbench';

const password = 'made-up-password';
const code = 'Bot.sendMessage("Hi");\n';

for (const theme of themes) {
  describe(`Accounts (${theme})`, () => {
    let server: Sandbox;
    let workbench: Workbench;
    let botId: number;
    let formerKey: string;

    before(async function () {
      this.timeout(120_000);
      server = await startSandbox();
      const user = server.store.user();
      assert.ok(user);
      server.store.saveUser({ ...user, password });
      botId = seedBot(server.store, { name: 'Tea Shop', commands: [{ name: '/start', code }] }).id;
      formerKey = server.apiKey;
      workbench = await Workbench.open({
        theme,
        settings: { 'botsBusiness.api.url': server.url, 'bots-business.apiKey': server.apiKey },
      });
    });
    afterEach(async function () {
      await assertNoSecrets(workbench, [formerKey, resetKey, password]);
      await keepEvidence(this.currentTest, workbench);
    });
    after(async () => {
      await workbench.dispose();
      await server.close();
    });

    const openAccountsMenu = async () => {
      await workbench.page.locator('.activitybar a[aria-label^="Accounts"]').click();
      await workbench.page
        .locator('.monaco-menu .action-label', { hasText: 'you@sandbox.invalid (Bots.Business)' })
        .waitFor();
    };
    const resetKey = `reset-${'k'.repeat(34)}`;
    const bot = () => workbench.tree('Bots').row('Tea Shop');
    const settings = () => readFile(path.join(workbench.dataFolder, 'data/Machine/settings.json'), 'utf8');

    it('of the official extension are offered for taking over, and its plain key is deleted when wanted', async () => {
      await workbench.openView('Bots.Business');
      const offer = 'keeps your API key in plain text';
      await workbench.notices.waitFor(offer);
      await workbench.screenshot(`${theme}-accounts-1-offer`);
      await workbench.notices.press(offer, 'Take Over');
      await bot();
      const told = 'Now delete the plain key';
      await workbench.notices.waitFor(told);
      await workbench.screenshot(`${theme}-accounts-2-taken-over`);
      await workbench.notices.press(told, 'Delete from Settings');
      await eventually(
        settings,
        (text) => !text.includes('bots-business.apiKey'),
        'The plain key is gone from the settings',
      );
    });

    it('stand in VS Code’s Accounts menu', async () => {
      await openAccountsMenu();
      await workbench.screenshot(`${theme}-accounts-3-menu`);
      await workbench.page.keyboard.press('Escape');
    });

    it('say once that their key is no longer accepted, and go on with the new one', async () => {
      const user = server.store.user();
      assert.ok(user);
      server.store.saveUser({ ...user, api_key: resetKey });
      const named = seedBot(server.store, { name: 'Coffee Bar' });
      await workbench.viewAction('Bots', 'Refresh');
      const told = 'no longer accepts the API key of you@sandbox.invalid';
      await workbench.notices.waitFor(told);
      assert.equal((await workbench.notices.texts()).length, 1);
      await workbench.screenshot(`${theme}-accounts-4-key-reset`);
      await workbench.notices.press(told, 'Sign In');
      await workbench.quickInput.waitFor('Sign In Again: you@sandbox.invalid');
      await workbench.screenshot(`${theme}-accounts-5-ways`);
      assert.deepEqual(await workbench.quickInput.labels(), [
        'API Key',
        'E-Mail and Password',
        'Telegram',
        'Reset Password…',
      ]);
      await workbench.quickInput.pick('API Key');
      await workbench.quickInput.waitFor('Paste your API key');
      await workbench.quickInput.enter(resetKey);
      await workbench.tree('Bots').row('Coffee Bar');
      server.store.deleteBot(named.id);
    });

    it('ask before they leave unsaved text behind', async () => {
      await workbench.tree('Bots').doubleClick(['Tea Shop', '/start']);
      await workbench.editor.waitForTab('_start.js');
      await workbench.editor.insertAt('start', '// mine\n');
      await workbench.editor.waitForDirty('_start.js', true);
      await workbench.run('Bots.Business: Sign Out');
      assert.match(await workbench.dialog.text(), /^Sign out of you@sandbox.invalid with unsaved text\?/);
      await workbench.screenshot(`${theme}-accounts-6-sign-out`);
      await workbench.dialog.press('Save All');
      // The save kept the version before it.
      await workbench.dialog.element.filter({ hasText: 'keep its history?' }).waitFor();
      await workbench.screenshot(`${theme}-accounts-6-history`);
      await workbench.dialog.press('Delete History');
      await signInButton(workbench).waitFor();
      assert.match(server.store.commands(botId)[0]?.code ?? '', /^\/\/ mine\n/);
    });

    it('are signed in to with e-mail and password, step by step and back', async () => {
      const { quickInput } = workbench;
      await workbench.welcomeButton('Sign In');
      await quickInput.waitFor('How do you want to sign in?');
      await workbench.screenshot(`${theme}-accounts-7-all-ways`);
      assert.deepEqual(await quickInput.labels(), [
        'API Key',
        'E-Mail and Password',
        'Telegram',
        'Sandbox',
        'Sign Up…',
        'Reset Password…',
      ]);
      await quickInput.pick('E-Mail and Password');
      await quickInput.waitFor('you@example.com');
      await quickInput.enter('nobody');
      await quickInput.message.filter({ hasText: 'This is not an e-mail address.' }).waitFor();
      await quickInput.enter('you@sandbox.invalid');
      await quickInput.waitFor('Password');
      await quickInput.enter('made-up-wrong');
      await quickInput.message.filter({ hasText: 'does not accept this e-mail and password' }).waitFor();
      await workbench.screenshot(`${theme}-accounts-8-wrong-password`);
      await workbench.page.getByRole('button', { name: 'Back' }).click();
      await quickInput.waitFor('you@example.com');
      assert.equal(await quickInput.input.inputValue(), 'you@sandbox.invalid');
      await quickInput.accept();
      await quickInput.waitFor('Password');
      await quickInput.enter(password);
      await quickInput.waitUntilClosed();
      await bot();
    });

    it('get a new password by e-mail, and are signed in to with Telegram', async () => {
      const { quickInput, dialog } = workbench;
      await workbench.run('Bots.Business: Sign Out');
      await workbench.welcomeButton('Sign In');
      await quickInput.pick('Reset Password…');
      await quickInput.waitFor('sends a new password to this e-mail');
      await workbench.screenshot(`${theme}-accounts-9-reset-password`);
      await quickInput.enter('you@sandbox.invalid');
      await workbench.notices.waitFor('A new password was sent to you@sandbox.invalid');
      assert.equal(server.letters().length, 1);
      await quickInput.waitFor('The e-mail of your Bots.Business account.');
      await quickInput.cancel();
      server.behaviour.loginConfirmMs = 60_000;
      await workbench.welcomeButton('Sign In');
      await quickInput.pick('Telegram');
      assert.match(await dialog.text(), /https:\/\/t\.me\/BotsBusinessAdminBot/);
      await dialog.press('Copy');
      await workbench.notices.waitFor('Sign in with Telegram');
      await workbench.screenshot(`${theme}-accounts-10-telegram`);
      server.behaviour.loginConfirmMs = 0;
      await bot();
    });

    it('are made anew where there is none, with a password that is typed twice', async () => {
      const { quickInput } = workbench;
      await workbench.run('Bots.Business: Sign In…');
      await quickInput.pick('Sign Up…');
      await quickInput.waitFor('The e-mail of your new account.');
      await quickInput.enter('you@sandbox.invalid');
      await quickInput.waitFor('New password');
      await quickInput.enter(password);
      await quickInput.waitFor('New password again');
      await quickInput.enter('made-up-other');
      await quickInput.message.filter({ hasText: 'not the same password' }).waitFor();
      await quickInput.enter(password);
      await quickInput.message.filter({ hasText: 'Email has already been taken' }).waitFor();
      await workbench.screenshot(`${theme}-accounts-11-sign-up`);
      await quickInput.cancel();
    });

    it('are signed out of from VS Code’s Accounts menu as well', async () => {
      await pickFromMenu(workbench.page, openAccountsMenu, [
        'you@sandbox.invalid (Bots.Business)',
        'Sign Out',
      ]);
      await workbench.dialog.press('Sign Out');
      await signInButton(workbench).waitFor();
    });
  });
}
