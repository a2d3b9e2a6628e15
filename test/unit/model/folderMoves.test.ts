import assert from 'node:assert/strict';

import fc from 'fast-check';

import { Contents } from '../../../src/model/contents';
import { FolderMoves } from '../../../src/model/folderMoves';
import { Structure } from '../../../src/model/structure';
import { commandFields } from '../../../src/sandbox/store/records';
import { ApiSubject } from '../api/subject';
import { MemoryTextStore } from './memoryTextStore';

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
    await Promise.all([contents.openFresh(), moves.restore()]);
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
  const titles = () => subject.sandbox.store.folders(botId).map(({ title }) => title);
  /** Each command and the title of its folder. */
  const places = () => {
    const { store: stored } = subject.sandbox;
    const found: Record<string, string | null | undefined> = {};
    for (const { command, commands_folder_id } of stored.commands(botId)) {
      const folder = stored.folders(botId).find(({ id }) => id === commands_folder_id);
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
    const d = subject.sandbox.store.commands(botId).find(({ command }) => command === '/d')!;
    const { id } = main();
    const listener = moves.onDidChange(() => {
      if (moves.all[0]?.toId === undefined) return;
      listener.dispose();
      const fields = { ...commandFields(d), commands_folder_id: id };
      subject.sandbox.store.updateCommand(botId, d.id, fields, 'other person');
    });
    await moves.start(main(), 'Shop');
    assert.deepEqual(titles(), ['Other', 'Shop']);
    assert.equal(places()['/d'], 'Shop');
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
    const d = subject.sandbox.store.commands(botId).find(({ command }) => command === '/d')!;
    const fields = { ...commandFields(d), commands_folder_id: move.toId };
    subject.sandbox.store.updateCommand(botId, d.id, fields, 'other person');
    await moves.back(move);
    assert.deepEqual(places(), { '/a': 'Main', '/b': 'Main', '/c': 'Main', '/d': 'Shop' });
    assert.deepEqual(titles(), ['Main', 'Other', 'Shop']);
    assert.deepEqual(moves.all, []);
  });
});
