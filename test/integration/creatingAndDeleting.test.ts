import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import type { FaultSwitch } from '../../src/sandbox/server/faults';
import { compare, useMine } from './resolving';
import { inBot, remove } from './uris';
import { once, type, World } from './world';

describe('Creating and deleting', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create(
      [
        { name: '/start', code: 'start', folder: 'Main' },
        { name: '/other', code: 'other' },
      ],
      ['Empty'],
    );
  });
  afterEach(() => world.dispose());

  const bytes = (text: string) => new TextEncoder().encode(text);
  const at = async (path: string) => inBot(await world.uri('/other'), path);
  const commands = () => world.server.store.commands(world.botId);
  const folders = () => world.server.store.folders(world.botId).map(({ title }) => title);

  it('creates a command for a path that no command ever had @oldest', async () => {
    const uri = await at('Main/_help.js');
    await vscode.workspace.fs.writeFile(uri, bytes('// help\n'));
    const made = commands().find(({ command }) => command === '/help');
    assert.equal(made?.code, '// help\n');
    assert.equal(made.commands_folder_id, world.stored('/start').commands_folder_id);
    assert.equal(made.need_reply, false);
    const document = await vscode.workspace.openTextDocument(uri);
    await type(document, '// more\n');
    assert.equal(await document.save(), true);
    assert.equal(commands().length, 3);
    assert.equal(commands().find(({ command }) => command === '/help')?.code, '// more\n// help\n');
    assert.ok([...world.contents.commands.values()].some(({ command }) => command === '/help'));
  });

  it('makes one command when the answer to creating it is lost', async () => {
    world.server.faults.add({ kind: 'dropAfterApply', endpoint: 'createCommand', times: 1 });
    const uri = await at('_help.js');
    await vscode.workspace.fs.writeFile(uri, bytes('x'));
    assert.equal(commands().filter(({ command }) => command === '/help').length, 1);
    assert.equal((await vscode.workspace.fs.readFile(uri)).length, 1);
  });

  it('makes no second command for the path of one that nobody asked for yet', async () => {
    const uri = await at('Main/_start.js');
    await assert.rejects(Promise.resolve(vscode.workspace.fs.writeFile(uri, bytes('x'))));
    assert.equal(world.calls('createCommand'), 0);
    assert.equal(world.stored('/start').code, 'start');
    assert.equal((await world.open('/start')).uri.toString(), uri.toString());
  });

  it('creates nothing where no command can be', async () => {
    for (const path of ['help.txt', '.vscode/settings.json', '.js', 'Main/a/c.js']) {
      await assert.rejects(Promise.resolve(vscode.workspace.fs.writeFile(await at(path), bytes('x'))), path);
    }
    assert.equal(commands().length, 2);
    assert.deepEqual(folders().sort(), ['Empty', 'Main']);
    assert.equal(world.calls('createCommand'), 0);
  });

  it('creates a folder', async () => {
    await vscode.workspace.fs.createDirectory(await at('Shop'));
    assert.deepEqual(folders().sort(), ['Empty', 'Main', 'Shop']);
    assert.ok(world.contents.folders.some(({ title }) => title === 'Shop'));
  });

  it('makes no second folder of a name that this window does not know of yet', async () => {
    world.server.store.createFolder(world.botId, 'Shop');
    await vscode.workspace.fs.createDirectory(await at('Shop'));
    assert.deepEqual(folders().sort(), ['Empty', 'Main', 'Shop']);
  });

  it('deletes a command @oldest', async () => {
    const document = await world.open('/start');
    assert.ok(await remove(document.uri));
    assert.deepEqual(
      commands().map(({ command }) => command),
      ['/other'],
    );
    assert.equal(world.contents.commands.has(world.id('/start')), false);
  });

  it('does not delete a version of another person that the editor does not show', async () => {
    const document = await world.open('/start');
    world.otherPerson('/start', 'theirs');
    assert.equal(await remove(document.uri), false);
    assert.equal(world.stored('/start').code, 'theirs');
  });

  it('does not delete what is open when the server does not say the code', async () => {
    const document = await world.open('/start');
    world.server.faults.add({ kind: 'omitFields', fields: ['code'], endpoint: 'getCommand' });
    assert.equal(await remove(document.uri), false);
    assert.equal(world.calls('deleteCommand'), 0);
    assert.equal(world.stored('/start').code, 'start');
  });

  it('saves the text of a command whose save failed and whose deletion in the Explorer was refused', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.server.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand', times: 1 });
    assert.equal(await document.save(), false);
    world.server.faults.add({ kind: 'errors200', endpoint: 'deleteCommand', times: 1 });
    assert.equal(await remove(document.uri), false);
    assert.equal(world.calls('deleteCommand'), 1);
    // Before it deletes, VS Code takes the mark for unsaved text away; nobody gave the text up.
    assert.equal(document.getText(), '// mine\nstart');
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.equal(world.stored('/start').code, '// mine\nstart');
    assert.equal(document.getText(), '// mine\nstart');
  });

  it('deletes what is not open although the server does not say the code', async () => {
    world.server.faults.add({ kind: 'omitFields', fields: ['code'], endpoint: 'getCommand' });
    assert.ok(await remove(await world.uri('/start')));
    assert.equal(commands().length, 1);
  });

  for (const fault of [
    { kind: 'dropAfterApply', endpoint: 'deleteCommand', times: 1 },
    { kind: 'html', endpoint: 'deleteCommand', times: 1 },
  ] satisfies FaultSwitch[]) {
    it(`tells from a look whether a command is deleted after ${fault.kind}`, async () => {
      world.server.faults.add(fault);
      const isDeleted = fault.kind === 'dropAfterApply';
      assert.equal(await remove(await world.uri('/start')), isDeleted);
      assert.equal(
        commands().some(({ command }) => command === '/start'),
        !isDeleted,
      );
      assert.equal(world.contents.commands.has(world.id('/start')), !isDeleted);
    });
  }

  it('deletes a folder only when a fresh list shows it empty @oldest', async () => {
    assert.equal(await remove(await at('Main'), true), false);
    assert.deepEqual(folders().sort(), ['Empty', 'Main']);
    // Somebody puts a command into it, and this window does not know yet.
    const empty = world.server.store.folders(world.botId).find(({ title }) => title === 'Empty');
    assert.ok(empty);
    world.moveElsewhere('/other', empty.id);
    assert.equal(await remove(await at('Empty'), true), false);
    assert.equal(world.calls('deleteFolder'), 0);
    world.moveElsewhere('/other', null);
    assert.ok(await remove(await at('Empty'), true));
    assert.deepEqual(folders(), ['Main']);
    assert.equal(world.contents.folders.length, 1);
  });

  it('deletes no folder after a list that ended in an error', async () => {
    world.server.faults.add({ kind: 'halfJson', endpoint: 'getCommands' });
    assert.equal(await remove(await at('Empty'), true), false);
    assert.equal(world.calls('deleteFolder'), 0);
  });

  it('refuses a save of a command that was deleted elsewhere, under its name, and creates nothing', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.server.store.deleteCommand(world.botId, world.id('/start'));
    await world.contents.refresh();
    assert.equal(await document.save(), false);
    assert.equal(document.isDirty, true);
    assert.equal(commands().length, 1);
  });

  it('saves the text of a command that was deleted elsewhere into one of that name that was made since', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    const folderId = world.stored('/start').commands_folder_id;
    world.server.store.deleteCommand(world.botId, world.id('/start'));
    assert.equal(await document.save(), false);
    await world.model.structure(world.botId).createCommand('/start', folderId, '');
    // The new one is empty: nothing the text started from, so it is asked.
    assert.equal(await document.save(), false);
    assert.equal((await compare(document)).getText(), '');
    await useMine(document);
    assert.deepEqual(
      commands().map(({ command, code }) => [command, code]),
      [
        ['/other', 'other'],
        ['/start', '// mine\nstart'],
      ],
    );
  });

  describe('An import, after which every command has another id', () => {
    it('is a change on the server for unsaved text @oldest', async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      const { id } = world.importAnew('/start', 'imported');
      assert.equal(await document.save(), false);
      assert.equal(world.server.store.command(world.botId, id)?.code, 'imported');
      await vscode.commands.executeCommand('workbench.action.files.revert');
      assert.equal(document.getText(), 'imported');
      await type(document, '// mine\n');
      assert.equal(await document.save(), true);
      assert.equal(world.server.store.command(world.botId, id)?.code, '// mine\nimported');
    });

    it('is no conflict when it brought the same text', async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      const { id } = world.importAnew('/start', 'start');
      assert.equal(await document.save(), true);
      assert.equal(world.server.store.command(world.botId, id)?.code, '// mine\nstart');
    });

    it('shows its text in a clean editor after a look, under the same name', async () => {
      const document = await world.open('/start');
      world.importAnew('/start', 'imported');
      const shown = once(vscode.workspace.onDidChangeTextDocument, () => document.getText() === 'imported');
      await world.contents.refresh();
      await shown;
      assert.equal(document.isDirty, false);
    });

    it('is followed also by who signed in again and has listed nothing since', async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      await world.studio.signIn.out(world.model.account);
      await world.studio.signIn.withApiKey(world.server.apiKey);
      world.otherPerson('/start', 'theirs');
      // This reads the command alone: what its folder is called is not known then.
      assert.equal(await document.save(), false);
      const { id } = world.importAnew('/start', 'theirs');
      assert.equal(await document.save(), false);
      await useMine(document);
      assert.equal(world.server.store.command(world.botId, id)?.code, '// mine\nstart');
    });

    it('leads nobody to a command of another folder or to one of two of a name', async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.importAnew('/start', 'imported', null);
      assert.equal(await document.save(), false);
      world.importAnew('/start', 'first', 'same');
      world.importAnew('/start', 'second', 'same');
      assert.equal(await document.save(), false);
      assert.deepEqual(
        commands()
          .map(({ code }) => code)
          .sort(),
        ['first', 'imported', 'other', 'second'],
      );
    });
  });

  it('frees no file name for others when a colliding command is deleted while the other has unsaved text', async () => {
    await world.dispose();
    world = await World.create([
      { name: '*', code: 'star' },
      { name: '?', code: 'question' },
    ]);
    const star = await world.open('*');
    const question = await world.open('?');
    await type(question, '// mine\n');
    await type(star, '// star\n');
    world.server.store.deleteCommand(world.botId, world.id('*'));
    await world.contents.refresh();
    assert.notEqual((await world.uri('?')).path, star.uri.path);
    assert.equal(await star.save(), false);
    assert.equal(await question.save(), true);
    assert.equal(world.stored('?').code, '// mine\nquestion');
  });

  it('saves under the old path of a bot that was renamed while the text was unsaved', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.server.store.updateBot(world.botId, { name: 'Coffee Shop' });
    await world.model.bots.refresh();
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, '// mine\nstart');
  });
});
