import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { reportedSize } from '../../src/files/clocks';
import type { FaultSwitch } from '../../src/sandbox/server/faults';
import { compare, discard, overwrite, useMine } from './resolving';
import { once, replace, type, untilRequest, untilText, World } from './world';

const code = 'let price = 1;\n';
const mine = `// mine\n${code}`;

describe('Conflicts', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code },
      { name: '/other', code: 'x' },
    ]);
  });
  afterEach(() => world.dispose());

  /** An editor with unsaved text, whose save was just refused because another person saved `theirs`. */
  async function inConflict(theirs: string): Promise<vscode.TextDocument> {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.otherPerson('/start', theirs);
    assert.equal(await document.save(), false);
    return document;
  }

  /** Undo makes VS Code take the mark for unsaved text away here; it must come back. */
  async function undoToUnsaved(document: vscode.TextDocument): Promise<void> {
    const taken = once(vscode.workspace.onDidChangeTextDocument, () => !document.isDirty);
    const back = taken.then(() =>
      once(vscode.workspace.onDidChangeTextDocument, () => document.isDirty && document.getText() === mine),
    );
    await vscode.commands.executeCommand('undo');
    await back;
  }

  function assertKept(document: vscode.TextDocument, stored: string): void {
    assert.equal(world.stored('/start').code, stored);
    assert.equal(document.getText(), mine);
    assert.equal(document.isDirty, true);
    assert.equal(world.calls('editCommand'), 0);
  }

  function assertSaved(document: vscode.TextDocument, stored = mine): void {
    assert.equal(world.stored('/start').code, stored);
    assert.equal(document.getText(), stored);
    assert.equal(document.isDirty, false);
  }

  it('Compare shows the text of the server beside one’s own, both as BJS @oldest', async () => {
    const document = await inConflict('theirs');
    const left = await compare(document);
    assert.equal(left.getText(), 'theirs');
    assert.deepEqual([left.languageId, document.languageId], ['bjs', 'bjs']);
    assertKept(document, 'theirs');
  });

  it('Overwrite puts one’s own text in place of the other, and the next save asks nothing @oldest', async () => {
    const document = await inConflict('theirs');
    await overwrite(document);
    assertSaved(document);
    await type(document, '// more\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, `// more\n${mine}`);
  });

  it('“Use your changes” in the comparison does the same @oldest', async () => {
    const document = await inConflict('theirs');
    await compare(document);
    await useMine(document);
    assertSaved(document);
    await type(document, '// more\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, `// more\n${mine}`);
  });

  it('“Discard your changes” in the comparison shows the other text, and saves on from there', async () => {
    const document = await inConflict('theirs');
    await compare(document);
    await discard(document);
    assertSaved(document, 'theirs');
    assert.equal(world.calls('editCommand'), 0);
    await type(document, '// mine\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, '// mine\ntheirs');
  });

  it('Ctrl+S in the comparison asks again', async () => {
    const document = await inConflict('theirs');
    await compare(document);
    await vscode.commands.executeCommand('workbench.action.files.save');
    assertKept(document, 'theirs');
  });

  it('closing the comparison decides nothing', async () => {
    const document = await inConflict('theirs');
    await compare(document);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assertKept(document, 'theirs');
    assert.equal(await document.save(), false);
    assertKept(document, 'theirs');
  });

  it('what was typed after the notice is saved by Overwrite too', async () => {
    const document = await inConflict('theirs');
    await type(document, '// more\n');
    assert.equal(await document.save(), false);
    await overwrite(document);
    assertSaved(document, `// more\n${mine}`);
  });

  it('a text made equal to the other person’s is saved without a write', async () => {
    const document = await inConflict('theirs');
    await replace(document, 'theirs');
    assert.equal(await document.save(), true);
    assertSaved(document, 'theirs');
    assert.equal(world.calls('editCommand'), 0);
  });

  for (const [how, third] of [
    ['', 'a third version'],
    [' of equal length', 'THEIRS'],
  ] as const) {
    it(`a third version${how} during Overwrite is refused, also on Retry, until Ctrl+S asked again`, async () => {
      const document = await inConflict('theirs');
      world.otherPerson('/start', third);
      await overwrite(document);
      assertKept(document, third);
      await overwrite(document);
      assertKept(document, third);
      assert.equal(await document.save(), false);
      assertKept(document, third);
      await overwrite(document);
      assertSaved(document);
    });
  }

  it('a fourth version after that is refused as well', async () => {
    const document = await inConflict('theirs');
    world.otherPerson('/start', 'third');
    await overwrite(document);
    assert.equal(await document.save(), false);
    world.otherPerson('/start', 'fourth');
    await overwrite(document);
    assertKept(document, 'fourth');
    assert.equal(await document.save(), false);
    await overwrite(document);
    assertSaved(document);
  });

  it('a third version after Compare is refused; Compare after the next Ctrl+S shows it', async () => {
    const document = await inConflict('theirs');
    await compare(document);
    world.otherPerson('/start', 'third');
    await useMine(document);
    assertKept(document, 'third');
    assert.equal(await document.save(), false);
    assert.equal((await compare(document)).getText(), 'third');
    await useMine(document);
    assertSaved(document);
  });

  it('an open comparison shows a third version once a listing brings it, and may overwrite that', async () => {
    const document = await inConflict('theirs');
    const left = await compare(document);
    world.otherPerson('/start', 'third');
    await world.contents.refresh();
    await untilText(left, 'third');
    assertKept(document, 'third');
    await useMine(document);
    assertSaved(document);
  });

  it('nothing is asked any more once the server is back at what the text started from', async () => {
    const document = await inConflict('theirs');
    world.otherPerson('/start', code);
    assert.equal(await document.save(), true);
    assertSaved(document);
  });

  it('an Overwrite whose write failed can be tried again, and still spares a third version', async () => {
    const document = await inConflict('theirs');
    world.server.faults.add({ kind: 'errors200', endpoint: 'editCommand', times: 1 });
    await overwrite(document);
    assert.equal(world.stored('/start').code, 'theirs');
    assert.equal(document.isDirty, true);
    world.otherPerson('/start', 'third');
    await overwrite(document);
    assert.equal(world.stored('/start').code, 'third');
    world.otherPerson('/start', 'theirs');
    await overwrite(document);
    assertSaved(document);
  });

  it('Retry after a save that failed asks before it overwrites what came meanwhile', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.server.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand', times: 1 });
    assert.equal(await document.save(), false);
    world.otherPerson('/start', 'theirs');
    world.server.requests.clear();
    assert.equal(await document.save(), false);
    assertKept(document, 'theirs');
    assert.equal((await compare(document)).getText(), 'theirs');
  });

  const failedLooks: [string, FaultSwitch][] = [
    ['fails', { kind: 'status', status: 500, endpoint: 'getCommand', times: 1 }],
    ['says that the command is gone', { kind: 'status', status: 404, endpoint: 'getCommand', times: 1 }],
    ['says that the key is wrong', { kind: 'status', status: 401, endpoint: 'getCommand', times: 1 }],
    ['does not say the code', { kind: 'omitFields', fields: ['code'], endpoint: 'getCommand', times: 1 }],
  ];
  for (const [how, fault] of failedLooks) {
    it(`nothing is overwritten when the look before the save ${how} and the one before the write does not`, async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.otherPerson('/start', 'theirs');
      world.server.faults.add(fault);
      assert.equal(await document.save(), false);
      assertKept(document, 'theirs');
      assert.equal(await document.save(), false);
      assertKept(document, 'theirs');
      await overwrite(document);
      assertSaved(document);
    });
  }

  it('one’s own text being as long as the size told of the other is no way around', async () => {
    // VS Code compares the texts when the sizes are equal.
    const theirs = Array.from({ length: 50_000 }, (_, index) => `their version ${index}`).find(
      (text) => reportedSize(text) < 2000,
    );
    assert.ok(theirs);
    const document = await world.open('/start');
    await replace(document, '/'.repeat(reportedSize(theirs)));
    world.otherPerson('/start', theirs);
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, theirs);
    assert.equal(world.calls('editCommand'), 0);
    assert.equal((await compare(document)).getText(), theirs);
  });

  it('closing without saving leaves the other version on the server, and opening shows it', async () => {
    const document = await inConflict('theirs');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    assert.equal(document.isDirty, false);
    assert.equal(world.stored('/start').code, 'theirs');
    const again = await world.open('/start');
    await untilText(again, 'theirs');
    await type(again, '// mine\n');
    assert.equal(await again.save(), true);
    assert.equal(world.stored('/start').code, '// mine\ntheirs');
  });

  it('Revert keeps the text when the server does not say its own', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.otherPerson('/start', 'theirs');
    world.server.faults.add({ kind: 'status', status: 403, endpoint: 'getCommand', times: 1 });
    await assert.rejects(Promise.resolve(vscode.commands.executeCommand('workbench.action.files.revert')));
    assertKept(document, 'theirs');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assertSaved(document, 'theirs');
  });

  it('Undo to a text that was given up during a save which failed shows it as unsaved', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.otherPerson('/start', 'theirs');
    world.server.faults.add({ kind: 'latency', ms: 100, endpoint: 'getCommand', times: 1 });
    const saving = document.save();
    await untilRequest(world, 'getCommand');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(await saving, false);
    // The save failed, so that VS Code calls the text unsaved again, but remembers it as the one that was saved.
    assertKept(document, 'theirs');
    await type(document, '// more\n');
    await undoToUnsaved(document);
    assertKept(document, 'theirs');
  });

  it('Undo to a text whose file could not be renamed shows it as unsaved', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.server.faults.add({ kind: 'status', status: 403, endpoint: 'editCommand', times: 1 });
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, document.uri.with({ path: document.uri.path.replace('_start', 'begin') }));
    assert.equal(await vscode.workspace.applyEdit(edit), false);
    world.server.requests.clear();
    assertKept(document, code);
    await type(document, '// more\n');
    await undoToUnsaved(document);
    assertKept(document, code);
    assert.equal(await document.save(), true);
    assertSaved(document);
  });

  it('Ctrl+S without a change does not put back what another person replaced', async () => {
    const document = await world.open('/start');
    world.otherPerson('/start', 'theirs');
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.equal(world.stored('/start').code, 'theirs');
    assert.equal(world.calls('editCommand'), 0);
    await type(document, '// mine\n');
    assert.equal(await document.save(), false);
    assertKept(document, 'theirs');
  });

  it('Save All saves the files that have none', async () => {
    const document = await inConflict('theirs');
    const other = await world.open('/other');
    await type(other, '// ');
    await vscode.workspace.saveAll();
    assert.equal(world.stored('/other').code, '// x');
    assert.equal(other.isDirty, false);
    assert.equal(world.stored('/start').code, 'theirs');
    assert.equal(document.isDirty, true);
  });
});

for (const year of [1990, 2100]) {
  describe(`Conflicts with a server whose clock stands in ${year}`, () => {
    let world: World;

    beforeEach(async () => {
      world = await World.create([{ name: '/start', code }], [], () => Date.UTC(year, 0));
    });
    afterEach(() => world.dispose());

    it('are found all the same', async () => {
      const document = await world.open('/start');
      world.otherPerson('/start', 'theirs');
      await world.contents.refresh();
      await untilText(document, 'theirs');
      await type(document, '// mine\n');
      world.otherPerson('/start', code);
      assert.equal(await document.save(), false);
      assert.equal(world.stored('/start').code, code);
      assert.equal((await compare(document)).getText(), code);
      await useMine(document);
      assert.equal(world.stored('/start').code, '// mine\ntheirs');
    });
  });
}
