import assert from 'node:assert/strict';

import { Profile } from '../../../src/model/profile';
import { Usage } from '../../../src/model/usage';
import { ApiSubject } from '../api/subject';
import { recordEvents } from './events';

describe('model: whose an account is', () => {
  let subject: ApiSubject;
  let usage: Usage;
  let profile: Profile;

  beforeEach(async () => {
    subject = await ApiSubject.start();
    const [linked] = subject.sandbox.store.fact('linkedAccounts') ?? [];
    assert.ok(linked);
    subject.sandbox.store.saveFact('linkedAccounts', [linked]);
    usage = new Usage(subject.http, subject.log);
    profile = new Profile(subject.http, usage, subject.log);
  });
  afterEach(async () => {
    profile.dispose();
    usage.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  it('is not asked for before it is opened, and then once', async () => {
    assert.deepEqual([profile.isOpened, subject.arrived()], [false, []]);
    const fired = recordEvents(profile.onDidChange);
    await Promise.all([profile.open(), profile.open()]);
    assert.deepEqual(subject.arrived().sort(), [
      'GET /user',
      'GET /user/linked_accounts',
      'GET /user/tokens',
    ]);
    assert.equal(profile.email.value, 'you@sandbox.invalid');
    assert.deepEqual([profile.sessions.value, profile.linked.value?.items.length], [0, 1]);
    assert.equal(fired.length, 1);
    await profile.refresh();
    assert.equal(fired.length, 1);
  });

  it('has every Telegram account once', async () => {
    const { store } = subject.sandbox;
    const [linked] = store.fact('linkedAccounts') ?? [];
    assert.ok(linked);
    store.saveFact('linkedAccounts', [
      linked,
      { ...linked, id: 2 },
      { ...linked, id: 3, telegramid: 7, username: 'other' },
    ]);
    await profile.open();
    assert.deepEqual(
      profile.linked.value?.items.map(({ username }) => username),
      ['robin_example', 'other'],
    );
  });

  it('keeps what was known beside what cannot be had, and the rest is new', async () => {
    await profile.open();
    subject.sandbox.faults.add({ kind: 'status', status: 403, endpoint: 'getLinkedTelegramAccounts' });
    const user = subject.sandbox.store.user();
    assert.ok(user);
    subject.sandbox.store.saveUser({ ...user, email: 'new@sandbox.invalid' });
    await profile.refresh();
    assert.equal(profile.linked.error?.reason, 'forbidden');
    assert.equal(profile.linked.value?.items.length, 1);
    assert.deepEqual([profile.email.value, profile.email.error], ['new@sandbox.invalid', undefined]);
  });

  it('is read again after a change, also after one whose outcome is not known', async () => {
    await profile.changeEmail('One@Example.com');
    assert.equal(profile.email.value, 'one@example.com');
    subject.sandbox.faults.add({ kind: 'dropAfterApply', endpoint: 'updateEmail' });
    const failure = await subject.failureOf(profile.changeEmail('two@example.com'), 'network');
    assert.equal(failure.outcomeUnknown, true);
    assert.equal(profile.email.value, 'two@example.com');
  });

  it('shows in the usage that ads were turned on', async () => {
    await usage.refresh();
    assert.equal(usage.current?.have_ads, false);
    await profile.setAds(true);
    assert.equal(usage.current.have_ads, true);
  });
});
