import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import fc from 'fast-check';

import { FileTextStore } from '../../../src/platform/node/fileTextStore';

describe('platform: texts in files', () => {
  let folder: string;
  let store: FileTextStore;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'texts-'));
    store = new FileTextStore(path.join(folder, 'made', 'on demand'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives back what was written, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
        async (text) => {
          await store.write('a/b.json', text);
          assert.equal(await store.read('a/b.json'), text);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('has nothing of what was never written or is deleted', async () => {
    assert.equal(await store.read('a.json'), undefined);
    await store.write('a.json', 'x');
    await store.delete('a.json');
    assert.equal(await store.read('a.json'), undefined);
    await store.delete('a.json');
  });

  it('lists what is below a folder, and nothing that is on its way', async () => {
    assert.deepEqual(await store.list('a'), []);
    for (const name of ['a/b.json', 'a/c/d', 'ab/e']) await store.write(name, 'x');
    await writeFile(path.join(folder, 'made', 'on demand', 'a', 'b.json.123.tmp'), 'half');
    const hold = await store.hold('a/c/d', 100);
    assert.deepEqual((await store.list('a')).sort(), ['a/b.json', 'a/c/d']);
    await hold.letGo();
  });

  it('holds a whole text at any time, whoever writes', async () => {
    const texts = Array.from({ length: 10 }, (_, index) => String(index).repeat(500_000));
    const file = path.join(folder, 'made', 'on demand', 'a.json');
    await store.write('a.json', texts[0]!);
    const other = new FileTextStore(path.join(folder, 'made', 'on demand'));
    const state = { done: false };
    const writing = Promise.all(
      texts.map((text, index) => (index % 2 ? store : other).write('a.json', text)),
    ).finally(() => (state.done = true));
    while (!state.done) {
      // Read at once, not behind the writes that wait for their turn.
      assert.ok(texts.includes(readFileSync(file, 'utf8')), 'a text was half written');
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writing;
    assert.deepEqual(await readdir(path.dirname(file)), ['a.json']);
  });

  it('leaves nothing beside a text that could not be written', async () => {
    await store.write('a.json/b.json', 'x');
    await assert.rejects(store.write('a.json', 'y'));
    assert.deepEqual(await readdir(path.join(folder, 'made', 'on demand')), ['a.json']);
    assert.equal(await store.read('a.json/b.json'), 'x');
  });

  it('is for its user alone', async () => {
    if (process.platform === 'win32') return;
    await store.write('a.json', 'x');
    assert.equal((await stat(path.join(folder, 'made', 'on demand', 'a.json'))).mode & 0o077, 0);
  });

  it('puts aside what could not be understood, where it can be looked at', async () => {
    await store.write('a/b.json', '{');
    await store.setAside('a/b.json');
    assert.equal(await store.read('a/b.json'), undefined);
    assert.equal(await store.read('a/b.json.broken'), '{');
    await store.write('a/b.json', '[');
    await store.setAside('a/b.json');
    assert.equal(await store.read('a/b.json.broken'), '[');
  });

  it('tells a fault from nothing', async () => {
    await writeFile(path.join(folder, 'file'), '');
    await assert.rejects(new FileTextStore(path.join(folder, 'file')).read('a.json'), { code: 'ENOTDIR' });
  });

  it('refuses names that lead out of its folder', async () => {
    const names = [
      '',
      '/',
      '/a',
      'a/',
      'a//b',
      '..',
      '../a',
      'a/../../b',
      'a/..',
      'a\\..\\b',
      'C:\\a',
      'a\0b',
      'a b',
      '~/a',
      'a\n',
    ];
    for (const name of names) {
      await assert.rejects(store.write(name, 'x'), TypeError, JSON.stringify(name));
      await assert.rejects(store.read(name), TypeError);
      await assert.rejects(store.delete(name), TypeError);
      await assert.rejects(store.setAside(name), TypeError);
    }
    assert.deepEqual(await readdir(folder), []);
  });

  it('loses no change of several windows', async () => {
    const windows = Array.from({ length: 8 }, () => new FileTextStore(folder));
    await Promise.all(
      windows.flatMap((window, index) =>
        [0, 1, 2, 3].map((turn) => window.update('a/list.txt', (text) => `${text ?? ''}${index}${turn},`)),
      ),
    );
    const entries = (await windows[0]!.read('a/list.txt'))!;
    assert.equal(new Set(entries.split(',').filter(Boolean)).size, 32);
    assert.deepEqual(await readdir(path.join(folder, 'a')), ['list.txt']);
  });

  it('takes over a lock that a window left behind, whatever its clock said', async () => {
    const window = new FileTextStore(folder, 50);
    for (const hours of [-1, 0, 1]) {
      const lock = path.join(folder, 'a.txt.lock');
      await writeFile(lock, 'of a window that ended');
      const time = new Date(Date.now() + hours * 3_600_000);
      await utimes(lock, time, time);
      await Promise.all([1, 2, 3].map((item) => window.update('a.txt', (text) => `${text ?? ''}${item}`)));
    }
    assert.equal((await window.read('a.txt'))?.length, 9);
    assert.deepEqual(await readdir(folder), ['a.txt']);
  });

  it('a change that fails lets go of the lock and leaves the text', async () => {
    await store.write('a.txt', 'old');
    const fails = store.update('a.txt', () => {
      throw new Error('no');
    });
    await assert.rejects(fails, /no/);
    await store.update('a.txt', (text) => `${text ?? ''} and new`);
    assert.equal(await store.read('a.txt'), 'old and new');
  });

  it('gives a name to one window at a time, for as long as that needs it', async () => {
    const [one, other] = [new FileTextStore(folder, 60), new FileTextStore(folder, 60)];
    const hold = await one.hold('writing/1/2', 1000);
    assert.equal(hold.waited, false);
    // Far longer than a lock lives that nobody renews.
    await assert.rejects(other.hold('writing/1/2', 400), { reason: 'heldElsewhere' });
    await (await other.hold('writing/1/3', 0)).letGo();
    const order: string[] = [];
    const next = other.hold('writing/1/2', 1000).then((taken) => {
      order.push('taken');
      return taken;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    order.push('let go');
    await hold.letGo();
    const taken = await next;
    assert.equal(taken.waited, true);
    assert.deepEqual(order, ['let go', 'taken']);
    await taken.letGo();
    assert.deepEqual(await readdir(path.join(folder, 'writing', '1')), []);
  });

  it('takes over a name that a window left behind, and says that it waited', async () => {
    const window = new FileTextStore(folder, 50);
    await writeFile(path.join(folder, 'a.lock'), 'of a window that ended');
    const hold = await window.hold('a', 2000);
    assert.equal(hold.waited, true);
    await hold.letGo();
  });

  it('deletes all of a folder and nothing else', async () => {
    await store.write('a/1.json', 'x');
    await store.write('a/b/2.json', 'x');
    await store.write('ab.json', 'x');
    await store.deleteAll('a');
    assert.equal(await store.read('a/1.json'), undefined);
    assert.equal(await store.read('a/b/2.json'), undefined);
    assert.equal(await store.read('ab.json'), 'x');
  });
});
