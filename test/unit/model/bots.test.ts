import assert from 'node:assert/strict';

import { Bots } from '../../../src/model/bots';
import { madeUpToken } from '../../../src/sandbox/seed';
import { ApiSubject } from '../api/subject';
import { recordEvents, settle, when } from './events';
import { MemoryTextStore } from './memoryTextStore';

describe('model: bots', () => {
  let subject: ApiSubject;
  let store: MemoryTextStore;
  let bots: Bots;
  let time: number;
  const opened: Bots[] = [];

  const make = (atMost = 60_000) => {
    const made = new Bots(subject.http, store, 'sandbox', subject.log, { transition: { every: 1, atMost } });
    opened.push(made);
    return made;
  };
  const names = (of = bots) => of.all?.map((bot) => bot.name);

  beforeEach(async () => {
    time = Date.UTC(2026, 0, 1);
    subject = await ApiSubject.start({ now: () => time });
    store = new MemoryTextStore();
    bots = make();
  });
  afterEach(async () => {
    for (const made of opened.splice(0)) made.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  it('knows nothing before it was asked, and asks nothing', () => {
    assert.equal(bots.all, undefined);
    assert.deepEqual(subject.arrived(), []);
  });

  it('opens with one request', async () => {
    const { botId } = subject.seed({ name: 'Shop', token: madeUpToken(), status: 'works' });
    const fired = recordEvents(bots.onDidChange);
    await Promise.all([bots.open(), bots.open()]);
    await bots.open();
    assert.deepEqual(subject.arrived(), ['GET /bots']);
    assert.deepEqual(names(), ['Shop']);
    assert.equal(bots.get(botId)?.status, 'works');
    assert.deepEqual(fired, [{ listing: true, botIds: [botId] }]);
  });

  it('gives what is known from before at once, and refreshes behind it', async () => {
    subject.seed({ name: 'Shop', token: madeUpToken(), status: 'works' });
    await bots.open();
    await settle();
    subject.seed({ name: 'Game' });
    subject.sandbox.requests.clear();

    const next = make();
    const fired = recordEvents(next.onDidChange);
    const refreshed = when(next.onDidChange, () => next.all?.length === 2);
    await next.open();
    assert.deepEqual(names(next), ['Shop']);
    assert.equal(next.all?.[0]?.hasToken, true);
    await refreshed;
    assert.deepEqual(names(next), ['Shop', 'Game']);
    assert.deepEqual(subject.arrived(), ['GET /bots']);
    assert.deepEqual(
      fired.map(({ listing }) => listing),
      [true, true],
    );
  });

  describe('Creating, renaming and deleting', () => {
    const bodies = (endpoint: 'createBot' | 'editBot') =>
      subject.sandbox.requests.list(endpoint).map(({ body }) => body);
    const nameOf = (botId: number) => subject.sandbox.store.bot(botId)?.name;

    it('creates a bot with nothing but a name', async () => {
      subject.seed({ name: 'A' });
      await bots.open();
      const fired = recordEvents(bots.onDidChange);
      const { id } = await bots.create('New');
      assert.deepEqual(bodies('createBot'), [{ name: 'New' }]);
      assert.deepEqual(names(), ['A', 'New']);
      assert.deepEqual([nameOf(id), bots.get(id)?.hasToken], ['New', false]);
      assert.deepEqual(fired, [{ listing: true, botIds: [] }]);
    });

    it('creates a bot with a token, of which only that it is there is kept', async () => {
      await bots.open();
      const token = madeUpToken();
      const { id } = await bots.create('New', token);
      assert.deepEqual(bodies('createBot'), [{ name: 'New', token: '…' }]);
      assert.equal(subject.sandbox.store.bot(id)?.token, token);
      assert.equal(bots.get(id)?.hasToken, true);
      await bots.whenStored();
      assert.ok(![...store.texts.values()].join().includes(token));
    });

    it('gives a bot another name and token in one call, or takes the token away', async () => {
      const { botId } = subject.seed({ name: 'A', token: madeUpToken(1) });
      await bots.open();
      subject.sandbox.requests.clear();
      await bots.edit(botId, 'B', madeUpToken(2));
      assert.equal(subject.arrived()[0], `PUT /bots/${botId}`);
      assert.deepEqual([nameOf(botId), subject.sandbox.store.bot(botId)?.token], ['B', madeUpToken(2)]);
      await bots.edit(botId, 'B', null);
      assert.equal(subject.sandbox.store.bot(botId)?.token, null);
      assert.deepEqual([bots.get(botId)?.name, bots.get(botId)?.hasToken], ['B', false]);
    });

    it('does not know whether a bot has the token when no answer came', async () => {
      const { botId } = subject.seed({ name: 'A', token: madeUpToken(1) });
      await bots.open();
      subject.sandbox.faults.add({ kind: 'dropAfterApply', endpoint: 'editBot' });
      const failure = await subject.failureOf(bots.edit(botId, 'B', madeUpToken(2)), 'network');
      assert.equal(failure.outcomeUnknown, true);
      assert.equal(bots.get(botId)?.name, 'B', 'what can be told is told');
    });

    for (const kind of ['dropAfterApply', 'halfJson', 'plainText', 'emptyBody'] as const) {
      it(`finds the bot that was made when the answer is ${kind}, and does not send again`, async () => {
        subject.seed({ name: 'New' });
        await bots.open();
        subject.sandbox.faults.add({ kind, endpoint: 'createBot', times: 1 });
        const { id } = await bots.create('New');
        assert.equal(nameOf(id), 'New');
        assert.equal(subject.sandbox.requests.list('createBot').length, 1);
        assert.deepEqual(names(), ['New', 'New']);
      });
    }

    it('says that the outcome is unknown when no listing can tell, or two newcomers can be it', async () => {
      await bots.open();
      subject.sandbox.faults.add({ kind: 'dropConnection', endpoint: 'createBot', times: 1 });
      assert.equal((await subject.failureOf(bots.create('New'))).outcomeUnknown, true);
      subject.sandbox.faults.add({ kind: 'dropAfterApply', endpoint: 'createBot', times: 1 });
      subject.seed({ name: 'New' });
      assert.equal((await subject.failureOf(bots.create('New'))).outcomeUnknown, true);
      assert.equal(subject.sandbox.requests.list('createBot').length, 2);
    });

    it('keeps the token of a bot that it renames, and shows it to nobody', async () => {
      const token = madeUpToken(88);
      const { botId } = subject.seed({ name: 'A', token, csvUrl: 'https://a.invalid/x.csv' });
      await bots.open();
      await bots.rename(botId, 'B');
      assert.equal(nameOf(botId), 'B');
      assert.equal(subject.sandbox.store.bot(botId)?.token, token);
      assert.deepEqual(bodies('editBot'), [{ name: 'B', token: '…' }]);
      assert.deepEqual(names(), ['B']);
      await bots.whenStored();
      for (const text of [...store.texts.values(), ...subject.logLines]) assert.ok(!text.includes(token));
    });

    it('renames a bot without a token', async () => {
      const { botId } = subject.seed({ name: 'A' });
      await bots.open();
      await bots.rename(botId, 'B');
      assert.deepEqual(bodies('editBot'), [{ name: 'B', token: null }]);
    });

    it('looks whether a rename without an answer arrived', async () => {
      const { botId } = subject.seed({ name: 'A' });
      await bots.open();
      subject.sandbox.faults.add({ kind: 'dropAfterApply', endpoint: 'editBot', times: 1 });
      await bots.rename(botId, 'B');
      assert.deepEqual(names(), ['B']);
      subject.sandbox.faults.add({ kind: 'dropConnection', endpoint: 'editBot', times: 1 });
      assert.equal((await subject.failureOf(bots.rename(botId, 'C'))).outcomeUnknown, true);
      assert.deepEqual(names(), ['B']);
      assert.equal(bodies('editBot').length, 2);
    });

    it('deletes a bot, also one that is gone already', async () => {
      const [first, second] = [subject.seed({ name: 'A' }), subject.seed({ name: 'B' })];
      await bots.open();
      await bots.delete(first.botId);
      assert.deepEqual(names(), ['B']);
      assert.equal(subject.sandbox.store.bots().length, 1);
      subject.sandbox.store.deleteBot(second.botId);
      await bots.delete(second.botId);
      assert.deepEqual(names(), []);
    });

    it('looks whether a deletion without an answer arrived', async () => {
      const [first, second] = [subject.seed({ name: 'A' }), subject.seed({ name: 'B' })];
      await bots.open();
      const drop = { endpoint: 'deleteBot', times: 1 } as const;
      subject.sandbox.faults.add({ ...drop, kind: 'dropAfterApply' });
      await bots.delete(first.botId);
      assert.deepEqual(names(), ['B']);
      subject.sandbox.faults.add({ ...drop, kind: 'dropConnection' });
      assert.equal((await subject.failureOf(bots.delete(second.botId))).outcomeUnknown, true);
      assert.deepEqual(names(), ['B']);
      subject.sandbox.faults.add({ ...drop, kind: 'dropAfterApply' });
      subject.sandbox.faults.add({ kind: 'status', status: 500, endpoint: 'getBots' });
      assert.equal((await subject.failureOf(bots.delete(second.botId))).outcomeUnknown, true);
      assert.equal(subject.sandbox.requests.list('deleteBot').length, 3);
    });

    it('does not bring back by a listing that began before what was deleted meanwhile', async () => {
      const { botId } = subject.seed({ name: 'A' });
      await bots.open();
      subject.sandbox.faults.add({ kind: 'late', ms: 100, endpoint: 'getBots', times: 1 });
      const refreshing = bots.refresh();
      // The listing is made before the bot is deleted.
      await new Promise<void>((resolve) => setTimeout(resolve, 30));
      await bots.delete(botId);
      await refreshing;
      assert.deepEqual(names(), []);
    });
  });

  it('stores no token', async () => {
    const token = madeUpToken(77);
    subject.seed({ token, status: 'works' });
    await bots.open();
    await settle();
    assert.match(store.texts.get('accounts/sandbox/bots.json') ?? '', /"hasToken":true/);
    for (const text of store.texts.values()) assert.ok(!text.includes(token));
  });

  it('is still of use without the network: what is known stays, with the reason', async () => {
    subject.seed({ name: 'Shop' });
    await bots.open();
    await settle();
    subject.sandbox.faults.add({ kind: 'dropConnection' });
    const next = make();
    await next.open();
    await when(next.onDidChange, () => next.error !== undefined);
    await settle();
    assert.deepEqual(names(next), ['Shop']);
    assert.equal(next.error?.reason, 'network');

    subject.sandbox.faults.clear();
    const fired = recordEvents(next.onDidChange);
    await next.refresh();
    assert.equal(next.error, undefined);
    assert.deepEqual(fired, [{ listing: true, botIds: [] }], 'that the error is gone has to be seen');
  });

  it('says why when nothing was ever known', async () => {
    subject.sandbox.faults.add({ kind: 'status', status: 401 });
    const fired = recordEvents(bots.onDidChange);
    await bots.open();
    assert.equal(bots.all, undefined);
    assert.equal(bots.error?.reason, 'unauthorized');
    assert.equal(fired.length, 1);
  });

  it('fires for nothing but what changed', async () => {
    const [first, second] = [subject.seed({ name: 'A' }), subject.seed({ name: 'B' })];
    await bots.open();
    const fired = recordEvents(bots.onDidChange);
    await bots.refresh();
    assert.deepEqual(fired.splice(0), []);

    subject.sandbox.store.updateBot(second.botId, { name: 'B2' });
    await bots.refresh();
    assert.deepEqual(fired.splice(0), [{ listing: false, botIds: [second.botId] }]);

    const third = subject.seed({ name: 'C' });
    await bots.refresh();
    assert.deepEqual(fired.splice(0), [{ listing: true, botIds: [third.botId] }]);

    subject.sandbox.store.updateBot(first.botId, { status: 'works' });
    await bots.refreshBot(first.botId);
    assert.deepEqual(fired.splice(0), [{ listing: false, botIds: [first.botId] }]);
    await bots.refreshBot(first.botId);
    assert.deepEqual(fired, []);
  });

  it('shows a record that cannot be read, beside the others', async () => {
    subject.seed({ name: 'A' });
    const client = subject.client({
      fetch: () => Promise.resolve(new Response('[{"id": 1, "name": "A"}, {"id": 2, "name": 5}]')),
    });
    const made = new Bots(client, store, 'sandbox', subject.log);
    opened.push(made);
    await made.open();
    assert.deepEqual(names(made), ['A']);
    assert.deepEqual(
      made.broken.map(({ id }) => id),
      [2],
    );
  });

  it('refreshes once for all who ask at the same time', async () => {
    await Promise.all([bots.refresh(), bots.refresh(), bots.refresh()]);
    assert.equal(subject.arrived().length, 1);
  });

  it('looks at the whole list when a bot is gone', async () => {
    const { botId } = subject.seed({ name: 'A' });
    await bots.open();
    subject.sandbox.faults.add({ kind: 'status', status: 404, endpoint: 'getBot' });
    subject.sandbox.requests.clear();
    await bots.refreshBot(botId);
    assert.deepEqual(subject.arrived(), [`GET /bots/${botId}`, 'GET /bots']);
  });

  it('a bot that cannot be looked at stays as it is', async () => {
    const { botId } = subject.seed({ name: 'A', status: 'works' });
    await bots.open();
    subject.sandbox.faults.add({ kind: 'dropConnection' });
    await bots.refreshBot(botId);
    assert.equal(bots.get(botId)?.status, 'works');
  });

  describe('start and stop', () => {
    /** Lets a few intervals of a millisecond go by: what should not happen has its chance. */
    const someIntervals = () => new Promise((resolve) => setTimeout(resolve, 10));
    const lookedAt = () => subject.sandbox.requests.list('getBot').length;

    it('shows at once what was ordered, then what the server makes of it, and stops looking', async () => {
      const { botId } = subject.seed({ name: 'A', token: madeUpToken() });
      await bots.open();
      const words: (string | null | undefined)[] = [];
      bots.onDidChange(() => words.push(bots.get(botId)?.status));
      await bots.setStatus(botId, 'start_launch');
      assert.deepEqual(words, ['start_launch']);
      // The server takes its time: it is looked at more than once.
      await new Promise<void>((resolve) => {
        subject.sandbox.requests.onAnswered(() => {
          if (lookedAt() >= 3) resolve();
        });
      });
      assert.equal(bots.get(botId)?.status, 'start_launch');
      const running = when(bots.onDidChange, () => bots.get(botId)?.status === 'works');
      time += 10_000;
      await running;
      const looks = lookedAt();
      await someIntervals();
      assert.equal(lookedAt(), looks);

      await bots.setStatus(botId, 'start_stopping');
      time += 10_000;
      await when(bots.onDidChange, () => bots.get(botId)?.status === 'stopped');
      assert.equal(subject.sandbox.requests.list('setBotStatus').length, 2);
    });

    it('follows a bot that is found on its way', async () => {
      const { botId } = subject.seed({ name: 'A', token: madeUpToken() });
      subject.sandbox.store.updateBot(botId, { status: 'start_launch', status_changed_at: time });
      await bots.open();
      assert.equal(bots.get(botId)?.status, 'start_launch');
      time += 10_000;
      await when(bots.onDidChange, () => bots.get(botId)?.status === 'works');
    });

    it('does not look beyond its time', async () => {
      const hasty = make(0);
      const { botId } = subject.seed({ name: 'A', token: madeUpToken() });
      await hasty.open();
      await hasty.setStatus(botId, 'start_launch');
      await settle();
      assert.equal(lookedAt(), 0);
    });

    it('tells that the server refused, and shows nothing else than before', async () => {
      const { botId } = subject.seed({ name: 'A', token: null });
      await bots.open();
      const error = await subject.failureOf(bots.setStatus(botId, 'start_launch'), 'refused');
      assert.deepEqual(error.serverMessages, ['Bot token is missing']);
      assert.equal(bots.get(botId)?.status, null);
      await settle();
      assert.equal(lookedAt(), 0);
    });

    it('ends with its owner', async () => {
      const { botId } = subject.seed({ name: 'A', token: madeUpToken() });
      await bots.open();
      await bots.setStatus(botId, 'start_launch');
      bots.dispose();
      await settle();
      const looks = lookedAt();
      await someIntervals();
      assert.equal(lookedAt(), looks);
    });
  });

  it('says and stores nothing after its end', async () => {
    subject.seed({ name: 'A' });
    const fired = recordEvents(bots.onDidChange);
    const refreshing = bots.refresh();
    bots.dispose();
    await refreshing;
    await settle();
    assert.deepEqual(fired, []);
    assert.equal(bots.all, undefined);
    assert.equal(store.writes, 0);
  });

  it('sets a stored text aside that it cannot understand', async () => {
    store.texts.set('accounts/sandbox/bots.json', '{"version": 1, "bots": [{"id"');
    subject.seed({ name: 'A' });
    await bots.open();
    assert.deepEqual(names(), ['A']);
    assert.deepEqual(store.asideNames, ['accounts/sandbox/bots.json']);
  });

  it('works while nothing can be stored', async () => {
    store.failure = new Error('the disk is full');
    subject.seed({ name: 'A' });
    await bots.open();
    assert.deepEqual(names(), ['A']);
  });
});
