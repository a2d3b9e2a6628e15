import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { compare, overwrite } from './resolving';
import { besides } from './uris';
import { once, type, untilRequest, untilText, World } from './world';

const code = 'let price = 1;\n';
const mine = `// mine\n${code}`;

const show = (document: vscode.TextDocument, column = vscode.ViewColumn.One) =>
  vscode.window.showTextDocument(document, { preview: false, viewColumn: column });

describe('Changes on the server and open editors', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code },
      { name: '/other', code: 'x' },
    ]);
  });
  afterEach(() => world.dispose());

  it('show in editors without unsaved text, also in a tab in the background', async () => {
    const [background, active] = [await world.open('/start'), await world.open('/other')];
    world.otherPerson('/start', 'theirs');
    world.otherPerson('/other', 'theirs too');
    await world.contents.refresh();
    await Promise.all([untilText(background, 'theirs'), untilText(active, 'theirs too')]);
    assert.deepEqual([background.isDirty, active.isDirty], [false, false]);
    await type(background, '// mine\n');
    assert.equal(await background.save(), true);
    assert.equal(world.stored('/start').code, '// mine\ntheirs');
  });

  it('show one after the other, also when the first comes back', async () => {
    const document = await world.open('/start');
    for (const text of ['second', 'SECOND', code, 'second']) {
      world.otherPerson('/start', text);
      await world.contents.refresh();
      await untilText(document, text);
    }
    assert.equal(document.isDirty, false);
    await type(document, '// mine\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, '// mine\nsecond');
  });

  it('leave an editor with unsaved text alone, and the next save asks', async () => {
    const [clean, document] = [await world.open('/other'), await world.open('/start')];
    await type(document, '// mine\n');
    world.otherPerson('/start', 'theirs');
    world.otherPerson('/other', 'theirs too');
    await world.contents.refresh();
    await untilText(clean, 'theirs too');
    assert.equal(document.getText(), mine);
    assert.equal(document.isDirty, true);
    assert.equal(world.calls('getCommand'), 0);
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
    assert.equal((await compare(document)).getText(), 'theirs');
  });

  it('are asked about after Undo made the text unchanged again', async () => {
    const [clean, document] = [await world.open('/other'), await world.open('/start')];
    await type(document, '// mine\n');
    world.otherPerson('/start', 'theirs');
    world.otherPerson('/other', 'theirs too');
    await world.contents.refresh();
    await untilText(clean, 'theirs too');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), code);
    await type(document, '// mine\n');
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
    await overwrite(document);
    assert.equal(world.stored('/start').code, mine);
  });

  it('cost nothing to look at: showing, splitting and comparing ask the server nothing', async () => {
    const [one, two] = [await world.open('/start'), await world.open('/other')];
    await type(two, '// mine\n');
    world.server.requests.clear();
    for (const document of [one, two]) {
      await show(document);
      await show(document, vscode.ViewColumn.Two);
      await show(document);
    }
    await vscode.commands.executeCommand('vscode.diff', one.uri, two.uri);
    assert.deepEqual([world.calls('getCommand'), world.calls('editCommand')], [0, 0]);
    assert.deepEqual([one.getText(), two.getText()], [code, '// mine\nx']);
    assert.equal(await two.save(), true);
    assert.equal(world.stored('/other').code, '// mine\nx');
  });

  it('opening as a click does, typing and closing ask nothing beyond the listing', async () => {
    const uri = await world.uri('/start');
    await vscode.commands.executeCommand('vscode.open', uri);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(editor.document.uri.toString(), uri.toString());
    assert.equal(editor.document.getText(), code);
    await vscode.commands.executeCommand('type', { text: 'a' });
    assert.equal(editor.document.getText(), `a${code}`);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert.deepEqual([world.calls('getCommand'), world.calls('editCommand')], [0, 0]);
  });

  it('strike the name of a command through that was deleted, also while it is being saved', async () => {
    const [one, two] = [await world.open('/start'), await world.open('/other')];
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(besides(one.uri, ''), '*'),
    );
    const struck = new Set<string>();
    watcher.onDidDelete(({ path }) => struck.add(path));
    try {
      await type(two, '// mine\n');
      world.server.faults.add({ kind: 'latency', ms: 300, endpoint: 'editCommand', times: 1 });
      const saving = two.save();
      await untilRequest(world, 'editCommand');
      for (const name of ['/start', '/other']) world.server.store.deleteCommand(world.botId, world.id(name));
      await world.contents.refresh();
      while (struck.size < 2) await once(watcher.onDidDelete, () => true);
      assert.equal(await saving, false);
    } finally {
      watcher.dispose();
    }
    assert.deepEqual([one.getText(), two.getText()], [code, '// mine\nx']);
  });

  it('that cannot be read leave the text as it is', async () => {
    const [document, other] = [await world.open('/start'), await world.open('/other')];
    world.otherPerson('/start', 'theirs');
    world.server.faults.add({ kind: 'status', status: 500 });
    await world.contents.refresh();
    await show(document);
    await show(other);
    assert.equal(document.getText(), code);
    assert.equal(document.isDirty, false);
    world.server.faults.clear();
    await world.contents.refresh();
    await untilText(document, 'theirs');
  });

  it('never make the time of a file go back, and one text keeps its time', async () => {
    const uri = await world.uri('/start');
    const mtimes: number[] = [];
    for (const text of [code, 'second', code, 'third']) {
      world.otherPerson('/start', text);
      await world.contents.refresh();
      const { mtime } = await vscode.workspace.fs.stat(uri);
      assert.equal((await vscode.workspace.fs.stat(uri)).mtime, mtime);
      mtimes.push(mtime);
    }
    const document = await world.open('/start');
    await type(document, '// mine\n');
    await document.save();
    mtimes.push((await vscode.workspace.fs.stat(uri)).mtime);
    for (const [index, mtime] of mtimes.entries())
      assert.ok(mtime > (mtimes[index - 1] ?? 0), String(mtimes));
  });
});
