import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { commandFields } from '../../src/sandbox/store/records';
import type { Node } from '../../src/views/nodes';
import { World } from './world';

describe('The tree', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create(
      [
        { name: '/b10', code: '' },
        { name: '/b9', code: '' },
        { name: '', code: '' },
        { name: 'Line\nbreak', code: '' },
        { name: '/in', code: '', folder: 'Zoo' },
      ],
      ['Zoo', 'Empty'],
    );
  });
  afterEach(() => world.dispose());

  const labels = (nodes: Node[]) =>
    nodes.map((node) => {
      const { label } = world.studio.tree.getTreeItem(node);
      return typeof label === 'string' ? label : '';
    });
  const bot = async (): Promise<Node> => {
    const [node] = await world.studio.tree.getChildren();
    assert.ok(node);
    return node;
  };

  it('shows bots, folders first, commands in natural order, nameless ones last @oldest', async () => {
    assert.deepEqual(labels(await world.studio.tree.getChildren()), ['Tea Shop']);
    const children = await world.studio.tree.getChildren(await bot());
    assert.deepEqual(labels(children), ['Empty', 'Zoo', '/b9', '/b10', 'Line break', '(no name)']);
    const zoo = children[1];
    assert.ok(zoo);
    assert.deepEqual(labels(await world.studio.tree.getChildren(zoo)), ['/in']);
  });

  it('expands a bot with one round trip: folders and two pages at the same time', async () => {
    await vscode.commands.executeCommand('botsBusiness.signOut');
    await world.studio.signIn.withApiKey(world.server.apiKey);
    world.server.requests.clear();
    await world.studio.tree.getChildren(await bot());
    assert.equal(world.calls('getBots'), 1);
    assert.equal(world.calls('getFolders'), 1);
    assert.equal(world.calls('getCommands'), 2);
  });

  for (const fault of [
    'html',
    'halfJson',
    'errors200',
    'plainText',
    'emptyBody',
    'dropConnection',
    'never',
  ] as const) {
    it(`keeps showing what is known and says why when the server answers ${fault}`, async () => {
      world.server.faults.add({ kind: fault });
      await Promise.all([world.model.bots.refresh(), world.contents.refresh()]);
      assert.ok(world.model.bots.error);
      const roots = await world.studio.tree.getChildren();
      assert.ok(labels(roots).includes('Tea Shop'));
      const shown = labels(await world.studio.tree.getChildren(roots.at(-1)));
      assert.ok(shown.includes('/b9'));
      assert.equal(shown[0], 'Could not be refreshed');
      world.server.faults.clear();
      await vscode.commands.executeCommand('botsBusiness.refresh');
      assert.equal(world.model.bots.error, undefined);
      const again = labels(await world.studio.tree.getChildren(await bot()));
      assert.equal(again.length, 6, again.join());
    });
  }

  it('shows a record that cannot be understood as a row and hides no other', async () => {
    const { store } = world.server;
    const record = world.stored('/b9');
    store.updateCommand(
      world.botId,
      record.id,
      { ...commandFields(record), need_reply: 'maybe' as never },
      'other person',
    );
    await world.contents.refresh();
    const children = labels(await world.studio.tree.getChildren(await bot()));
    assert.deepEqual(children.slice(2), [
      '/b10',
      'Line break',
      '(no name)',
      'A command or folder that cannot be shown',
    ]);
  });

  it('does not have VS Code fetch again what it was just given: clicks on such rows are lost', async () => {
    await vscode.commands.executeCommand('botsBusiness.signOut');
    await world.studio.signIn.withApiKey(world.server.apiKey);
    const fired: (string | undefined)[] = [];
    const listener = world.studio.tree.onDidChangeTreeData((node) => fired.push(node?.id));
    await world.studio.tree.getChildren(await bot());
    await Promise.all([world.model.bots.refresh(), world.contents.refresh()]);
    assert.deepEqual(fired, []);
    world.server.store.createFolder(world.botId, 'New');
    await world.contents.refresh();
    listener.dispose();
    assert.deepEqual(fired, [`${world.accountId}/bot-${world.botId}`]);
  });

  it('repaints only the bot whose run state changed', async () => {
    const fired: (string | undefined)[] = [];
    const listener = world.studio.tree.onDidChangeTreeData((node) => fired.push(node?.id));
    world.server.store.updateBot(world.botId, { status: 'works', status_changed_at: 0 });
    await world.model.bots.refreshBot(world.botId);
    listener.dispose();
    assert.deepEqual(fired, [`${world.accountId}/bot-${world.botId}`]);
  });

  it('says in the run state what the server refused', async () => {
    world.server.store.updateBot(world.botId, { token: null });
    await assert.rejects(world.model.bots.setStatus(world.botId, 'start_launch'), { reason: 'refused' });
    assert.equal(world.model.bots.get(world.botId)?.status, null);
  });

  it('shows several accounts as roots, and the bots alone again when one is left', async () => {
    await world.studio.signIn.toSandbox('Sandbox');
    assert.equal((await world.studio.tree.getChildren()).length, 2);
    const sandbox = world.studio.accounts.get('sandbox');
    assert.ok(sandbox);
    await world.studio.signIn.out(sandbox.account);
    assert.deepEqual(labels(await world.studio.tree.getChildren()), ['Tea Shop']);
  });
});
