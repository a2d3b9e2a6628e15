import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { startSandbox } from '../../src/sandbox/sandbox';
import { commandIds } from '../../src/util/contract';
import { access, World } from './world';

describe('The extension', () => {
  it('registers every command that it declares', async () => {
    await access();
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const id of Object.values(commandIds)) assert.ok(registered.has(id), id);
  });

  it('does not store a key that the server does not accept', async () => {
    const world = await World.create([]);
    try {
      const wrong = 'A'.repeat(40);
      await assert.rejects(world.studio.signIn.withApiKey(wrong), { reason: 'unauthorized' });
      assert.deepEqual(
        world.studio.accounts.all.map(({ account }) => account.id),
        [world.accountId],
      );
    } finally {
      await world.dispose();
    }
  });

  it('does not mix an account with one of the same id on another server', async () => {
    const world = await World.create([]);
    const other = await startSandbox();
    try {
      const user = world.server.store.user();
      assert.ok(user);
      other.store.saveUser({ ...user, api_key: other.apiKey });
      await vscode.workspace
        .getConfiguration()
        .update('botsBusiness.api.url', other.url, vscode.ConfigurationTarget.Global);
      await assert.rejects(world.studio.signIn.withApiKey(other.apiKey), { reason: 'accountElsewhere' });
      await world.model.bots.refresh();
      assert.equal(world.model.bots.error, undefined);
    } finally {
      await world.dispose();
      await other.close();
    }
  });

  it('protects the text of BJS files from settings that change it on save', () => {
    const files = vscode.workspace.getConfiguration('files', { languageId: 'bjs' });
    assert.equal(files.get('autoSave'), 'off');
    assert.equal(files.get('trimTrailingWhitespace'), false);
    assert.equal(files.get('insertFinalNewline'), false);
    assert.equal(
      vscode.workspace.getConfiguration('editor', { languageId: 'bjs' }).get('formatOnSave'),
      false,
    );
  });
});
