import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import type { TestAccess } from '../../src/container';
import { access, type } from './world';

describe('The sandbox process', () => {
  let studio: TestAccess;

  before(async () => (studio = await access()));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const model = studio.accounts.get('sandbox');
    if (model) await studio.signIn.out(model.account);
  });

  it('starts with the demo bots by one command @oldest', async () => {
    await vscode.commands.executeCommand('botsBusiness.trySandbox');
    const model = studio.accounts.get('sandbox');
    assert.ok(model);
    await model.bots.open();
    assert.deepEqual(
      (model.bots.all ?? []).map(({ name, status }) => [name, status]),
      [
        ['Corner Shop', 'works'],
        ['Quick Quiz', 'stopped'],
      ],
    );
    const [bot] = model.bots.all ?? [];
    assert.ok(bot);
    const contents = model.contents(bot.id);
    await contents.openWhole();
    assert.ok(contents.commands.size >= 40);
  });

  it('keeps what it holds when one signs out and comes back', async () => {
    const first = studio.accounts.get('sandbox');
    assert.ok(first);
    const botId = first.bots.all?.[0]?.id ?? 0;
    const command = [...first.contents(botId).commands.values()].find(
      ({ command: name }) => name === '/about',
    );
    assert.ok(command);
    const uri = await studio.files.uriOf({ accountId: 'sandbox', botId }, 'Corner Shop', command);
    const document = await vscode.workspace.openTextDocument(uri);
    await type(document, '// kept\n');
    assert.equal(await document.save(), true);
    const { pid } = await studio.sandbox.attach();
    await studio.signIn.out(first.account);
    // Also for a process that has to read it all from disk again.
    process.kill(pid, 'SIGKILL');
    await studio.signIn.toSandbox('Sandbox');
    const again = studio.accounts.get('sandbox');
    assert.ok(again);
    await again.bots.open();
    assert.ok((await again.contents(botId).fetchCommand(command.id)).code?.startsWith('// kept\n'));
    await again.contents(botId).openWhole();
  });

  it('is started anew when it was killed, and lost nothing that was saved', async () => {
    const model = studio.accounts.get('sandbox');
    assert.ok(model);
    const botId = model.bots.all?.[0]?.id ?? 0;
    const contents = model.contents(botId);
    const start = [...contents.commands.values()].find(({ command }) => command === '/start');
    assert.ok(start);
    const uri = await studio.files.uriOf({ accountId: 'sandbox', botId }, 'Corner Shop', start);
    const document = await vscode.workspace.openTextDocument(uri);
    await type(document, '// saved before the end\n');
    assert.equal(await document.save(), true);

    const { pid } = await studio.sandbox.attach();
    process.kill(pid, 'SIGKILL');
    await type(document, '// and after\n');
    assert.equal(await document.save(), true);
    assert.notEqual((await studio.sandbox.attach()).pid, pid);
    const saved = await contents.fetchCommand(start.id);
    assert.ok(saved.code?.startsWith('// and after\n// saved before the end\n'));
  });
});
