import assert from 'node:assert/strict';

import type { BotRef } from '../../../src/model/account';
import { Accounts } from '../../../src/model/accounts';
import { CurrentBot } from '../../../src/model/currentBot';
import { PinnedBot } from '../../../src/model/pinnedBot';
import { ApiSubject } from '../api/subject';
import { MemoryTextStore } from './memoryTextStore';

describe('model: the pinned bot', () => {
  let subject: ApiSubject;
  let store: MemoryTextStore;
  let memory: Map<string, unknown>;
  let botId: number;
  let ref: BotRef;
  const opened: { dispose(): void }[] = [];

  beforeEach(async () => {
    subject = await ApiSubject.start();
    store = new MemoryTextStore();
    memory = new Map();
    ({ botId } = subject.seed({ name: 'Shop' }));
    ref = { accountId: '7', botId };
  });
  afterEach(async () => {
    for (const made of opened.splice(0)) made.dispose();
    await subject.close();
  });

  /** What a window has of it. */
  function open() {
    const accounts = new Accounts(() => subject.client(), store, subject.log);
    const current = new CurrentBot();
    const memento = {
      get: (key: string) => memory.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void memory.set(key, structuredClone(value))),
    };
    opened.push(accounts, current, new PinnedBot(accounts, current, memento, subject.log));
    return { accounts, current };
  }

  async function signedIn() {
    const window = open();
    await window.accounts.restore();
    const { url } = subject.sandbox;
    const model = await window.accounts.add({ id: '7', kind: 'cloud', label: 'me', url });
    await model.bots.open();
    return { ...window, model };
  }

  it('is pinned again after a reload, by its ids alone, until it is let go', async () => {
    const { current } = await signedIn();
    current.pin(ref);
    current.choose({ accountId: '7', botId: 1 });
    assert.deepEqual([...memory.values()], [ref]);

    const next = open();
    assert.deepEqual(next.current.pinned, ref);
    await next.accounts.restore();
    await next.accounts.get('7')?.bots.open();
    assert.deepEqual(next.current.ref, ref);
    next.current.pin(undefined);
    assert.equal(open().current.pinned, undefined);
  });

  it('is forgotten with its account', async () => {
    const { accounts, current } = await signedIn();
    current.pin(ref);
    await accounts.remove('7');
    assert.equal(current.ref, undefined);
    assert.deepEqual([...memory.values()], [undefined]);
  });

  it('is forgotten when a list no longer has it, and not when there was no list', async () => {
    const { current, model } = await signedIn();
    current.pin(ref);
    subject.sandbox.faults.add({ kind: 'dropConnection' });
    await model.bots.refresh();
    assert.deepEqual(current.pinned, ref);
    subject.sandbox.faults.clear();
    subject.sandbox.store.deleteBot(botId);
    await model.bots.refresh();
    assert.equal(current.pinned, undefined);
    assert.deepEqual([...memory.values()], [undefined]);
  });

  it('is not the only one that is no longer current when a list no longer has it', async () => {
    const { current, model } = await signedIn();
    current.choose(ref);
    await model.bots.refresh();
    assert.deepEqual(current.ref, ref);
    subject.sandbox.store.deleteBot(botId);
    await model.bots.refresh();
    assert.equal(current.ref, undefined);
  });

  it('is none when what is remembered cannot be understood', () => {
    memory.set('pinnedBot', { accountId: 7 });
    assert.equal(open().current.ref, undefined);
  });
});
