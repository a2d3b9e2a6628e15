import assert from 'node:assert/strict';

import { reachOf } from '../../../src/api/ended';
import { ApiError, type ApiErrorReason } from '../../../src/api/errors';
import { manyAtOnce } from '../../../src/api/manyAtOnce';

const failure = (reason: ApiErrorReason) => new ApiError(reason, { endpoint: 'getCommand' });

describe('api: many at once', () => {
  /** What becomes of ten items in each of some places when those of some fail. */
  async function tried(places: readonly string[], failing: Readonly<Record<string, ApiErrorReason>>) {
    const items = places.flatMap((place) => Array.from({ length: 10 }, (_, index) => ({ place, index })));
    const results = await manyAtOnce(
      items,
      ({ place }) => {
        const reason = failing[place];
        return reason ? Promise.reject(failure(reason)) : Promise.resolve();
      },
      {
        placeOf: ({ place }) => {
          const [accountId = '', botId] = place.split('/');
          return { accountId, botId: Number(botId) };
        },
      },
    );
    return places.map((place) => {
      const kinds = results.filter(({ item }) => item.place === place).map(({ outcome }) => outcome.kind);
      return `${place} ${kinds.at(-1)}`;
    });
  }

  it('goes on with the other accounts when one cannot be used, and with the other bots of one that is forbidden', async () => {
    assert.deepEqual(await tried(['a/1', 'a/2', 'b/1'], { 'a/1': 'network' }), [
      'a/1 notTried',
      'a/2 notTried',
      'b/1 done',
    ]);
    assert.deepEqual(await tried(['a/1', 'a/2', 'b/1'], { 'a/1': 'forbidden' }), [
      'a/1 notTried',
      'a/2 done',
      'b/1 done',
    ]);
    assert.deepEqual(await tried(['a/1', 'a/2'], { 'a/1': 'server' }), ['a/1 failed', 'a/2 done']);
  });

  it('takes all for one place when nothing else is said', async () => {
    const act = (item: number) => (item === 0 ? Promise.reject(failure('forbidden')) : Promise.resolve());
    const results = await manyAtOnce([...Array(10).keys()], act);
    assert.equal(results.at(-1)?.outcome.kind, 'notTried');
  });

  it('knows how far a failure reaches, whatever it was wrapped in', () => {
    const wrapped = new Error('told', { cause: new Error('and again', { cause: failure('timeout') }) });
    assert.equal(reachOf(wrapped), 'account');
    assert.equal(reachOf(failure('forbidden')), 'bot');
    for (const error of [failure('server'), failure('rateLimited'), new Error('other'), undefined]) {
      assert.equal(reachOf(error), undefined);
    }
  });
});
