import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { type, World } from './world';

describe('Opening a command', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code: 'const a = 1;\r\nreturn;\n' },
      { name: 'Balance 💰', code: 'x', folder: 'Money' },
      { name: '*', code: 'star' },
      { name: '?', code: 'question' },
      { name: '/broken', code: 'lone \ud83d surrogate' },
    ]);
  });
  afterEach(() => world.dispose());

  it('shows exactly the server code, as BJS, without a request after a fresh listing @oldest', async () => {
    const document = await world.open('/start');
    assert.equal(document.languageId, 'bjs');
    assert.equal(document.getText().replaceAll('\r\n', '\n'), 'const a = 1;\nreturn;\n');
    assert.equal(world.server.requests.list().length, 0);
  });

  it('asks once when the listing has no code', async () => {
    world.server.faults.add({ kind: 'listWithoutCode' });
    await vscode.commands.executeCommand('botsBusiness.signOut');
    const account = await world.studio.signIn.withApiKey(world.server.apiKey);
    assert.equal(account.id, world.accountId);
    await world.model.bots.open();
    await world.contents.openWhole();
    world.server.requests.clear();
    const document = await world.open('/start');
    assert.ok(document.getText().startsWith('const a'));
    assert.equal(world.calls('getCommand'), 1);
    assert.equal(world.server.requests.list().length, 1);
  });

  it('names files as the repository format does and tells collisions apart @oldest', async () => {
    const paths = await Promise.all(
      ['/start', 'Balance 💰', '*', '?'].map(async (name) => (await world.uri(name)).path),
    );
    const head = `/bots.business/Tea Shop (${world.botId})`;
    assert.deepEqual(paths, [
      `${head}/_start.js`,
      `${head}/Money/Balance 💰.js`,
      `${head}/_.js`,
      `${head}/_ (${world.id('?')}).js`,
    ]);
  });

  it('keeps local JavaScript files JavaScript @oldest', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, 'local.js');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('let a;'));
    assert.equal((await vscode.workspace.openTextDocument(file)).languageId, 'javascript');
  });

  it('answers probes and foreign spellings without a request', async () => {
    const uri = await world.uri('/start');
    for (const path of [
      uri.path.replace('_start.js', 'package.json'),
      uri.path.replace('_start.js', '.vscode/settings.json'),
      uri.path.replace('_start.js', '_START.js'),
      uri.path.replace('_start.js', 'node_modules'),
      uri.path.replace('Tea Shop', 'Other Shop'),
      uri.path.replace('/bots.business', ''),
      `${uri.path}/`,
    ]) {
      await assert.rejects(
        Promise.resolve(vscode.workspace.fs.stat(uri.with({ path }))),
        { code: 'FileNotFound' },
        path,
      );
    }
    assert.equal(world.server.requests.list().length, 0);
  });

  it('lists bots, folders and files as directories', async () => {
    const uri = await world.uri('/start');
    const list = async (path: string) =>
      (await vscode.workspace.fs.readDirectory(uri.with({ path }))).map(([name]) => name).sort();
    const bot = `Tea Shop (${world.botId})`;
    assert.deepEqual(await list('/'), ['bots.business']);
    assert.deepEqual(await list('/bots.business'), [bot]);
    assert.deepEqual(await list(`/bots.business/${bot}`), [
      'Money',
      `_ (${world.id('?')}).js`,
      '_.js',
      '_broken.js',
      '_start.js',
    ]);
    assert.deepEqual(await list(`/bots.business/${bot}/Money`), ['Balance 💰.js']);
  });

  it('shows text that UTF-8 cannot carry, read-only', async () => {
    const uri = await world.uri('/broken');
    const stat = await vscode.workspace.fs.stat(uri);
    assert.equal(stat.permissions, vscode.FilePermission.Readonly);
  });

  it('opens what was last known when the server cannot be reached, and keeps the typed text @oldest', async () => {
    await world.server.close();
    const document = await world.open('/start');
    assert.ok(document.getText().startsWith('const a'));
    await type(document, '// offline\n');
    assert.equal(await document.save(), false);
    assert.equal(document.isDirty, true);
    assert.ok(document.getText().startsWith('// offline\n'));
  });

  it('makes the bot of the active editor the current one', async () => {
    await world.open('/start');
    const ref = { accountId: world.accountId, botId: world.botId };
    if (world.studio.current.ref?.botId !== ref.botId) {
      await new Promise<void>((resolve) => {
        const listener = world.studio.current.onDidChange(() => {
          listener.dispose();
          resolve();
        });
      });
    }
    assert.deepEqual(world.studio.current.ref, ref);
  });
});
