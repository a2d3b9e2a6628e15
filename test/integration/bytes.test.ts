import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { compare, overwrite } from './resolving';
import { once, type, untilText, World } from './world';

const mixed = 'a\rb\nc\r\nd\r\ne';
const broken = 'half a \ud83d pair';

const save = () => vscode.commands.executeCommand('workbench.action.files.save');

/** Presses keys in the active editor; unlike an edit by an extension, that needs an editor that can be written in. */
const press = (text: string) => vscode.commands.executeCommand('type', { text });

describe('Texts that editors do not keep as they are', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      { name: '/windows', code: 'a\r\nb\r\n' },
      { name: '/mixed', code: mixed },
      { name: '/mark', code: '\ufefflet a;\n' },
      { name: '/broken', code: broken },
    ]);
  });
  afterEach(() => world.dispose());

  async function insert(document: vscode.TextDocument, line: number, text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(line, 0), text);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  it('a text with \\r\\n everywhere keeps them, and new lines get them', async () => {
    const document = await world.open('/windows');
    await insert(document, 1, 'new\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/windows').code, 'a\r\nnew\r\nb\r\n');
  });

  it('line ends that the person chose for the whole text are saved', async () => {
    const document = await world.open('/windows');
    assert.ok(await vscode.window.activeTextEditor?.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.LF)));
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/windows').code, 'a\nb\n');
  });

  it('mixed ends, also \\r alone, stay in the lines that nobody touched, save after save', async () => {
    const document = await world.open('/mixed');
    await save();
    assert.equal(world.calls('editCommand'), 0);
    await insert(document, 2, 'new\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/mixed').code, 'a\rb\nnew\r\nc\r\nd\r\ne');
    await insert(document, 0, 'first\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/mixed').code, 'first\r\na\rb\nnew\r\nc\r\nd\r\ne');
    await save();
    assert.equal(world.calls('editCommand'), 2);
    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, new vscode.Range(1, 0, 3, 0));
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/mixed').code, 'first\r\nnew\r\nc\r\nd\r\ne');
    assert.equal(document.isDirty, false);
  });

  it('a version of another person that differs in nothing but line ends is asked about', async () => {
    const document = await world.open('/mixed');
    await insert(document, 0, 'mine\n');
    const theirs = mixed.replace(/\r\n?/g, '\n');
    world.otherPerson('/mixed', theirs);
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/mixed').code, theirs);
    await overwrite(document);
    assert.equal(document.isDirty, false);
    assert.ok(world.stored('/mixed').code?.startsWith('mine'));
  });

  it('a byte order mark stays where it is', async () => {
    const document = await world.open('/mark');
    await insert(document, 1, 'let b;\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/mark').code, '\ufefflet a;\nlet b;\n');
    await save();
    assert.equal(world.calls('editCommand'), 1);
  });

  it('half a surrogate pair cannot be written over, until the server’s text is whole again', async () => {
    const document = await world.open('/broken');
    const shown = document.getText();
    assert.ok(shown.startsWith('half a '));
    await press('x');
    await save();
    assert.equal(document.getText(), shown);
    assert.equal(world.stored('/broken').code, broken);
    assert.deepEqual([world.calls('getCommand'), world.calls('editCommand')], [0, 0]);
    world.otherPerson('/broken', 'whole');
    await world.contents.refresh();
    await untilText(document, 'whole');
    await press('x');
    assert.notEqual(document.getText(), 'whole');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/broken').code, document.getText());
  });

  it('half a surrogate pair that another person saves makes a clean editor read-only', async () => {
    const document = await world.open('/windows');
    world.otherPerson('/windows', broken);
    const loaded = once(vscode.workspace.onDidChangeTextDocument, () =>
      document.getText().startsWith('half'),
    );
    await world.contents.refresh();
    await loaded;
    const shown = document.getText();
    await press('x');
    assert.equal(document.getText(), shown);
    await save();
    assert.equal(world.stored('/windows').code, broken);
  });

  it('half a surrogate pair that another person saves meanwhile is not written over either', async () => {
    const document = await world.open('/windows');
    await type(document, '// mine\n');
    const text = document.getText();
    world.otherPerson('/windows', broken);
    assert.equal(await document.save(), false);
    await overwrite(document);
    await compare(document);
    await overwrite(document);
    assert.equal(world.stored('/windows').code, broken);
    assert.equal(document.getText(), text);
    assert.equal(document.isDirty, true);
    world.otherPerson('/windows', 'a\r\nb\r\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/windows').code, text);
  });
});
