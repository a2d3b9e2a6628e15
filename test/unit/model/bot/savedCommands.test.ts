import assert from 'node:assert/strict';

import { isOutdated, SavedCommands } from '../../../../src/model/bot/savedCommands';
import { silentLog } from '../../../../src/util/log';
import { MemoryTextStore } from '../memoryTextStore';

describe('model: saves of commands', () => {
  const saved = Date.UTC(2026, 4, 1, 12, 0, 0, 700);

  it('are known to the next window, the last one of each command', async () => {
    const store = new MemoryTextStore();
    const before = new SavedCommands(store, 'me', silentLog);
    await before.set(1, 10, { time: saved, newestError: 7 });
    await before.set(1, 11, { time: saved, newestError: 0 });
    // What was known once may have been cleared since.
    await before.set(1, 10, { time: saved + 5, newestError: 0 });
    const after = new SavedCommands(store, 'me', silentLog);
    assert.deepEqual(await after.of(1, 10), { time: saved + 5, newestError: 7 });
    assert.deepEqual(await after.of(1, 11), { time: saved, newestError: 0 });
    assert.equal(await after.of(2, 10), undefined);
  });

  it('make errors outdated that were known, or that happened before', () => {
    const save = { time: saved, newestError: 7 };
    const error = (id: number, time?: string) => isOutdated({ id, createdAt: time }, save);
    assert.equal(error(7, '2026-05-01T12:03:00Z'), true, 'known, whatever the clocks show');
    assert.equal(error(8, '2026-05-01T11:59:59Z'), true);
    assert.equal(error(8, '2026-05-01T12:00:00Z'), false, 'a server may leave the milliseconds out');
    assert.equal(error(8, undefined), false);
    assert.equal(isOutdated({ id: 1, createdAt: undefined }, undefined), false);
  });
});
