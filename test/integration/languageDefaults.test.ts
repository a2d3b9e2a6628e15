import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { overwrite } from './resolving';
import { once, replace, type, World } from './world';

const encode = (text: string) => new TextEncoder().encode(text);

/**
 * Each setting is set for all languages, the way that would do harm. A local file beside the command shows that it is
 * in effect; the command's file must not follow it.
 */
describe('Settings of a person who has them otherwise for all files', () => {
  let world: World;
  let local: vscode.Uri;
  const changed: string[] = [];

  beforeEach(async () => {
    world = await World.create([{ name: '/start', code: 'let price = 1;' }]);
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    // Documents outlive their tabs, and none is to be met again.
    local = vscode.Uri.joinPath(folder, `settings-${world.accountId}.txt`);
    await vscode.workspace.fs.writeFile(local, encode(''));
  });
  afterEach(async () => {
    for (const id of changed.splice(0).reverse()) await set(id, undefined);
    await world.dispose();
    await vscode.workspace.fs.delete(local);
  });

  const set = (id: string, value: unknown) =>
    vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);

  async function have(settings: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [id, value] of Object.entries(settings)) {
      changed.push(id);
      await set(id, value);
    }
  }

  async function openLocal(text: string): Promise<vscode.TextDocument> {
    await vscode.workspace.fs.writeFile(local, encode(text));
    const document = await vscode.workspace.openTextDocument(local);
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  const onDisk = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(local));

  it('settings that trim and end texts on save leave the text of a command alone', async () => {
    const document = await world.open('/start');
    const beside = await openLocal('');
    for (const [id, text, followed] of [
      ['files.trimTrailingWhitespace', 'a  \n\tb', 'a\n\tb'],
      ['files.trimFinalNewlines', 'a\n\n\n', 'a\n'],
      ['files.insertFinalNewline', 'a', 'a\n'],
    ] as const) {
      await have({ [id]: true });
      await replace(document, text);
      assert.equal(await document.save(), true, id);
      await replace(beside, text);
      assert.equal(await beside.save(), true, id);
      assert.equal(await onDisk(), followed, id);
      assert.equal(world.stored('/start').code, text, id);
      assert.equal(document.getText(), text, id);
    }
  });

  it('editor.formatOnSave leaves the text of a command alone', async () => {
    await have({ 'editor.formatOnSave': true });
    const formatter = vscode.languages.registerDocumentFormattingEditProvider(
      [{ language: 'bjs' }, { language: 'plaintext' }],
      {
        provideDocumentFormattingEdits: () => [
          vscode.TextEdit.insert(new vscode.Position(0, 0), 'formatted '),
        ],
      },
    );
    try {
      const document = await world.open('/start');
      await replace(document, 'text');
      assert.equal(await document.save(), true);
      const beside = await openLocal('');
      await replace(beside, 'text');
      assert.equal(await beside.save(), true);
      assert.equal(await onDisk(), 'formatted text');
      assert.equal(world.stored('/start').code, 'text');
    } finally {
      formatter.dispose();
    }
  });

  const encodings: [string, string | boolean, string][] = [
    ['files.encoding', 'windows1252', 'let tea = "Чай 🫖 é";\n'],
    // VS Code guesses from the first 64 KiB, which end inside this one character.
    ['files.autoGuessEncoding', true, `// ${'-'.repeat(65_535 - 3)}€\n`],
  ];
  for (const [id, value, code] of encodings) {
    it(`${id} changes neither how a command is read nor how it is saved`, async () => {
      world.otherPerson('/start', code);
      await world.contents.refresh();
      await have({ [id]: value });
      const beside = await openLocal(code);
      assert.notEqual(beside.getText(), code);
      const document = await world.open('/start');
      assert.equal(document.getText(), code);
      await type(document, '// é\n');
      assert.equal(await document.save(), true);
      assert.equal(world.stored('/start').code, `// é\n${code}`);
    });
  }

  it('files.autoSave does not save a command by itself', async () => {
    await have({ 'files.autoSaveDelay': 1, 'files.autoSave': 'afterDelay' });
    const document = await world.open('/start');
    const beside = await openLocal('');
    const begun: string[] = [];
    const listener = vscode.workspace.onWillSaveTextDocument(({ document: { uri } }) =>
      begun.push(uri.toString()),
    );
    try {
      await type(document, '// mine\n');
      const saved = once(vscode.workspace.onDidSaveTextDocument, ({ uri }) => uri.path === local.path);
      await type(beside, 'text');
      await saved;
      assert.deepEqual(begun, [local.toString()]);
    } finally {
      listener.dispose();
    }
    assert.equal(document.isDirty, true);
    assert.equal(world.calls('editCommand'), 0);
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, '// mine\nlet price = 1;');
  });

  it('files.saveConflictResolution does not keep a person from being asked', async () => {
    await have({ 'files.saveConflictResolution': 'overwriteFileOnDisk' });
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.otherPerson('/start', 'theirs');
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
    // Had nothing been asked, this would be the first sight of the other version, and refused.
    await overwrite(document);
    assert.equal(world.stored('/start').code, '// mine\nlet price = 1;');
  });

  it('files.saveConflictResolution, set for BJS itself, overwrites nothing that was not shown', async () => {
    const id = 'files.saveConflictResolution';
    const bjs = vscode.workspace.getConfiguration('', { languageId: 'bjs' });
    const { Global } = vscode.ConfigurationTarget;
    await bjs.update(id, 'overwriteFileOnDisk', Global, true);
    try {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.otherPerson('/start', 'theirs');
      for (const _ of ['Ctrl+S', 'Retry']) {
        assert.equal(await document.save(), false);
        assert.equal(world.stored('/start').code, 'theirs');
        assert.equal(document.isDirty, true);
      }
    } finally {
      await bjs.update(id, undefined, Global, true);
    }
  });
});
