import assert from 'node:assert/strict';

import { getChats } from '../../../src/api/chats';
import type { Listing } from '../../../src/api/decode';
import { Pages } from '../../../src/api/pages';
import { failureOf, recording, says } from './recorder';

/** A server with these pages of ids, and empty ones behind them. */
function chatsOf(...pages: readonly unknown[][]) {
  const { http, requests } = recording(({ query }) => says(pages[Number(query['page']) - 1] ?? []));
  return {
    chats: new Pages((page, signal) => getChats(http, 7, page, signal ? { signal } : {})),
    asked: () => requests.map(({ query }) => query['page']),
  };
}

const records = (...ids: number[]) => ids.map((id) => ({ id }));
const idsOf = ({ items }: Listing<{ id: number }>) => items.map(({ id }) => id);

describe('api: a listing in pages', () => {
  it('asks for a page when it is wanted, until one is empty', async () => {
    const { chats, asked } = chatsOf(records(1, 2), records(3));
    assert.deepEqual(idsOf(await chats.next()), [1, 2]);
    assert.deepEqual(asked(), ['1']);
    assert.deepEqual(idsOf(await chats.next()), [3]);
    assert.equal(chats.isComplete, false);
    assert.deepEqual(idsOf(await chats.next()), []);
    assert.equal(chats.isComplete, true);
    assert.deepEqual(idsOf(await chats.next()), []);
    assert.deepEqual(asked(), ['1', '2', '3']);
  });

  it('ends where a server repeats page 1, because it knows no pages', async () => {
    const { chats, asked } = chatsOf(records(1, 2), records(1, 2), records(1, 2));
    assert.deepEqual(idsOf(await chats.next()), [1, 2]);
    assert.deepEqual(idsOf(await chats.next()), []);
    assert.equal(chats.isComplete, true);
    assert.deepEqual(asked(), ['1', '2']);
  });

  it('brings nothing twice when new records move others to the next page', async () => {
    const { chats } = chatsOf(records(3, 2), records(2, 1));
    assert.deepEqual(idsOf(await chats.next()), [3, 2]);
    assert.deepEqual(idsOf(await chats.next()), [1]);
  });

  it('brings what cannot be understood once, also without an id', async () => {
    const broken = [{ id: 1, title: {} }, { title: {} }];
    const { chats } = chatsOf(broken, broken);
    assert.equal((await chats.next()).broken.length, 2);
    assert.equal((await chats.next()).broken.length, 0);
    assert.equal(chats.isComplete, true);
  });

  it('asks for the same page again after a failure', async () => {
    let isDown = true;
    const { http } = recording(({ query }) =>
      query['page'] === '2' && isDown ? says('', { status: 500 }) : says(records(Number(query['page']))),
    );
    const chats = new Pages((page) => getChats(http, 7, page));
    assert.deepEqual(idsOf(await chats.next()), [1]);
    await failureOf(chats.next(), 'server');
    isDown = false;
    assert.deepEqual(idsOf(await chats.next()), [2]);
  });

  it('brings one page after the other, also when they are wanted at the same time', async () => {
    const { chats } = chatsOf(records(1), records(2), records(3));
    const listings = await Promise.all([chats.next(), chats.next(), chats.next()]);
    assert.deepEqual(listings.map(idsOf), [[1], [2], [3]]);
    assert.equal(chats.isComplete, false);
  });

  it('hands the signal on', async () => {
    const { chats, asked } = chatsOf(records(1));
    await failureOf(chats.next(AbortSignal.abort()), 'aborted');
    assert.deepEqual(asked(), []);
  });
});
