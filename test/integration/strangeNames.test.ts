import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { emptyCommand } from '../../src/sandbox/store/records';
import { botNode, commandNode, folderNode, type Node } from '../../src/views/nodes';
import { opened } from './uris';
import { type, untilSaved, World } from './world';

/** Names that a server may hold, and the file name that each must have. */
const long = 'x'.repeat(300);
const names: readonly (readonly [name: string, file: string])[] = [
  [long, `${'x'.repeat(200)}.js`],
  ['☕ Tea 👩‍👩‍👧', '☕ Tea 👩‍👩‍👧.js'],
  ['a/b', 'a_b.js'],
  ['a\\c', 'a_c.js'],
  ['/', '_.js'],
  ['.', '..js'],
  ['..', '...js'],
  ['../../etc', '.._.._etc.js'],
  ['one\ntwo', 'one_two.js'],
  ['100%25 #?&', '100%25 #_&.js'],
];

describe('Strange names', () => {
  let world: World;
  const original = {
    showInputBox: vscode.window.showInputBox.bind(vscode.window),
    showErrorMessage: vscode.window.showErrorMessage.bind(vscode.window),
  };
  let told: string[];

  beforeEach(async () => {
    world = await World.create([{ name: '/start', code: 'start' }]);
    told = [];
    Object.assign(vscode.window, {
      showErrorMessage: (sentence: string) => Promise.resolve(void told.push(sentence)),
    });
  });
  afterEach(async () => {
    Object.assign(vscode.window, original);
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const nodeOf = (commandId: number): Node => world.studio.tree.rowOf(commandNode(ref(), commandId));
  const fileOf = (commandId: number) => {
    const command = world.contents.commands.get(commandId);
    assert.ok(command);
    return world.studio.files.uriOf(ref(), 'Tea Shop', command);
  };
  const lastOf = ({ path }: vscode.Uri) => path.slice(path.lastIndexOf('/') + 1);
  const elsewhere = (fields: Partial<typeof emptyCommand>) =>
    world.server.store.createCommand(
      world.botId,
      { ...emptyCommand, code: 'code', ...fields },
      'other person',
    ).id;
  /** Answers the next question with a name, as it would be typed: what is refused is not taken. */
  const answering = (answer: string) =>
    Object.assign(vscode.window, {
      showInputBox: async (options: vscode.InputBoxOptions) => {
        const said = await options.validateInput?.(answer);
        const severity = typeof said === 'object' ? said?.severity : undefined;
        return severity === vscode.InputBoxValidationSeverity.Error ? undefined : answer;
      },
    });

  /** Opens a command as a click in the tree does, changes and saves it. */
  async function editAndSave(commandId: number): Promise<void> {
    const uri = await fileOf(commandId);
    await vscode.window.showTextDocument(uri, { preview: false });
    const document = opened(uri);
    assert.equal(document.languageId, 'bjs');
    const saved = untilSaved(document);
    await type(document, `// ${commandId}\n`);
    assert.ok(await document.save());
    await saved;
    assert.equal(world.server.store.command(world.botId, commandId)?.code, `// ${commandId}\ncode`);
  }

  for (const [name, file] of names) {
    const shown = JSON.stringify(name.slice(0, 20));
    it(`shows, opens, saves and renames a command called ${shown}`, async () => {
      const id = elsewhere({ command: name });
      await world.contents.refresh();
      const item = await world.studio.tree.resolveTreeItem(
        world.studio.tree.getTreeItem(nodeOf(id)),
        nodeOf(id),
      );
      assert.equal(item.label, name.replace('\n', ' '));
      assert.ok(item.tooltip instanceof vscode.MarkdownString);
      assert.equal(lastOf(await fileOf(id)), file);
      await editAndSave(id);
      assert.equal(world.server.store.command(world.botId, id)?.command, name);

      answering('/plain');
      await vscode.commands.executeCommand('botsBusiness.rename', nodeOf(id));
      assert.equal(world.server.store.command(world.botId, id)?.command, '/plain');
      assert.equal(lastOf(await fileOf(id)), '_plain.js');
      assert.deepEqual(told, []);
    });
  }

  it('creates commands, folders and bots of such names, and none that nobody can send or tell', async () => {
    for (const [name] of names) {
      answering(name);
      await vscode.commands.executeCommand('botsBusiness.newCommand', botNode(ref()));
      await vscode.commands.executeCommand('botsBusiness.newFolder', botNode(ref()));
      await vscode.commands.executeCommand('botsBusiness.newBot');
    }
    const taken = names.map(([name]) => name).filter((name) => name.length < 256 && !name.includes('\n'));
    const { store } = world.server;
    assert.deepEqual(
      store.commands(world.botId).map(({ command }) => command),
      ['/start', ...taken],
    );
    assert.deepEqual(
      store.folders(world.botId).map(({ title }) => title),
      taken,
    );
    assert.deepEqual(
      store.bots().map(({ name }) => name),
      ['Tea Shop', ...taken],
    );
    assert.deepEqual(told, []);
  });

  it('keeps apart what has one name, names that differ in case, and names that make one file name', async () => {
    const ids = ['Twin', 'Twin', 'twin', 'a/b', 'a?b', null, '', null].map((command) =>
      elsewhere({ command }),
    );
    await world.contents.refresh();
    const files: string[] = [];
    for (const id of ids) {
      files.push((await fileOf(id)).toString());
      await editAndSave(id);
    }
    assert.equal(new Set(files).size, ids.length, files.join('\n'));
    const labels = ids.map((id) => world.studio.tree.getTreeItem(nodeOf(id)).label);
    assert.deepEqual(labels, ['Twin', 'Twin', 'twin', 'a/b', 'a?b', '(no name)', '(no name)', '(no name)']);
  });

  it('finds commands in folders of every name, also of none and of one name', async () => {
    const { store } = world.server;
    const titles = ['..', '.', 'a/b', 'a\\b', 'Twin', 'Twin', 'twin', '', null, long, '☕', 'one\ntwo'];
    const folders = titles.map((title) => store.createFolder(world.botId, title).id);
    const ids = folders.map((id) => elsewhere({ command: '/in', commands_folder_id: id }));
    await world.contents.refresh();
    const files: string[] = [];
    for (const [index, id] of ids.entries()) {
      const folder = world.studio.tree.rowOf(folderNode(ref(), folders[index] ?? 0));
      assert.deepEqual(
        (await world.studio.tree.getChildren(folder)).map((node) => node.id),
        [nodeOf(id).id],
      );
      files.push((await fileOf(id)).toString());
      await editAndSave(id);
    }
    assert.equal(new Set(files).size, ids.length, files.join('\n'));
    assert.deepEqual(told, []);
  });

  it('shows and opens bots of every name, also of none and of one name', async () => {
    const { store } = world.server;
    const bots = ['..', 'a/b\\c', '', 'Tea Shop', 'tea shop', null, long, '☕', 'one\ntwo'].map((name) => {
      const bot = store.createBot({
        name,
        token: null,
        status: null,
        status_changed_at: 0,
        csv_url: null,
        git_remote: null,
      });
      const command = store.createCommand(
        bot.id,
        { ...emptyCommand, command: '/in', code: `of ${bot.id}` },
        'other person',
      );
      return { id: bot.id, commandId: command.id };
    });
    await world.model.bots.refresh();
    const directories = new Set<string>();
    for (const { id, commandId } of bots) {
      const node = world.studio.tree.rowOf(botNode({ accountId: world.accountId, botId: id }));
      const [row] = await world.studio.tree.getChildren(node);
      assert.ok(row?.kind === 'command');
      assert.equal(row.commandId, commandId);
      await vscode.commands.executeCommand('botsBusiness.openCommand', row);
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.getText(), `of ${id}`);
      directories.add(document.uri.path.split('/')[2] ?? '');
    }
    assert.equal(directories.size, bots.length);
  });
});
