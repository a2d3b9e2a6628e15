import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import type { EndpointId } from '../../src/api/endpoints';
import { cloudPlans } from '../../src/sandbox/catalogue/cloudPlans';
import { startSandbox } from '../../src/sandbox/sandbox';
import type { AccountRow } from '../../src/views/accountRows';
import { noteEndpoints } from './endpointUses';
import { Person } from './person';
import { once, usedSecrets, World } from './world';

const password = 'made-up-password-one';
const nextPassword = 'made-up-password-two';

describe('The account', () => {
  let world: World;
  let person: Person;

  beforeEach(async () => {
    world = await World.create([{ name: '/start', code: 'start' }]);
    usedSecrets.add(password).add(nextPassword);
    world.server.store.saveUser({ ...user(), password });
    person = new Person();
  });
  afterEach(async () => {
    usedSecrets.add(world.server.apiKey);
    person.leave();
    await world.dispose();
    const lines = world.studio.logLines.join('\n');
    for (const secret of usedSecrets) assert.ok(!lines.includes(secret), 'the log holds no secret');
    for (const secret of usedSecrets) assert.ok(!person.everything.includes(secret), 'nobody reads a secret');
  });

  const user = () => {
    const found = world.server.store.user();
    assert.ok(found);
    return found;
  };
  const view = () => world.studio.accountView;
  const run = (command: string, row?: AccountRow) =>
    vscode.commands.executeCommand(`botsBusiness.${command}`, row);
  const bodies = (endpoint: EndpointId) => world.server.requests.list(endpoint).map(({ body }) => body);
  const rows = async (parent?: AccountRow) =>
    (await view().getChildren(parent)).map((row) => {
      const { label, description } = view().getTreeItem(row);
      return [label, description];
    });
  const row = async (what: AccountRow['what']) => {
    const found = (await view().getChildren()).find((each) => each.what === what);
    assert.ok(found);
    return found;
  };
  const shown = async (what: AccountRow['what']) => view().getTreeItem(await row(what)).description;

  describe('in its view', () => {
    it('is read when it is first looked at, and shows no key', async () => {
      assert.equal(world.calls('getLinkedTelegramAccounts'), 0);
      const [linked] = world.server.store.fact('linkedAccounts') ?? [];
      assert.ok(linked);
      // A known bug of the server: one Telegram account several times.
      world.server.store.saveFact('linkedAccounts', [linked, { ...linked, id: linked.id + 1 }]);
      assert.deepEqual(await rows(), [
        ['E-Mail', 'you@sandbox.invalid'],
        ['Plan', (await shown('plan')) ?? ''],
        ['Iterations', '12,345 of 100,000 used'],
        ['Ads', 'off'],
        ['Telegram Accounts', '1 linked'],
        ['Sessions', '0'],
        ['Password', 'not stored here'],
        ['API Key', 'not shown · age unknown'],
      ]);
      assert.match(String(await shown('plan')), /^Sandbox, until /);
      assert.deepEqual(await rows(await row('telegram')), [
        ['Robin Example', '@robin_example · 900100200300'],
      ]);
      const iterations = await rows(await row('iterations'));
      assert.deepEqual(iterations.slice(0, 2), [
        ['Available', '87,655'],
        ['Extra points', '0'],
      ]);
      assert.equal(world.calls('getLinkedTelegramAccounts'), 1);
      const everything = JSON.stringify((await view().getChildren()).map((each) => view().getTreeItem(each)));
      assert.ok(!everything.includes(world.server.apiKey));
    });

    it('is read anew by its own Refresh, and nothing else is', async () => {
      await rows();
      world.server.requests.clear();
      world.server.store.saveUser({ ...user(), email: 'new@sandbox.invalid' });
      await run('refreshAccount');
      assert.equal(await shown('email'), 'new@sandbox.invalid');
      const arrived = world.server.requests.list().map(({ endpoint }) => endpoint);
      const own = ['getIterationUsage', 'getLinkedTelegramAccounts', 'getPaymentPlan', 'getSessionTokens'];
      assert.deepEqual(arrived.sort(), [...own, 'getUser']);
    });

    it('says of each part that it cannot be had, and the others are there', async () => {
      world.server.faults.add({ kind: 'routeMissing', endpoint: 'getLinkedTelegramAccounts' });
      assert.equal(await shown('telegram'), 'No endpoint: click to retry');
      assert.equal(await shown('email'), 'you@sandbox.invalid');
      const item = view().getTreeItem(await row('telegram'));
      assert.ok(typeof item.tooltip === 'string');
      assert.match(item.tooltip, /no endpoint "Get linked telegram accounts"/);
      world.server.faults.clear();
      const changed = once(view().onDidChangeTreeData, () => true);
      await vscode.commands.executeCommand(item.command?.command ?? '');
      await changed;
      assert.equal(await shown('telegram'), '2 linked');
    });
  });

  it('names what was tried when the server says no plan', async () => {
    world.server.faults.add({ kind: 'routeMissing', endpoint: 'getPaymentPlan' });
    const { tooltip } = view().getTreeItem(await row('plan'));
    assert.ok(typeof tooltip === 'string');
    assert.match(tooltip, /no endpoint "Get payment plan".*\nTried: \/user\/payment_plan, \/user\/plan/);
  });

  it('hides no linked Telegram account because of one that cannot be understood', async () => {
    const [linked] = world.server.store.fact('linkedAccounts') ?? [];
    assert.ok(linked);
    world.server.store.saveFact('linkedAccounts', [{ ...linked, first_name: 5 as never }, linked]);
    assert.equal(await shown('telegram'), '2 linked');
    assert.deepEqual(await rows(await row('telegram')), [
      ['Robin Example', '@robin_example · 900100200300'],
      ['A record that cannot be shown', String(linked.id)],
    ]);
  });

  it('gets another e-mail: the body is documented, its name follows, its key stays', async () => {
    const key = world.server.apiKey;
    person.answers('nobody', ' New@Example.COM ');
    await run('changeEmail', await row('email'));
    assert.deepEqual(bodies('updateEmail'), [{ email: 'New@Example.COM' }]);
    assert.equal(user().email, 'new@example.com');
    assert.equal(world.server.apiKey, key);
    assert.equal(world.model.account.label, 'new@example.com');
    assert.equal(await shown('email'), 'new@example.com');
    assert.deepEqual(person.said, ['This is not an e-mail address.']);
    assert.deepEqual(person.notices, ['The e-mail was changed to new@example.com.']);
  });

  it('says in the field why an e-mail is refused', async () => {
    world.server.faults.add({
      kind: 'errors200',
      endpoint: 'updateEmail',
      message: 'Email is taken',
      times: 1,
    });
    person.answers('taken@example.com', undefined);
    await run('changeEmail');
    assert.deepEqual(person.said, ['The server refused: Email is taken']);
  });

  it('gets another password, which is typed twice and kept nowhere', async () => {
    person.answers(password, nextPassword, 'another', nextPassword);
    await run('changePassword');
    assert.deepEqual(bodies('updatePassword'), [
      { current_password: '…', password: '…', password_confirmation: '…' },
    ]);
    assert.equal(user().password, nextPassword);
    assert.ok(person.asked.every(({ isSecret }) => isSecret));
    assert.deepEqual(person.said, ['This is not the same password. Type it again, or go back.']);
  });

  it('says that the current password is another, and lets it be typed again', async () => {
    person.answers('made-up-wrong', nextPassword, nextPassword);
    person.answers({ button: 'Back' }, { button: 'Back' }, password, nextPassword, nextPassword);
    await run('changePassword');
    assert.deepEqual(person.said, ['The server refused: Please check your current password.']);
    assert.equal(user().password, nextPassword);
  });

  it('opens the link that adds a Telegram account, outside', async () => {
    await run('linkTelegramAccount', await row('telegram'));
    assert.equal(world.calls('getTelegramLinkUrl'), 1);
    assert.match(
      person.opened.join(),
      /^https:\/\/t\.me\/BotsBusinessAdminBot\?start=link-\d+-[0-9a-f]{15}$/,
    );
  });

  it('is logged out everywhere after a warning, and stays signed in here; offers to reset the key', async () => {
    await world.studio.signIn.withPassword(user().email, password);
    world.server.requests.clear();
    assert.equal(await shown('sessions'), '1');
    person.presses.add('Reset API Key…');
    person.answers('Log Out Everywhere', undefined);
    await run('logOutEverywhere', await row('sessions'));
    assert.equal(world.calls('logOutAllDevices'), 1);
    assert.match(person.asked[0]?.detail ?? '', /^Sessions: 1\.\n\n.*API keys go on working/s);
    assert.match(person.asked[1]?.title ?? '', /^Reset the API key of you@sandbox\.invalid\?/);
    assert.equal(await shown('sessions'), '0');
    assert.equal(world.calls('resetApiKey'), 0);
    await world.model.bots.refreshAnew();
    assert.equal(world.model.bots.error, undefined);
  });

  describe('whose key is reset', () => {
    it('goes on with the new one, which is stored at once; nobody is asked to sign in', async () => {
      const before = world.server.apiKey;
      const asked: string[] = [];
      world.studio.setPace({ timeouts: { read: 1000, write: 1000 }, signInWaitMs: 30_000 });
      world.studio.setAskToSignInAgain(({ label }) => {
        asked.push(label);
        return Promise.resolve();
      });
      person.answers('Reset API Key');
      // The answer is late: what asks meanwhile is rejected, and waits for the new key.
      world.server.faults.add({ kind: 'late', ms: 300, endpoint: 'resetApiKey' });
      const reset = run('resetApiKey', await row('apiKey'));
      while (world.server.apiKey === before) await new Promise((resolve) => setImmediate(resolve));
      await world.model.bots.refreshAnew();
      await reset;
      assert.equal(world.model.bots.error, undefined);
      assert.ok(world.server.requests.list('getBots').some(({ status }) => status === 401));
      assert.deepEqual(asked, []);
      assert.match(person.asked[0]?.detail ?? '', /stops working at once.*cannot be undone/);
      assert.match(person.notices.join(), /^The API key of you@sandbox\.invalid was reset\./);
      const [session] = await world.studio.authentication.getSessions([], {});
      assert.equal(session?.accessToken, world.server.apiKey);
      assert.notEqual(world.server.apiKey, before);
    });

    it('is left alone without a yes', async () => {
      person.answers(undefined);
      await run('resetApiKey');
      assert.equal(world.calls('resetApiKey'), 0);
    });

    it('says what to do when the new one is lost with the answer', async () => {
      world.server.faults.add({ kind: 'dropAfterApply', endpoint: 'resetApiKey' });
      world.studio.setAskToSignInAgain(() => Promise.resolve());
      person.answers('Reset API Key');
      await run('resetApiKey');
      assert.match(
        person.notices.join(),
        /was reset, but the new one did not arrive\. Sign in again with the key that the Bots\.Business app shows/,
      );
    });

    it('says no such thing when the one before still serves', async () => {
      world.server.faults.add({ kind: 'dropConnection', endpoint: 'resetApiKey' });
      person.answers('Reset API Key');
      await run('resetApiKey');
      assert.deepEqual(person.notices, ['The server cannot be reached. Check the connection and try again.']);
      await world.model.bots.refreshAnew();
      assert.equal(world.model.bots.error, undefined);
    });
  });

  it('turns ads on and off, and says what that changes', async () => {
    person.answers('Turn Ads On');
    await run('turnAdsOnOrOff', await row('ads'));
    assert.equal(await shown('ads'), 'on');
    assert.match(person.asked[0]?.detail ?? '', /They are off now\..*more iterations/s);
    person.answers('Turn Ads Off');
    await run('turnAdsOnOrOff');
    assert.deepEqual(bodies('setAds'), [{ have_ads: true }, { have_ads: false }]);
    assert.equal(await shown('ads'), 'off');
  });

  it('shows plans and usage as pages whose numbers stand below each other', async () => {
    await run('showCloudPlans', await row('plan'));
    const plans = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.equal(world.calls('getCloudPlans'), 1);
    const table = plans.split('\n').filter((line) => line.startsWith('|'));
    assert.equal(new Set(table.map((line) => line.length)).size, 1, plans);
    assert.match(plans, /\| Hobby +\| +\$22 \/ month \| +1,000,000 \|/);
    assert.ok(!plans.includes('not as expected'));
    const listed = cloudPlans as object[];
    listed.push({ price: 1 });
    await run('showCloudPlans').then(() => listed.pop());
    const withBroken = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(withBroken, /\| Hobby .*The server sent a record that is not as expected: name/s);
    await run('showIterationUsage', await row('iterations'));
    const usage = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(usage, /^# Iteration Usage of you@sandbox\.invalid\n/);
    assert.match(usage, /\| Used +\| +12,345 \|\n\| Available +\| +87,655 \|/);
  });

  describe('that one signs in to', () => {
    beforeEach(async () => world.studio.signIn.out(world.model.account));
    const signIn = () => vscode.commands.executeCommand('botsBusiness.signIn');

    it('with Telegram: confirmed outside, waited for here', async () => {
      world.server.behaviour.loginConfirmMs = 0;
      person.answers('Telegram');
      await signIn();
      assert.deepEqual([world.calls('getTelegramLoginUrl'), world.calls('telegramLogin')], [1, 1]);
      assert.match(person.opened.join(), /^https:\/\/t\.me\/BotsBusinessAdminBot\?start=login-/);
      assert.ok(world.studio.accounts.get(world.accountId));
      assert.deepEqual(person.notices, []);
    });

    it('with a new link when the one before has expired', async () => {
      world.server.behaviour.loginExpireMs = 0;
      person.answers('Telegram');
      await signIn();
      assert.match(person.notices.join(), /The sign-in link has expired or was used already/);
      assert.equal(world.studio.accounts.get(world.accountId), undefined);
    });

    it('with a new password that comes by e-mail', async () => {
      person.answers('Reset Password…', 'nobody@example.com', user().email);
      person.answers(user().email, nextPassword, undefined);
      await signIn();
      assert.deepEqual(bodies('resetPassword'), [{ email: 'nobody@example.com' }, { email: user().email }]);
      assert.match(person.said[0] ?? '', /User not found/);
      const mailed = user().password ?? '';
      usedSecrets.add(mailed);
      person.answers('E-Mail and Password', user().email, mailed);
      await signIn();
      assert.ok(world.studio.accounts.get(world.accountId));
    });

    it('is made anew where there is none', async () => {
      const empty = await startSandbox({ account: false });
      try {
        noteEndpoints(empty);
        await vscode.workspace
          .getConfiguration()
          .update('botsBusiness.api.url', empty.url, vscode.ConfigurationTarget.Global);
        person.answers('Sign Up…', 'new@example.com', nextPassword, nextPassword);
        await signIn();
        const made = empty.store.user();
        assert.ok(made);
        usedSecrets.add(made.api_key);
        assert.deepEqual([made.email, made.password], ['new@example.com', nextPassword]);
        const account = world.studio.accounts.get(String(made.id))?.account;
        assert.equal(account?.label, 'new@example.com');
        await world.studio.signIn.out(account);
      } finally {
        await empty.close();
      }
    });

    it('is not made twice, and the server says why', async () => {
      person.answers('Sign Up…', user().email, nextPassword, nextPassword, undefined);
      await signIn();
      assert.deepEqual(bodies('signUp'), [
        { email: user().email, password: '…', password_confirmation: '…' },
      ]);
      assert.deepEqual(person.said, ['The server refused: Email has already been taken']);
    });
  });
});
