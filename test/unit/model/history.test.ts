import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { Command } from '../../../src/api/commands';
import type { Version } from '../../../src/model/contents';
import { History, type HistoryLimits } from '../../../src/model/history/history';
import {
  entryFromName,
  entryOf,
  keptTextOf,
  keptVersionOf,
  nameOfEntry,
} from '../../../src/model/history/keptVersion';
import { silentLog } from '../../../src/util/log';
import { MemoryTextStore } from './memoryTextStore';

const ref = { accountId: '17', botId: 3 };
const day = 86_400_000;

describe('model: earlier versions of commands', () => {
  let store: MemoryTextStore;
  let limits: HistoryLimits;
  let now: number;
  let history: History;
  const make = () =>
    new History(
      store,
      () => limits,
      silentLog,
      () => now,
    );

  beforeEach(() => {
    store = new MemoryTextStore();
    limits = { days: 90, megabytes: 50, versionsPerCommand: 50 };
    now = Date.UTC(2026, 0, 1);
    history = make();
  });

  const version = (id: number, code: string, how: Version['how'] = 'code'): Version => ({
    how,
    command: { id, command: `/${id}`, code },
    folder: null,
    group: null,
  });
  const codesOf = async (id: number, from = history) =>
    (await from.versions(ref, id)).map(({ state }) => state.code);

  it('keeps all that a person can change, and nothing else that a server says', async () => {
    const command: Command = {
      id: 5,
      bot_id: 3,
      command: '/start',
      answer: 'Hello',
      help: null,
      aliases: [{ command: 'one' }],
      keyboard_body: 'A, B',
      commands_folder_id: 8,
      need_reply: true,
      auto_retry_time: '30',
      code: 'code',
      token: 'a secret of some server',
    };
    await history.keep(ref, { how: 'code', command, folder: 'Main', group: 'Staff' });
    const [kept, another] = await history.versions(ref, 5);
    assert.equal(another, undefined);
    assert.deepEqual(kept?.state, {
      name: '/start',
      folder: 'Main',
      properties: {
        answer: 'Hello',
        keyboard: 'A, B',
        aliases: ['one'],
        help: '',
        group: 'Staff',
        needReply: true,
        autoRetrySeconds: 30,
      },
      code: 'code',
    });
    assert.equal(kept.folderId, 8);
    assert.equal(kept.entry.how, 'code');
    assert.ok(![...store.texts.values()].join().includes('secret'));
  });

  it('does not take for empty what the server did not say', async () => {
    await history.keep(ref, {
      how: 'import',
      command: { id: 5, command: '/start' },
      folder: null,
      group: undefined,
    });
    const [kept] = await history.versions(ref, 5);
    assert.deepEqual(kept?.state, { name: '/start', folder: undefined, properties: {}, code: undefined });
    // A folder whose title was not known then is not the root.
    const inFolder = { id: 6, command: '/start', commands_folder_id: 8 };
    await history.keep(ref, { how: 'import', command: inFolder, folder: null, group: null });
    const [other] = await history.versions(ref, 6);
    assert.deepEqual([other?.state.folder, other?.state.properties], [undefined, { group: '' }]);
  });

  it('gives the latest first, and is told of by other windows', async () => {
    const other = make();
    await history.keep(ref, version(5, 'one'));
    now += 1;
    await other.keep(ref, version(5, 'two'));
    now += 1;
    await history.keep(ref, version(5, 'three'));
    await history.keep(ref, version(6, 'of another'));
    await history.keep({ ...ref, botId: 4 }, version(5, 'of another bot'));
    assert.deepEqual(await codesOf(5), ['three', 'two', 'one']);
    assert.deepEqual(await codesOf(5, make()), ['three', 'two', 'one']);
    assert.equal(await history.countCommands('17'), 3);
  });

  it('keeps the order when the clock stands still, and one version of a write that is tried again', async () => {
    for (const code of ['one', 'two', 'two', 'three']) void history.keep(ref, version(5, code));
    assert.deepEqual(await codesOf(5), ['three', 'two', 'one']);
    // As each save does, which begins with what the one before made.
    await history.keep(ref, version(5, 'four', 'saved'));
    await history.keep(ref, version(5, 'four', 'code'));
    assert.deepEqual(await codesOf(5), ['four', 'three', 'two', 'one']);
    await history.keep(ref, version(5, 'four', 'delete'));
    assert.deepEqual(await codesOf(5), ['four', 'four', 'three', 'two', 'one']);
  });

  it('keeps no more of a command, of all and for longer than is asked for', async () => {
    limits = { ...limits, versionsPerCommand: 3 };
    for (const code of ['1', '2', '3', '4', '5']) await history.keep(ref, version(5, code));
    assert.deepEqual(await codesOf(5), ['5', '4', '3']);

    limits = { days: 90, megabytes: 1, versionsPerCommand: 50 };
    const large = 'x'.repeat(400_000);
    for (const code of ['1', '2', '3', '4']) {
      now += 1;
      await history.keep(ref, version(6, code + large));
    }
    // One that comes along when all is looked through.
    await make().keep(ref, version(7, 'small'));
    const all = [...store.texts.values()].join('').length;
    assert.ok(all <= 1_000_000, `${all} characters`);
    assert.deepEqual(
      (await codesOf(6)).map((code) => code?.[0]),
      ['4', '3'],
    );
    assert.deepEqual(await codesOf(5), []);

    now += 91 * day;
    await make().keep(ref, version(8, 'recent'));
    assert.deepEqual([await codesOf(6), await codesOf(7), await codesOf(8)], [[], [], ['recent']]);
  });

  it('keeps nothing, and deletes what is there, when 0 of anything is asked for', async () => {
    for (const none of [{ days: 0 }, { megabytes: 0 }, { versionsPerCommand: 0 }]) {
      await history.keep(ref, version(5, 'one'));
      assert.deepEqual(await codesOf(5), ['one']);
      limits = { ...limits, ...none };
      await history.keep(ref, version(5, 'two'));
      assert.equal(store.texts.size, 0);
      limits = { days: 90, megabytes: 50, versionsPerCommand: 50 };
    }
  });

  it('looks through all only now and then', async () => {
    let listed = 0;
    const list = store.list.bind(store);
    store.list = (folder) => {
      if (folder === 'history') listed++;
      return list(folder);
    };
    for (let index = 0; index < 100; index++) await history.keep(ref, version(index, 'x'.repeat(1000)));
    assert.equal(listed, 1);
  });

  it('offers what is gone, once, until it is brought back, and its history goes on', async () => {
    await history.keep(ref, version(5, 'first'));
    await history.keep(ref, version(5, 'last', 'delete'));
    await history.keep(ref, version(6, 'saved here, deleted elsewhere'));
    await history.keep(ref, version(7, 'still there'));
    const deleted = async () =>
      (await history.deleted(ref, (id) => id >= 7)).map(({ entry, state }) => [entry.how, state.code]);
    assert.deepEqual(await deleted(), [
      ['code', 'saved here, deleted elsewhere'],
      ['delete', 'last'],
    ]);
    await history.restored(ref, 5, { command: { id: 9, code: 'last' }, folder: null, group: null });
    assert.deepEqual(await deleted(), [['code', 'saved here, deleted elsewhere']]);
    await history.keep(ref, version(9, 'edited again'));
    assert.deepEqual(await codesOf(9), ['edited again', 'last', 'first']);
    // Deleted and brought back once more.
    await history.keep(ref, version(9, 'newest', 'delete'));
    await history.restored(ref, 9, { command: { id: 10, code: 'newest' }, folder: null, group: null });
    assert.deepEqual(await codesOf(10), ['newest', 'edited again', 'last', 'first']);
  });

  it('knows for good what was brought back, and counts the versions from before', async () => {
    limits = { ...limits, versionsPerCommand: 3 };
    await history.keep(ref, version(5, 'first'));
    await history.keep(ref, version(5, 'last', 'delete'));
    await history.restored(ref, 5, { command: { id: 9, code: 'last' }, folder: null, group: null });
    assert.deepEqual(await codesOf(9), ['last', 'first']);
    const seen: (readonly (string | undefined)[])[] = [];
    for (const code of ['1', '2', '3', '4']) {
      await history.keep(ref, version(9, code));
      assert.deepEqual(await history.deleted(ref, (id) => id === 9), []);
      seen.push(await codesOf(9));
    }
    assert.deepEqual(seen, [
      ['1', 'last', 'first'],
      ['2', '1', 'last'],
      ['3', '2', '1'],
      ['4', '3', '2'],
    ]);
  });

  it('never rejects, and tells of what could not be kept', async () => {
    let failures = 0;
    history.onDidFail(() => failures++);
    store.failure = new Error('the disk is full');
    await history.keep(ref, version(5, 'lost'));
    assert.equal(failures, 1);
    store.failure = undefined;
    await history.keep(ref, version(5, 'kept'));
    assert.deepEqual([failures, await codesOf(5)], [1, ['kept']]);
  });

  it('passes over what it cannot understand', async () => {
    await history.keep(ref, version(5, 'good'));
    store.texts.set('history/17/3/5/1-2-3-code', '{"half":');
    store.texts.set('history/17/3/5/notes', 'whatever');
    assert.deepEqual(await codesOf(5), ['good']);
  });

  it('deletes an account’s, and no other’s', async () => {
    await history.keep(ref, version(5, 'one'));
    await history.keep({ ...ref, accountId: '170' }, version(5, 'other'));
    await history.deleteAccount('17');
    assert.deepEqual([await history.countCommands('17'), await history.countCommands('170')], [0, 1]);
  });

  it('gives back every text and name as it was', () => {
    const text = fc.option(fc.string({ unit: 'binary' }), { nil: null });
    fc.assert(
      fc.property(
        fc.record({
          id: fc.nat(),
          command: text,
          commands_folder_id: fc.constant(8),
          answer: text,
          help: text,
          keyboard_body: text,
          code: text,
        }),
        text,
        fc.nat(),
        (command, folder, at) => {
          const written = keptTextOf({ command, folder, group: null });
          const entry = entryOf({ ref, commandId: command.id }, at, 'move', written);
          assert.deepEqual(entryFromName(nameOfEntry(entry)), entry);
          const kept = keptVersionOf(entry, written);
          assert.equal(kept?.state.code, command.code ?? '');
          assert.equal(kept.state.folder, folder ?? undefined);
          const { properties } = kept.state;
          assert.deepEqual(
            [properties.answer, properties.help, properties.keyboard],
            [command.answer ?? '', command.help ?? '', command.keyboard_body ?? ''],
          );
        },
      ),
    );
  });
});
