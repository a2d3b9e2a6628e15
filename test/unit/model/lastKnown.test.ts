import assert from 'node:assert/strict';

import * as v from 'valibot';

import { LastKnown } from '../../../src/model/lastKnown';
import { silentLog } from '../../../src/util/log';
import { MemoryTextStore } from './memoryTextStore';

describe('model: what is known from before', () => {
  let store: MemoryTextStore;
  const make = () =>
    new LastKnown(store, 'x.json', v.object({ n: v.union([v.number(), v.string()]) }), silentLog);
  beforeEach(() => {
    store = new MemoryTextStore();
  });

  it('is what was written last, in the order of the writes', async () => {
    const known = make();
    await Promise.all([1, 2, 3].map((n) => known.write({ n })));
    assert.deepEqual(await make().read(), { n: 3 });
  });

  it('is nothing when it was deleted after that', async () => {
    const known = make();
    void known.write({ n: 1 });
    await known.delete();
    assert.equal(await make().read(), undefined);
  });

  it('is not kept when it is too large, and then nothing old stands for it', async () => {
    const known = make();
    await known.write({ n: 1 });
    await known.write({ n: 'x'.repeat(20_000_001) });
    assert.equal(store.texts.size, 0);
  });

  it('is put aside before it is changed when it cannot be understood', async () => {
    store.texts.set('x.json', '{"n":');
    assert.equal(await make().change((stored) => stored ?? { n: 1 }), true);
    assert.deepEqual(store.asideNames, ['x.json']);
    assert.deepEqual(await make().read(), { n: 1 });
  });

  it('is stored when idle', async () => {
    const known = make();
    void known.write({ n: 1 });
    void known.write({ n: 2 });
    await known.whenIdle();
    assert.equal(store.texts.get('x.json'), '{"n":2}');
  });

  it('is nothing while the store fails, which keeps nobody from working', async () => {
    const known = make();
    store.failure = new Error('the disk is full');
    await known.write({ n: 1 });
    assert.equal(await known.read(), undefined);
    store.failure = undefined;
    await known.write({ n: 2 });
    assert.deepEqual(await known.read(), { n: 2 });
    assert.deepEqual(store.asideNames, []);
  });
});
