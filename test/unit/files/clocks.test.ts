import assert from 'node:assert/strict';

import fc from 'fast-check';

import { Clocks, reportedSize } from '../../../src/files/clocks';
import { silentLog } from '../../../src/util/log';
import { MemoryTextStore } from '../model/memoryTextStore';

describe('files: modification times', () => {
  let store: MemoryTextStore;
  let time: number;
  let clocks: Clocks;

  const restart = async () => {
    clocks = new Clocks(store, 'sandbox', silentLog, () => time);
    await clocks.restore();
  };
  beforeEach(async () => {
    store = new MemoryTextStore();
    time = 1_000_000;
    await restart();
  });

  it('begin with now and stay while the text does', async () => {
    assert.equal(await clocks.mtimeOf('1', 'a'), 1_000_000);
    time += 5000;
    assert.equal(await clocks.mtimeOf('1', 'a'), 1_000_000);
    assert.equal(store.writes, 1);
    await restart();
    assert.equal(await clocks.mtimeOf('1', 'a'), 1_000_000);
  });

  it('rise with every other text, also with one that was there before', async () => {
    const first = await clocks.mtimeOf('1', 'a');
    const second = await clocks.mtimeOf('1', 'b');
    const third = await clocks.mtimeOf('1', 'a');
    assert.ok(first < second && second < third);
  });

  it('rise although the clock of the machine was set back, also after a restart', async () => {
    const before = await clocks.mtimeOf('1', 'a');
    time = 5;
    assert.ok((await clocks.mtimeOf('1', 'b')) > before);
    const last = await clocks.mtimeOf('1', 'c');
    time = 1;
    await restart();
    assert.equal(await clocks.mtimeOf('1', 'c'), last);
    assert.ok((await clocks.mtimeOf('1', 'd')) > last);
  });

  it('go on for the command that came for another', async () => {
    const before = await clocks.mtimeOf('1', 'a');
    time = 5;
    await clocks.follow('1', '2');
    assert.equal(await clocks.mtimeOf('2', 'a'), before);
    assert.ok((await clocks.mtimeOf('2', 'b')) > before);
    // One that is further on already is not set back.
    await clocks.follow('1', '2');
    assert.ok((await clocks.mtimeOf('2', 'c')) > before + 1);
  });

  it('are kept for the commands that changed last', async () => {
    const names = Array.from({ length: 5100 }, (_, n) => String(n));
    store.texts.set(
      'clocks/sandbox.json',
      JSON.stringify({ version: 1, clocks: names.map((name, n) => [name, 1, 1_000_000 + n]) }),
    );
    await restart();
    time += 10_000;
    await clocks.mtimeOf('new', 'text');
    const stored = JSON.parse(store.texts.get('clocks/sandbox.json') ?? '') as { clocks: [string][] };
    assert.equal(stored.clocks.length, 5000);
    assert.equal(stored.clocks[0]?.[0], 'new');
  });

  it('move for a text that stays when it is to be read again, also over a restart', async () => {
    const before = await clocks.mtimeOf('1', 'a');
    await clocks.touch('1');
    const after = await clocks.mtimeOf('1', 'a');
    assert.ok(after > before);
    await restart();
    assert.equal(await clocks.mtimeOf('1', 'a'), after);
    await clocks.touch('nobody asked for this one');
    assert.equal(store.writes, 2);
  });

  it('tell whether another window saw or wrote another text', async () => {
    await clocks.mtimeOf('1', 'a');
    assert.equal(await clocks.isMovedElsewhere('1'), false);
    const other = new Clocks(store, 'sandbox', silentLog, () => time);
    await other.restore();
    await other.mtimeOf('1', 'a');
    await other.mtimeOf('2', 'b');
    assert.equal(await clocks.isMovedElsewhere('1'), false);
    await other.mtimeOf('1', 'b');
    assert.equal(await clocks.isMovedElsewhere('1'), true);
    assert.equal(await other.isMovedElsewhere('1'), false);
  });

  it('are one per command', async () => {
    await clocks.mtimeOf('1', 'a');
    time += 7;
    assert.equal(await clocks.mtimeOf('2', 'b'), 1_000_007);
    assert.equal(await clocks.mtimeOf('1', 'a'), 1_000_000);
  });

  it('are stored before they are told', async () => {
    await clocks.mtimeOf('1', 'a');
    const told = await clocks.mtimeOf('1', 'b');
    assert.ok(store.texts.get('clocks/sandbox.json')?.includes(String(told)));
  });

  it('go on while nothing can be stored', async () => {
    store.failure = new Error('the disk is full');
    const first = await clocks.mtimeOf('1', 'a');
    assert.ok((await clocks.mtimeOf('1', 'b')) > first);
  });

  it('never go back and move only with the text, whatever happens', async () => {
    const step = fc.oneof(
      fc.constantFrom('a', 'b', 'c').map((text) => ({ text })),
      fc.integer({ min: -10_000, max: 10_000 }).map((passed) => ({ passed })),
      fc.constant({ restart: true }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step), async (steps) => {
        store = new MemoryTextStore();
        await restart();
        let last: { text: string; mtime: number } | undefined;
        for (const next of steps) {
          if ('passed' in next) time += next.passed;
          else if ('restart' in next) await restart();
          else {
            const mtime = await clocks.mtimeOf('1', next.text);
            if (last?.text === next.text) assert.equal(mtime, last.mtime);
            else if (last) assert.ok(mtime > last.mtime);
            last = { text: next.text, mtime };
          }
        }
      }),
    );
  });
});

describe('files: reported sizes', () => {
  it('are whole numbers that VS Code takes for a file of middle size', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const size = reportedSize(text);
        assert.ok(Number.isInteger(size) && size >= 1 && size <= 2 ** 22);
        assert.equal(reportedSize(text), size);
      }),
    );
  });

  it('differ for the edits of equal length that people make', () => {
    const text = 'Bot.sendMessage("Your balance: " + User.getProp("balance", 0));\n';
    const seen = new Map<number, string>([[reportedSize(text), text]]);
    for (let index = 0; index < text.length; index++) {
      for (const character of '019azAZ"; ') {
        const edited = text.slice(0, index) + character + text.slice(index + 1);
        if (edited === text) continue;
        assert.equal(edited.length, text.length);
        assert.notEqual(reportedSize(edited), reportedSize(text), edited);
        seen.set(reportedSize(edited), edited);
      }
    }
    assert.ok(seen.size > 600, 'sizes are spread');
  });

  it('are the same in every version of the product, since VS Code keeps them in backups', () => {
    assert.deepEqual(
      ['', 'a', 'Bot.sendMessage("Hello")', '❤'].map(reportedSize),
      // FNV-1a of 32 bits over UTF-16 code units, worked out apart from the code.
      ['', 'a', 'Bot.sendMessage("Hello")', '❤'].map((text) => 1 + Number(fnv1a(text) % 2n ** 22n)),
    );
    assert.equal(fnv1a(''), 0x811c9dc5n);
    assert.equal(fnv1a('a'), 0xe40c292cn);
  });
});

function fnv1a(text: string): bigint {
  let hash = 0x811c9dc5n;
  for (let index = 0; index < text.length; index++) {
    hash = ((hash ^ BigInt(text.charCodeAt(index))) * 0x01000193n) & 0xffffffffn;
  }
  return hash;
}
