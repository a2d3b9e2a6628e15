import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { compare, useMine } from './resolving';
import { besides, inBot, opened, rename } from './uris';
import { replace, type, untilRequest, World } from './world';

const code = 'Bot.sendMessage("one");\n';

describe('Renaming and moving', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create(
      [
        {
          name: '/start',
          code,
          answer: 'Hello',
          aliases: ['hi'],
          group: 'vip',
          folder: 'Main',
          help: 'Begins',
        },
        { name: '/other', code: 'x', folder: 'Main' },
        { name: '*', code: 'star' },
        { name: '?', code: 'question' },
      ],
      ['Empty'],
    );
  });
  afterEach(() => world.dispose());

  const isOpen = (uri: vscode.Uri) =>
    vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());

  it('gives a command another name and keeps all else, unsaved text included @oldest', async () => {
    const before = world.stored('/start');
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    const target = besides(uri, '_begin.js');
    assert.ok(await rename(uri, target));
    const after = world.stored('/start');
    assert.deepEqual({ ...after, updated_at: '' }, { ...before, command: '/begin', updated_at: '' });
    assert.equal(isOpen(uri), false);
    assert.equal(opened(target).isDirty, true);
    assert.equal(opened(target).getText(), `// mine\n${code}`);
    assert.equal(await opened(target).save(), true);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
    assert.equal(world.calls('createCommand'), 0);
  });

  it('shows the version of another person also when the unsaved text was carried to another name @oldest', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    world.otherPerson('/start', 'theirs');
    const target = besides(uri, '_begin.js');
    assert.ok(await rename(uri, target));
    assert.equal(world.stored('/start').code, 'theirs');
    assert.equal(await opened(target).save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
    assert.equal((await compare(opened(target))).getText(), 'theirs');
    await useMine(opened(target));
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
  });

  it('keeps unsaved text when another person’s version is noticed while the rename is under way', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    world.otherPerson('/start', 'theirs');
    // VS Code no longer calls the text unsaved here, and would load what the file has if it were told of a change.
    world.server.faults.add({ kind: 'latency', ms: 300, endpoint: 'editCommand', times: 1 });
    const target = besides(uri, '_begin.js');
    const renaming = rename(uri, target);
    await untilRequest(world, 'editCommand');
    await world.contents.refresh();
    assert.equal(opened(uri).getText(), `// mine\n${code}`);
    assert.ok(await renaming);
    assert.equal(opened(target).getText(), `// mine\n${code}`);
    assert.equal(opened(target).isDirty, true);
    assert.equal(await opened(target).save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
  });

  it('leaves a command where another person moved it when only its name changes', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    const empty = world.contents.folders.find(({ title }) => title === 'Empty');
    assert.ok(empty);
    world.moveElsewhere('/start', empty.id);
    const target = besides(uri, '_begin.js');
    assert.ok(await rename(uri, target));
    const { command, commands_folder_id } = world.stored('/start');
    assert.deepEqual([command, commands_folder_id], ['/begin', empty.id]);
    await savesOn(target);
  });

  it('keeps the name that another person gave when only the folder changes', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    world.renameElsewhere('/start', '/elsewhere');
    const target = inBot(uri, 'Empty/_start.js');
    assert.ok(await rename(uri, target));
    const empty = world.contents.folders.find(({ title }) => title === 'Empty');
    const { command, commands_folder_id } = world.stored('/start');
    assert.deepEqual([command, commands_folder_id], ['/elsewhere', empty?.id]);
    await savesOn(target);
  });

  /** The unsaved text came along, and is saved without a question. */
  async function savesOn(target: vscode.Uri): Promise<void> {
    assert.equal(opened(target).isDirty, true);
    assert.equal(await opened(target).save(), true);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
  }

  it('renames a clean file, which then shows what is on the server', async () => {
    const { uri } = await world.open('/start');
    const target = besides(uri, '_begin.js');
    world.otherPerson('/start', 'theirs');
    assert.ok(await rename(uri, target));
    assert.equal(opened(target).getText(), 'theirs');
    await type(opened(target), '// mine\n');
    assert.equal(await opened(target).save(), true);
    assert.equal(world.stored('/start').code, '// mine\ntheirs');
  });

  it('renames there and back, also by Undo', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    const target = besides(uri, '_begin.js');
    assert.ok(await rename(uri, target));
    assert.ok(await rename(target, uri));
    assert.equal(world.stored('/start').command, '/start');
    assert.equal(await opened(uri).save(), true);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
  });

  it('gives back the very name of a file whose name does not tell it', async () => {
    const { uri } = await world.open('*');
    const target = besides(uri, 'Star.js');
    assert.ok(await rename(uri, target));
    assert.equal(world.stored('*').command, 'Star');
    assert.ok(await rename(target, uri));
    assert.equal(world.stored('*').command, '*');
  });

  it('gives back what the path says when it was renamed elsewhere in between', async () => {
    const { uri } = await world.open('/start');
    world.renameElsewhere('/start', '/other name');
    const target = besides(uri, '_begin.js');
    assert.ok(await rename(uri, target));
    assert.equal(world.stored('/start').command, '/begin');
    assert.ok(await rename(target, uri));
    assert.equal(world.stored('/start').command, '/start');
    await type(opened(uri), '// mine\n');
    assert.equal(await opened(uri).save(), true);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
  });

  it('moves a command into another folder and to the root', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    const empty = world.contents.folders.find(({ title }) => title === 'Empty')?.id;
    const inEmpty = inBot(uri, 'Empty/_start.js');
    assert.ok(await rename(uri, inEmpty));
    assert.equal(world.stored('/start').commands_folder_id, empty);
    assert.equal(world.stored('/start').command, '/start');
    assert.ok(await rename(inEmpty, inBot(uri, '_start.js')));
    assert.equal(world.stored('/start').commands_folder_id, null);
    assert.equal(await opened(inBot(uri, '_start.js')).save(), true);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
  });

  it('never takes the file name of another command', async () => {
    const [star, question] = [await world.uri('*'), await world.uri('?')];
    assert.equal(await rename(star, question), false);
    // Not when that command is gone either: an editor or a backup may still use its name.
    world.server.store.deleteCommand(world.botId, world.id('?'));
    await world.contents.refresh();
    assert.equal(await rename(star, question), false);
    assert.equal(world.stored('*').command, '*');
    assert.equal(world.calls('editCommand'), 0);
  });

  it('keeps the old name and the text when the server refuses', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    world.server.faults.add({ kind: 'errors200', endpoint: 'editCommand', times: 1 });
    assert.equal(await rename(uri, besides(uri, '_begin.js')), false);
    assert.equal(world.stored('/start').command, '/start');
    assert.equal(opened(uri).getText(), `// mine\n${code}`);
    assert.equal(opened(uri).isDirty, true);
    assert.equal(await opened(uri).save(), true);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
  });

  it('finds out that a rename without an answer was made', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    world.server.faults.add({ kind: 'dropAfterApply', endpoint: 'editCommand', times: 1 });
    const target = besides(uri, '_begin.js');
    assert.ok(await rename(uri, target));
    assert.equal(await opened(target).save(), true);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
  });

  it('goes on answering under the old name while it is open, when it was renamed elsewhere', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.renameElsewhere('/start', '/begin');
    await world.contents.refresh();
    const command = world.contents.commands.get(world.id('/start'));
    assert.ok(command);
    const now = await world.uri('/start');
    assert.ok(now.path.endsWith('/_begin.js'));
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
    assert.equal(world.stored('/start').command, '/begin');
  });

  it('shows and saves a file that was renamed here after somebody had moved its command to another folder', async () => {
    const document = await world.open('/start');
    const folder = world.server.store.folders(world.botId).find(({ title }) => title === 'Empty');
    assert.ok(folder);
    world.moveElsewhere('/start', folder.id);
    const to = besides(document.uri, 'begin.js');
    assert.ok(await rename(document.uri, to));
    const stored = () => world.server.store.command(world.botId, world.id('/start'));
    assert.deepEqual([stored()?.command, stored()?.commands_folder_id], ['begin', folder.id]);
    const renamed = await vscode.workspace.openTextDocument(to);
    assert.equal(renamed.getText(), code);
    await type(renamed, '// mine\n');
    assert.equal(await renamed.save(), true);
    assert.equal(stored()?.code, `// mine\n${code}`);
  });

  it('renames a folder with unsaved text in it: the commands move and the old folder goes @oldest', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    assert.ok(await rename(inBot(uri, 'Main'), inBot(uri, 'Shop')));
    const titles = world.server.store.folders(world.botId).map(({ title }) => title);
    assert.deepEqual(titles.sort(), ['Empty', 'Shop']);
    const shop = world.server.store.folders(world.botId).find(({ title }) => title === 'Shop')?.id;
    assert.equal(world.stored('/start').commands_folder_id, shop);
    assert.equal(world.stored('/other').commands_folder_id, shop);
    const target = inBot(uri, 'Shop/_start.js');
    assert.equal(await opened(target).save(), true);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
    assert.deepEqual(world.model.folderMoves(world.botId).all, []);
  });

  it('can go on with a folder that was renamed half, or take it back', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    const moves = world.model.folderMoves(world.botId);
    const folderOf = (name: string) =>
      world.server.store.folders(world.botId).find(({ id }) => id === world.stored(name).commands_folder_id)
        ?.title;
    for (const end of ['back', 'goOn'] as const) {
      world.server.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand', after: 1, times: 1 });
      assert.equal(await rename(inBot(uri, 'Main'), inBot(uri, 'Shop')), false);
      assert.deepEqual([folderOf('/start'), folderOf('/other')].sort(), ['Main', 'Shop']);
      // Nothing is lost meanwhile: the text is still in the editor of the old name and can be saved.
      assert.equal(opened(uri).isDirty, true);
      const [move] = moves.all;
      assert.ok(move);
      assert.deepEqual(moves.progressOf(move), { moved: 1, total: 2 });
      await moves[end](move);
      assert.deepEqual(moves.all, []);
    }
    assert.deepEqual([folderOf('/start'), folderOf('/other')], ['Shop', 'Shop']);
    assert.equal(await opened(uri).save(), true);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
  });

  it('refuses to move a command to another bot', async () => {
    const uri = await world.uri('/start');
    assert.equal(await rename(uri, uri.with({ path: '/bots.business/Other (1)/_start.js' })), false);
    assert.equal(world.calls('editCommand'), 0);
  });

  it('keeps what was typed in an editor that saves while it is renamed', async () => {
    const { uri } = await world.open('/start');
    await type(opened(uri), '// mine\n');
    world.server.faults.add({ kind: 'held', endpoint: 'editCommand' });
    const saving = opened(uri).save();
    await untilRequest(world, 'editCommand');
    const target = besides(uri, '_begin.js');
    const renaming = rename(uri, target);
    world.server.faults.clear();
    assert.ok(await renaming);
    await saving;
    await replace(opened(target), '// later\n');
    assert.equal(await opened(target).save(), true);
    assert.equal(world.stored('/start').command, '/begin');
    assert.equal(world.stored('/start').code, '// later\n');
  });
});
