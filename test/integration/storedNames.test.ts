import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { addParts, type SeedParts } from '../../src/sandbox/seed';
import { World } from './world';

const parts: SeedParts = {
  panels: [
    {
      name: 'Shop',
      value: { title: 'Shop', fields: [{ name: 'price', title: 'Price', type: 'integer', value: 5 }] },
    },
  ],
};
const code = 'AdminPanel.getFieldValue({ panel_name: "Shop", field_name: "" })';

describe('Names in texts that are sent', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code: 'Bot.sendMessage("Hi <")' },
      { name: '/setup', code: 'User.setProp("points", 5)' },
    ]);
  });
  afterEach(() => world.dispose());

  it('are those of properties, offered as soon as one begins', async () => {
    const { uri } = await world.open('/start');
    await (await world.studio.language()).start();
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(0, 21),
      '<',
    );
    const item = items.find(({ label }) => label === 'points');
    assert.equal(item?.detail, 'property of the user');
    assert.equal(item.insertText, 'points>');
  });
});

describe('Names in code that the server has', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([{ name: '/start', code }]);
    addParts(world.server.store, world.botId, parts);
  });
  afterEach(() => world.dispose());

  it('are offered once the admin panels are known, and never asked for because of that', async () => {
    const { uri } = await world.open('/start');
    await (await world.studio.language()).start();
    const offered = async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        new vscode.Position(0, code.indexOf('""') + 1),
      );
      // VS Code offers the words of the document itself as well.
      return items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text).map(({ label }) => label);
    };
    assert.ok(!(await offered()).includes('price'));
    assert.equal(world.calls('getAdminPanels'), 0);
    await world.model.parts(world.botId).panels.open();
    assert.ok((await offered()).includes('price'));
  });
});
