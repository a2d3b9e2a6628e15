import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { signInAgain, signInButton, signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

describe('Accounts in two windows', () => {
  let server: Sandbox;
  let secrets: string;
  let one: Workbench;
  let other: Workbench;

  before(async function () {
    this.timeout(180_000);
    server = await startSandbox();
    seedBot(server.store, { name: 'Tea Shop', commands: [{ name: '/start', code: 'base\n' }] });
    secrets = await mkdtemp(path.join(tmpdir(), 'bbs-secrets-'));
    one = await Workbench.open({
      settings: { 'botsBusiness.api.url': server.url },
      // The browser shares no secrets between windows, as the keychain of a system does.
      env: { BOTS_BUSINESS_TEST_SECRETS: secrets },
    });
    other = await one.openWindow();
    await other.openView('Bots.Business');
    await one.comeToFront();
  });
  afterEach(async function () {
    server.faults.clear();
    await keepEvidence(this.currentTest, one, other);
  });
  after(async () => {
    await one.dispose();
    await server.close();
    await rm(secrets, { recursive: true, force: true });
  });

  it('are there in both after signing in in one, which need not have the focus', async () => {
    await signInButton(other).waitFor();
    await signInWithKey(one, server.apiKey);
    await one.tree('Bots').row('Tea Shop');
    await other.tree('Bots').row('Tea Shop');
  });

  it('go on in both with a new key that one was given', async () => {
    await other.tree('Bots').doubleClick(['Tea Shop', '/start']);
    await other.editor.waitForTab('_start.js');
    const user = server.store.user();
    assert.ok(user);
    const key = `reset-${'k'.repeat(34)}`;
    server.store.saveUser({ ...user, api_key: key });
    await other.comeToFront();
    await other.editor.insertAt('start', 'mine ');
    await other.editor.waitForDirty('_start.js', true);
    await other.editor.save();
    const told = 'no longer accepts the API key';
    await other.notices.waitFor(told);
    await other.screenshot('windows-key-reset');
    // The save waits there while the key is given here.
    await one.comeToFront();
    await signInAgain(one, key);
    await other.editor.waitForDirty('_start.js', false);
    assert.equal(server.store.commands(server.store.bots()[0]!.id)[0]?.code, 'mine base\n');
  });

  it('go on in both when one of them resets the key, and nobody is asked to sign in', async () => {
    // That of the key before, which stays until it is closed.
    await other.comeToFront();
    await other.notices.close('no longer accepts the API key');
    await one.comeToFront();
    const before = server.apiKey;
    await one.run('Bots.Business: Reset API Key…');
    assert.match(await one.dialog.text(), /^Reset the API key of you@sandbox\.invalid\?/);
    await one.screenshot('windows-reset-question');
    await one.dialog.press('Reset API Key');
    await one.notices.waitFor('The API key of you@sandbox.invalid was reset.');
    assert.notEqual(server.apiKey, before);
    await other.comeToFront();
    server.requests.clear();
    await other.editor.insertAt('start', 'reset ');
    await other.editor.waitForDirty('_start.js', true);
    await other.editor.save();
    await other.editor.waitForDirty('_start.js', false);
    assert.equal(server.store.commands(server.store.bots()[0]!.id)[0]?.code, 'reset mine base\n');
    assert.ok(server.requests.list('editCommand').every(({ status }) => status === 200));
    assert.ok(!(await other.notices.texts()).some((text) => text.includes('no longer accepts')));
    await other.screenshot('windows-after-reset');
  });

  it('are gone from both after signing out of one; the text of the other stays', async () => {
    await other.comeToFront();
    await other.editor.insertAt('start', 'unsaved ');
    await other.editor.waitForDirty('_start.js', true);
    await one.comeToFront();
    await one.run('Bots.Business: Sign Out');
    // What either window saved is in it.
    await one.dialog.press('Keep History');
    await signInButton(one).waitFor();
    await signInButton(other).waitFor();
    await other.comeToFront();
    await other.editor.waitForText('unsaved reset mine base\n');
    assert.equal(await other.editor.isDirty('_start.js'), true);
    const told = 'You signed out of you@sandbox.invalid in another window';
    assert.match(await other.notices.waitFor(told), /unsaved text stays in the editors here/);
    await other.screenshot('windows-signed-out');
    await other.notices.press(told, 'Sign In');
    await other.quickInput.waitFor('How do you want to sign in?');
    await other.quickInput.cancel();
  });
});
