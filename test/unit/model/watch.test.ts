import assert from 'node:assert/strict';

import type { BotRef } from '../../../src/model/account';
import { Accounts } from '../../../src/model/accounts';
import { CurrentBot } from '../../../src/model/currentBot';
import { Watch, type WatchIntervals } from '../../../src/model/watch';
import { addParts } from '../../../src/sandbox/seed';
import type { EndpointId } from '../../../src/api/endpoints';
import { ApiSubject } from '../api/subject';
import { settle } from './events';
import { MemoryTextStore } from './memoryTextStore';

const never = 1_000_000_000;
const seldom: WatchIntervals = {
  runState: never,
  usage: never,
  openFiles: never,
  errors: never,
  firstErrors: never,
  broadcasts: never,
};

describe('model: looking at the world', () => {
  let subject: ApiSubject;
  let accounts: Accounts;
  let current: CurrentBot;
  let ref: BotRef;
  let openBots: BotRef[];
  let watch: Watch;

  beforeEach(async () => {
    subject = await ApiSubject.start();
    accounts = new Accounts(() => subject.client(), new MemoryTextStore(), subject.log);
    await accounts.restore();
    const model = await accounts.add({
      id: 'sandbox',
      kind: 'sandbox',
      label: 'Sandbox',
      url: subject.sandbox.url,
    });
    ref = { accountId: 'sandbox', botId: subject.seed({ commands: [{ name: '/a' }] }).botId };
    await model.bots.open();
    current = new CurrentBot();
    openBots = [];
    subject.sandbox.requests.clear();
  });
  afterEach(async () => {
    watch.dispose();
    accounts.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  const begin = (intervals: Partial<WatchIntervals> = {}) => {
    watch = new Watch(accounts, current, () => openBots, subject.log, { ...seldom, ...intervals });
  };
  const count = (endpoint: EndpointId) => subject.sandbox.requests.list(endpoint).length;
  /** Resolves when the server was asked so often. */
  const asked = (endpoint: EndpointId, times: number) =>
    new Promise<void>((resolve) => {
      subject.sandbox.requests.onAnswered(() => {
        if (count(endpoint) >= times) resolve();
      });
    });
  /** Lets a few intervals of a millisecond go by. */
  const someIntervals = async () => {
    await new Promise((resolve) => setTimeout(resolve, 8));
    await settle();
  };

  it('asks nothing while the window is not focused', async () => {
    begin({ runState: 1, usage: 1, openFiles: 1 });
    openBots = [ref];
    await someIntervals();
    assert.deepEqual(subject.arrived(), []);
  });

  it('asks for the run state of the current bot, over and over', async () => {
    begin({ runState: 1 });
    current.choose(ref);
    watch.setFocused(true);
    await asked('getBot', 3);
  });

  it('asks for no run state without a current bot, or with one of an account that is gone', async () => {
    begin({ runState: 1 });
    watch.setFocused(true);
    await someIntervals();
    current.choose({ accountId: 'gone', botId: 1 });
    await someIntervals();
    assert.deepEqual(subject.arrived(), []);
  });

  it('asks for usage over and over', async () => {
    begin({ usage: 1 });
    current.choose(ref);
    watch.setFocused(true);
    await asked('getIterationUsage', 3);
  });

  it('asks for usage when a bot becomes current, once until it is known', async () => {
    begin();
    const known = asked('getPaymentPlan', 1);
    current.choose(ref);
    await known;
    await settle();
    current.choose({ ...ref, botId: 999 });
    current.choose(ref);
    await someIntervals();
    assert.equal(count('getIterationUsage'), 1);
  });

  it('looks at bots with open files when the window is focused, by one listing each', async () => {
    begin();
    openBots = [ref, { accountId: 'gone', botId: 1 }];
    const listed = asked('getCommands', 2);
    watch.setFocused(true);
    watch.setFocused(true);
    await listed;
    await someIntervals();
    assert.equal(count('getCommands'), 2);
    assert.equal(count('getFolders'), 1);
  });

  it('looks at them over and over, and again on focus', async () => {
    begin({ openFiles: 1 });
    openBots = [ref];
    watch.setFocused(true);
    await asked('getFolders', 3);
    watch.setFocused(false);
    await someIntervals();
    const before = count('getFolders');
    await someIntervals();
    assert.equal(count('getFolders'), before, 'it goes on without focus');
    const again = asked('getFolders', before + 1);
    watch.setFocused(true);
    await again;
  });

  it('looks at the errors of the current bot when it becomes current and over and over', async () => {
    begin({ firstErrors: 1 });
    watch.setFocused(true);
    current.choose(ref);
    await asked('getErrorLog', 1);
    watch.dispose();
    begin({ errors: 1 });
    watch.setFocused(true);
    await asked('getErrorLog', 4);
    subject.sandbox.faults.add({ kind: 'routeMissing', endpoint: 'getErrorLog' });
    await someIntervals();
    const before = count('getErrorLog');
    await someIntervals();
    assert.equal(count('getErrorLog'), before, 'there is no such endpoint');
  });

  it('looks how far a broadcast is only while one runs and somebody watches', async () => {
    const running = {
      status: 'in progress',
      cur_position: 0,
      since: Date.now(),
      total: 1000,
      speed: 1,
      failing: 0,
      command: '/news',
      for_chats: 'all',
    } as const;
    addParts(subject.sandbox.store, ref.botId, { tasks: [running] });
    const broadcasts = accounts.parts(ref)?.broadcasts;
    assert.ok(broadcasts);
    await broadcasts.open();
    current.choose(ref);
    begin({ broadcasts: 1 });
    watch.setFocused(true);
    const before = count('getBroadcastTasks');
    await someIntervals();
    assert.equal(count('getBroadcastTasks'), before, 'nobody watches');
    broadcasts.isWatched = true;
    await asked('getBroadcastTasks', before + 3);
    const [task] = broadcasts.items;
    assert.ok(task);
    await broadcasts.pause(task.id);
    await settle();
    const after = count('getBroadcastTasks');
    await someIntervals();
    assert.ok(count('getBroadcastTasks') <= after + 1, 'one may have been under way');
  });

  it('ends with its owner, and does not begin again', async () => {
    begin({ runState: 1, openFiles: 1 });
    current.choose(ref);
    openBots = [ref];
    watch.setFocused(true);
    await asked('getBot', 1);
    watch.dispose();
    await someIntervals();
    subject.sandbox.requests.clear();
    watch.setFocused(true);
    await someIntervals();
    assert.deepEqual(subject.arrived(), []);
  });

  it('goes on after a failure', async () => {
    begin({ runState: 1 });
    current.choose(ref);
    subject.sandbox.faults.add({ kind: 'status', status: 500, times: 2 });
    watch.setFocused(true);
    await asked('getBot', 4);
  });
});
