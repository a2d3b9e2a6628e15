import assert from 'node:assert/strict';

import type { FaultSwitch } from '../../../src/sandbox/server/faults';
import { Contents } from '../../../src/model/contents';
import { FolderNotEmptyError, Structure } from '../../../src/model/structure';
import { commandFields } from '../../../src/sandbox/store/records';
import { ApiSubject } from '../api/subject';
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
    contents = new Contents(subject.http, new MemoryTextStore(), 'sandbox', botId, subject.log);
    structure = new Structure(subject.http, contents);
    await contents.openFresh();
  });
  afterEach(async () => {
    contents.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

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
