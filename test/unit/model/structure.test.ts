import assert from 'node:assert/strict';

import type { FaultSwitch } from '../../../src/sandbox/server/faults';
import type { HttpClient } from '../../../src/api/http';
import { newCommandBody } from '../../../src/api/commandBody';
import { Contents } from '../../../src/model/contents';
import { FolderNotEmptyError, Structure } from '../../../src/model/structure';
import { commandFields } from '../../../src/sandbox/store/records';
import { ApiSubject, urlOf } from '../api/subject';
import { MemoryTextStore } from './memoryTextStore';

describe('model: creating and deleting in a bot', () => {
  let subject: ApiSubject;
  let contents: Contents;
  let structure: Structure;
  let botId: number;

  beforeEach(async () => {
    subject = await ApiSubject.start();
    ({ botId } = subject.seed({
      folders: ['Admin', 'Empty'],
      commands: [
        { name: '/start', code: 'start' },
        { name: '/ban', code: 'ban', folder: 'Admin' },
      ],
    }));
    await openOver(subject.http);
  });
  afterEach(async () => {
    contents.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  async function openOver(http: HttpClient): Promise<void> {
    contents = new Contents(http, new MemoryTextStore(), 'sandbox', botId, subject.log);
    structure = new Structure(http, contents);
    await contents.openWhole();
  }

  /** From now on the server lists other commands than it has. */
  async function listing(alter: (records: Record<string, unknown>[]) => unknown[]): Promise<void> {
    let isAltered = false;
    contents.dispose();
    await openOver(
      subject.client({
        fetch: async (input, init) => {
          const answer = await fetch(input, init);
          if (!isAltered || !urlOf(input).pathname.endsWith('/commands')) return answer;
          return new Response(JSON.stringify(alter((await answer.json()) as Record<string, unknown>[])));
        },
      }),
    );
    isAltered = true;
  }

  const stored = () => subject.sandbox.store.commands(botId);
  const folder = (title: string) => {
    const found = contents.folders.find((known) => known.title === title);
    assert.ok(found);
    return found;
  };
  const fault = (kind: FaultSwitch) => subject.sandbox.faults.add(kind);

  it('creates a command and knows it at once', async () => {
    const made = await structure.createCommand('/help', folder('Admin').id, 'help\r\n');
    assert.deepEqual(commandFields(subject.sandbox.store.command(botId, made.id)!), {
      command: '/help',
      aliases: [],
      answer: '',
      group: null,
      help: null,
      keyboard_body: '',
      commands_folder_id: folder('Admin').id,
      auto_retry_time: null,
      code: 'help\r\n',
      need_reply: false,
    });
    assert.equal(contents.commands.get(made.id)?.command, '/help');
  });

  it('finds the command that was made when the answer got lost, and makes no second one', async () => {
    fault({ kind: 'dropAfterApply', endpoint: 'createCommand', times: 1 });
    const made = await structure.createCommand('/help', null, 'x');
    assert.deepEqual(
      stored()
        .filter(({ command }) => command === '/help')
        .map(({ id }) => id),
      [made.id],
    );
  });

  it('says that it failed when nothing was made', async () => {
    fault({ kind: 'dropConnection', endpoint: 'createCommand', times: 1 });
    await subject.failureOf(structure.createCommand('/help', null, 'x'), 'network');
    assert.equal(stored().length, 2);
    assert.equal(contents.commands.size, 2);
  });

  it('takes no command of another person for the one it made', async () => {
    // Two newcomers of that name: which one is ours cannot be told.
    fault({ kind: 'dropAfterApply', endpoint: 'createCommand', times: 1 });
    const fields = { ...commandFields(stored()[0]!), command: '/help' };
    subject.sandbox.store.createCommand(botId, fields, 'other person');
    const error = await subject.failureOf(structure.createCommand('/help', null, 'x'));
    assert.equal(error.outcomeUnknown, true);
  });

  it('takes no command for its own that another person gave the name when the answer got lost', async () => {
    fault({ kind: 'dropConnection', endpoint: 'createCommand', times: 1 });
    const theirs = { ...commandFields(stored()[0]!), command: '/help', code: 'theirs' };
    subject.sandbox.store.createCommand(botId, theirs, 'other person');
    const error = await subject.failureOf(structure.createCommand('/help', null, 'mine'), 'network');
    assert.equal(error.outcomeUnknown, true);
    assert.equal(stored().at(-1)?.code, 'theirs');
  });

  it('finds the command that was made also when the server rewrote its code', async () => {
    fault({ kind: 'dropAfterApply', endpoint: 'createCommand', times: 1 });
    fault({ kind: 'normaliseText' });
    const made = await structure.createCommand('/help', null, 'mine  ');
    assert.equal(made.code, 'mine\n');
  });

  it('finds the command without a name that was made, and takes none with other code for it', async () => {
    const body = { ...newCommandBody('', null, 'mine'), command: null };
    fault({ kind: 'dropAfterApply', endpoint: 'createCommand', times: 1 });
    const made = await structure.create(body);
    assert.equal(stored().length, 3);
    assert.deepEqual([made.id, made.code], [stored().at(-1)?.id, 'mine']);
    fault({ kind: 'dropConnection', endpoint: 'createCommand', times: 1 });
    const theirs = { ...commandFields(stored().at(-1)!), code: 'theirs' };
    subject.sandbox.store.createCommand(botId, theirs, 'other person');
    await subject.failureOf(structure.create(body), 'network');
  });

  it('makes none a second time that was made without anybody knowing, and another one after that', async () => {
    const body = { ...newCommandBody('', null, 'mine'), command: null };
    fault({ kind: 'dropAfterApply', endpoint: 'createCommand', times: 1 });
    fault({ kind: 'dropConnection', endpoint: 'getCommands' });
    const error = await subject.failureOf(structure.create(body));
    assert.equal(error.outcomeUnknown, true);
    subject.sandbox.faults.clear();
    const made = await structure.create(body);
    assert.equal(stored().length, 3);
    assert.equal(made.id, stored().at(-1)?.id);
    await structure.create(body);
    assert.equal(stored().length, 4);
  });

  it('creates folders, also when the answer got lost', async () => {
    await structure.createFolder('Shop');
    fault({ kind: 'dropAfterApply', endpoint: 'createFolder', times: 1 });
    const made = await structure.createFolder('Money');
    assert.deepEqual(
      subject.sandbox.store.folders(botId).map(({ title }) => title),
      ['Admin', 'Empty', 'Shop', 'Money'],
    );
    assert.ok(contents.folders.some(({ id }) => id === made.id));
  });

  it('deletes only a folder that a fresh listing shows empty', async () => {
    await assert.rejects(structure.deleteFolder(folder('Admin')), (error) => {
      assert.ok(error instanceof FolderNotEmptyError);
      assert.equal(error.count, 1);
      return true;
    });
    const start = stored().find(({ command }) => command === '/start')!;
    const fields = { ...commandFields(start), commands_folder_id: folder('Empty').id };
    subject.sandbox.store.updateCommand(botId, start.id, fields, 'other person');
    await assert.rejects(structure.deleteFolder(folder('Empty')), FolderNotEmptyError);
    assert.equal(subject.sandbox.store.folders(botId).length, 2);

    subject.sandbox.store.updateCommand(
      botId,
      start.id,
      { ...fields, commands_folder_id: null },
      'other person',
    );
    await structure.deleteFolder(folder('Empty'));
    assert.deepEqual(
      contents.folders.map(({ title }) => title),
      ['Admin'],
    );
  });

  it('counts a folder as deleted that is gone already, and one whose deletion had no answer', async () => {
    subject.sandbox.store.deleteFolder(botId, folder('Empty').id);
    await structure.deleteFolder({ id: folder('Admin').id + 1, title: 'Empty' });
    const made = await structure.createFolder('New');
    fault({ kind: 'dropAfterApply', endpoint: 'deleteFolder', times: 1 });
    await structure.deleteFolder(made);
    assert.equal(
      contents.folders.some(({ id }) => id === made.id),
      false,
    );
  });

  it('deletes no folder when the listing ended in an error', async () => {
    fault({ kind: 'halfJson', endpoint: 'getCommands' });
    await subject.failureOf(structure.deleteFolder(folder('Empty')), 'malformed');
    assert.equal(subject.sandbox.store.folders(botId).length, 2);
  });

  for (const [what, alter] of [
    ['has a record that cannot be read', (records) => [...records, { id: 5, commands_folder_id: 'Empty' }]],
    [
      'has a record that does not say its folder',
      (records) => [...records, { id: 5, command: '/new', code: '' }],
    ],
  ] satisfies [string, (records: Record<string, unknown>[]) => unknown[]][]) {
    it(`deletes no folder when the listing ${what}: it may lie in there`, async () => {
      await listing(alter);
      await subject.failureOf(structure.deleteFolder(folder('Empty')), 'malformed');
      assert.equal(subject.sandbox.store.folders(botId).length, 2);
    });
  }

  describe('when a page shifted, so that the listing lacks a command that was in the folder', () => {
    const ban = () => stored().find(({ command }) => command === '/ban')!;
    beforeEach(() => listing((records) => records.filter(({ command }) => command !== '/ban')));

    it('deletes no folder that still holds it', async () => {
      await assert.rejects(structure.deleteFolder(folder('Admin')), { reason: 'folderNotEmpty', count: 1 });
      assert.equal(ban().commands_folder_id, folder('Admin').id);
    });

    it('deletes no folder when the command does not say where it is', async () => {
      fault({ kind: 'omitFields', fields: ['commands_folder_id'], endpoint: 'getCommand' });
      await assert.rejects(structure.deleteFolder(folder('Admin')), { reason: 'folderNotEmpty', count: 1 });
      assert.equal(subject.sandbox.store.folders(botId).length, 2);
    });

    it('deletes no folder when nobody can say whether it still holds it', async () => {
      fault({ kind: 'status', status: 500, endpoint: 'getCommand' });
      await subject.failureOf(structure.deleteFolder(folder('Admin')), 'server');
      assert.equal(subject.sandbox.store.folders(botId).length, 2);
    });

    for (const [where, leave] of [
      [
        'is in another folder now',
        () => {
          const fields = { ...commandFields(ban()), commands_folder_id: null };
          subject.sandbox.store.updateCommand(botId, ban().id, fields, 'other person');
        },
      ],
      ['is deleted', () => void subject.sandbox.store.deleteCommand(botId, ban().id)],
    ] satisfies [string, () => void][]) {
      it(`deletes the folder when it ${where}`, async () => {
        leave();
        await structure.deleteFolder(folder('Admin'));
        assert.deepEqual(
          subject.sandbox.store.folders(botId).map(({ title }) => title),
          ['Empty'],
        );
      });
    }
  });

  it('a listing from before does not bring back what was deleted, nor lose what was made', async () => {
    fault({ kind: 'late', ms: 60, endpoint: 'getCommands', times: 2 });
    fault({ kind: 'late', ms: 60, endpoint: 'getFolders', times: 1 });
    const listing = contents.refresh();
    const ban = stored().find(({ command }) => command === '/ban')!;
    await contents.remote(ban.id).delete(() => undefined);
    const help = await structure.createCommand('/help', null, 'x');
    const shop = await structure.createFolder('Shop');
    await listing;
    assert.equal(contents.commands.has(ban.id), false);
    assert.equal(contents.commands.has(help.id), true);
    assert.ok(contents.folders.some(({ id }) => id === shop.id));
  });
});
