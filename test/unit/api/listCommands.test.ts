import assert from 'node:assert/strict';

import fc from 'fast-check';

import { listCommands } from '../../../src/api/listCommands';
import { ApiSubject, urlOf } from '../api/subject';

describe('model: listing commands', () => {
  let subject: ApiSubject;

  beforeEach(async () => {
    subject = await ApiSubject.start();
  });
  afterEach(() => subject.close());

  const named = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `/c${index}` }));
  const pagesAsked = () =>
    subject.sandbox.requests.list('getCommands').map(({ query }) => Number(query['page']));

  it('gives all commands of any bot, with as few requests as its pages allow', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 12 }), async (count, pageSize) => {
        subject.sandbox.behaviour.pageSize = pageSize;
        subject.sandbox.requests.clear();
        const { botId, commandIds } = subject.seed({ commands: named(count) });
        const { commands, broken } = await listCommands(subject.http, botId);
        assert.deepEqual(
          commands.map(({ id }) => id),
          commandIds,
        );
        assert.deepEqual(broken, []);
        // Two pages, then four and four, until one of them is behind the end.
        let expected = 2;
        while (expected <= Math.ceil(count / pageSize)) expected += 4;
        assert.equal(pagesAsked().length, expected);
      }),
      { numRuns: 40 },
    );
  });

  it('asks for pages 1 and 2 at the same time, then for four', async () => {
    subject.sandbox.behaviour.pageSize = 1;
    const { botId } = subject.seed({ commands: named(5) });
    const rounds: number[][] = [];
    let round: { page: number; go: () => void }[] = [];
    const client = subject.client({
      fetch: async (input, init) => {
        const page = Number(urlOf(input).searchParams.get('page'));
        await new Promise<void>((go) => round.push({ page, go }));
        return fetch(input, init);
      },
    });
    const listing = listCommands(client, botId).then(({ commands }) => commands.length);
    let listed: number | undefined;
    void listing.then((length) => (listed = length));
    while (listed === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      if (round.length === 0) continue;
      rounds.push(round.map(({ page }) => page));
      const begun = round;
      round = [];
      for (const { go } of begun) go();
    }
    assert.equal(listed, 5);
    assert.deepEqual(rounds, [
      [1, 2],
      [3, 4, 5, 6],
    ]);
  });

  it('ends after two pages with a server that ignores the page', async () => {
    subject.sandbox.behaviour.ignorePage = true;
    subject.sandbox.behaviour.pageSize = 3;
    const { botId } = subject.seed({ commands: named(3) });
    assert.equal((await listCommands(subject.http, botId)).commands.length, 3);
    assert.deepEqual(pagesAsked().sort(), [1, 2]);
  });

  /** A client whose server has these pages. */
  const withPages = (pages: readonly unknown[][]) =>
    subject.client({
      fetch: (input) => {
        const page = Number(urlOf(input).searchParams.get('page'));
        return Promise.resolve(new Response(JSON.stringify(pages[page - 1] ?? [])));
      },
    });

  it('merges what comes twice, as records that move between pages do; the later one wins', async () => {
    const client = withPages([
      [
        { id: 1, code: 'a' },
        { id: 2, code: 'old' },
      ],
      [
        { id: 2, code: 'new' },
        { id: 3, code: 'c' },
      ],
      [{ id: 4, code: 'd' }],
    ]);
    const { commands } = await listCommands(client, 1);
    assert.deepEqual(
      commands.map(({ id, code }) => [id, code]),
      [
        [1, 'a'],
        [2, 'new'],
        [3, 'c'],
        [4, 'd'],
      ],
    );
  });

  it('takes what came behind a page that brought nothing new', async () => {
    const { commands } = await listCommands(withPages([[{ id: 1 }], [{ id: 2 }], [], [{ id: 3 }]]), 1);
    assert.deepEqual(
      commands.map(({ id }) => id),
      [1, 2, 3],
    );
  });

  it('keeps broken records, each once, and ends although a server repeats them', async () => {
    const page = [{ id: 1 }, { id: 2, command: 5 }, { command: 6 }];
    const client = subject.client({
      fetch: () => Promise.resolve(new Response(JSON.stringify(page))),
    });
    const { commands, broken } = await listCommands(client, 1);
    assert.equal(commands.length, 1);
    assert.deepEqual(
      broken.map(({ id }) => id),
      [2, undefined],
    );
  });

  it('goes on behind a page of nothing but broken records', async () => {
    const { commands } = await listCommands(withPages([[{ id: 1 }], [{ id: 2, code: 5 }], [{ id: 3 }]]), 1);
    assert.equal(commands.length, 2);
  });

  it('fails when any page fails: a part is never taken for the whole', async () => {
    subject.sandbox.behaviour.pageSize = 2;
    const { botId } = subject.seed({ commands: named(9) });
    subject.sandbox.faults.add({ kind: 'status', status: 500, endpoint: 'getCommands', after: 3, times: 1 });
    await subject.failureOf(listCommands(subject.http, botId), 'server');
  });

  it('outlives a fault that passes', async () => {
    subject.sandbox.behaviour.pageSize = 2;
    const { botId } = subject.seed({ commands: named(9) });
    subject.sandbox.faults.add({ kind: 'status', status: 503, endpoint: 'getCommands', after: 3, times: 1 });
    assert.equal((await listCommands(subject.http, botId)).commands.length, 9);
  });
});
