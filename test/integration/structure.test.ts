import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { seedBot } from '../../src/sandbox/seed';
import { commandFields } from '../../src/sandbox/store/records';
import {
  botNode,
  commandNode,
  type CommandNode,
  type FolderMoveNode,
  folderNode,
  type FolderNode,
} from '../../src/views/nodes';
import { besides, inBot, opened } from './uris';
import { once, type, untilRequest, World } from './world';

const code = 'Bot.sendMessage("one");\n';

describe('What the tree does to commands and folders', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create(
      [
        { name: '/start', code, answer: 'Hello', folder: 'Main' },
        { name: '/other', code: 'other', folder: 'Main' },
        { name: '/root', code: 'root' },
        { name: '*', code: 'star' },
      ],
      ['Empty'],
    );
  });
  afterEach(() => world.dispose());

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const commands = () => world.studio.commandActions;
  const folders = () => world.studio.folderActions;
  const node = (name: string): CommandNode => commandNode(ref(), world.id(name));
  const folderId = (title: string) => {
    const id = world.contents.folders.find((folder) => folder.title === title)?.id;
    assert.ok(id, `there is a folder ${title}`);
    return id;
  };
  const folder = (title: string): FolderNode => folderNode(ref(), folderId(title));
  const titles = () =>
    world.server.store
      .folders(world.botId)
      .map(({ title }) => title)
      .sort();
  const titleOf = (name: string) =>
    world.server.store.folders(world.botId).find(({ id }) => id === world.stored(name).commands_folder_id)
      ?.title;
  const tabs = () =>
    vscode.window.tabGroups.all.flatMap(({ tabs }) =>
      tabs.flatMap(({ input }) =>
        input instanceof vscode.TabInputText ? [input.uri.path.split('/').at(-1)] : [],
      ),
    );
  /** The rows below the bot, as `label · description`. */
  async function rows(): Promise<string[]> {
    const { tree } = world.studio;
    return (await tree.getChildren(botNode(ref()))).map((each) => {
      const { label, description } = tree.getTreeItem(each);
      return `${typeof label === 'string' ? label : ''} · ${typeof description === 'string' ? description : ''}`;
    });
  }
  async function moveRow(): Promise<FolderMoveNode> {
    const children = await world.studio.tree.getChildren(botNode(ref()));
    const row = children.find((each) => each.kind === 'folderMove');
    assert.ok(row, 'the interrupted rename has a row');
    return row;
  }
  const interruptRename = async (title: string) => {
    world.server.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand', after: 1, times: 1 });
    await assert.rejects(folders().rename(folder('Main'), title));
  };

  describe('Commands', () => {
    it('creates one, at the root and in a folder, without code', async () => {
      for (const [name, id] of [
        ['/new', null],
        ['/inside', folderId('Empty')],
      ] as const) {
        const made = await commands().create({ ref: ref(), folderId: id }, name);
        const record = world.server.store.command(world.botId, made.commandId);
        assert.deepEqual([record?.command, record?.commands_folder_id, record?.code], [name, id, '']);
      }
      assert.ok((await rows()).includes('/new · '));
      assert.ok((await rows()).includes('Empty · 1'));
    });

    it('says that it is not known whether one was created when no answer came', async () => {
      world.server.faults.add({ kind: 'never', endpoint: 'createCommand', times: 1 });
      world.server.faults.add({ kind: 'dropConnection', endpoint: 'getCommands' });
      await assert.rejects(commands().create({ ref: ref(), folderId: null }, '/new'), {
        sentence: /Whether \/new was created is not known/,
      });
    });

    it('renames one and takes its unsaved text along @oldest', async () => {
      const { uri } = await world.open('/start');
      await type(opened(uri), '// mine\n');
      await commands().rename(node('/start'), '/begin');
      assert.equal(world.stored('/start').command, '/begin');
      assert.equal(world.stored('/start').answer, 'Hello');
      assert.deepEqual(tabs(), ['_begin.js']);
      const target = opened(besides(uri, '_begin.js'));
      assert.equal(target.isDirty, true);
      assert.equal(await target.save(), true);
      assert.equal(world.stored('/start').code, `// mine\n${code}`);
    });

    it('gives a name that makes the same file name, and leaves the editor alone', async () => {
      const document = await world.open('*');
      await type(document, '// mine\n');
      await commands().rename(node('*'), '?');
      assert.equal(world.stored('*').command, '?');
      assert.deepEqual(tabs(), ['_.js']);
      assert.equal(document.isDirty, true);
      assert.equal(await document.save(), true);
      assert.equal(world.stored('*').code, '// mine\nstar');
    });

    it('gives the very name also when the file name could be read as another', async () => {
      await commands().rename(node('/start'), '*start');
      assert.equal(world.stored('/start').command, '*start');
      await commands().move(node('/start'), { ref: ref(), folderId: null });
      await commands().rename(node('/start'), '_start');
      assert.equal(world.stored('/start').command, '_start');
      await commands().move(node('/start'), { ref: ref(), folderId: folderId('Main') });
      assert.equal(world.stored('/start').command, '_start');
      assert.equal(titleOf('/start'), 'Main');
    });

    for (const before of ['', '// before\n']) {
      it(`keeps what is typed while a rename is under way, ${before ? 'unsaved' : 'clean'} before`, async () => {
        const { uri } = await world.open('/start');
        if (before) await type(opened(uri), before);
        world.server.faults.add({ kind: 'latency', ms: 300, endpoint: 'editCommand', times: 1 });
        const renaming = commands().rename(node('/start'), '/begin');
        await untilRequest(world, 'editCommand');
        await type(opened(uri), '// meanwhile\n');
        await renaming;
        const target = opened(besides(uri, '_begin.js'));
        assert.equal(target.getText(), `// meanwhile\n${before}${code}`);
        assert.equal(target.isDirty, true);
        assert.equal(await target.save(), true);
        assert.equal(world.stored('/start').code, `// meanwhile\n${before}${code}`);
      });
    }

    it('takes the editor along that still has a former name', async () => {
      const { uri } = await world.open('/start');
      await type(opened(uri), '// mine\n');
      world.renameElsewhere('/start', '/elsewhere');
      await world.contents.refresh();
      await commands().rename(node('/start'), '/begin');
      assert.deepEqual(tabs(), ['_begin.js']);
      assert.equal(await opened(besides(uri, '_begin.js')).save(), true);
      assert.equal(world.stored('/start').code, `// mine\n${code}`);
    });

    it('gives back a former name under which it is still open', async () => {
      const { uri } = await world.open('/start');
      await type(opened(uri), '// mine\n');
      world.renameElsewhere('/start', '/elsewhere');
      await world.contents.refresh();
      await commands().rename(node('/start'), '/start');
      assert.equal(world.stored('/start').command, '/start');
      assert.deepEqual(tabs(), ['_start.js']);
      assert.equal(await opened(uri).save(), true);
      assert.equal(world.stored('/start').code, `// mine\n${code}`);
    });

    it('leaves unsaved text alone in an editor of a former name that it gets again', async () => {
      const { uri } = await world.open('/start');
      await type(opened(uri), '// mine\n');
      world.renameElsewhere('/start', '/elsewhere');
      await world.contents.refresh();
      await world.open('/start');
      assert.deepEqual(tabs(), ['_start.js', '_elsewhere.js']);
      await commands().rename(node('/start'), '/start');
      assert.equal(world.stored('/start').command, '/start');
      assert.equal(opened(uri).isDirty, true);
      assert.equal(await opened(uri).save(), true);
      assert.equal(world.stored('/start').code, `// mine\n${code}`);
    });

    it('says why a rename failed, and keeps the unsaved text', async () => {
      const { uri } = await world.open('/start');
      await type(opened(uri), '// mine\n');
      world.server.faults.add({
        kind: 'errors200',
        endpoint: 'editCommand',
        message: 'No such luck',
        times: 1,
      });
      await assert.rejects(commands().rename(node('/start'), '/begin'), {
        reason: 'refused',
        serverMessages: ['No such luck'],
      });
      assert.deepEqual(tabs(), ['_start.js']);
      assert.equal(opened(uri).isDirty, true);
      assert.equal(opened(uri).getText(), `// mine\n${code}`);
    });

    it('moves one with its unsaved text, and leaves one alone that is there already', async () => {
      const { uri } = await world.open('/root');
      await type(opened(uri), '// mine\n');
      const main = { ref: ref(), folderId: folderId('Main') };
      await commands().move(node('/start'), main);
      await commands().move(node('/root'), main);
      assert.deepEqual(['/start', '/root'].map(titleOf), ['Main', 'Main']);
      assert.equal(world.calls('editCommand'), 1);
      const target = opened(inBot(uri, 'Main/_root.js'));
      assert.equal(await target.save(), true);
      assert.equal(world.stored('/root').code, '// mine\nroot');
    });

    it('renames and moves nothing that somebody else renamed or moved since it was shown', async () => {
      const shown = world.contents.commands.get(world.id('/start'));
      const id = world.id('/start');
      const fields = { command: '/theirs', commands_folder_id: folderId('Empty') };
      const { store } = world.server;
      store.updateCommand(
        world.botId,
        id,
        { ...commandFields(store.command(world.botId, id)!), ...fields },
        'other person',
      );
      await assert.rejects(commands().rename(node('/start'), '/mine'), {
        sentence: /renamed this command to \/theirs meanwhile, so it keeps that name/,
      });
      const root = { ref: ref(), folderId: null };
      await assert.rejects(commands().move(node('/start'), root, shown), {
        sentence: /moved \/theirs meanwhile, so it stays where it is/,
      });
      await assert.rejects(commands().delete(node('/start'), shown), { reason: 'changedBeforeDelete' });
      assert.equal(world.calls('editCommand') + world.calls('deleteCommand'), 0);
      // Now it is known what it is.
      await commands().rename(node('/start'), '/mine');
      assert.equal(store.command(world.botId, id)?.command, '/mine');
    });

    it('moves into a folder that shares its directory name with another', async () => {
      await world.model.structure(world.botId).createFolder('A?');
      await world.model.structure(world.botId).createFolder('A*');
      const document = await world.open('/root');
      await type(document, '// mine\n');
      await commands().move(node('/root'), { ref: ref(), folderId: folderId('A*') });
      assert.equal(titleOf('/root'), 'A*');
      assert.equal(document.isDirty, true);
      assert.equal(await document.save(), true);
      assert.equal(world.stored('/root').code, '// mine\nroot');
    });

    it('moves nothing to another bot', async () => {
      const other = seedBot(world.server.store, { name: 'Other', folders: ['There'] });
      await assert.rejects(
        commands().move(node('/root'), { ref: { ...ref(), botId: other.id }, folderId: null }),
        { reason: 'otherBot' },
      );
      assert.equal(world.calls('editCommand'), 0);
    });

    it('deletes one with its unsaved text, and its tab goes @oldest', async () => {
      const { uri } = await world.open('/start');
      await type(opened(uri), '// mine\n');
      assert.equal(await commands().hasUnsavedText(node('/start')), true);
      assert.equal(await commands().hasUnsavedText(node('/other')), false);
      await commands().delete(node('/start'));
      await commands().delete(node('/other'));
      assert.deepEqual(
        world.server.store.commands(world.botId).map(({ command }) => command),
        ['/root', '*'],
      );
      assert.deepEqual(tabs(), []);
    });

    it('keeps unsaved text as unsaved when the server does not delete', async () => {
      const { uri } = await world.open('/start');
      await type(opened(uri), '// mine\n');
      world.server.faults.add({ kind: 'status', status: 500, endpoint: 'deleteCommand', times: 1 });
      await assert.rejects(commands().delete(node('/start')), { reason: 'server' });
      assert.deepEqual(tabs(), ['_start.js']);
      assert.equal(opened(uri).isDirty, true);
      assert.equal(opened(uri).getText(), `// mine\n${code}`);
      assert.equal(await opened(uri).save(), true);
      assert.equal(world.stored('/start').code, `// mine\n${code}`);
    });

    it('does not delete a version of another person that the editor does not show', async () => {
      await world.open('/start');
      world.otherPerson('/start', 'theirs');
      await assert.rejects(commands().delete(node('/start')), { reason: 'unseenDelete' });
      assert.equal(world.stored('/start').code, 'theirs');
    });

    it('keeps unsaved text when another person’s version comes while the command is being deleted', async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.server.faults.add({ kind: 'latency', ms: 150, endpoint: 'getCommand' });
      // VS Code no longer calls the text unsaved from here on, and would load what the file has.
      const unmarked = once(vscode.workspace.onDidChangeTextDocument, () => !document.isDirty);
      const deleting = assert.rejects(commands().delete(node('/start')), { reason: 'unseenDelete' });
      await unmarked;
      await untilRequest(world, 'getCommand');
      world.otherPerson('/start', 'theirs');
      await world.contents.refresh();
      await deleting;
      assert.equal(document.getText(), `// mine\n${code}`);
      assert.equal(document.isDirty, true);
      assert.equal(await document.save(), false);
      assert.equal(world.stored('/start').code, 'theirs');
    });

    it('deletes nothing for VS Code to find no file: not when the server is away, and not when it is gone', async () => {
      const made = await commands().create({ ref: ref(), folderId: null }, '/new');
      // Its code is not known, so that VS Code's look for the file asks the server.
      world.server.faults.add({ kind: 'listWithoutCode' });
      await vscode.commands.executeCommand('botsBusiness.signOut');
      await world.studio.signIn.withApiKey(world.server.apiKey);
      await world.contents.openWhole();
      world.server.faults.add({ kind: 'dropConnection' });
      await assert.rejects(commands().delete(made), { reason: 'network' });
      assert.ok(world.contents.commands.has(made.commandId));
      world.server.faults.clear();
      world.server.store.deleteCommand(world.botId, made.commandId);
      await commands().delete(made);
      assert.equal(world.contents.commands.has(made.commandId), false);
    });

    it('takes one that is gone already as deleted, and says so when the server cannot be asked', async () => {
      world.server.faults.add({ kind: 'dropConnection' });
      await assert.rejects(commands().delete(node('/start')), { reason: 'network' });
      world.server.faults.clear();
      world.server.store.deleteCommand(world.botId, world.id('/start'));
      await commands().delete(node('/start'));
      assert.equal(world.contents.commands.has(world.id('/start')), false);
    });
  });

  describe('Folders', () => {
    it('creates one', async () => {
      const made = await folders().create(ref(), 'Shop');
      assert.deepEqual(titles(), ['Empty', 'Main', 'Shop']);
      assert.equal(made.folderId, folderId('Shop'));
    });

    it('renames one; open editors come along with what is typed meanwhile @oldest', async () => {
      const { uri } = await world.open('/start');
      world.server.faults.add({ kind: 'latency', ms: 300, endpoint: 'editCommand', times: 1 });
      const renaming = folders().rename(folder('Main'), 'Shop');
      await untilRequest(world, 'editCommand');
      await type(opened(uri), '// meanwhile\n');
      const renamed = await renaming;
      assert.equal(renamed?.folderId, folderId('Shop'));
      assert.deepEqual(titles(), ['Empty', 'Shop']);
      const target = opened(inBot(uri, 'Shop/_start.js'));
      assert.equal(target.getText(), `// meanwhile\n${code}`);
      assert.equal(await target.save(), true);
      assert.equal(world.stored('/start').code, `// meanwhile\n${code}`);
    });

    it('renames one of two that share a directory name, and one to a title that does', async () => {
      await world.model.structure(world.botId).createFolder('Ma?n');
      await folders().rename(folder('Main'), 'Ma*n');
      assert.deepEqual(titles(), ['Empty', 'Ma*n', 'Ma?n']);
      await folders().rename(folder('Ma*n'), 'Ma:n');
      assert.deepEqual(titles(), ['Empty', 'Ma:n', 'Ma?n']);
      assert.equal(titleOf('/start'), 'Ma:n');
    });

    it('shows an interrupted rename as a row, and continues it @oldest', async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.server.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand', after: 1, times: 1 });
      await assert.rejects(folders().rename(folder('Main'), 'Shop'), {
        sentence:
          /^Renaming Main to Shop stopped with 1 of 2 commands moved\. The server has a problem .* Continue or Move Back/,
      });
      assert.equal((await rows())[0], 'Main → Shop · stopped at 1 of 2');
      assert.deepEqual(titles(), ['Empty', 'Main', 'Shop']);
      assert.equal(document.isDirty, true);
      await vscode.commands.executeCommand('botsBusiness.continueFolderRename', await moveRow());
      assert.deepEqual(titles(), ['Empty', 'Shop']);
      assert.deepEqual([titleOf('/start'), titleOf('/other')], ['Shop', 'Shop']);
      assert.equal((await rows())[0], 'Empty · 0');
      const target = opened(inBot(document.uri, 'Shop/_start.js'));
      assert.deepEqual(tabs(), ['_start.js']);
      assert.equal(await target.save(), true);
      assert.equal(world.stored('/start').code, `// mine\n${code}`);
    });

    it('moves an interrupted rename back', async () => {
      await interruptRename('Shop');
      const moved = await world.open('/start');
      assert.ok(moved.uri.path.includes('/Shop/'));
      await type(moved, '// mine\n');
      await vscode.commands.executeCommand('botsBusiness.moveFolderBack', await moveRow());
      assert.deepEqual(titles(), ['Empty', 'Main']);
      assert.equal(opened(inBot(moved.uri, 'Main/_start.js')).isDirty, true);
      assert.deepEqual([titleOf('/start'), titleOf('/other')], ['Main', 'Main']);
      assert.equal((await rows())[0], 'Empty · 0');
    });

    it('shows a running rename with how far it is, and takes no second order for it', async () => {
      world.server.faults.add({ kind: 'latency', ms: 300, endpoint: 'editCommand', times: 1 });
      const renaming = folders().rename(folder('Main'), 'Shop');
      await untilRequest(world, 'editCommand');
      const row = await moveRow();
      assert.equal(world.studio.tree.getTreeItem(row).contextValue, 'folderMove+running');
      await folders().moveBack(row);
      await renaming;
      assert.deepEqual(titles(), ['Empty', 'Shop']);
    });

    it('begins nothing else with a folder on its way to another name', async () => {
      await interruptRename('Shop');
      for (const title of ['Main', 'Shop']) {
        await assert.rejects(folders().rename(folder(title), 'Third'), {
          sentence: /is being renamed to Shop/,
        });
        await assert.rejects(folders().delete(folder(title)), { sentence: /is being renamed to Shop/ });
      }
      assert.deepEqual(titles(), ['Empty', 'Main', 'Shop']);
    });

    it('deletes one only when it is empty', async () => {
      await assert.rejects(folders().delete(folder('Main')), { reason: 'folderNotEmpty', count: 2 });
      await folders().delete(folder('Empty'));
      assert.deepEqual(titles(), ['Main']);
    });

    it('leaves an editor alone whose command was in the deleted folder once', async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.moveElsewhere('/start', null);
      world.moveElsewhere('/other', null);
      await folders().delete(folder('Main'));
      assert.deepEqual(titles(), ['Empty']);
      assert.equal(document.isDirty, true);
      assert.equal(await document.save(), true);
      assert.equal(world.stored('/start').code, `// mine\n${code}`);
    });
  });
});
