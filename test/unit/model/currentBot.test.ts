import assert from 'node:assert/strict';

import { CurrentBot } from '../../../src/model/currentBot';
import { recordEvents } from './events';

const [a, b, c] = [1, 2, 3].map((botId) => ({ accountId: 'sandbox', botId })) as [Ref, Ref, Ref];
interface Ref {
  accountId: string;
  botId: number;
}

describe('model: the current bot', () => {
  let current: CurrentBot;
  let fired: unknown[];
  beforeEach(() => {
    current = new CurrentBot();
    fired = recordEvents(current.onDidChange);
  });

  it('is none at first', () => assert.equal(current.ref, undefined));

  it('is the one of the active editor before any other', () => {
    current.choose(a);
    current.editorShows(b);
    current.choose(c);
    assert.deepEqual(current.ref, b);
    assert.deepEqual(fired, [a, b]);
  });

  it('is the pinned one until that is let go or gone', () => {
    current.editorShows(a);
    current.pin(b);
    current.editorShows(c);
    current.choose(a);
    assert.deepEqual([current.ref, current.pinned], [b, b]);
    current.pin(undefined);
    assert.deepEqual([current.ref, current.pinned], [c, undefined]);
    current.pin(c);
    current.forget(({ botId }) => botId === c.botId);
    assert.deepEqual([current.ref, current.pinned], [a, undefined]);
    assert.deepEqual(fired, [a, b, c, c, a], 'that one is pinned has to be seen');
  });

  it('is the one chosen last when the editor shows something else', () => {
    current.editorShows(b);
    current.choose(c);
    current.editorShows(undefined);
    assert.deepEqual(current.ref, c);
  });

  it('stays the one whose editor was closed', () => {
    current.choose(a);
    current.editorShows(b);
    current.editorShows(undefined);
    assert.deepEqual(current.ref, b);
    assert.deepEqual(fired, [a, b]);
  });

  it('says nothing when it is the same as before', () => {
    current.choose(a);
    current.choose({ ...a });
    current.editorShows({ ...a });
    current.editorShows(undefined);
    assert.deepEqual(fired, [a]);
  });

  it('is given up when it is gone', () => {
    current.choose(a);
    current.editorShows(b);
    current.forget(({ botId }) => botId === b.botId);
    assert.equal(current.ref, undefined, 'what was opened last was the one that is gone');
    current.choose(a);
    current.forget(({ botId }) => botId === b.botId);
    assert.deepEqual(current.ref, a);
    current.forget(() => true);
    assert.deepEqual(fired, [a, b, undefined, a, undefined]);
  });
});
