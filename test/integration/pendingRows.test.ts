import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import type { EndpointId } from '../../src/api/endpoints';
import {
  botNode,
  commandNode,
  type CommandNode,
  folderNode,
  type FolderNode,
  type Node,
} from '../../src/views/nodes';
import { once, World } from './world';

describe('Rows of what is under way', () => {
  let world: World;
  /** Ids of the rows that were drawn anew, in turn; empty for all. */
  let fired: string[];
  let listener: vscode.Disposable;

  beforeEach(async () => {
    world = await World.create(
      [
        { name: '/a', code: '' },
        { name: '/c', code: '' },
        { name: '/in', code: '', folder: 'Main' },
      ],
      ['Main', 'Zoo'],
    );
    fired = [];
    listener = world.studio.tree.onDidChangeTreeData((node) => fired.push(node?.id ?? ''));
  });
  afterEach(async () => {
    listener.dispose();
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const bot = () => botNode(ref());
  const command = (name: string): CommandNode => commandNode(ref(), world.id(name));
  const folder = (title: string): FolderNode =>
    folderNode(ref(), world.contents.folders.find((each) => each.title === title)?.id ?? 0);

  /** The rows below one, as `label · description · icon · contextValue`. */
  async function rows(parent?: Node): Promise<string[]> {
    const { tree } = world.studio;
    return (await tree.getChildren(parent)).map((node) => {
      const { label, description, iconPath, contextValue } = tree.getTreeItem(node);
      const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
      return [label, description, icon, contextValue]
        .map((part) => (typeof part === 'string' ? part : ''))
        .join(' · ');
    });
  }
  const pending = (name: string, word: string) => `${name} · ${word} · loading~spin · pending`;

  /** Holds the request of an endpoint until so many rows were drawn anew, and looks at them. */
  async function during(
    endpoint: EndpointId,
    act: () => Promise<unknown>,
    look: () => Promise<void>,
    count = 1,
  ) {
    let left = count;
    world.server.faults.add({ kind: 'held', endpoint });
    const shown = once(world.studio.tree.onDidChangeTreeData, () => --left === 0);
    const acting = act();
    await shown;
    await look();
    world.server.faults.clear();
    await acting;
  }

  it('show a command that is being created where it will be, and draw nothing twice', async () => {
    await during(
      'createCommand',
      () => world.studio.commandActions.create({ ref: ref(), folderId: null }, '/b'),
      async () => {
        assert.deepEqual((await rows(bot())).slice(2), [
          '/a ·  · symbol-method · command',
          pending('/b', 'Creating…'),
          '/c ·  · symbol-method · command',
        ]);
        assert.equal((await rows(folder('Main'))).length, 1);
      },
    );
    assert.equal((await rows(bot()))[3], '/b ·  · symbol-method · command');
    assert.deepEqual(fired, [bot().id, bot().id]);
    assert.equal(world.calls('getCommands'), 0);
  });

  it('show one in the folder it is created in, and draw only that folder anew for it', async () => {
    await during(
      'createCommand',
      () => world.studio.commandActions.create({ ref: ref(), folderId: folder('Main').folderId }, '/before'),
      async () => {
        assert.equal((await rows(folder('Main')))[0], pending('/before', 'Creating…'));
        assert.equal((await rows(bot())).length, 4);
        assert.deepEqual(fired, [folder('Main').id]);
      },
    );
  });

  it('take the row away again when nothing was created', async () => {
    await during(
      'createFolder',
      async () => {
        world.server.faults.add({ kind: 'errors200', endpoint: 'createFolder' });
        await assert.rejects(world.studio.folderActions.create(ref(), 'New'), { reason: 'refused' });
      },
      async () => assert.equal((await rows(bot()))[1], pending('New', 'Creating…')),
    );
    assert.equal(
      (await rows(bot())).some((row) => row.startsWith('New')),
      false,
    );
    assert.deepEqual(fired, [bot().id, bot().id]);
  });

  it('show a bot that is being created, renamed and deleted', async () => {
    const { botActions } = world.studio;
    await during(
      'createBot',
      () => botActions.create(world.accountId, 'Coffee'),
      async () => assert.equal((await rows())[0], pending('Coffee', 'Creating…')),
    );
    await during(
      'editBot',
      () => botActions.rename(bot(), 'Tee'),
      async () => assert.equal((await rows())[1], pending('Tea Shop', 'Renaming…')),
    );
    await during(
      'deleteBot',
      () => botActions.delete(bot()),
      async () => assert.equal((await rows())[1], pending('Tee', 'Deleting…')),
    );
    assert.deepEqual(await rows(), ['Coffee · Stopped · no token · circle-outline · bot+stopped']);
  });

  it('say of all commands at once that they are being deleted, and offer nothing for them', async () => {
    const nodes = [command('/a'), command('/c')];
    const { tree } = world.studio;
    await during(
      'deleteCommand',
      async () => (await world.studio.moves()).deleteAll(world.studio.commandActions.shown(nodes), []),
      async () => {
        assert.deepEqual((await rows(bot())).slice(2), [
          pending('/a', 'Deleting…'),
          pending('/c', 'Deleting…'),
        ]);
        assert.ok(tree.isPending(command('/a')));
        const item = await tree.resolveTreeItem(tree.getTreeItem(command('/a')), command('/a'));
        assert.equal(item.command, undefined, 'a click opens nothing that goes');
        assert.deepEqual(
          fired,
          nodes.map(({ id }) => id),
          'only the rows themselves are drawn anew',
        );
        // Pressed a second time, nothing is asked.
        const { showWarningMessage } = vscode.window;
        let isAsked = false;
        Object.assign(vscode.window, { showWarningMessage: () => Promise.resolve(void (isAsked = true)) });
        await vscode.commands
          .executeCommand('botsBusiness.delete', nodes[0], nodes)
          .then(() => Object.assign(vscode.window, { showWarningMessage }));
        assert.equal(isAsked, false);
      },
      nodes.length,
    );
    assert.equal((await rows(bot())).length, 2);
    assert.equal(world.calls('deleteCommand'), 2);
  });

  it('give a command back its actions when it could not be deleted', async () => {
    await during(
      'deleteCommand',
      async () => {
        world.server.faults.add({ kind: 'errors200', endpoint: 'deleteCommand' });
        await assert.rejects(world.studio.commandActions.delete(command('/a')), { reason: 'refused' });
      },
      async () => assert.equal((await rows(bot()))[2], pending('/a', 'Deleting…')),
    );
    assert.equal((await rows(bot()))[2], '/a ·  · symbol-method · command');
    assert.equal(fired.at(-1), command('/a').id);
  });

  it('say of a command that it is being renamed or moved, and of a folder that it is being deleted', async () => {
    const { commandActions, folderActions } = world.studio;
    await during(
      'editCommand',
      () => commandActions.rename(command('/a'), '/aa'),
      async () => assert.equal((await rows(bot()))[2], pending('/a', 'Renaming…')),
    );
    await during(
      'editCommand',
      () => commandActions.move(command('/a'), { ref: ref(), folderId: folder('Main').folderId }),
      async () => assert.equal((await rows(bot()))[2], pending('/aa', 'Moving…')),
    );
    await during(
      'deleteFolder',
      () => folderActions.delete(folder('Zoo')),
      async () => assert.equal((await rows(bot()))[1], pending('Zoo', 'Deleting…')),
    );
    assert.deepEqual(await rows(bot()), ['Main · 2 · folder · folder', '/c ·  · symbol-method · command']);
  });

  it('say of a folder that it is being renamed, beside how far it is', async () => {
    await during(
      'editCommand',
      () => world.studio.folderActions.rename(folder('Main'), 'Shop'),
      async () => {
        const { tree } = world.studio;
        while (!tree.isPending(folder('Main'))) await new Promise((resolve) => setImmediate(resolve));
        assert.ok((await rows(bot())).includes(pending('Main', 'Renaming…')));
      },
    );
    assert.equal((await rows(bot()))[0], 'Shop · 1 · folder · folder');
  });
});
