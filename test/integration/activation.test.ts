import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { startSandbox } from '../../src/sandbox/sandbox';
import { commandIds } from '../../src/util/contract';
import { access, extensionId, usedSecrets, World } from './world';

describe('The extension', () => {
  it('registers every command that it declares', async () => {
    await access();
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const id of Object.values(commandIds)) assert.ok(registered.has(id), id);
  });

  it('opens the reporter of VS Code with versions, and without secrets', async () => {
    const world = await World.create([{ name: '/start', code: 'secret code' }]);
    const { executeCommand } = vscode.commands;
    const asked: unknown[][] = [];
    try {
      await world.open('/start');
      Object.assign(vscode.commands, {
        executeCommand: (id: string, ...rest: unknown[]) => {
          if (id !== 'workbench.action.openIssueReporter') return executeCommand(id, ...rest);
          asked.push(rest);
          return Promise.resolve();
        },
      });
      await vscode.commands.executeCommand('botsBusiness.reportIssue');
      const [[data]] = asked as [[{ extensionId: string; issueBody: string }]];
      assert.deepEqual(Object.keys(data), ['extensionId', 'issueBody']);
      assert.equal(data.extensionId, extensionId);
      assert.ok(data.issueBody.includes(vscode.version));
      assert.match(data.issueBody, /Bots\.Business Studio \d+\.\d+\.\d+/);
      const token = world.server.store.bot(world.botId)?.token ?? '';
      for (const secret of [world.server.apiKey, token, 'Tea Shop', 'secret code', world.server.url])
        assert.ok(!data.issueBody.includes(secret), secret);
      const registered = await vscode.commands.getCommands(true);
      assert.ok(registered.includes('workbench.action.openIssueReporter'));
    } finally {
      Object.assign(vscode.commands, { executeCommand });
      await world.dispose();
    }
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

  it('asks on the paths that the settings correct, and on no path that is none', async () => {
    const world = await World.create([]);
    const other = await startSandbox({ behaviour: { paths: { getIterationUsage: '/user/elsewhere' } } });
    const configuration = vscode.workspace.getConfiguration();
    const set = (key: string, value: unknown) =>
      configuration.update(key, value, vscode.ConfigurationTarget.Global);
    try {
      usedSecrets.add(other.apiKey);
      await set('botsBusiness.api.url', other.url);
      await set('botsBusiness.api.endpoints', {
        getIterationUsage: '/user/elsewhere',
        getBots: 'https://elsewhere.invalid/bots',
      });
      const account = await world.studio.signIn.withApiKey(other.apiKey);
      const model = world.studio.accounts.get(account.id);
      assert.ok(model);
      await model.usage.refresh();
      assert.equal(model.usage.error, undefined);
      assert.deepEqual(
        other.requests.list('getIterationUsage').map(({ path }) => path),
        ['/v2/user/elsewhere'],
      );
      await model.bots.refresh();
      assert.equal(model.bots.error, undefined);
      await world.studio.signIn.out(account);
    } finally {
      await set('botsBusiness.api.endpoints', undefined);
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
