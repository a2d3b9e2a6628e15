import assert from 'node:assert/strict';

import { AccountModel } from '../../../src/model/accountModel';
import { ApiSubject } from '../api/subject';
import { MemoryTextStore } from './memoryTextStore';

describe('model: protected bots', () => {
  let subject: ApiSubject;
  let model: AccountModel;
  let botId: number;

  beforeEach(async () => {
    subject = await ApiSubject.start();
    ({ botId } = subject.seed({ name: 'Shop', commands: [{ name: '/start', code: '' }] }));
    const account = { id: 'sandbox', kind: 'sandbox', label: 'Sandbox', url: subject.sandbox.url } as const;
    model = new AccountModel(account, subject.http, new MemoryTextStore(), subject.log);
    await model.bots.open();
    subject.sandbox.requests.clear();
  });
  afterEach(async () => {
    await model.whenStored();
    model.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  it('are named in every failure of what the server does not allow, and asked about once', async () => {
    subject.sandbox.store.updateBot(botId, { protected: true });
    await model.contents(botId).open();
    assert.deepEqual(model.contents(botId).error?.protectedBot, { name: 'Shop' });
    const failure = await subject.failureOf(model.serverWork(botId).exportToGit(undefined), 'forbidden');
    assert.deepEqual(failure.protectedBot, { name: 'Shop' });
    assert.deepEqual(failure.serverMessages, ['Bot is protected']);
    assert.equal(subject.sandbox.requests.list('getBot').length, 1);
  });

  it('are not blamed for what the server does not allow of another bot', async () => {
    subject.sandbox.faults.add({ kind: 'status', status: 403, endpoint: 'getFolders' });
    await model.contents(botId).open();
    assert.equal(model.contents(botId).error?.reason, 'forbidden');
    assert.equal(model.contents(botId).error?.protectedBot, undefined);
  });

  it('leave a failure as it is while nobody can say which they are', async () => {
    subject.sandbox.store.updateBot(botId, { protected: true });
    subject.sandbox.faults.add({ kind: 'status', status: 403, endpoint: 'getBot' });
    const first = await subject.failureOf(model.serverWork(botId).exportToGit(undefined), 'forbidden');
    assert.equal(first.protectedBot, undefined);
    subject.sandbox.faults.clear();
    const second = await subject.failureOf(model.serverWork(botId).exportToGit(undefined), 'forbidden');
    assert.deepEqual(second.protectedBot, { name: 'Shop' });
  });
});
