import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { compare, discard, overwrite } from './resolving';
import { once, replace, type, untilRequest, untilText, World } from './world';

const code = 'let price = 1;\n';
const mine = `// mine\n${code}`;

const saveClean = () => vscode.commands.executeCommand('workbench.action.files.save');

describe('How saves end', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code },
      { name: '/other', code: 'x' },
    ]);
  });
  afterEach(() => world.dispose());

  async function edited(): Promise<vscode.TextDocument> {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    return document;
  }

  /** Saves `mine`; the server takes it and answers when nobody waits any more. */
  async function savedTooLate(): Promise<vscode.TextDocument> {
    const document = await edited();
    world.server.faults.add({ kind: 'late', ms: 1200, endpoint: 'editCommand', times: 1 });
    assert.equal(await document.save(), false);
    assert.equal(document.isDirty, true);
    assert.equal(world.stored('/start').code, mine);
    return document;
  }

  it('what the server took and confirmed too late is found there by the next save, without a second write', async () => {
    const document = await savedTooLate();
    assert.equal(await document.save(), true);
    assert.equal(document.isDirty, false);
    await saveClean();
    assert.equal(world.stored('/start').code, mine);
    assert.equal(world.calls('editCommand'), 1);
  });

  it('another person’s version after such a write is asked about', async () => {
    const document = await savedTooLate();
    await type(document, '// more\n');
    world.otherPerson('/start', 'theirs');
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
    assert.equal((await compare(document)).getText(), 'theirs');
    await overwrite(document);
    assert.equal(world.stored('/start').code, `// more\n${mine}`);
    assert.equal(document.isDirty, false);
  });

  it('a save counts although the server goes away right after the write', async () => {
    const document = await edited();
    // One look and one write; whatever goes on behind does not count.
    for (const endpoint of ['getCommand', 'editCommand'] as const) {
      world.server.faults.add({ kind: 'dropConnection', endpoint, after: 1 });
    }
    world.server.faults.add({ kind: 'dropConnection', endpoint: 'getCommands' });
    assert.equal(await document.save(), true);
    assert.equal(document.isDirty, false);
    assert.equal(world.stored('/start').code, mine);
    assert.deepEqual([world.calls('getCommand'), world.calls('editCommand')], [1, 1]);
  });

  it('a key that is taken away in the middle keeps the text unsaved until there is a new one', async () => {
    const document = await edited();
    const { store } = world.server;
    const user = store.user();
    assert.ok(user);
    const key = 'N'.repeat(40);
    store.saveUser({ ...user, api_key: key });
    assert.equal(await document.save(), false);
    assert.equal(document.isDirty, true);
    assert.equal(document.getText(), mine);
    assert.equal(world.stored('/start').code, code);
    await world.studio.signIn.withApiKey(key);
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, mine);
  });

  it('signing out in the middle keeps the text unsaved, and signing in again lets it be saved', async () => {
    const document = await edited();
    await world.studio.signIn.out(world.model.account);
    assert.equal(await document.save(), false);
    assert.equal(document.isDirty, true);
    assert.equal(document.getText(), mine);
    assert.equal(world.stored('/start').code, code);
    await world.studio.signIn.withApiKey(world.server.apiKey);
    assert.equal(await document.save(), true);
    assert.equal(document.isDirty, false);
    assert.equal(world.stored('/start').code, mine);
  });

  it('two saves of the same text at once are one', async () => {
    const document = await edited();
    world.server.faults.add({ kind: 'latency', ms: 100, endpoint: 'editCommand' });
    const first = document.save();
    await untilRequest(world, 'editCommand');
    assert.deepEqual(await Promise.all([first, document.save()]), [true, true]);
    assert.equal(document.isDirty, false);
    assert.equal(world.stored('/start').code, mine);
    assert.deepEqual([world.calls('getCommand'), world.calls('editCommand')], [1, 1]);
  });

  it('saves while one is slow end in one more, with the last text', async () => {
    const document = await edited();
    world.server.faults.add({ kind: 'latency', ms: 500, endpoint: 'editCommand', times: 1 });
    const saves = [document.save()];
    await untilRequest(world, 'editCommand');
    for (const digit of ['1', '2', '3']) {
      await type(document, digit);
      saves.push(document.save());
    }
    await Promise.all(saves);
    assert.equal(document.isDirty, false);
    assert.equal(document.getText(), `321${mine}`);
    assert.equal(world.stored('/start').code, `321${mine}`);
    assert.equal(world.calls('editCommand'), 2);
  });

  it('what is typed while the look before the save is slow is not lost', async () => {
    const document = await edited();
    world.server.faults.add({ kind: 'latency', ms: 500, endpoint: 'getCommand', times: 1 });
    const first = document.save();
    await untilRequest(world, 'getCommand');
    await type(document, '1');
    await first;
    await document.save();
    assert.equal(world.stored('/start').code, `1${mine}`);
    assert.equal(document.isDirty, false);
  });

  it('what was typed during a slow save overwrites nobody who saved right after it', async () => {
    const document = await edited();
    world.server.faults.add({ kind: 'latency', ms: 500, endpoint: 'editCommand', times: 1 });
    const first = document.save();
    await untilRequest(world, 'editCommand');
    await type(document, '1');
    await first;
    assert.equal(world.stored('/start').code, mine);
    // VS Code does not tell extensions that the document holds something unsaved now.
    assert.equal(document.isDirty, false);
    world.otherPerson('/start', 'theirs');
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
    assert.equal(document.getText(), `1${mine}`);
    assert.equal((await compare(document)).getText(), 'theirs');
    await overwrite(document);
    assert.equal(world.stored('/start').code, `1${mine}`);
    assert.equal(document.isDirty, false);
  });

  it('a text that the server rewrites while one types on is no conflict, and comes with the next save', async () => {
    world.server.faults.add(
      { kind: 'normaliseText' },
      { kind: 'latency', ms: 500, endpoint: 'editCommand', times: 1 },
    );
    const document = await world.open('/start');
    await replace(document, 'text   ');
    const first = document.save();
    await untilRequest(world, 'editCommand');
    await type(document, 'more ');
    await first;
    assert.equal(document.getText(), 'more text   ');
    assert.equal(world.stored('/start').code, 'text\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, 'more text\n');
    await untilText(document, 'more text\n');
    assert.equal(document.isDirty, false);
  });

  it('what is typed right after a save that the server rewrote is no conflict either', async () => {
    world.server.faults.add({ kind: 'normaliseText' });
    const document = await world.open('/start');
    await replace(document, 'text   ');
    const typed = once(vscode.workspace.onDidSaveTextDocument, (saved) => saved === document).then(() =>
      type(document, 'more '),
    );
    await document.save();
    await typed;
    assert.equal(document.getText(), 'more text   ');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, 'more text\n');
    await untilText(document, 'more text\n');
    assert.equal(document.isDirty, false);
  });

  it('Undo after a rewriting, saved, ends with what the server makes of it', async () => {
    world.server.faults.add({ kind: 'normaliseText' });
    const document = await world.open('/start');
    await replace(document, 'text   ');
    assert.equal(await document.save(), true);
    await untilText(document, 'text\n');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), 'text   ');
    assert.equal(document.isDirty, true);
    assert.equal(await document.save(), true);
    await untilText(document, 'text\n');
    assert.equal(document.isDirty, false);
    assert.equal(world.stored('/start').code, 'text\n');
  });

  it('another person’s version after a rewriting is asked about', async () => {
    world.server.faults.add({ kind: 'normaliseText' });
    const document = await world.open('/start');
    await replace(document, 'text   ');
    assert.equal(await document.save(), true);
    await untilText(document, 'text\n');
    await type(document, 'more ');
    world.otherPerson('/start', 'theirs');
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
  });

  it('a write by other code to an open file shows in its editor', async () => {
    const document = await world.open('/start');
    await vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode('by other code'));
    assert.equal(world.stored('/start').code, 'by other code');
    await untilText(document, 'by other code');
    await type(document, '// mine\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, '// mine\nby other code');
  });

  it('a listing that was under way during a save does not bring the old text back', async () => {
    const [document, other] = [await edited(), await world.open('/other')];
    world.otherPerson('/other', 'theirs');
    world.server.faults.add({ kind: 'late', ms: 300, endpoint: 'getCommands' });
    const listing = world.contents.refresh();
    await untilRequest(world, 'getCommands');
    assert.equal(await document.save(), true);
    await listing;
    await untilText(other, 'theirs');
    assert.equal(document.getText(), mine);
    await type(document, '// more\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, `// more\n${mine}`);
  });

  const ends: [string, string, () => Promise<vscode.TextDocument>][] = [
    [
      'a save',
      mine,
      async () => {
        const document = await edited();
        await document.save();
        return document;
      },
    ],
    [
      'a rewriting by the server',
      'text\n',
      async () => {
        world.server.faults.add({ kind: 'normaliseText' });
        const document = await world.open('/start');
        await replace(document, 'text   ');
        await document.save();
        await untilText(document, 'text\n');
        return document;
      },
    ],
    [
      'Overwrite',
      mine,
      async () => {
        const document = await edited();
        world.otherPerson('/start', 'theirs');
        await document.save();
        await overwrite(document);
        return document;
      },
    ],
    [
      'discarding one’s changes',
      'theirs',
      async () => {
        const document = await edited();
        world.otherPerson('/start', 'theirs');
        await document.save();
        await compare(document);
        await discard(document);
        return document;
      },
    ],
  ];
  for (const [what, text, end] of ends) {
    it(`sends nothing for Ctrl+S on the clean editor after ${what}`, async () => {
      const document = await end();
      assert.equal(document.isDirty, false);
      assert.equal(document.getText(), text);
      world.server.requests.clear();
      await saveClean();
      assert.deepEqual([world.calls('getCommand'), world.calls('editCommand')], [0, 0]);
      assert.equal(document.isDirty, false);
      assert.equal(document.getText(), text);
      assert.equal(world.stored('/start').code, text);
    });
  }

  it('a file whose text is not known opens once the server answers, and is not called missing before', async () => {
    world.server.faults.add({ kind: 'listWithoutCode' });
    await world.studio.signIn.out(world.model.account);
    await world.studio.signIn.withApiKey(world.server.apiKey);
    await world.model.bots.open();
    await world.contents.openWhole();
    const uri = await world.uri('/start');
    const read = () => Promise.resolve(vscode.workspace.fs.readFile(uri));
    world.server.faults.add({ kind: 'status', status: 500, endpoint: 'getCommand', times: 1 });
    await assert.rejects(read(), { code: 'Unavailable' });
    world.server.faults.add({ kind: 'status', status: 401, endpoint: 'getCommand', times: 1 });
    await assert.rejects(read(), { code: 'NoPermissions' });
    assert.equal((await world.open('/start')).getText(), code);
  });
});
