import assert from 'node:assert/strict';

import { Bots } from '../../../src/model/bots';
import { NewBots } from '../../../src/model/newBots';
import { ApiSubject } from '../api/subject';
import { when } from './events';
import { MemoryTextStore } from './memoryTextStore';

describe('model: bots that the server makes', () => {
  let subject: ApiSubject;
  let bots: Bots;
  let now: number;
  let ended: AbortController;

  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1);
    subject = await ApiSubject.start({ now: () => now, behaviour: { copyMs: 3000 } });
    bots = new Bots(subject.http, new MemoryTextStore(), 'sandbox', subject.log);
    ended = new AbortController();
  });
  afterEach(async () => {
    bots.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  const make = (atMost = 60_000) => new NewBots(subject.http, bots, { every: 1, atMost });
  const calls = (endpoint: 'copyBot' | 'installDemoBot') => subject.sandbox.requests.list(endpoint).length;

  it('are followed until they are in the list, and shown as being made meanwhile', async () => {
    const { botId } = subject.seed({ name: 'Shop' });
    await bots.open();
    let shown: string | undefined;
    bots.pending.onDidChange(() => (shown = bots.pending.creations[0]?.name ?? shown));
    const copied = make().copy(botId, ended.signal);
    await when(bots.pending.onDidChange, () => bots.pending.creations.length > 0);
    now += 3000;
    const copy = await copied;
    assert.equal(copy?.name, 'Cloned bot: Shop');
    assert.equal(shown, 'Cloned bot: Shop');
    assert.deepEqual(bots.pending.creations, []);
    assert.equal(bots.get(copy.id)?.name, 'Cloned bot: Shop');
    assert.equal(calls('copyBot'), 1);
  });

  it('are not taken for others that came meanwhile, or were there unseen', async () => {
    const { botId } = subject.seed({ name: 'Shop' });
    await bots.open();
    const before = subject.seed({ name: 'Cloned bot: Shop' }).botId;
    const copied = make().copy(botId, ended.signal);
    await when(bots.onDidChange, () => bots.get(before) !== undefined);
    const other = subject.seed({ name: 'Other' }).botId;
    await when(bots.onDidChange, () => bots.get(other) !== undefined);
    now += 3000;
    const copy = await copied;
    assert.ok(copy && ![before, other, botId].includes(copy.id));
  });

  it('are waited for no longer than a while, or than the person likes', async () => {
    const { botId } = subject.seed({ name: 'Shop' });
    assert.equal(await make(0).copy(botId, ended.signal), undefined);
    const copied = make().copy(botId, ended.signal);
    ended.abort();
    assert.equal(await copied, undefined);
    assert.equal(calls('copyBot'), 2);
  });

  it('are found when no answer came, and not ordered again', async () => {
    const [store] = (await make().storeBots()).items;
    assert.ok(store);
    subject.sandbox.faults.add({ kind: 'dropAfterApply', endpoint: 'installDemoBot' });
    const installed = await make().install(store, ended.signal);
    assert.equal(installed?.name, store.name);
    assert.equal(calls('installDemoBot'), 1);
  });

  it('are not ordered when nobody could tell them from those that are there', async () => {
    const { botId } = subject.seed({ name: 'Shop' });
    subject.sandbox.faults.add({ kind: 'status', status: 500, endpoint: 'getBots' });
    await subject.failureOf(make().copy(botId, ended.signal), 'server');
    assert.equal(calls('copyBot'), 0);
  });

  it('are not known to be made when neither an answer came nor they', async () => {
    const { botId } = subject.seed({ name: 'Shop' });
    subject.sandbox.faults.add({ kind: 'dropConnection', endpoint: 'copyBot' });
    const failure = await subject.failureOf(make(0).copy(botId, ended.signal), 'network');
    assert.equal(failure.outcomeUnknown, true);
  });
});
