import assert from 'node:assert/strict';

import fc from 'fast-check';

import { Contents } from '../../../src/model/contents';
import { FolderMoves } from '../../../src/model/folderMoves';
import { Structure } from '../../../src/model/structure';
import { commandFields } from '../../../src/sandbox/store/records';
import { ApiSubject } from '../api/subject';
import { MemoryTextStore } from './memoryTextStore';

/** The first command moves, the second does not. */
const failsAtTheSecond = {
  kind: 'status',
  status: 500,
  endpoint: 'editCommand',
  after: 1,
  times: 1,
} as const;

describe('model: renaming a folder', () => {
  let subject: ApiSubject;
  let store: MemoryTextStore;
  let contents: Contents;
  let moves: FolderMoves;
  let botId: number;

  async function restart(): Promise<void> {
    contents = new Contents(subject.http, store, 'sandbox', botId, subject.log);
    const structure = new Structure(subject.http, contents);
    moves = new FolderMoves(contents, structure, store, 'sandbox', subject.log);
    await Promise.all([contents.openWhole(), moves.restore()]);
  }

  beforeEach(async () => {
    subject = await ApiSubject.start({}, { timeouts: { read: 300, write: 300 } });
    store = new MemoryTextStore();
    ({ botId } = subject.seed({
      folders: ['Main', 'Other'],
      commands: [
        { name: '/a', code: 'a', folder: 'Main', answer: 'A', aliases: ['x'], group: 'vip' },
        { name: '/b', code: 'b', folder: 'Main' },
        { name: '/c', code: 'c', folder: 'Main' },
        { name: '/d', code: 'd', folder: 'Other' },
      ],
    }));
    await restart();
  });
  afterEach(async () => {
    moves.dispose();
    contents.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  const main = () => {
    const found = contents.folders.find(({ title }) => title === 'Main');
    assert.ok(found);
    return found;
  };
  const stored = () => subject.sandbox.store;
  const folderId = (title: string) =>
    stored()
      .folders(botId)
      .find((folder) => folder.title === title)!.id;
  const commandId = (name: string) =>
    stored()
      .commands(botId)
      .find(({ command }) => command === name)!.id;
  /** Another person moves a command. */
  const put = (name: string, folder: number | null) => {
    const fields = {
      ...commandFields(stored().command(botId, commandId(name))!),
      commands_folder_id: folder,
    };
    stored().updateCommand(botId, commandId(name), fields, 'other person');
  };
  const titles = () =>
    stored()
      .folders(botId)
      .map(({ title }) => title);
  /** Each command and the title of its folder. */
  const places = () => {
    const found: Record<string, string | null | undefined> = {};
    for (const { command, commands_folder_id } of stored().commands(botId)) {
      const folder = stored()
        .folders(botId)
        .find(({ id }) => id === commands_folder_id);
      found[command ?? ''] = folder?.title;
    }
    return found;
  };

  it('makes the new one, moves every command with all its fields, and deletes the old one', async () => {
    const before = subject.sandbox.store.commands(botId)[0]!;
    await moves.start(main(), 'Shop');
    assert.deepEqual(titles(), ['Other', 'Shop']);
    assert.deepEqual(places(), { '/a': 'Shop', '/b': 'Shop', '/c': 'Shop', '/d': 'Other' });
    const after = subject.sandbox.store.commands(botId)[0]!;
    const shop = after.commands_folder_id;
    assert.deepEqual(commandFields(after), { ...commandFields(before), commands_folder_id: shop });
    assert.deepEqual(moves.all, []);
  });

  it('takes along what somebody puts into the old folder meanwhile', async () => {
    const { id } = main();
    const listener = moves.onDidChange(() => {
      if (moves.all[0]?.toId === undefined) return;
      listener.dispose();
      put('/d', id);
    });
    await moves.start(main(), 'Shop');
    assert.deepEqual(titles(), ['Other', 'Shop']);
    assert.equal(places()['/d'], 'Shop');
  });

  it('leaves alone what somebody takes out of the old folder meanwhile', async () => {
    const listener = moves.onDidChange(() => {
      if (places()['/a'] !== 'Shop') return;
      listener.dispose();
      put('/c', folderId('Other'));
    });
    await moves.start(main(), 'Shop');
    assert.deepEqual(titles(), ['Other', 'Shop']);
    assert.deepEqual(places(), { '/a': 'Shop', '/b': 'Shop', '/c': 'Other', '/d': 'Other' });
  });

  it('interrupted at any request and after any restart, every command is in one folder and the rename can end', async function () {
    this.timeout(20_000);
    const kinds = ['dropConnection', 'dropAfterApply', 'html', 'halfJson'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 12 }), fc.constantFrom(...kinds), fc.boolean()), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.boolean(),
        async (interruptions, isTakenBack) => {
          const names = Object.keys(places()).sort();
          const isMain = titles().includes('Main');
          const [from, to] = isMain ? (['Main', 'Shop'] as const) : (['Shop', 'Main'] as const);
          const folder = contents.folders.find(({ title }) => title === from);
          assert.ok(folder);
          let isFirst = true;
          for (const [after, kind, restarts] of interruptions) {
            subject.sandbox.faults.add({ kind, after, times: 4 });
            const run = isFirst ? moves.start(folder, to) : goOn();
            isFirst = false;
            await run.catch(() => undefined);
            subject.sandbox.faults.clear();
            assert.deepEqual(Object.keys(places()).sort(), names);
            for (const [name, title] of Object.entries(places())) assert.ok(title, `${name} is in a folder`);
            if (restarts) await restart();
          }
          const [move] = moves.all;
          if (move) await (isTakenBack ? moves.back(move) : moves.goOn(move)).catch(() => goOn());
          await contents.refresh();
          assert.deepEqual(moves.all, []);
          assert.equal(titles().length, 2);
          const expected = titles().find((title) => title !== 'Other');
          assert.deepEqual(places(), { '/a': expected, '/b': expected, '/c': expected, '/d': 'Other' });
        },
      ),
      { numRuns: 20 },
    );

    async function goOn(): Promise<void> {
      const [move] = moves.all;
      if (move) await moves.goOn(move);
    }
  });

  it('taken back, leaves alone what others put into the new folder', async () => {
    subject.sandbox.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand', after: 2, times: 1 });
    await subject.failureOf(moves.start(main(), 'Shop'), 'server');
    const [move] = moves.all;
    assert.ok(move?.toId);
    assert.deepEqual(moves.progressOf(move), { moved: 2, total: 3 });
    put('/d', move.toId);
    await moves.back(move);
    assert.deepEqual(places(), { '/a': 'Main', '/b': 'Main', '/c': 'Main', '/d': 'Shop' });
    assert.deepEqual(titles(), ['Main', 'Other', 'Shop']);
    assert.deepEqual(moves.all, []);
  });

  describe('interrupted, when others change the folders before it goes on', () => {
    /** Starts the rename, which ends with `/a` in the new folder. */
    const interrupted = async () => {
      subject.sandbox.faults.add(failsAtTheSecond);
      await subject.failureOf(moves.start(main(), 'Shop'), 'server');
      const [move] = moves.all;
      assert.ok(move?.toId);
      return move;
    };
    /** What others leave behind when they delete a folder: how the server treats its commands is not known. */
    const deleteFolder = (title: string, ...emptied: string[]) => {
      for (const name of emptied) put(name, null);
      stored().deleteFolder(botId, folderId(title));
    };

    it('goes on into a new folder when somebody deleted the one that was begun', async () => {
      const move = await interrupted();
      deleteFolder('Shop', '/a');
      await moves.goOn(move);
      assert.deepEqual(titles(), ['Other', 'Shop']);
      assert.deepEqual(places(), { '/a': undefined, '/b': 'Shop', '/c': 'Shop', '/d': 'Other' });
      assert.deepEqual(moves.all, []);
    });

    it('goes on into the folder of that title that somebody made in its place', async () => {
      const move = await interrupted();
      deleteFolder('Shop', '/a');
      const { id } = stored().createFolder(botId, 'Shop');
      await moves.goOn(move);
      assert.deepEqual(titles(), ['Other', 'Shop']);
      assert.equal(folderId('Shop'), id);
      assert.equal(places()['/b'], 'Shop');
    });

    it('is over when somebody moved the rest and deleted the old folder', async () => {
      const move = await interrupted();
      put('/b', move.toId!);
      deleteFolder('Main', '/c');
      await moves.goOn(move);
      assert.deepEqual(titles(), ['Other', 'Shop']);
      assert.deepEqual(places(), { '/a': 'Shop', '/b': 'Shop', '/c': undefined, '/d': 'Other' });
      assert.deepEqual(moves.all, []);
    });

    it('makes the old folder anew when it is taken back and somebody deleted it', async () => {
      const move = await interrupted();
      deleteFolder('Main', '/b', '/c');
      await moves.back(move);
      assert.deepEqual(titles(), ['Other', 'Main']);
      assert.deepEqual(places(), { '/a': 'Main', '/b': undefined, '/c': undefined, '/d': 'Other' });
      assert.deepEqual(moves.all, []);
    });

    it('is taken back without a request for a folder that somebody deleted', async () => {
      const move = await interrupted();
      deleteFolder('Shop', '/a');
      subject.sandbox.requests.clear();
      await moves.back(move);
      assert.deepEqual(titles(), ['Main', 'Other']);
      assert.deepEqual(
        subject.sandbox.requests.list().filter(({ method }) => method !== 'GET'),
        [],
      );
      assert.deepEqual(moves.all, []);
    });

    it('is taken back from a folder that was made, although the window ended before it could note so', async () => {
      const move = await interrupted();
      const { toId: _, ...unnoted } = move;
      store.texts.set(`moves/sandbox/bot-${botId}.json`, JSON.stringify({ version: 1, moves: [unnoted] }));
      await restart();
      await moves.back(moves.all[0]!);
      assert.deepEqual(titles(), ['Main', 'Other']);
      assert.equal(places()['/a'], 'Main');
    });

    it('is over at once when it is taken back and nothing had been made', async () => {
      subject.sandbox.faults.add({ kind: 'status', status: 500, endpoint: 'createFolder', times: 1 });
      await subject.failureOf(moves.start(main(), 'Shop'), 'server');
      await moves.back(moves.all[0]!);
      assert.deepEqual(titles(), ['Main', 'Other']);
      assert.deepEqual(moves.all, []);
    });

    /** Runs once, when the first command has moved. */
    const afterOne = (change: () => void) => {
      const listener = moves.onDidChange(() => {
        if (moves.all[0] && moves.progressOf(moves.all[0]).moved === 0) return;
        listener.dispose();
        change();
      });
    };

    it('goes on without a command that somebody deletes while the others move', async () => {
      afterOne(() => stored().deleteCommand(botId, commandId('/b')));
      await moves.start(main(), 'Shop');
      assert.deepEqual(places(), { '/a': 'Shop', '/c': 'Shop', '/d': 'Other' });
      assert.deepEqual(titles(), ['Other', 'Shop']);
      assert.deepEqual(moves.all, []);
    });

    it('stops, and can go on, when somebody deletes the new folder while commands move', async () => {
      afterOne(() => deleteFolder('Shop', '/a'));
      await subject.failureOf(moves.start(main(), 'Shop'), 'notFound');
      assert.deepEqual([places()['/b'], places()['/c']], ['Main', 'Main']);
      await moves.goOn(moves.all[0]!);
      assert.deepEqual([places()['/b'], places()['/c']], ['Shop', 'Shop']);
    });

    it('leaves out a command that somebody deleted', async () => {
      const move = await interrupted();
      stored().deleteCommand(botId, commandId('/b'));
      await moves.goOn(move);
      assert.deepEqual(places(), { '/a': 'Shop', '/c': 'Shop', '/d': 'Other' });
      assert.deepEqual(titles(), ['Other', 'Shop']);
    });
  });

  it('into a folder that was there already, leaves that one where it is when it is taken back', async () => {
    for (const [name, isEmptied] of [
      ['kept with what is in it', false],
      ['kept although nothing is in it', true],
    ] as const) {
      if (isEmptied) put('/d', null);
      subject.sandbox.faults.add(failsAtTheSecond);
      await subject.failureOf(moves.start(main(), 'Other'), 'server');
      await restart();
      const [move] = moves.all;
      assert.ok(move, 'the next window knows of it');
      await moves.back(move);
      assert.deepEqual(titles(), ['Main', 'Other'], name);
      assert.deepEqual([places()['/a'], places()['/b'], places()['/c']], ['Main', 'Main', 'Main'], name);
    }
  });
});
