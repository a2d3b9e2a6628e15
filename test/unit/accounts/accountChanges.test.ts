import assert from 'node:assert/strict';

import { AccountChanges, KeyLostError } from '../../../src/accounts/accountChanges';
import { KeyRenewal } from '../../../src/accounts/keyRenewal';
import type { Account } from '../../../src/model/account';
import { Accounts } from '../../../src/model/accounts';
import { ApiSubject } from '../api/subject';
import { MemoryTextStore } from '../model/memoryTextStore';
import { MemorySecrets } from './memorySecrets';

describe('accounts: changes of an account', () => {
  let subject: ApiSubject;
  let secrets: MemorySecrets;
  let renewal: KeyRenewal;
  let accounts: Accounts;
  let changes: AccountChanges;
  let asked: string[];
  let keys: string[];
  const account: Account = {
    id: '7',
    kind: 'cloud',
    label: 'you@sandbox.invalid',
    url: 'https://x.invalid/v2',
  };

  beforeEach(async () => {
    subject = await ApiSubject.start();
    secrets = new MemorySecrets();
    await secrets.set(account.id, subject.sandbox.apiKey);
    asked = [];
    keys = [subject.sandbox.apiKey];
    secrets.onDidChange(() => keys.push(...secrets.keys.values()));
    renewal = new KeyRenewal({
      secrets,
      ask: ({ label }) => {
        asked.push(label);
        return Promise.resolve();
      },
      longestWait: () => 60_000,
      log: subject.log,
    });
    accounts = new Accounts(
      (each) =>
        subject.client({
          apiKey: () => secrets.get(each.id),
          renewKey: (rejected) => renewal.renew(each, rejected),
        }),
      new MemoryTextStore(),
      subject.log,
    );
    await accounts.add(account);
    changes = new AccountChanges({ accounts, secrets, renewal });
  });
  afterEach(async () => {
    accounts.dispose();
    renewal.dispose();
    await subject.close();
    // The path of a reset has `api_key` in it.
    for (const key of keys) assert.ok(!subject.logLines.some((line) => line.includes(key)));
  });

  const model = () => {
    const found = accounts.get(account.id);
    assert.ok(found);
    return found;
  };
  const faults = (...given: Parameters<typeof subject.sandbox.faults.add>) =>
    subject.sandbox.faults.add(...given);

  it('stores the new key; calls that are rejected meanwhile go on with it, and nobody is asked', async () => {
    const before = subject.sandbox.apiKey;
    faults({ kind: 'late', ms: 50, endpoint: 'resetApiKey' });
    const reset = changes.resetKey(model());
    while (subject.sandbox.apiKey === before) await new Promise((resolve) => setImmediate(resolve));
    await model().bots.refresh();
    await reset;
    assert.equal(model().bots.error, undefined);
    assert.deepEqual(
      subject.sandbox.requests.list('getBots').map(({ status }) => status),
      [401, 200],
    );
    assert.deepEqual(asked, []);
    assert.equal(secrets.keys.get(account.id), subject.sandbox.apiKey);
  });

  it('knows that the key was reset when the answer is lost and the one before ended', async () => {
    for (const kind of ['dropAfterApply', 'halfJson'] as const) {
      await secrets.set(account.id, subject.sandbox.apiKey);
      faults({ kind, endpoint: 'resetApiKey', times: 1 });
      await assert.rejects(changes.resetKey(model()), (error) => {
        assert.ok(error instanceof KeyLostError);
        return error.at === 'answer';
      });
    }
    assert.deepEqual(asked, []);
  });

  it('knows that it was not reset when the one before still serves', async () => {
    faults({ kind: 'dropConnection', endpoint: 'resetApiKey' });
    const failure = await subject.failureOf(changes.resetKey(model()), 'network');
    assert.equal(failure.outcomeUnknown, false);
  });

  it('does not know it when the server is away', async () => {
    faults({ kind: 'dropConnection' });
    const failure = await subject.failureOf(changes.resetKey(model()), 'network');
    assert.equal(failure.outcomeUnknown, true);
  });

  it('says so when the keychain does not take the new key', async () => {
    secrets.set = () => Promise.reject(new Error('locked'));
    await assert.rejects(
      changes.resetKey(model()),
      (error) => error instanceof KeyLostError && error.at === 'store',
    );
  });

  it('keeps no key for, and brings nobody back to, an account that is signed out of meanwhile', async () => {
    const left = model();
    const during = async (endpoint: 'resetApiKey' | 'updateEmail', change: Promise<void>) => {
      while (subject.sandbox.requests.list(endpoint).length === 0)
        await new Promise((resolve) => setImmediate(resolve));
      await accounts.remove(account.id);
      await secrets.delete(account.id);
      subject.sandbox.faults.clear();
      await change;
    };
    faults({ kind: 'held', endpoint: 'resetApiKey' });
    await assert.rejects(
      during('resetApiKey', changes.resetKey(left)),
      (error) => error instanceof KeyLostError && error.at === 'signOut',
    );
    assert.equal(secrets.keys.size, 0);
    await secrets.set(account.id, subject.sandbox.apiKey);
    await accounts.add(account);
    faults({ kind: 'held', endpoint: 'updateEmail' });
    await during('updateEmail', changes.changeEmail(model(), 'new@example.com'));
    assert.equal(accounts.get(account.id), undefined);
  });

  it('lets later rejections ask again', async () => {
    await changes.resetKey(model());
    await secrets.set(account.id, 'made-up-other-key');
    await model().bots.refresh();
    assert.deepEqual(asked, [account.label]);
  });

  it('calls an account by its new e-mail, as the server writes it', async () => {
    await changes.changeEmail(model(), 'New@Example.com');
    assert.equal(model().account.label, 'new@example.com');
  });
});
