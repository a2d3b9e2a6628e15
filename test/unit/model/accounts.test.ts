import assert from 'node:assert/strict';

import { type Account, sameBot } from '../../../src/model/account';
import { Accounts } from '../../../src/model/accounts';
import { ApiSubject } from '../api/subject';
import { recordEvents, settle } from './events';
import { MemoryTextStore } from './memoryTextStore';

describe('model: accounts', () => {
  let subject: ApiSubject;
  let store: MemoryTextStore;
  let sandbox: Account;
  let cloud: Account;
  const opened: Accounts[] = [];

  const make = () => {
    const made = new Accounts(() => subject.client(), store, subject.log);
    opened.push(made);
    return made;
  };

  beforeEach(async () => {
    subject = await ApiSubject.start();
    store = new MemoryTextStore();
    sandbox = { id: 'sandbox', kind: 'sandbox', label: 'Sandbox', url: subject.sandbox.url };
    cloud = { id: '52795760', kind: 'cloud', label: 'user@example.com', url: subject.sandbox.url };
  });
  afterEach(async () => {
    for (const made of opened.splice(0)) made.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  it('begin with none, and say that they are read', async () => {
    const accounts = make();
    assert.equal(accounts.isRestored, false);
    const fired = recordEvents(accounts.onDidChange);
    await Promise.all([accounts.restore(), accounts.restore()]);
    assert.equal(accounts.isRestored, true);
    assert.deepEqual(accounts.all, []);
    assert.equal(fired.length, 1);
    assert.deepEqual(subject.arrived(), []);
  });

  it('know whether anybody ever signed in, also after signing out', async () => {
    const first = make();
    await first.restore();
    assert.equal(first.isUsed, false);
    await first.add(cloud);
    assert.equal(first.isUsed, true);
    await first.remove(cloud.id);
    assert.equal(first.isUsed, true);
    const next = make();
    await next.restore();
    assert.deepEqual(next.all, []);
    assert.equal(next.isUsed, true);
  });

  it('come back in their order, without a request', async () => {
    const first = make();
    await first.restore();
    await first.add(cloud);
    await first.add(sandbox);
    const next = make();
    await next.restore();
    assert.deepEqual(
      next.all.map(({ account }) => account),
      [cloud, sandbox],
    );
    assert.deepEqual(subject.arrived(), []);
  });

  it('are stored without their keys', async () => {
    const accounts = make();
    await accounts.restore();
    const model = await accounts.add(sandbox);
    subject.seed({ commands: [{ name: '/a' }] });
    await model.bots.open();
    await model.contents(model.bots.all![0]!.id).open();
    await settle();
    const botId = model.bots.all![0]!.id;
    assert.deepEqual(
      new Set(store.texts.keys()),
      new Set([
        'accounts.json',
        'accounts/sandbox/bots.json',
        `accounts/sandbox/bot-${botId}.json`,
        `groups/sandbox/bot-${botId}.json`,
      ]),
    );
    for (const text of store.texts.values()) assert.ok(!text.includes(subject.sandbox.apiKey));
  });

  it('tell that one came or went', async () => {
    const accounts = make();
    await accounts.restore();
    const fired = recordEvents(accounts.onDidChange);
    await accounts.add(sandbox);
    assert.equal(fired.length, 1);
    assert.ok(accounts.get('sandbox'));
    await accounts.remove('sandbox');
    assert.equal(fired.length, 2);
    assert.equal(accounts.get('sandbox'), undefined);
    await accounts.remove('sandbox');
    assert.equal(fired.length, 2);
  });

  it('an account that is added again takes the place of the old one', async () => {
    const accounts = make();
    await accounts.restore();
    const old = await accounts.add(cloud);
    await accounts.add(sandbox);
    const again = await accounts.add({ ...cloud, label: 'new@example.com' });
    assert.notEqual(again, old);
    assert.deepEqual(
      accounts.all.map(({ account }) => account.label),
      ['new@example.com', 'Sandbox'],
    );
  });

  it('a removed account leaves nothing of its contents behind', async () => {
    const { botId } = subject.seed({ commands: [{ name: '/a' }] });
    const accounts = make();
    await accounts.restore();
    for (const account of [sandbox, cloud]) {
      const model = await accounts.add(account);
      await model.bots.open();
      await model.contents(botId).open();
    }
    await settle();
    const kept = [...store.texts.keys()].filter((name) => !name.startsWith('accounts/sandbox/'));
    assert.equal(store.texts.size, 7);
    await accounts.remove('sandbox');
    await settle();
    assert.deepEqual([...store.texts.keys()], kept);
    const next = make();
    await next.restore();
    assert.deepEqual(
      next.all.map(({ account }) => account.id),
      [cloud.id],
    );
  });

  it('also of contents that this window never opened', async () => {
    const { botId } = subject.seed({ commands: [{ name: '/a' }] });
    const first = make();
    await first.restore();
    const model = await first.add(sandbox);
    await model.bots.open();
    await model.contents(botId).open();
    await settle();
    const next = make();
    await next.restore();
    await next.remove('sandbox');
    await settle();
    assert.deepEqual([...store.texts.keys()], ['accounts.json', `groups/sandbox/bot-${botId}.json`]);
  });

  it('but the groups of its commands: a save after coming back needs them where the server does not say them', async () => {
    const { botId, commandIds } = subject.seed({ commands: [{ name: '/a', code: 'one', group: 'Staff' }] });
    const id = commandIds[0]!;
    const accounts = make();
    await accounts.restore();
    await (await accounts.add(sandbox)).contents(botId).openWhole();
    await accounts.remove('sandbox');
    subject.sandbox.faults.add({ kind: 'groupNotEchoed' });
    const contents = (await accounts.add(sandbox)).contents(botId);
    await contents.openWhole();
    const told = recordEvents(contents.onGroupUnknown);
    await contents.remote(id).write('two', 0, () => undefined);
    const stored = subject.sandbox.store.command(botId, id);
    assert.deepEqual([stored?.code, stored?.group], ['two', 'Staff']);
    assert.deepEqual(told, []);
  });

  it('and a refresh that is under way puts nothing back', async () => {
    const { botId } = subject.seed({ commands: [{ name: '/a' }] });
    const accounts = make();
    await accounts.restore();
    const model = await accounts.add(sandbox);
    await model.bots.open();
    await settle();
    const refreshing = model.contents(botId).open();
    await accounts.remove('sandbox');
    await refreshing;
    await settle();
    assert.deepEqual([...store.texts.keys()], ['accounts.json']);
  });

  it('come and go with another window', async () => {
    const here = make();
    const there = make();
    await Promise.all([here.restore(), there.restore()]);
    const fired = recordEvents(here.onDidChange);
    await there.add(cloud);
    await here.follow();
    assert.deepEqual(
      here.all.map(({ account }) => account),
      [cloud],
    );
    const model = here.get(cloud.id);
    await there.add(sandbox);
    await here.follow();
    assert.equal(here.get(cloud.id), model, 'what is known of the other one stays');
    assert.equal(fired.length, 2);
    await here.follow();
    assert.equal(fired.length, 2, 'nothing new');
    await there.remove(cloud.id);
    await here.follow();
    assert.deepEqual(
      here.all.map(({ account }) => account.id),
      ['sandbox'],
    );
  });

  it('that could not be stored stay, whatever other windows have', async () => {
    const here = make();
    await here.restore();
    await make().add(cloud);
    store.failure = new Error('no space left');
    await here.add(sandbox);
    store.failure = undefined;
    await here.follow();
    assert.ok(here.get('sandbox'));
  });

  it('one that is signed in to once more stays as it is', async () => {
    const accounts = make();
    await accounts.restore();
    const model = await accounts.add(cloud);
    assert.equal(await accounts.add({ ...cloud }), model);
  });

  it('set a stored text aside that they cannot understand', async () => {
    store.texts.set('accounts.json', '{"version": 1, "accounts": [{"id": 5}]}');
    const accounts = make();
    await accounts.restore();
    assert.deepEqual(accounts.all, []);
    assert.equal(accounts.isRestored, true);
    assert.deepEqual(store.asideNames, ['accounts.json']);
  });

  it('are there although the store cannot be read', async () => {
    store.failure = new Error('no such disk');
    const accounts = make();
    await accounts.restore();
    assert.equal(accounts.isRestored, true);
    await accounts.add(sandbox);
    assert.equal(accounts.all.length, 1);
  });

  it('lead to the contents of a bot, the same for all who ask', async () => {
    const { botId, commandIds } = subject.seed({ commands: [{ name: '/a' }] });
    const accounts = make();
    await accounts.restore();
    const model = await accounts.add(sandbox);
    const contents = accounts.contents({ accountId: 'sandbox', botId });
    assert.equal(contents, model.contents(botId));
    assert.equal(accounts.contents({ accountId: '1', botId }), undefined);
    assert.deepEqual(model.openedContents, [contents]);
    const fired = recordEvents(model.onDidChangeContents);
    await contents.open();
    assert.deepEqual(fired, [
      { contents, change: { rows: true, reshaped: commandIds, structure: true, texts: [], gone: [] } },
    ]);
  });

  it('knows bots by account and id', () => {
    const ref = { accountId: '1', botId: 2 };
    assert.equal(sameBot(ref, { ...ref }), true);
    assert.equal(sameBot(ref, { ...ref, botId: 3 }), false);
    assert.equal(sameBot(ref, { ...ref, accountId: '2' }), false);
    assert.equal(sameBot(ref, undefined), false);
    assert.equal(sameBot(undefined, undefined), true);
  });
});
