import assert from 'node:assert/strict';

import fc from 'fast-check';

import { asError, delay, every, KeyedQueue, once, SharedRuns } from '../../../src/util/async';

/** A promise and its ends. */
function deferred<T = void>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((...ends) => ([resolve, reject] = ends));
  return { promise, resolve, reject };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('util: KeyedQueue', () => {
  it('runs the tasks of a key one after the other, in their order, and others beside them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ key: fc.constantFrom('a', 'b', 'c'), turns: fc.nat({ max: 3 }), fails: fc.boolean() }),
        ),
        async (tasks) => {
          const queue = new KeyedQueue();
          const running = new Set<string>();
          const finished: Record<string, number[]> = {};
          const results = await Promise.allSettled(
            tasks.map(({ key, turns, fails }, index) =>
              queue.run(key, async () => {
                assert.ok(!running.has(key), 'two tasks of one key at the same time');
                running.add(key);
                for (let passed = 0; passed < turns; passed++) await turn();
                running.delete(key);
                (finished[key] ??= []).push(index);
                if (fails) throw new Error(String(index));
                return index;
              }),
            ),
          );
          results.forEach((result, index) => {
            if (result.status === 'fulfilled') assert.equal(result.value, index);
            else assert.equal((result.reason as Error).message, String(index));
            assert.equal(result.status === 'rejected', tasks[index]?.fails);
          });
          for (const order of Object.values(finished))
            assert.deepEqual(
              order,
              [...order].sort((a, b) => a - b),
            );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('does not keep other keys waiting', async () => {
    const queue = new KeyedQueue();
    const first = deferred();
    const waiting = queue.run('a', () => first.promise);
    assert.equal(await queue.run('b', () => Promise.resolve('b')), 'b');
    let began = false;
    const second = queue.run('a', () => Promise.resolve((began = true)));
    await turn();
    assert.equal(began, false);
    first.resolve();
    await Promise.all([waiting, second]);
    assert.equal(began, true);
  });
});

describe('util: SharedRuns', () => {
  it('gives one run to all who ask while it lasts, and then a new one', async () => {
    const runs = new SharedRuns<number>();
    let begun = 0;
    const end = deferred();
    const start = async () => {
      const mine = ++begun;
      await end.promise;
      return mine;
    };
    const both = [runs.run('a', start), runs.run('a', start)];
    const other = runs.run('b', start);
    assert.equal(begun, 2);
    end.resolve();
    assert.deepEqual(await Promise.all([...both, other]), [1, 1, 2]);
    assert.equal(await runs.run('a', start), 3);
  });

  it('does not remember a failure', async () => {
    const runs = new SharedRuns<number>();
    await assert.rejects(runs.run('a', () => Promise.reject(new Error('x'))));
    assert.equal(await runs.run('a', () => Promise.resolve(1)), 1);
  });
});

describe('util: delay', () => {
  it('ends with the reason of its signal, before and while it waits', async () => {
    const reason = new Error('no longer wanted');
    await assert.rejects(delay(60_000, AbortSignal.abort(reason)), reason);
    const controller = new AbortController();
    const waiting = delay(60_000, controller.signal);
    controller.abort(reason);
    await assert.rejects(waiting, reason);
  });

  it('makes an error of any reason', async () => {
    await assert.rejects(delay(60_000, AbortSignal.abort('enough')), { message: 'enough' });
  });

  it('comes to its end, and then an abort is nothing', async () => {
    const controller = new AbortController();
    await delay(0, controller.signal);
    controller.abort();
    await delay(1);
  });
});

describe('util: asError', () => {
  it('leaves errors alone and wraps the rest', () => {
    const error = new TypeError('x');
    assert.equal(asError(error), error);
    for (const value of ['x', 5, null, undefined, { a: 1 }]) assert.ok(asError(value) instanceof Error);
    assert.equal(asError('x').message, 'x');
  });
});

describe('util: every', () => {
  it('ticks until it is disposed, never twice at the same time', async () => {
    let running = 0;
    let ticks = 0;
    const thrice = deferred();
    const timer = every(
      1,
      async () => {
        assert.equal(++running, 1);
        await turn();
        running--;
        if (++ticks === 3) thrice.resolve();
      },
      thrice.reject,
    );
    await thrice.promise;
    timer.dispose();
    await turn();
    const before = ticks;
    await delay(5);
    assert.equal(ticks, before);
  });

  it('goes on after a tick that failed, and hands the failure on', async () => {
    const failures: unknown[] = [];
    const twice = deferred();
    const timer = every(
      1,
      () => Promise.reject(new Error('x')),
      (error) => {
        failures.push(error);
        if (failures.length === 2) twice.resolve();
      },
    );
    await twice.promise;
    timer.dispose();
    assert.ok(failures[0] instanceof Error);
  });
});

describe('util: once', () => {
  it('loads once for all who ask, and again when that failed', async () => {
    let loads = 0;
    const failure = new Error('the disk is gone');
    const load = once(async () => {
      await turn();
      if (++loads === 1) throw failure;
      return loads;
    });
    const first = await Promise.allSettled([load(), load()]);
    assert.deepEqual(
      first.map((result) => result.status === 'rejected' && result.reason === failure),
      [true, true],
    );
    assert.deepEqual(await Promise.all([load(), load(), load()]), [2, 2, 2]);
  });
});
