import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { commandFields } from '../../src/sandbox/store/records';
import { once, replace, World } from './world';

describe('Names of commands in code', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code: 'Bot.runCommand("/buy 5");' },
      { name: '/buy', code: 'Bot.sendMessage("How many?");', answer: 'How many?', aliases: ['Shop'] },
      { name: 'Menu', code: 'let id = 1;\nBot.run({ command: "/buy " + id });\nBot.runCommand("/bu" + id);' },
    ]);
  });
  afterEach(() => world.dispose());

  async function opened(name: string): Promise<vscode.TextDocument> {
    const document = await world.open(name);
    await (await world.studio.language()).start();
    return document;
  }

  const inName = new vscode.Position(0, 18);

  it('are offered in an empty string, with what is known of each @oldest', async () => {
    const document = await opened('/start');
    await replace(document, 'Bot.runCommand("")');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(0, 16),
    );
    assert.deepEqual(items.map(({ label }) => (typeof label === 'string' ? label : label.label)).sort(), [
      '/buy',
      '/start',
      'Menu',
    ]);
    assert.equal(
      items.find(({ label }) => (typeof label === 'string' ? label : label.label) === '/buy')?.detail,
      'also shop',
    );
  });

  it('say in a hover what the command is, and whose code names it', async () => {
    const { uri } = await opened('/start');
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      inName,
    );
    const said = (hover?.contents ?? [])
      .map((part) => (part instanceof vscode.MarkdownString ? part.value : ''))
      .join();
    assert.match(said, /`\/buy`.*also `shop`/);
    assert.match(said, /How many\?/);
    assert.match(said, /2 commands: .*`\/start`/);
  });

  it('lead to the command, by a definition and by a link', async () => {
    const { uri } = await opened('/start');
    const there = (await world.uri('/buy')).toString();
    const [definition] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      uri,
      inName,
    );
    assert.equal(definition?.targetUri.toString(), there);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      uri,
      10,
    );
    assert.deepEqual(
      links.map(({ target }) => target?.toString()),
      [there],
    );
  });

  it('are found in all commands of the bot, also in those that are not open', async () => {
    const { uri } = await opened('/start');
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      uri,
      inName,
    );
    assert.deepEqual(
      found.map((place) => [place.uri.toString(), place.range.start.line, place.range.start.character]),
      [
        [(await world.uri('Menu')).toString(), 1, 20],
        [uri.toString(), 0, 16],
      ],
    );
  });

  type Picked = readonly vscode.QuickPickItem[] | undefined;
  /** Has the list of changes answered. @param pick `undefined` to leave it */
  async function answering<T>(
    pick: (items: readonly vscode.QuickPickItem[]) => Picked | Promise<Picked>,
    work: () => Thenable<T>,
  ): Promise<T> {
    const { showQuickPick } = vscode.window;
    const answer = (items: readonly vscode.QuickPickItem[]) => Promise.resolve(pick(items));
    Object.assign(vscode.window, { showQuickPick: answer });
    try {
      return await work();
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
  }

  const rename = (uri: vscode.Uri, name: string) =>
    vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', uri, inName, name);

  it('are renamed with the command, in editors that nobody saved yet', async () => {
    const document = await opened('/start');
    const shown: (string | undefined)[] = [];
    const all = (items: readonly vscode.QuickPickItem[]) => {
      shown.push(...items.map(({ label }) => label));
      return items;
    };
    await answering(all, () => rename(document.uri, '/sell'));
    assert.deepEqual(shown.sort(), ['Bot.run({ command: "/sell " + id });', 'Bot.runCommand("/sell 5");']);
    const menu = await vscode.workspace.openTextDocument(await world.uri('Menu'));
    assert.equal(document.getText(), 'Bot.runCommand("/sell 5");');
    assert.equal(
      menu.getText(),
      'let id = 1;\nBot.run({ command: "/sell " + id });\nBot.runCommand("/bu" + id);',
    );
    assert.ok(document.isDirty && menu.isDirty);
    assert.equal(world.stored('/buy').command, '/sell');
    assert.match(world.stored('Menu').code ?? '', /"\/buy "/);
  });

  it('are renamed also in code that no listing brought', async () => {
    const document = await opened('/start');
    const later = {
      ...commandFields(world.stored('Menu')),
      command: '/later',
      code: 'Bot.runCommand("/buy");',
    };
    world.server.store.createCommand(world.botId, later, 'other person');
    world.server.faults.add({ kind: 'listWithoutCode' });
    await world.contents.refresh();
    const all = (items: readonly vscode.QuickPickItem[]) => items;
    await answering(all, () => rename(document.uri, '/sell'));
    const added = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/_later.js'));
    assert.equal(added?.getText(), 'Bot.runCommand("/sell");');
  });

  it('give way to other names where the cursor is on one that the code declares', async () => {
    const document = await opened('Menu');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      new vscode.Position(0, 4),
      'count',
    );
    assert.deepEqual(
      edit.entries().map(([uri, edits]) => [uri.toString(), edits.length]),
      [[document.uri.toString(), 3]],
    );
  });

  it('keep what the person unticks', async () => {
    const document = await opened('/start');
    const first = (items: readonly vscode.QuickPickItem[]) =>
      items.filter(({ label }) => label.startsWith('Bot.runCommand'));
    await answering(first, () => rename(document.uri, '/sell'));
    const menu = await vscode.workspace.openTextDocument(await world.uri('Menu'));
    assert.ok(document.isDirty);
    assert.ok(!menu.isDirty);
  });

  it('are renamed where they are by then, and nowhere that was not shown, when the code changes meanwhile', async () => {
    const document = await opened('/start');
    const typing = async (items: readonly vscode.QuickPickItem[]) => {
      await replace(document, 'Bot.runCommand("/buy 7");\nBot.runCommand("/buy 5");');
      return items.filter(({ label }) => label.startsWith('Bot.runCommand'));
    };
    await answering(typing, () => rename(document.uri, '/sell'));
    assert.equal(document.getText(), 'Bot.runCommand("/buy 7");\nBot.runCommand("/sell 5");');
    const menu = await vscode.workspace.openTextDocument(await world.uri('Menu'));
    assert.ok(!menu.isDirty);
  });

  it('and the command stay when the person leaves the list', async () => {
    const document = await opened('/start');
    await answering(
      () => undefined,
      () => rename(document.uri, '/sell'),
    );
    assert.ok(!document.isDirty);
    assert.equal(world.stored('/buy').command, '/buy');
  });

  it('are renamed in the code of the renamed command too, whose file is called otherwise then', async () => {
    const document = await opened('/start');
    await replace(document, 'Bot.runCommand("/start");');
    await answering(
      (items) => items,
      () => rename(document.uri, '/begin'),
    );
    const uri = await world.uri('/start');
    assert.match(uri.path, /_begin\.js$/);
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), 'Bot.runCommand("/begin");');
  });

  describe('on keyboards', () => {
    const keyboardOf = (name: string) => world.stored(name).keyboard_body;
    const editKeyboard = (name: string, keyboard: string) => {
      const fields = { ...commandFields(world.stored(name)), keyboard_body: keyboard };
      world.server.store.updateCommand(world.botId, world.id(name), fields, 'other person');
    };

    beforeEach(async () => {
      editKeyboard('Menu', 'Tea, /buy\n/start');
      await world.contents.refresh();
    });

    it('are renamed as well, and saved at once', async () => {
      const document = await opened('/start');
      const shown: (string | undefined)[] = [];
      const keyboard = (items: readonly vscode.QuickPickItem[]) => {
        shown.push(...items.map(({ label, description }) => `${label} ${description ?? ''}`));
        return items.filter(({ description }) => description === 'keyboard of Menu');
      };
      await answering(keyboard, () => rename(document.uri, '/sell'));
      assert.equal(shown.at(-1), 'Tea, /sell ⏎ /start keyboard of Menu');
      assert.equal(keyboardOf('Menu'), 'Tea, /sell\n/start');
      assert.match(world.stored('Menu').code ?? '', /"\/buy "/);
      assert.ok(!document.isDirty);
    });

    it('stay when the person unticks them', async () => {
      const document = await opened('/start');
      await answering(
        (items) => items.filter(({ description }) => description !== 'keyboard of Menu'),
        () => rename(document.uri, '/sell'),
      );
      assert.equal(keyboardOf('Menu'), 'Tea, /buy\n/start');
    });

    it('stay when somebody changed them meanwhile, and the code is renamed all the same', async () => {
      const document = await opened('/start');
      const meanwhile = (items: readonly vscode.QuickPickItem[]) => {
        editKeyboard('Menu', 'Coffee, /buy');
        return items;
      };
      await assert.rejects(
        answering(meanwhile, () => rename(document.uri, '/sell')),
        /The keyboard of Menu was changed on the server meanwhile/,
      );
      assert.equal(keyboardOf('Menu'), 'Coffee, /buy');
      assert.equal(document.getText(), 'Bot.runCommand("/sell 5");');
    });

    it('of an account that name nothing are marked at the first line', async () => {
      editKeyboard('Menu', 'Tea, /strat');
      await world.contents.refresh();
      const { uri } = await opened('Menu');
      const marked = () =>
        vscode.languages
          .getDiagnostics(uri)
          .filter(({ message }) => message.includes('keyboard of this command'));
      while (marked().length === 0) await once(vscode.languages.onDidChangeDiagnostics, () => true);
      assert.deepEqual(
        marked().map(({ range: { start, end } }) => [start.line, start.character, end.line, end.character]),
        [[0, 0, 0, 11]],
      );
    });
  });

  it('stay when the new name is taken, and so does the command', async () => {
    const { uri } = await opened('/start');
    await assert.rejects(
      Promise.resolve(
        vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', uri, inName, 'Menu'),
      ),
      /This bot has a command Menu already/,
    );
    assert.equal(world.stored('/buy').command, '/buy');
  });
});
