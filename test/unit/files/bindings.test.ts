import assert from 'node:assert/strict';

import fc from 'fast-check';

import { Bindings } from '../../../src/files/bindings';
import { silentLog } from '../../../src/util/log';
import { MemoryTextStore } from '../model/memoryTextStore';

const botId = 7;

async function open(store = new MemoryTextStore()): Promise<Bindings> {
  const bindings = new Bindings(store, 'sandbox', silentLog);
  await bindings.restore();
  return bindings;
}

interface Named {
  readonly id: number;
  readonly name: string | null;
  readonly folder?: string | null | undefined;
}

/** The path of each command, in the order given. */
async function pathsOf(bindings: Bindings, ...commands: Named[]): Promise<(string | undefined)[]> {
  const paths = await bindings.pathsFor(
    botId,
    commands.map(({ id, name, folder }) => ({ command: { id, command: name }, folderTitle: folder })),
  );
  return commands.map(({ id }) => paths.get(id));
}

describe('files: bindings', () => {
  it('calls commands as the repository does, below their folder', async () => {
    const bindings = await open();
    assert.deepEqual(
      await pathsOf(
        bindings,
        { id: 1, name: '/start' },
        { id: 2, name: 'Balance', folder: 'Admin/Money' },
        { id: 3, name: null, folder: null },
      ),
      ['_start.js', 'Admin_Money/Balance.js', '_/_.js'],
    );
    assert.equal(bindings.commandAt(botId, '_start.js'), 1);
    assert.equal(bindings.commandAt(botId, 'Admin_Money/Balance.js'), 2);
    assert.equal(bindings.hasFolder(botId, 'Admin_Money'), true);
    assert.equal(bindings.hasFolder(botId, 'Admin'), false);
  });

  it('knows nothing of paths that were never handed out', async () => {
    const bindings = await open();
    await pathsOf(bindings, { id: 1, name: '/start' });
    for (const path of ['_START.js', '_start', '_start.js ', 'x/_start.js', '']) {
      assert.equal(bindings.commandAt(botId, path), undefined, path);
    }
    assert.equal(bindings.commandAt(botId + 1, '_start.js'), undefined);
    assert.equal(bindings.hasDirectory(botId + 1, 'x'), false);
  });

  it('tells newcomers of the same name apart by their id', async () => {
    const bindings = await open();
    assert.deepEqual(
      await pathsOf(bindings, { id: 1, name: '*' }, { id: 2, name: '?' }, { id: 3, name: '*' }),
      ['_.js', '_ (2).js', '_ (3).js'],
    );
    // And the same again, in any order.
    assert.deepEqual(
      await pathsOf(bindings, { id: 3, name: '*' }, { id: 1, name: '*' }, { id: 2, name: '?' }),
      ['_ (3).js', '_.js', '_ (2).js'],
    );
  });

  it('binds the new path of a command that was renamed and keeps the old one', async () => {
    const bindings = await open();
    await pathsOf(bindings, { id: 1, name: '/old' });
    assert.deepEqual(await pathsOf(bindings, { id: 1, name: '/new' }), ['_new.js']);
    assert.equal(bindings.commandAt(botId, '_old.js'), 1);
    assert.equal(bindings.commandAt(botId, '_new.js'), 1);
    assert.deepEqual(await pathsOf(bindings, { id: 1, name: '/new', folder: 'F' }), ['F/_new.js']);
    assert.equal(bindings.commandAt(botId, '_new.js'), 1);
  });

  it('gives the old name of a command to no other, also when the command is gone', async () => {
    const bindings = await open();
    await pathsOf(bindings, { id: 1, name: '/start' });
    await pathsOf(bindings, { id: 1, name: '/begin' });
    assert.deepEqual(await pathsOf(bindings, { id: 2, name: '/start' }), ['_start (2).js']);
    assert.equal(bindings.commandAt(botId, '_start.js'), 1);
    // The first one may have its old name back.
    assert.deepEqual(await pathsOf(bindings, { id: 1, name: '/start' }), ['_start.js']);
  });

  it('does not take a path that another command owns because it is called like a newcomer', async () => {
    const bindings = await open();
    await pathsOf(bindings, { id: 1, name: 'x' }, { id: 2, name: 'x (3)' });
    const [third] = await pathsOf(bindings, { id: 3, name: 'x' });
    assert.equal(bindings.commandAt(botId, 'x (3).js'), 2);
    assert.equal(bindings.commandAt(botId, third ?? ''), 3);
  });

  it('remembers all of it', async () => {
    const store = new MemoryTextStore();
    const first = await open(store);
    await first.bindDirectory(botId, 'Shop (7)');
    await first.bindDirectory(botId, 'Store (7)');
    await pathsOf(first, { id: 1, name: '/start' }, { id: 2, name: '/start', folder: 'F' });
    await pathsOf(first, { id: 1, name: '/begin' });

    const second = await open(store);
    for (const [path, id] of [
      ['_start.js', 1],
      ['_begin.js', 1],
      ['F/_start.js', 2],
    ] as const) {
      assert.equal(second.commandAt(botId, path), id);
    }
    assert.equal(second.hasDirectory(botId, 'Shop (7)'), true);
    assert.equal(second.hasDirectory(botId, 'Store (7)'), true);
    assert.equal(second.hasDirectory(botId, 'Other (7)'), false);
    assert.deepEqual(await pathsOf(second, { id: 9, name: '/start' }), ['_start (9).js']);
  });

  it('writes only when something was bound', async () => {
    const store = new MemoryTextStore();
    const bindings = await open(store);
    await bindings.bindDirectory(botId, 'Shop (7)');
    await pathsOf(bindings, { id: 1, name: '/start' });
    const { writes } = store;
    await bindings.bindDirectory(botId, 'Shop (7)');
    await pathsOf(bindings, { id: 1, name: '/start' });
    assert.equal(store.writes, writes);
  });

  it('begins anew with a store that cannot be understood, and puts that aside', async () => {
    const store = new MemoryTextStore();
    store.texts.set('bindings/sandbox.json', '{"version": 1, "bots": 5}');
    const bindings = await open(store);
    assert.deepEqual(store.asideNames, ['bindings/sandbox.json']);
    assert.deepEqual(await pathsOf(bindings, { id: 1, name: '/start' }), ['_start.js']);
  });

  it('works on while nothing can be stored', async () => {
    const store = new MemoryTextStore();
    const bindings = await open(store);
    store.failure = new Error('the disk is full');
    assert.deepEqual(await pathsOf(bindings, { id: 1, name: '/start' }), ['_start.js']);
    assert.equal(bindings.commandAt(botId, '_start.js'), 1);
  });

  describe('after an import, when every command has another id', () => {
    const follow = (bindings: Bindings, ...commands: Named[]) =>
      bindings.followImport(
        botId,
        commands.map(({ id, name, folder }) => ({ command: { id, command: name }, folderTitle: folder })),
      );

    it('a path leads to the one command of the same name and folder, also the next time', async () => {
      const store = new MemoryTextStore();
      const bindings = await open(store);
      await pathsOf(bindings, { id: 1, name: '/start', folder: 'F' }, { id: 2, name: '/start' });
      await follow(bindings, { id: 11, name: '/start' }, { id: 12, name: '/start', folder: 'F' });
      assert.equal(bindings.commandAt(botId, 'F/_start.js'), 12);
      assert.equal(bindings.commandAt(botId, '_start.js'), 11);
      await follow(bindings, { id: 21, name: '/start' }, { id: 22, name: '/start', folder: 'F' });
      const next = await open(store);
      assert.equal(next.commandAt(botId, 'F/_start.js'), 22);
      assert.deepEqual(await pathsOf(next, { id: 21, name: '/start' }), ['_start.js']);
    });

    it('it leads to none where two commands could be meant, or one of another name or folder', async () => {
      const bindings = await open();
      await pathsOf(
        bindings,
        { id: 1, name: '/a' },
        { id: 2, name: '*' },
        { id: 3, name: '/c', folder: 'F' },
      );
      const pairs = await follow(
        bindings,
        { id: 11, name: '/a' },
        { id: 12, name: '/a' },
        { id: 13, name: '?' },
        { id: 14, name: '/c', folder: 'G' },
      );
      assert.deepEqual(pairs, []);
      assert.equal(bindings.commandAt(botId, '_a.js'), 1);
      assert.equal(bindings.commandAt(botId, '_.js'), 2);
    });

    it('it never leads to one that lived beside it, when that gets its name', async () => {
      const bindings = await open();
      await pathsOf(bindings, { id: 1, name: '/start', folder: 'F' }, { id: 2, name: 'Balance' });
      const heir = { id: 2, name: '/start', folder: 'F' };
      await follow(bindings, heir);
      await bindings.noteNames(botId, [{ command: { id: 2, command: heir.name }, folderTitle: heir.folder }]);
      await follow(bindings, heir);
      assert.equal(bindings.commandAt(botId, 'F/_start.js'), 1);
      assert.deepEqual(await pathsOf(bindings, heir), ['F/_start (2).js']);
      await follow(bindings, heir);
      assert.equal(bindings.commandAt(botId, 'F/_start.js'), 1);
    });

    it('nor to what an import brought for that one', async () => {
      const store = new MemoryTextStore();
      const bindings = await open(store);
      await pathsOf(bindings, { id: 1, name: '/start' }, { id: 2, name: 'Balance' });
      const heir = { id: 2, name: '/start' };
      await follow(bindings, heir);
      await pathsOf(bindings, heir);
      const next = await open(store);
      await follow(next, { id: 12, name: '/start' });
      assert.equal(next.commandAt(botId, '_start.js'), 1);
      assert.equal(next.commandAt(botId, '_start (2).js'), 12);
      assert.equal(next.commandAt(botId, 'Balance.js'), 12);
      // It was missing from the listings only.
      await follow(next, { id: 1, name: '/start' });
      await follow(next, { id: 21, name: '/start' });
      assert.equal(next.commandAt(botId, '_start.js'), 21);
    });

    it('nor does it where only another window has seen the two beside each other', async () => {
      const store = new MemoryTextStore();
      const bindings = await open(store);
      await pathsOf(bindings, { id: 1, name: '/start' });
      await pathsOf(await open(store), { id: 2, name: 'Balance' });
      await follow(bindings, { id: 2, name: '/start' });
      assert.equal(bindings.commandAt(botId, '_start.js'), 1);
    });

    it('it goes by what a command was called last', async () => {
      const bindings = await open();
      await pathsOf(bindings, { id: 1, name: '/old' });
      await pathsOf(bindings, { id: 1, name: '/new' });
      await follow(bindings, { id: 11, name: '/old' }, { id: 12, name: '/new' });
      assert.equal(bindings.commandAt(botId, '_old.js'), 12);
      assert.equal(bindings.commandAt(botId, '_new.js'), 12);
    });

    it('it goes by what another window saw last, too', async () => {
      const store = new MemoryTextStore();
      const [here, there] = [await open(store), await open(store)];
      await pathsOf(here, { id: 1, name: '/start', folder: 'Main' });
      await there.refresh();
      await pathsOf(here, { id: 1, name: '/start' });
      await there.refresh();
      await follow(there, { id: 11, name: '/start' });
      assert.equal(there.commandAt(botId, 'Main/_start.js'), 11);
    });

    it('it leads to none that was called otherwise before: that one lived beside the one that is gone', async () => {
      const bindings = await open();
      await pathsOf(
        bindings,
        { id: 1, name: '/a' },
        { id: 2, name: '/b' },
        { id: 3, name: '/c', folder: 'F' },
      );
      // Somebody deletes /a and /c, calls /b by the name of the one and a newcomer by that of the other.
      await follow(bindings, { id: 2, name: '/a' }, { id: 4, name: '/c', folder: 'F' });
      assert.equal(bindings.commandAt(botId, '_a.js'), 1);
      assert.equal(bindings.commandAt(botId, '_b.js'), 2);
      assert.equal(bindings.commandAt(botId, 'F/_c.js'), 4);
    });

    it('nor to one that was moved into the folder of the one that is gone', async () => {
      const bindings = await open();
      await pathsOf(bindings, { id: 1, name: '/a', folder: 'F' }, { id: 2, name: '/a' });
      await follow(bindings, { id: 2, name: '/a', folder: 'F' });
      assert.equal(bindings.commandAt(botId, 'F/_a.js'), 1);
    });

    it('a command that is back has its paths again: it was only missing from a listing', async () => {
      const store = new MemoryTextStore();
      const bindings = await open(store);
      await pathsOf(bindings, { id: 1, name: '/a' });
      // Another person's command of that name, seen by a listing that lacks the first one.
      await follow(bindings, { id: 2, name: '/a' });
      assert.equal(bindings.commandAt(botId, '_a.js'), 2);
      assert.deepEqual(await follow(bindings, { id: 1, name: '/a' }, { id: 2, name: '/a' }), []);
      assert.equal(bindings.commandAt(botId, '_a.js'), 1);
      assert.deepEqual(await pathsOf(bindings, { id: 2, name: '/a' }), ['_a (2).js']);
      assert.equal((await open(store)).commandAt(botId, '_a.js'), 1);
    });

    it('it goes by a name that a listing told, although nobody asked for its path since', async () => {
      const store = new MemoryTextStore();
      const bindings = await open(store);
      await pathsOf(bindings, { id: 1, name: '/old' }, { id: 2, name: '/other' });
      const note = (...commands: Named[]) =>
        bindings.noteNames(
          botId,
          commands.map(({ id, name, folder }) => ({ command: { id, command: name }, folderTitle: folder })),
        );
      await note(
        { id: 1, name: '/new', folder: 'F' },
        { id: 2, name: '/other' },
        { id: 3, name: '/unasked' },
      );
      const { writes } = store;
      await note({ id: 1, name: '/new', folder: 'F' });
      assert.equal(store.writes, writes, 'nothing new was told');
      const next = await open(store);
      await follow(
        next,
        { id: 11, name: '/old' },
        { id: 12, name: '/new', folder: 'F' },
        { id: 13, name: '/unasked' },
      );
      assert.equal(next.commandAt(botId, '_old.js'), 12);
    });

    it('what is kept of commands that are gone is bounded, and what leads somewhere stays', async () => {
      const store = new MemoryTextStore();
      const bindings = await open(store);
      const many = Array.from({ length: 5000 }, (_, id) => ({ id: id + 1, name: `/n${id + 1}` }));
      await pathsOf(bindings, ...many);
      const import1 = { id: 10_001, name: '/n1' };
      await follow(bindings, import1);
      assert.equal(bindings.commandAt(botId, '_n1.js'), 10_001);
      assert.equal(bindings.commandAt(botId, '_n2.js'), undefined);
      assert.equal(bindings.commandAt(botId, '_n5000.js'), 5000);
      assert.ok((store.texts.get('bindings/sandbox.json') ?? '').length < 200_000);
    });
  });

  it('takes a path for a command that was renamed here, unless another has or had it', async () => {
    const bindings = await open();
    await pathsOf(bindings, { id: 1, name: '*' }, { id: 2, name: '/b' });
    const named = { command: { id: 2, command: '?' }, folderTitle: undefined };
    assert.equal(bindings.pathUnder(botId, named), '_ (2).js');
    assert.equal(await bindings.bindPath(botId, '_.js', named), false);
    assert.equal(bindings.commandAt(botId, '_.js'), 1);
    assert.equal(bindings.pathOf(botId, named), undefined);
    assert.equal(await bindings.bindPath(botId, '_ (2).js', named), true);
    assert.equal(bindings.pathOf(botId, named), '_ (2).js');
  });

  it('a path never changes its command, whatever is created, renamed, moved and deleted', async () => {
    // Few names, many of them like those that tell others apart.
    const name = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a', '*', '?') },
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }).map((id) => `a (${id})`) },
      { weight: 1, arbitrary: fc.constantFrom('a (3) (3)', '_ (2)', '', '/a') },
    );
    const folder = fc.constantFrom(undefined, undefined, 'F', 'G', null);
    const step = fc.oneof(
      fc.record({ kind: fc.constant('create' as const), name, folder }),
      fc.record({ kind: fc.constant('change' as const), at: fc.nat(), name, folder }),
      fc.record({ kind: fc.constant('delete' as const), at: fc.nat() }),
      fc.record({ kind: fc.constant('restart' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
        const store = new MemoryTextStore();
        let bindings = await open(store);
        let commands: Named[] = [];
        let lastId = 0;
        const handedOut = new Map<string, number>();
        for (const next of steps) {
          if (next.kind === 'restart') bindings = await open(store);
          else if (next.kind === 'create') commands.push({ ...next, id: ++lastId });
          else if (commands.length > 0) {
            const { id } = commands[next.at % commands.length]!;
            commands = commands.filter((command) => command.id !== id);
            if (next.kind === 'change') commands.push({ ...next, id });
          }
          const paths = await pathsOf(bindings, ...commands);
          assert.equal(new Set(paths).size, commands.length, 'two commands have one path');
          paths.forEach((path, index) =>
            handedOut.set(path ?? '', handedOut.get(path ?? '') ?? commands[index]!.id),
          );
          for (const [path, id] of handedOut) assert.equal(bindings.commandAt(botId, path), id, path);
        }
      }),
      { numRuns: 300 },
    );
  });
});
