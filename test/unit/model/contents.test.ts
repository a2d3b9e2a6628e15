import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { Contents } from '../../../src/model/contents';
import { FileTextStore } from '../../../src/platform/node/fileTextStore';
import { commandFields } from '../../../src/sandbox/store/records';
import { editAsOtherPerson } from '../../../src/sandbox/otherPerson';
import type { TextStore } from '../../../src/util/textStore';
import { ApiSubject, urlOf } from '../api/subject';
import { recordEvents, settle, when } from './events';
import { MemoryTextStore } from './memoryTextStore';

describe('model: contents of a bot', () => {
  let subject: ApiSubject;
  let store: MemoryTextStore;
  let botId: number;
  let a: number;
  let b: number;
  let contents: Contents;
  const opened: Contents[] = [];

  const make = (from: TextStore = store) => {
    const made = new Contents(subject.http, from, 'sandbox', botId, subject.log);
    opened.push(made);
    return made;
  };
  const names = (of = contents) => [...of.commands.values()].map(({ command }) => command);
  const byOther = (commandId: number, code: string) =>
    editAsOtherPerson(subject.sandbox.store, botId, commandId, { code });

  beforeEach(async () => {
    subject = await ApiSubject.start();
    store = new MemoryTextStore();
    const seeded = subject.seed({
      folders: ['Admin', 'Empty'],
      commands: [
        { name: '/a', code: 'code a', group: 'Staff' },
        { name: '/b', code: 'code b', folder: 'Admin' },
      ],
    });
    botId = seeded.botId;
    [a, b] = seeded.commandIds as [number, number];
    contents = make();
  });
  afterEach(async () => {
    for (const made of opened.splice(0)) made.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  it('asks nothing before it is opened', () => {
    assert.equal(contents.isKnown, false);
    assert.deepEqual(subject.arrived(), []);
  });

  it('opens in one round: folders and two pages', async () => {
    const fired = recordEvents(contents.onDidChange);
    await Promise.all([contents.open(), contents.open()]);
    assert.deepEqual(subject.arrived().sort(), [
      `GET /bots/${botId}/commands`,
      `GET /bots/${botId}/commands`,
      `GET /bots/${botId}/commands_folders`,
    ]);
    assert.deepEqual(names(), ['/a', '/b']);
    assert.deepEqual(
      contents.folders.map(({ title }) => title),
      ['Admin', 'Empty'],
    );
    assert.equal(contents.folderOf(contents.commands.get(b)!)?.title, 'Admin');
    assert.equal(contents.folderOf(contents.commands.get(a)!), undefined);
    assert.equal(contents.isStale, false);
    assert.deepEqual(fired, [{ rows: true, structure: true, texts: [], gone: [] }]);
  });

  it('gives what is known from before at once, and refreshes behind it', async () => {
    await contents.open();
    await settle();
    byOther(a, 'theirs');
    const next = make();
    await next.open();
    assert.equal(next.commands.get(a)?.code, 'code a');
    assert.equal(next.isStale, true);
    assert.equal(
      next.codeKnownAt(a),
      Number.NEGATIVE_INFINITY,
      'nothing of it was confirmed in this session',
    );
    assert.equal(next.lastKnownGroup(a), 'Staff');
    const fired = recordEvents(next.onDidChange);
    await when(next.onDidChange, () => !next.isStale);
    assert.equal(next.commands.get(a)?.code, 'theirs');
    assert.deepEqual(fired, [{ rows: false, structure: true, texts: [a], gone: [] }]);
    assert.ok(next.codeKnownAt(a) > 0);
  });

  it('waits for the server where only the fresh state will do', async () => {
    await contents.open();
    await settle();
    byOther(a, 'theirs');
    const next = make();
    await next.openWhole();
    assert.equal(next.commands.get(a)?.code, 'theirs');
  });

  it('fires for nothing but what changed', async () => {
    await contents.open();
    const fired = recordEvents(contents.onDidChange);
    await contents.refresh();
    assert.deepEqual(fired.splice(0), []);

    byOther(b, 'theirs');
    await contents.refresh();
    assert.deepEqual(fired.splice(0), [{ rows: false, structure: false, texts: [b], gone: [] }]);

    const record = subject.sandbox.store.command(botId, a)!;
    const renamed = { ...commandFields(record), command: '/renamed' };
    subject.sandbox.store.updateCommand(botId, a, renamed, 'other person');
    await contents.refresh();
    assert.deepEqual(fired.splice(0), [{ rows: true, reshaped: [a], structure: true, texts: [], gone: [] }]);

    subject.sandbox.store.createFolder(botId, 'New');
    await contents.refresh();
    assert.deepEqual(fired.splice(0), [{ rows: true, structure: true, texts: [], gone: [] }]);

    subject.sandbox.store.deleteCommand(botId, a);
    await contents.refresh();
    assert.deepEqual(fired.splice(0), [{ rows: true, reshaped: [], structure: true, texts: [], gone: [a] }]);
    assert.deepEqual(names(), ['/b']);
  });

  it('keeps what it knows when a listing fails, says why, and gets over it', async () => {
    await contents.open();
    subject.sandbox.faults.add({ kind: 'status', status: 500, endpoint: 'getCommands', after: 1 });
    const fired = recordEvents(contents.onDidChange);
    await contents.refresh();
    assert.deepEqual(names(), ['/a', '/b']);
    assert.equal(contents.error?.reason, 'server');
    assert.equal(contents.isStale, true);
    subject.sandbox.faults.clear();
    await contents.refresh();
    assert.equal(contents.error, undefined);
    assert.equal(contents.isStale, false);
    assert.equal(fired.length, 2);
  });

  it('believes a listing that shrank by a few, not one that lost more than a page', async () => {
    for (let index = 0; index < 60; index++) {
      const record = subject.sandbox.store.command(botId, a)!;
      subject.sandbox.store.createCommand(
        botId,
        { ...commandFields(record), command: `/c${index}` },
        'setup',
      );
    }
    await contents.openWhole();
    assert.equal(contents.commands.size, 62);
    const all = subject.sandbox.store.commands(botId).map(({ id }) => id);
    for (const id of all.slice(0, 49)) subject.sandbox.store.deleteCommand(botId, id);
    await contents.refresh();
    assert.equal(contents.commands.size, 13);
    assert.equal(contents.isIncomplete, false);
  });

  it('believes a listing that misses the same commands twice, and says when it is whole again', async () => {
    const record = subject.sandbox.store.command(botId, a)!;
    for (let index = 0; index < 120; index++) {
      const fields = { ...commandFields(record), command: `/c${index}` };
      subject.sandbox.store.createCommand(botId, fields, 'setup');
    }
    await contents.openWhole();
    const all = subject.sandbox.store.commands(botId).map(({ id }) => id);
    for (const id of all.slice(0, 70)) subject.sandbox.store.deleteCommand(botId, id);
    const fired = recordEvents(contents.onDidChange);
    await contents.refresh();
    assert.deepEqual([contents.isIncomplete, contents.commands.size, fired.length], [true, 122, 1]);
    await contents.refresh();
    assert.deepEqual([contents.isIncomplete, contents.commands.size, fired.length], [false, 52, 2]);
  });

  it('shows the first commands of a long listing before the rest is there', async () => {
    const record = subject.sandbox.store.command(botId, a)!;
    for (let index = 0; index < 150; index++) {
      const fields = { ...commandFields(record), command: `/c${index}` };
      subject.sandbox.store.createCommand(botId, fields, 'setup');
    }
    await contents.open();
    assert.deepEqual([contents.isIncomplete, contents.commands.size], [true, 100]);
    await contents.openWhole();
    assert.deepEqual([contents.isIncomplete, contents.commands.size], [false, 152]);
  });

  it('knows groups from before also when it was refreshed before anything was opened', async () => {
    await contents.open();
    await settle();
    subject.sandbox.faults.add({ kind: 'groupNotEchoed' });
    const next = make();
    await next.refresh();
    assert.equal(next.lastKnownGroup(a), 'Staff');
    await settle();
    const later = make();
    await later.restore();
    assert.equal(later.lastKnownGroup(a), 'Staff');
  });

  it('tries again what failed before, for whoever needs all of it', async () => {
    subject.sandbox.faults.add({ kind: 'html', times: 6 });
    await contents.open();
    assert.ok(contents.error);
    subject.sandbox.faults.clear();
    await contents.openWhole();
    assert.equal(contents.error, undefined);
    assert.equal(contents.commands.size, 2);
  });

  it('keeps the commands of a listing that lost more than a page', async () => {
    const record = subject.sandbox.store.command(botId, a)!;
    for (let index = 0; index < 60; index++) {
      subject.sandbox.store.createCommand(
        botId,
        { ...commandFields(record), command: `/c${index}` },
        'setup',
      );
    }
    await contents.openWhole();
    const all = subject.sandbox.store.commands(botId).map(({ id }) => id);
    for (const id of all.slice(0, 51)) subject.sandbox.store.deleteCommand(botId, id);
    byOther(all[61]!, 'theirs');
    await contents.refresh();
    assert.equal(contents.isIncomplete, true);
    assert.equal(contents.commands.size, 62);
    assert.equal(contents.commands.get(all[61]!)?.code, 'theirs');
  });

  it('a listing without code keeps the code that is known, but does not confirm it', async () => {
    await contents.open();
    const knownAt = contents.codeKnownAt(a);
    subject.sandbox.faults.add({ kind: 'listWithoutCode' });
    const fired = recordEvents(contents.onDidChange);
    await contents.refresh();
    assert.equal(contents.commands.get(a)?.code, 'code a');
    assert.equal(contents.codeKnownAt(a), knownAt);
    assert.deepEqual(fired, []);
  });

  it('a record that was read alone while a listing was under way is the newer one', async () => {
    await contents.open();
    subject.sandbox.faults.add({ kind: 'late', ms: 100, endpoint: 'getFolders', times: 1 });
    const listed = new Promise<void>((resolve) => {
      let pages = 0;
      subject.sandbox.requests.onAnswered(({ endpoint }) => {
        if (endpoint === 'getCommands' && ++pages === 2) resolve();
      });
    });
    const refreshing = contents.refresh();
    await listed;
    byOther(a, 'newer');
    await contents.fetchCommand(a);
    await refreshing;
    assert.equal(contents.commands.get(a)?.code, 'newer');
  });

  it('takes over a record that came alone', async () => {
    await contents.open();
    const fired = recordEvents(contents.onDidChange);
    byOther(a, 'theirs');
    assert.equal((await contents.fetchCommand(a)).code, 'theirs');
    assert.equal(contents.commands.get(a)?.code, 'theirs');
    assert.deepEqual(fired.splice(0), [{ rows: false, structure: false, texts: [a], gone: [] }]);
    await contents.fetchCommand(a);
    assert.deepEqual(fired, []);
    await subject.failureOf(contents.fetchCommand(999), 'notFound');
  });

  it('a command stays in its folder when an answer leaves the folder out', async () => {
    const folder = subject.sandbox.store.createFolder(botId, 'F');
    const record = subject.sandbox.store.command(botId, a)!;
    const moved = { ...commandFields(record), commands_folder_id: folder.id };
    subject.sandbox.store.updateCommand(botId, a, moved, 'other person');
    await contents.openWhole();
    subject.sandbox.faults.add({ kind: 'omitFields', fields: ['commands_folder_id', 'code'], times: 1 });
    const answer = await contents.fetchCommand(a);
    // Whoever saves has to know that it was left out.
    assert.equal(answer.commands_folder_id, undefined);
    assert.equal(contents.folderOf(contents.commands.get(a)!)?.title, 'F');
    assert.equal(contents.commands.get(a)?.code, record.code);
  });

  it('an answer that was overtaken does not bring the old text back', async () => {
    await contents.open();
    // Asked for before a save and answered after it.
    subject.sandbox.faults.add({ kind: 'late', ms: 100, endpoint: 'getCommand', times: 1 });
    const read = new Promise<void>((resolve) => {
      const list = subject.sandbox.faults.take.bind(subject.sandbox.faults);
      subject.sandbox.faults.take = (target) => {
        resolve();
        return list(target);
      };
    });
    const late = contents.fetchCommand(a);
    await read;
    await settle();
    const saved = byOther(a, 'saved')!;
    const fired = recordEvents(contents.onDidChange);
    contents.take({ ...contents.commands.get(a)!, code: saved.code }, Date.now() + 1);
    assert.equal((await late).code, 'code a');
    assert.equal(contents.commands.get(a)?.code, 'saved');
    assert.equal(fired.length, 1);
  });

  it('remembers groups that later answers do not say', async () => {
    assert.equal(contents.lastKnownGroup(a), undefined);
    await contents.open();
    assert.equal(contents.lastKnownGroup(a), 'Staff');
    assert.equal(contents.lastKnownGroup(b), null);
    subject.sandbox.faults.add({ kind: 'groupNotEchoed' });
    await contents.refresh();
    await contents.fetchCommand(a);
    assert.equal(contents.lastKnownGroup(a), 'Staff');
    // Absent stays absent: nobody may take it for none.
    assert.equal(contents.commands.get(a)?.commands_group, undefined);
  });

  it('gives what an import put in a command’s place that one’s group, until an answer says another', async () => {
    await contents.open();
    contents.inheritGroup(a, 77);
    assert.equal(contents.lastKnownGroup(77), 'Staff');
    await contents.whenStored();
    const next = make();
    await next.restore();
    assert.equal(next.lastKnownGroup(77), 'Staff');
    contents.inheritGroup(a, b);
    assert.equal(contents.lastKnownGroup(b), null, 'what an answer said counts more');
  });

  it('keeps absent fields absent through storage', async () => {
    subject.sandbox.faults.add({ kind: 'omitFields', fields: ['help', 'commands_group'] });
    await contents.open();
    await settle();
    subject.sandbox.faults.add({ kind: 'dropConnection' });
    const next = make();
    await next.open();
    const command = next.commands.get(a)!;
    assert.equal(command.help, undefined);
    assert.equal(command.answer, null);
    assert.equal(next.lastKnownGroup(a), undefined);
  });

  it('shows a record that cannot be read, beside the others', async () => {
    const made = new Contents(
      subject.client({
        fetch: (input) => {
          const list = urlOf(input).pathname.endsWith('folders')
            ? '[{"title": 5}]'
            : '[{"id": 1}, {"id": 2, "code": 5}]';
          return Promise.resolve(new Response(list));
        },
      }),
      store,
      'sandbox',
      botId,
      subject.log,
    );
    opened.push(made);
    await made.open();
    assert.deepEqual([...made.commands.keys()], [1]);
    assert.deepEqual(
      made.broken.map(({ id }) => id),
      [undefined, 2],
    );
  });

  it('sets a stored text aside that it cannot understand, and asks the server', async () => {
    const name = `accounts/sandbox/bot-${botId}.json`;
    for (const text of ['', '{"version": 1, "folders": [', '{"version": 2}', '[]']) {
      store.texts.set(name, text);
      const made = make();
      await made.open();
      assert.deepEqual(names(made), ['/a', '/b'], text);
      assert.equal(store.asideNames.pop(), name);
      await settle();
    }
  });

  it('says and stores nothing after its end', async () => {
    const fired = recordEvents(contents.onDidChange);
    const refreshing = contents.refresh();
    contents.dispose();
    await refreshing;
    await settle();
    assert.deepEqual(fired, []);
    assert.equal(store.writes, 0);
  });

  it('comes back from files, which hold no secret', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'contents-'));
    try {
      const files = new FileTextStore(folder);
      const first = make(files);
      await first.open();
      const file = path.join(folder, 'accounts', 'sandbox', `bot-${botId}.json`);
      // Storing goes on behind the change.
      while ((await files.read(`accounts/sandbox/bot-${botId}.json`)) === undefined) await settle();
      while ((await files.read(`groups/sandbox/bot-${botId}.json`)) === undefined) await settle();
      assert.deepEqual(
        (await readdir(path.dirname(file))).filter((name) => !/lock|tmp/.test(name)),
        [path.basename(file)],
      );
      assert.ok(!(await readFile(file, 'utf8')).includes(subject.sandbox.apiKey));
      subject.sandbox.faults.add({ kind: 'dropConnection' });
      const next = make(files);
      await next.restore();
      assert.deepEqual(names(next), ['/a', '/b']);
      assert.deepEqual(
        [...next.commands],
        [...first.commands].map(([id, command]) => [id, command]),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
