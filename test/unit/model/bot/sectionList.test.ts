import assert from 'node:assert/strict';

import { ApiError } from '../../../../src/api/errors';
import type { Listing } from '../../../../src/api/decode';
import { noFilter } from '../../../../src/model/bot/listFilter';
import { SectionList, shownAtOnce } from '../../../../src/model/bot/sectionList';
import { silentLog } from '../../../../src/util/log';
import { recordEvents, settle } from '../events';

interface Thing {
  readonly id: number;
  readonly name: string;
}

/** A server whose pages hold 60 things, and a list of them. */
class Subject {
  things: Thing[];
  /** Pages that were asked for. */
  readonly asked: number[] = [];
  /** Answers instead of the things. */
  answer: ((page: number) => Promise<Listing<Thing>>) | undefined;
  readonly list: Things;

  constructor(
    count: number,
    private readonly pageSize = 60,
    isPaged = true,
  ) {
    this.things = Array.from({ length: count }, (_, index) => ({
      id: index + 1,
      name: `thing ${index + 1}`,
    }));
    this.list = new Things(
      {
        endpoint: 'getChats',
        isPaged,
        read: (page, signal) => {
          this.asked.push(page);
          signal?.throwIfAborted();
          return this.answer?.(page) ?? Promise.resolve(this.page(page));
        },
        matches: ({ name }, { text }) => name.includes(text),
      },
      silentLog,
    );
  }

  page(page: number): Listing<Thing> {
    const from = (page - 1) * this.pageSize;
    return { items: this.things.slice(from, from + this.pageSize), broken: [] };
  }

  delete(id: number): void {
    this.things = this.things.filter((thing) => thing.id !== id);
    this.list.deleted(id);
  }

  get shown(): number[] {
    return this.list.shown.map(({ id }) => id);
  }
  get known(): number[] {
    return this.list.items.map(({ id }) => id);
  }
}

