import assert from 'node:assert/strict';

import { matchAll, Matcher, type WorkerOrder } from '../../../../src/model/search/matcher';
import type { SearchQuery } from '../../../../src/model/search/query';
import type { WorkerEvents } from '../../../../src/util/workerPort';

const query: SearchQuery = { text: 'a+', isRegex: true, matchCase: false, wholeWord: false };
const order = { query, texts: ['aab', 'b', 'a a'], most: 100 };
const never = new AbortController().signal;

/** Workers that do what a test says. */
class Workers {
  readonly started: WorkerEvents[] = [];
  ended = 0;
  constructor(readonly work: (order: WorkerOrder, events: WorkerEvents) => void) {}
  readonly start = (events: WorkerEvents) => {
    this.started.push(events);
    return {
      post: (message: unknown) => queueMicrotask(() => this.work(message as WorkerOrder, events)),
      dispose: () => this.ended++,
    };
  };
}
const honest = ({ id, ...what }: WorkerOrder, events: WorkerEvents) =>
  events.message({ id, found: matchAll(what) });

describe('search: the thread of regular expressions', () => {
  it('is started once, and only for what may take for ever', async () => {
    const workers = new Workers(honest);
    const matcher = new Matcher(workers.start);
    const plain = await matcher.find({ ...order, query: { ...query, text: 'a', isRegex: false } }, never);
    assert.deepEqual([plain.map(({ length }) => length), workers.started.length], [[2, 0, 2], 0]);
    for (let time = 0; time < 2; time++) {
      const found = await matcher.find(order, never);
      assert.deepEqual(
        found.map((inText) => inText.map(({ start, end }) => [start, end])),
        [
          [[0, 2]],
          [],
          [
            [0, 1],
            [2, 3],
          ],
        ],
      );
    }
    assert.equal(workers.started.length, 1);
    matcher.dispose();
    assert.equal(workers.ended, 1);
  });

  it('is ended when it takes too long or nobody waits any more, and begun anew for the next', async () => {
    let isHonest = false;
    const workers = new Workers((what, events) => {
      if (isHonest) honest(what, events);
    });
    const matcher = new Matcher(workers.start, 5);
    await assert.rejects(matcher.find(order, never), { reason: 'tooSlow' });
    assert.equal(workers.ended, 1);
    const end = new AbortController();
    const finding = matcher.find(order, end.signal);
    end.abort();
    await assert.rejects(finding, { name: 'AbortError' });
    assert.equal(workers.ended, 2);
    isHonest = true;
    assert.equal((await matcher.find(order, never)).length, 3);
    assert.equal(workers.started.length, 3);
    matcher.dispose();
  });

  it('is begun anew after it broke down, and an answer that nobody waits for is of no account', async () => {
    let broken = true;
    const workers = new Workers((what, events) => {
      if (broken) events.failed(new Error('out of memory'));
      else {
        events.message({ id: what.id - 1, found: [] });
        honest(what, events);
      }
    });
    const matcher = new Matcher(workers.start);
    await assert.rejects(matcher.find(order, never), /out of memory/);
    broken = false;
    assert.equal((await matcher.find(order, never)).length, 3);
    matcher.dispose();
  });

  it('is not asked for what is no expression', async () => {
    const workers = new Workers(honest);
    const matcher = new Matcher(workers.start);
    await assert.rejects(matcher.find({ ...order, query: { ...query, text: '(' } }, never), {
      reason: 'badExpression',
    });
    assert.equal(workers.started.length, 0);
  });

  it('finds no more than is wanted over all texts', () => {
    assert.deepEqual(
      matchAll({ ...order, most: 2 }).map(({ length }) => length),
      [1, 0, 1],
    );
  });
});
