import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { botNode, commandNode, folderNode } from '../../src/views/nodes';
import { World } from './world';

describe('Copying names and ids', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code: '' },
      { name: 'Line\nbreak', code: '' },
      { name: '/in', code: '', folder: 'Main' },
    ]);
    await vscode.env.clipboard.writeText('before');
  });
  afterEach(() => world.dispose());

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const folderId = () => world.contents.folders[0]?.id ?? 0;
  const clipboard = () => vscode.env.clipboard.readText();

  it('copies those of a bot, a folder and a command', async () => {
    for (const [node, name, id] of [
      [botNode(ref()), 'Tea Shop', world.botId],
      [folderNode(ref(), folderId()), 'Main', folderId()],
      [commandNode(ref(), world.id('/start')), '/start', world.id('/start')],
      [commandNode(ref(), world.id('Line\nbreak')), 'Line\nbreak', world.id('Line\nbreak')],
    ] as const) {
      await vscode.commands.executeCommand('botsBusiness.copyName', node);
      assert.equal(await clipboard(), name);
      await vscode.commands.executeCommand('botsBusiness.copyId', node);
      assert.equal(await clipboard(), String(id));
    }
    assert.deepEqual(world.server.requests.list(), [], 'nothing is asked of the server');
  });

  it('copies those of all selected rows, one per line', async () => {
    const rows = [commandNode(ref(), world.id('/start')), commandNode(ref(), world.id('/in'))];
    await vscode.commands.executeCommand('botsBusiness.copyName', rows[0], rows);
    assert.equal(await clipboard(), '/start\n/in');
    await vscode.commands.executeCommand('botsBusiness.copyId', rows[0], rows);
    assert.equal(await clipboard(), `${world.id('/start')}\n${world.id('/in')}`);
  });

  it('copies those of the command in the active editor when called from the palette', async () => {
    await world.open('/in');
    await vscode.commands.executeCommand('botsBusiness.copyName');
    assert.equal(await clipboard(), '/in');
    await vscode.commands.executeCommand('botsBusiness.copyId');
    assert.equal(await clipboard(), String(world.id('/in')));
  });

  it('leaves the clipboard as it is when the row is gone', async () => {
    await vscode.commands.executeCommand('botsBusiness.copyName', commandNode(ref(), 1));
    assert.equal(await clipboard(), 'before');
  });
});