class Things extends SectionList<Thing> {
  deleted(id: number): void {
    this.takeOut(id);
  }
  replaced(thing: Thing): void {
    this.put(thing);
  }
  emptied(): void {
    this.takeOutAll();
  }
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const offline = () => Promise.reject(new ApiError('network', { endpoint: 'getChats' }));

describe('model: a list of a bot', () => {
  it('asks one page of ten thousand when it is opened, once, and shows the first of it', async () => {
    const subject = new Subject(10_000);
    await Promise.all([subject.list.open(), subject.list.open()]);
    await subject.list.open();
    assert.deepEqual(subject.asked, [1]);
    assert.deepEqual(subject.shown, numbers(1, shownAtOnce));
    assert.equal(subject.list.hasMore, true);
  });

  it('knows at once that a short list is whole', async () => {
    const subject = new Subject(3);
    await subject.list.open();
    assert.deepEqual(subject.asked, [1, 2]);
    assert.equal(subject.list.isComplete, true);
    assert.equal(subject.list.hasMore, false);
    const unpaged = new Subject(3, 60, false);
    await unpaged.list.open();
    assert.deepEqual(unpaged.asked, [1]);
    assert.equal(unpaged.list.isComplete, true);
  });

  it('shows more of what is known, and reads one page when that is not enough', async () => {
    const subject = new Subject(100);
    await subject.list.open();
    await subject.list.showMore();
    assert.deepEqual(subject.asked, [1, 2]);
    assert.deepEqual(subject.shown, numbers(1, 100));
    assert.equal(subject.list.hasMore, true, 'nobody has said that this is the end');
    await subject.list.showMore();
    assert.deepEqual(subject.asked, [1, 2, 3]);
    assert.equal(subject.list.hasMore, false);
  });

  it('takes a server that ignores the page for one with a single page', async () => {
    const subject = new Subject(120, 1000);
    subject.answer = () => Promise.resolve({ items: subject.things, broken: [] });
    await subject.list.open();
    assert.deepEqual(subject.shown, numbers(1, shownAtOnce));
    await subject.list.showMore();
    assert.deepEqual(subject.asked, [1], 'all of it was known');
    assert.deepEqual(subject.shown, numbers(1, 100));
    await subject.list.showMore();
    assert.deepEqual(subject.shown, numbers(1, 120));
    assert.equal(subject.list.hasMore, false);
  });

  it('misses nothing that moved up when something was deleted', async () => {
    const subject = new Subject(150);
    await subject.list.open();
    for (const id of [3, 4, 5]) subject.delete(id);
    await subject.list.readAll(() => undefined, new AbortController().signal);
    assert.deepEqual(
      subject.known.toSorted((a, b) => a - b),
      [1, 2, ...numbers(6, 150)],
    );
    assert.equal(subject.list.isComplete, true);
  });

  it('does not bring back what was deleted while it was being read', async () => {
    const subject = new Subject(3);
    await subject.list.open();
    let release: () => void = () => undefined;
    const old = subject.page(1);
    subject.answer = () => new Promise((resolve) => (release = () => resolve(old)));
    const refreshed = subject.list.refresh();
    await settle();
    subject.answer = undefined;
    subject.delete(2);
    release();
    await refreshed;
    assert.deepEqual(subject.known, [1, 3]);
  });

  describe('that is looked at again', () => {
    it('puts what is new in front and keeps the pages behind', async () => {
      const subject = new Subject(150);
      await subject.list.open();
      await subject.list.showMore();
      assert.equal(subject.known.length, 120);
      subject.things = [{ id: 1001, name: 'new' }, ...subject.things];
      await subject.list.look();
      assert.deepEqual(subject.known, [1001, ...numbers(1, 120)]);
    });

    it('begins anew when nothing is as it was', async () => {
      const subject = new Subject(150);
      await subject.list.open();
      subject.things = [{ id: 7000, name: 'other' }];
      await subject.list.look();
      assert.deepEqual(subject.known, [7000]);
      assert.equal(subject.list.isComplete, true);
    });

    it('tells nobody when it is the same', async () => {
      const subject = new Subject(5);
      await subject.list.open();
      const fired = recordEvents(subject.list.onDidChange);
      await subject.list.look();
      assert.equal(fired.length, 0);
      subject.things = subject.things.map((thing) => (thing.id === 2 ? { ...thing, name: 'other' } : thing));
      await subject.list.look();
      assert.equal(fired.length, 1);
      assert.equal(subject.list.get(2)?.name, 'other');
    });
  });

  describe('that is filtered', () => {
    it('shows what is looked for among what is known, without a request', async () => {
      const subject = new Subject(150);
      await subject.list.open();
      subject.list.setFilter({ ...noFilter, text: 'thing 5' });
      assert.deepEqual(subject.shown, [5, ...numbers(50, 59)]);
      assert.equal(subject.list.hasMore, true);
      assert.deepEqual(subject.asked, [1]);
      subject.list.setFilter(noFilter);
      assert.equal(subject.shown.length, shownAtOnce);
    });

    it('reads the rest page by page, telling how far it is', async () => {
      const subject = new Subject(150);
      subject.list.setFilter({ ...noFilter, text: 'thing 14' });
      const read: number[] = [];
      await subject.list.readAll(() => read.push(subject.list.items.length), new AbortController().signal);
      assert.deepEqual(read, [120, 150, 150]);
      assert.deepEqual(subject.shown, [14, ...numbers(140, 149)]);
      assert.equal(subject.list.hasMore, false);
    });

    it('keeps what was found when it is read anew', async () => {
      const subject = new Subject(150);
      subject.list.setFilter({ ...noFilter, text: 'thing 14' });
      await subject.list.readAll(() => undefined, new AbortController().signal);
      subject.things = [{ id: 1001, name: 'thing 14 again' }, ...subject.things];
      await subject.list.refresh();
      assert.deepEqual(subject.shown, [1001, 14, ...numbers(140, 149)]);
    });

    it('learns what changed on the pages behind when it is read anew, no further than it was read', async () => {
      const subject = new Subject(400);
      await subject.list.open();
      await subject.list.showMore();
      subject.list.setFilter({ ...noFilter, text: '11' });
      subject.things = subject.things.map(({ id, name }) => ({ id, name: id === 100 ? '11 now' : name }));
      subject.asked.length = 0;
      await subject.list.refresh();
      assert.deepEqual(subject.asked, [1, 2]);
      assert.deepEqual(subject.shown, [11, 100, ...numbers(110, 119)]);
      assert.equal(subject.list.hasMore, true);
    });

    it('keeps what was read when that is cancelled, and goes on from there', async () => {
      const subject = new Subject(400);
      await subject.list.open();
      const end = new AbortController();
      await assert.rejects(subject.list.readAll(() => end.abort(), end.signal));
      assert.deepEqual(subject.known, numbers(1, 120));
      assert.equal(subject.list.error, undefined);
      await subject.list.readAll(() => undefined, new AbortController().signal);
      assert.deepEqual(subject.known, numbers(1, 400));
    });
  });

  describe('that cannot be had', () => {
    it('says why, asks again only when it is told to, and recovers', async () => {
      const subject = new Subject(3);
      subject.answer = offline;
      await subject.list.open();
      await subject.list.open();
      assert.deepEqual(subject.asked, [1]);
      assert.equal(subject.list.error?.reason, 'network');
      assert.equal(subject.list.isKnown, false);
      subject.answer = undefined;
      await subject.list.retry();
      assert.equal(subject.list.error, undefined);
      assert.deepEqual(subject.known, [1, 2, 3]);
    });

    it('keeps what is known when another page fails, and tries that page again', async () => {
      const subject = new Subject(150);
      await subject.list.open();
      subject.answer = offline;
      await subject.list.showMore();
      assert.equal(subject.list.error?.reason, 'network');
      assert.equal(subject.known.length, 60);
      subject.answer = undefined;
      await subject.list.retry();
      assert.equal(subject.list.error, undefined);
      assert.deepEqual(subject.asked, [1, 2, 2]);
      assert.equal(subject.known.length, 120);
    });
  });

  it('joins no reading that began before when something may have changed since', async () => {
    const subject = new Subject(1);
    await subject.list.open();
    const asItWas = subject.page(1);
    let release: () => void = () => assert.fail('nothing was asked');
    subject.answer = () => new Promise((resolve) => (release = () => resolve(asItWas)));
    void subject.list.look();
    await settle();
    subject.things = [{ id: 1, name: 'another' }];
    subject.answer = undefined;
    const anew = subject.list.refreshAnew();
    release();
    await anew;
    assert.equal(subject.list.get(1)?.name, 'another');
  });

  it('is empty and whole when all was deleted', async () => {
    const subject = new Subject(150);
    await subject.list.open();
    subject.list.emptied();
    assert.deepEqual(subject.known, []);
    assert.equal(subject.list.hasMore, false);
  });

  it('puts a changed record in the place of the old one', async () => {
    const subject = new Subject(3);
    await subject.list.open();
    subject.list.replaced({ id: 2, name: 'changed' });
    assert.deepEqual(
      subject.list.items.map(({ name }) => name),
      ['thing 1', 'changed', 'thing 3'],
    );
  });
});
