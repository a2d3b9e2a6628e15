import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import * as vscode from 'vscode';

import { type CommandFields, commandFields } from '../../src/sandbox/store/records';
import { botNode, commandNode } from '../../src/views/nodes';
import { Person } from './person';
import { replace, World } from './world';

const full = {
  name: '/start',
  code: 'one\ntwo\n',
  answer: 'Hello\nyou',
  folder: 'Main',
  aliases: ['begin'],
  keyboard: 'A, B\nC',
  help: 'Begins',
  group: 'Staff',
  needReply: true,
  autoRetryTime: 30,
};

describe('The history of commands', () => {
  let world: World;
  let person: Person;

  beforeEach(async () => {
    world = await World.create([full, { name: '/other', code: 'other' }]);
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    const history = await world.studio.history();
    await history.deleteAccount(world.accountId);
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const node = (name = '/start') => commandNode(ref(), world.id(name));
  const actions = () => world.studio.commandActions;
  const showHistory = (argument: unknown = node()) =>
    vscode.commands.executeCommand('botsBusiness.commandHistory', argument);
  const restoreDeleted = () =>
    vscode.commands.executeCommand('botsBusiness.restoreDeletedCommand', botNode(ref()));
  const versions = async (id = world.id('/start')) =>
    (await (await world.studio.history()).versions(ref(), id)).map(({ entry, state }) => [
      entry.how,
      state.code,
    ]);
  const save = async (text: string, name = '/start') => {
    const document = await world.open(name);
    await replace(document, text);
    assert.ok(await document.save(), 'it is saved');
    return document;
  };
  const named = (name: string) =>
    world.server.store.commands(world.botId).find(({ command }) => command === name);

  it('keeps the version before each save, also another person’s, and puts its code into the editor', async () => {
    await save('one\ntwo\nthree\n');
    await save('mine\n');
    world.otherPerson('/start', 'theirs\n');
    const remote = world.contents.remote(world.id('/start'));
    await remote.write('last\n', performance.now(), () => undefined);
    assert.deepEqual(await versions(), [
      ['saved', 'last\n'],
      ['code', 'theirs\n'],
      ['saved', 'mine\n'],
      ['saved', 'one\ntwo\nthree\n'],
      ['code', 'one\ntwo\n'],
    ]);
    person.answers(/code \+1 −0 until its code was saved here/, 'Restore Code');
    const document = await world.open('/start');
    await showHistory(document.uri);
    assert.equal(document.getText(), 'one\ntwo\n');
    assert.ok(document.isDirty, 'it is not saved');
    assert.equal(world.stored('/start').code, 'last\n');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), 'last\n');
  });

  it('asks before unsaved text is replaced', async () => {
    const document = await save('saved');
    await replace(document, 'unsaved');
    person.answers(/until/, 'Restore Code', undefined);
    await showHistory();
    assert.equal(document.getText(), 'unsaved');
    person.answers(/until/, 'Restore Code', 'Replace');
    await showHistory();
    assert.equal(document.getText(), full.code);
  });

  it('shows a version beside what is there now, the code alone or with the properties', async () => {
    await save('now\n');
    person.answers(/until/, 'Compare with Now');
    await showHistory();
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    assert.ok(activeTab?.input instanceof vscode.TabInputTextDiff);
    const { original, modified } = activeTab.input;
    assert.equal((await vscode.workspace.openTextDocument(original)).getText(), full.code);
    assert.equal((await vscode.workspace.openTextDocument(modified)).getText(), 'now\n');
    assert.equal((await vscode.workspace.openTextDocument(original)).languageId, 'bjs');

    await actions().changeDetails(node(), { help: 'Other' }, await propertiesOf());
    person.answers(/until its code/, 'Compare with Now');
    await showHistory();
    assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /^\/start \(.* ↔ now\)/);
  });

  const propertiesOf = async () => (await actions().details(node())).details;

  it('restores the properties that are chosen, with name and folder, and nothing else', async () => {
    const before = commandFields(world.stored('/start'));
    const shown = await propertiesOf();
    await actions().changeDetails(node(), { answer: 'New', aliases: [], autoRetrySeconds: null }, shown);
    await actions().rename(node(), '/begin');
    await actions().move(node(), { ref: ref(), folderId: null });
    assert.deepEqual(
      (await versions()).map(([how]) => how),
      ['saved', 'saved', 'saved', 'properties'],
    );
    person.answers(/until its properties/, 'Restore Properties…', ['Name', 'Folder', 'Answer', 'Auto retry']);
    await showHistory();
    assert.deepEqual(person.notices, []);
    assert.deepEqual(commandFields(world.server.store.command(world.botId, world.id('/start'))!), {
      ...before,
      aliases: [],
    });
  });

  const otherPerson = (fields: Partial<CommandFields>) => {
    const { store } = world.server;
    const stored = store.command(world.botId, world.id('/start'));
    assert.ok(stored);
    const changed = { ...commandFields(stored), ...fields };
    store.updateCommand(world.botId, world.id('/start'), changed, 'other person');
  };
  for (const [part, theirs] of [
    ['Answer', { answer: 'Theirs' }],
    ['Name', { command: '/theirs' }],
    ['Folder', { commands_folder_id: null }],
  ] as const) {
    it(`shows what somebody changed meanwhile before anything is replaced: ${part}`, async () => {
      const { folderId } = await world.studio.folderActions.create(ref(), 'Other');
      await actions().changeDetails(
        node(),
        { answer: 'New', name: '/begin', folderId },
        await propertiesOf(),
      );
      let changed: unknown;
      person.answers(
        /until it was renamed/,
        'Restore Properties…',
        () => {
          otherPerson(theirs);
          changed = commandFields(world.server.store.command(world.botId, world.id('/start'))!);
          return ['Answer', 'Name', 'Folder'];
        },
        undefined,
      );
      await showHistory();
      assert.deepEqual(commandFields(world.server.store.command(world.botId, world.id('/start'))!), changed);
    });
  }

  it('brings a deleted command back with all that it was, and its history goes on', async () => {
    await save('two\n');
    const before = commandFields(world.stored('/start'));
    await actions().delete(node());
    assert.equal(named('/start'), undefined);
    person.answers(['/start']);
    await restoreDeleted();
    const made = named('/start');
    assert.ok(made);
    assert.deepEqual(commandFields(made), before);
    assert.deepEqual(await versions(made.id), [
      ['delete', 'two\n'],
      ['saved', 'two\n'],
      ['code', full.code],
    ]);
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /Main\/_start.*\.js$/);
    // It is not deleted any more.
    await restoreDeleted();
    assert.match(person.notices.join(), /No deleted command of Tea Shop is kept/);
  });

  it('keeps what an import replaces, and shows it with the command that came for it', async () => {
    world.server.behaviour.gitMs = 0;
    world.server.store.updateBot(world.botId, { git_remote: 'git@example.com:shop/bot.git' });
    const work = world.model.serverWork(world.botId);
    await work.exportToGit('main');
    // The server does it before it answers the next request.
    await world.contents.refresh();
    world.otherPerson('/other', 'changed since');
    await work.importFromGit('main', new AbortController().signal);
    const made = named('/other');
    assert.ok(made && made.id !== world.id('/other'));
    person.answers(/until an import was begun here/, 'Restore Code');
    await showHistory(commandNode(ref(), made.id));
    assert.deepEqual(person.notices, []);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'changed since');
    // Nothing of it was deleted.
    await restoreDeleted();
    assert.match(person.notices.join(), /No deleted command of Tea Shop is kept/);
  });

  it('asks for another name and for the folder when these are gone', async () => {
    const { contents } = world;
    await actions().delete(node());
    await actions().delete(node('/other'));
    const [folder] = contents.folders;
    assert.ok(folder);
    await world.model.structure(world.botId).deleteFolder(folder);
    await world.model.structure(world.botId).createCommand('/start', null, 'a newcomer');
    person.answers(['/start', '/other'], '/start', '/start 2', 'Make the folder Main again');
    // Asked for the latest first, and of that nothing is wrong.
    await restoreDeleted();
    assert.match(person.said.join(), /This bot has a command \/start already/);
    assert.deepEqual(person.notices, []);
    const made = named('/start 2');
    assert.equal(made?.answer, full.answer);
    const again = contents.folders.find(({ title }) => title === 'Main');
    assert.equal(made.commands_folder_id, again?.id);
    assert.equal(named('/other')?.commands_folder_id, null);
  });

  it('says which could not be brought back, and offers them again', async () => {
    await actions().delete(node());
    await actions().delete(node('/other'));
    world.server.faults.add({ kind: 'status', status: 422, endpoint: 'createCommand', times: 1 });
    person.presses.add('Try Again');
    person.answers(['/start', '/other'], ['/other']);
    await restoreDeleted();
    while (!named('/other')) await new Promise((resolve) => setImmediate(resolve));
    assert.match(person.notices[0] ?? '', /1 of 2 deleted commands were restored\. \/other: /);
    assert.ok(named('/start'));
  });

  it('makes no second command of what came while it asked', async () => {
    const fields = commandFields(world.stored('/start'));
    const folderOf = (folder: number | null) => ({ ...fields, commands_folder_id: folder });
    const make = (code: string) =>
      world.server.store.createCommand(world.botId, { ...folderOf(null), code }, 'other person');
    const all = () => world.server.store.commands(world.botId).filter(({ command }) => command === '/start');
    await actions().delete(node());
    person.answers(() => {
      make('of somebody else');
      return ['/start'];
    });
    await restoreDeleted();
    assert.deepEqual(
      all().map(({ code }) => code),
      ['of somebody else'],
    );
    assert.match(person.notices[0] ?? '', /The bot has a command \/start by now\. Restore it again/);
    for (const { id } of all()) world.server.store.deleteCommand(world.botId, id);

    // Another window does the same at the same time.
    const history = await world.studio.history();
    person.answers(() => {
      const { id, code } = make('of the other window');
      const made = { command: { id, code }, folder: null, group: null };
      void history.restored(ref(), world.id('/start'), made);
      return ['/start'];
    });
    await restoreDeleted();
    assert.match(person.notices[1] ?? '', /It was restored meanwhile, maybe in another window\./);
    assert.equal(all().length, 1);
  });

  it('finds the command that a creation of unknown outcome made, and has its history go on', async () => {
    const fields = commandFields(world.stored('/start'));
    await actions().delete(node());
    const made = world.server.store.createCommand(world.botId, fields, 'other person');
    person.answers(['/start']);
    await restoreDeleted();
    assert.deepEqual(person.notices, []);
    assert.deepEqual(
      world.server.store.commands(world.botId).filter(({ command }) => command === '/start'),
      [made],
    );
    assert.deepEqual(await versions(made.id), [['delete', full.code]]);
    await restoreDeleted();
    assert.match(person.notices.join(), /No deleted command of Tea Shop is kept/);
  });

  it('says what is not known of a deleted command before it is made anew', async () => {
    const history = await world.studio.history();
    const command = { id: 99, command: '/old', code: 'old', help: null };
    await history.keep(ref(), { how: 'import', command, folder: null, group: null });
    person.answers(undefined);
    await restoreDeleted();
    assert.match(person.everything, /not known: Answer, Keyboard, Aliases, Wait for answer, Auto retry/);
  });

  it('saves when nothing can be kept, and says so once; deletes only when nothing is to be kept', async () => {
    const blocked = path.join(world.studio.storageFolder, 'history', world.accountId);
    await writeFile(blocked, '');
    try {
      const document = await save('saved\n');
      await replace(document, 'again\n');
      assert.ok(await document.save());
      await assert.rejects(actions().delete(node()), { reason: 'unkept' });
      assert.ok(named('/start'));
      const settings = vscode.workspace.getConfiguration();
      await settings.update('botsBusiness.history.days', 0, vscode.ConfigurationTarget.Global);
      await actions().delete(node());
      await settings.update('botsBusiness.history.days', undefined, vscode.ConfigurationTarget.Global);
      assert.equal(named('/start'), undefined);
      const told = person.notices.filter((notice) => notice.includes('cannot be kept on this machine'));
      assert.ok(told.length <= 1, 'it is told once in a window');
      const logged = world.studio.logLines.filter((line) => line.includes('could not be kept'));
      assert.ok(logged.length >= 3);
    } finally {
      await rm(blocked, { force: true });
    }
  });

  it('is asked about at sign-out: kept, it is there again; deleted, it is not', async () => {
    await save('saved\n');
    const account = world.model.account;
    const signOut = () => vscode.commands.executeCommand('botsBusiness.signOut', account.id);
    person.answers(undefined);
    await signOut();
    assert.ok(world.studio.accounts.get(account.id), 'Escape leaves one signed in');
    person.answers('Keep History');
    await signOut();
    assert.equal(world.studio.accounts.get(account.id), undefined);
    await world.studio.signIn.withApiKey(world.server.apiKey);
    assert.deepEqual(await versions(), [
      ['saved', 'saved\n'],
      ['code', full.code],
    ]);
    person.answers('Delete History');
    await signOut();
    assert.equal(await (await world.studio.history()).countCommands(account.id), 0);
    await world.studio.signIn.withApiKey(world.server.apiKey);
  });
});
