import assert from 'node:assert/strict';

import { Pending } from '../../../src/model/pending';
import { delay } from '../../../src/util/async';
import { Emitter } from '../../../src/util/event';
import { recordEvents, when } from './events';

const command = { what: 'command', id: 7 } as const;
const created = { what: 'command', name: '/new', folderId: null } as const;

describe('model: what is under way', () => {
  let pending: Pending;
  let fired: unknown[];
  beforeEach(() => {
    pending = new Pending(1);
    fired = recordEvents(pending.onDidChange);
  });
  afterEach(() => pending.dispose());

  /** Work that goes on until it is told to end. */
  function work() {
    const ends = new Emitter<'resolve' | 'fail'>();
    const promise = new Promise<void>((resolve, reject) =>
      ends.event((how) => (how === 'fail' ? reject(new Error('no')) : resolve())),
    );
    return { promise, resolve: () => ends.fire('resolve'), fail: () => ends.fire('fail') };
  }

  it('shows a creation until it is over, also when it fails', async () => {
    for (const how of ['resolve', 'fail'] as const) {
      const creation = work();
      const running = pending.creating(created, () => creation.promise);
      await when(pending.onDidChange, () => pending.creations.length === 1);
      assert.equal(pending.creations[0]?.name, '/new');
      creation[how]();
      await (how === 'fail' ? assert.rejects(running) : running);
      assert.deepEqual(pending.creations, []);
    }
    assert.equal(fired.length, 4);
  });

  it('does not tell that something is over when what was made tells it', async () => {
    const creation = work();
    const running = pending.creating(created, async (over) => {
      await creation.promise;
      over();
      assert.deepEqual(pending.creations, []);
    });
    await when(pending.onDidChange, () => pending.creations.length === 1);
    creation.resolve();
    await running;
    assert.equal(fired.length, 1);
  });

  it('shows nothing of what is over in a moment', async () => {
    pending.dispose();
    pending = new Pending(50);
    fired = recordEvents(pending.onDidChange);
    await pending.creating(created, () => Promise.resolve());
    pending.begin('deleting', command).end();
    await delay(60);
    assert.deepEqual(fired, []);
  });

  it('shows what is done to something, the work that began last first', async () => {
    const renaming = pending.begin('renaming', command);
    await when(pending.onDidChange, () => pending.workOn(command) === 'renaming');
    const deleting = pending.begin('deleting', command);
    await when(pending.onDidChange, () => pending.workOn(command) === 'deleting');
    renaming.end();
    assert.equal(pending.workOn(command), 'deleting');
    deleting.end();
    deleting.end();
    assert.equal(pending.workOn(command), undefined);
    assert.deepEqual(fired, Array(4).fill({ target: command }));
    assert.equal(pending.workOn({ what: 'folder', id: 7 }), undefined);
  });

  it('tells nobody after it was given up', async () => {
    const ongoing = pending.begin('deleting', command);
    pending.dispose();
    await delay(5);
    ongoing.end();
    assert.deepEqual(fired, []);
  });
});
