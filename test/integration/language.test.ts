import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { FolderBots } from '../../src/language/client/folderBots';
import type { BotChange } from '../../src/language/protocol/protocol';
import { silentLog } from '../../src/util/log';
import { botNode } from '../../src/views/nodes';
import { once, replace, World } from './world';

/** A text with `|` where something is asked. */
function marked(text: string): { readonly code: string; readonly offset: number } {
  const offset = text.indexOf('|');
  assert.ok(offset >= 0, 'a cursor is marked');
  return { code: text.slice(0, offset) + text.slice(offset + 1), offset };
}

async function completionsAt(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** Resolves once a name is offered: what lies on disk is read in the background. */
async function untilOffered(uri: vscode.Uri, position: vscode.Position, name: string): Promise<void> {
  while (!(await completionsAt(uri, position)).includes(name));
}

/** Resolves once what is said of a document is as it should be. */
async function untilSaid(uri: vscode.Uri, matches: (said: vscode.Diagnostic[]) => boolean): Promise<void> {
  while (!matches(vscode.languages.getDiagnostics(uri))) {
    await once(vscode.languages.onDidChangeDiagnostics, ({ uris }) =>
      uris.some((changed) => changed.toString() === uri.toString()),
    );
  }
}

describe('The BJS language service', () => {
  let world: World;

  afterEach(() => world.dispose());

  async function opened(name: string, commands: Readonly<Record<string, string>>) {
    const { code, offset } = marked(commands[name] ?? '');
    const all = { ...commands, [name]: code };
    world = await World.create(Object.entries(all).map(([key, value]) => ({ name: key, code: value })));
    const document = await world.open(name);
    await (await world.studio.language()).start();
    return { document, uri: document.uri, position: document.positionAt(offset) };
  }

  it('completes what Bot has, and says what it is @oldest', async () => {
    const { uri, position } = await opened('/start', { '/start': 'Bot.sendM|essage("Hello");' });
    const labels = await completionsAt(uri, position);
    assert.ok(labels.includes('sendMessage'));
    assert.ok(!labels.includes('getElementById'));
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      position,
    );
    const [content] = hover?.contents ?? [];
    assert.match((content as vscode.MarkdownString).value, /sendMessage\(/);
  });

  it('asks the server of the account for nothing', async () => {
    const { uri, position } = await opened('/start', { '/start': 'wit|', '@': 'var withTax = 1;' });
    world.server.requests.clear();
    assert.ok((await completionsAt(uri, position)).includes('withTax'));
    for (const endpoint of ['getCommands', 'getCommand', 'getFolders'] as const) {
      assert.equal(world.calls(endpoint), 0, endpoint);
    }
  });

  it('knows what @ declares: in completions, as a definition, and at once when it is edited', async () => {
    const { uri, position } = await opened('/start', {
      '/start': 'with|Tax(1);',
      '@': 'function withTax(price) { return price * 1.2; }',
    });
    assert.ok((await completionsAt(uri, position)).includes('withTax'));
    const [definition] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      uri,
      position,
    );
    assert.equal(definition?.targetUri.toString(), (await world.uri('@')).toString());
    const hook = await world.open('@');
    await replace(hook, 'function withoutTax(price) { return price; }');
    await untilSaid(uri, (said) => said.some(({ message }) => message.includes('withTax')));
    assert.ok((await completionsAt(uri, position)).includes('withoutTax'));
  });

  it('learns what another person changes', async () => {
    const { uri, position } = await opened('/start', { '/start': '|', '@': 'var before = 1;' });
    assert.ok((await completionsAt(uri, position)).includes('before'));
    world.otherPerson('@', 'var after = 1;');
    await world.contents.refresh();
    const labels = await completionsAt(uri, position);
    assert.ok(labels.includes('after'));
    assert.ok(!labels.includes('before'));
  });

  it('says what is wrong, and stops saying it when that is mended', async () => {
    const { document, uri } = await opened('/start', { '/start': 'if (!user) return;\n|setTimeout(1);' });
    await untilSaid(uri, (said) => said.length > 0);
    const [said, ...more] = vscode.languages.getDiagnostics(uri);
    assert.equal(said?.message, 'BJS has no setTimeout.');
    assert.equal(said.severity, vscode.DiagnosticSeverity.Warning);
    assert.deepEqual(more, []);
    await replace(document, 'Bot.sendMessage("a");');
    await untilSaid(uri, (now) => now.length === 0);
  });

  it('shows parameters, an outline, colours and what can be folded', async () => {
    const { uri, position } = await opened('/start', {
      '/start': 'function pay(sum, currency) {\n  return sum;\n}\npay(1, |);',
    });
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      uri,
      position,
    );
    assert.equal(help.activeParameter, 1);
    const [symbol] = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    assert.equal(symbol?.name, 'pay');
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      uri,
    );
    assert.ok(tokens.data.length > 0);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      uri,
    );
    assert.deepEqual(
      folds.map(({ start, end }) => [start, end]),
      [[0, 1]],
    );
  });

  it('formats when it is asked to, by the editor’s own tabs', async () => {
    const { document, uri } = await opened('/start', { '/start': 'if(user){\nBot.sendMessage( "a" )|\n}' });
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      uri,
      { tabSize: 3, insertSpaces: true },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri, edits);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), 'if (user) {\n   Bot.sendMessage("a")\n}');
  });

  it('starts its server again when that is killed, and says so once', async () => {
    const { uri, position } = await opened('/start', { '/start': 'wit|', '@': 'var withTax = 1;' });
    const language = await world.studio.language();
    const { showWarningMessage, showErrorMessage } = vscode.window;
    const told: string[] = [];
    let onTold: () => void = () => undefined;
    let press: (label: string) => void = () => undefined;
    const show = (message: string) => {
      told.push(message);
      onTold();
      return new Promise<string>((resolve) => (press = resolve));
    };
    Object.assign(vscode.window, { showWarningMessage: show, showErrorMessage: show });
    const killed = async (): Promise<void> => {
      const { processId } = language;
      assert.ok(processId);
      const ended = language.untilCrashed();
      process.kill(processId, 'SIGKILL');
      await ended;
    };
    try {
      await killed();
      await language.whenRunning();
      assert.deepEqual(told, ['The BJS language server stopped and was started again.']);
      assert.ok((await completionsAt(uri, position)).includes('withTax'));
      for (const _ of [2, 3]) {
        await killed();
        await language.whenRunning();
      }
      assert.equal(told.length, 1);
      const off = new Promise<void>((resolve) => (onTold = resolve));
      await killed();
      await off;
      assert.match(told.at(-1) ?? '', /stays off/);
      assert.equal(language.processId, undefined);
      const asked = new Promise<void>((resolve) => (onTold = resolve));
      const node = botNode({ accountId: world.accountId, botId: world.botId });
      const checked = vscode.commands.executeCommand('botsBusiness.checkBot', node);
      await asked;
      assert.match(told.at(-1) ?? '', /cannot be checked, because the BJS language server does not run/);
      press('Restart');
      await checked;
      assert.ok(language.processId);
      assert.ok((await completionsAt(uri, position)).includes('withTax'));
    } finally {
      Object.assign(vscode.window, { showWarningMessage, showErrorMessage });
    }
  });
});

describe('Files of a bot folder', () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  const { fs } = vscode.workspace;
  let world: World;
  let folder: vscode.Uri;

  beforeEach(async () => {
    world = await World.create([]);
    const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(workspace);
    // Documents outlive their tabs, and none is to be met again.
    folder = vscode.Uri.joinPath(workspace, `bot-${world.accountId}`);
    await write('bot.json', '{"bb_sync_version": "1.0", "name": "Shop"}');
    await write('commands/@.js', 'function withTax(price) { return price * 1.2; }\n');
    await write('commands/Cart/_add.js', '/*CMD\n  command: /add\nCMD*/\n\nwithTax(1);\n');
    await write('libs/Prices.js', 'function inWords(price) {}\n\npublish({ inWords });\n');
  });
  afterEach(async () => {
    await world.dispose();
    await fs.delete(folder, { recursive: true });
  });

  const write = (path: string, text: string) => fs.writeFile(vscode.Uri.joinPath(folder, path), encode(text));

  async function openedAs(path: string, language: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path));
    await vscode.window.showTextDocument(document, { preview: false });
    while (document.languageId !== language) {
      await once(vscode.workspace.onDidOpenTextDocument, (other) => other === document);
    }
    return document;
  }

  it('are BJS, and see what @ of the folder declares', async () => {
    await openedAs('libs/Prices.js', 'bjs');
    const { uri } = await openedAs('commands/Cart/_add.js', 'bjs');
    await (await world.studio.language()).start();
    await untilOffered(uri, new vscode.Position(4, 4), 'withTax');
  });

  it('see what another program writes into @', async () => {
    const { uri } = await openedAs('commands/Cart/_add.js', 'bjs');
    await (await world.studio.language()).start();
    await write('commands/@.js', 'function withoutTax(price) { return price; }\n');
    await untilSaid(uri, (said) => said.some(({ message }) => message.includes('withTax')));
    assert.ok((await completionsAt(uri, new vscode.Position(4, 4))).includes('withoutTax'));
  });

  it('are told of once they were read, and read again when that failed', async () => {
    const told: BotChange[] = [];
    let isBroken = true;
    const files = new Map([['commands/_a.js', encode('user;')]]);
    const bots = new FolderBots({
      read: () => (isBroken ? Promise.reject(new Error('The disk is gone.')) : Promise.resolve(files)),
      tell: (change) => told.push(change),
      log: silentLog,
    });
    try {
      await bots.follow(folder);
      bots.tellAll();
      assert.equal(told.length, 0);
      isBroken = false;
      await bots.follow(folder);
      bots.tellAll();
      assert.deepEqual(
        told.map(({ anew, isComplete, changed }) => [anew, isComplete, changed.map(({ id }) => id)]),
        [
          [false, true, ['commands/_a.js']],
          [true, true, ['commands/_a.js']],
        ],
      );
    } finally {
      bots.dispose();
    }
  });

  it('are renamed in their header, with the code of others', async () => {
    await write('commands/Cart/_add.js', '/*CMD\n  command: /add\nCMD*/\n\nBot.runCommand("/add");\n');
    await write('commands/_start.js', '/*CMD\n  command: /start\nCMD*/\n\nBot.runCommand("/add 1");\n');
    const document = await openedAs('commands/_start.js', 'bjs');
    await (await world.studio.language()).start();
    await untilOffered(document.uri, new vscode.Position(4, 16), '/add');
    await renameAll(document.uri, new vscode.Position(4, 18), '/put');
    const own = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'commands/Cart/_add.js'));
    assert.equal(own.getText(), '/*CMD\n  command: /put\nCMD*/\n\nBot.runCommand("/put");\n');
    assert.match(document.getText(), /runCommand\("\/put 1"\)/);
    assert.ok(own.isDirty);
  });

  it('see what a library of the folder publishes, and lead into it', async () => {
    await write('commands/Cart/_add.js', '/*CMD\n  command: /add\nCMD*/\n\nLibs.Prices.inWords(1);\n');
    const { uri } = await openedAs('commands/Cart/_add.js', 'bjs');
    await (await world.studio.language()).start();
    await untilOffered(uri, new vscode.Position(4, 12), 'inWords');
    const [definition] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      uri,
      new vscode.Position(4, 14),
    );
    assert.equal(definition?.targetUri.toString(), vscode.Uri.joinPath(folder, 'libs/Prices.js').toString());
    assert.equal(definition.targetSelectionRange?.start.line, 0);
  });

  it('rename what @ declares in all of them, in editors that nobody saved yet', async () => {
    const document = await openedAs('commands/Cart/_add.js', 'bjs');
    await (await world.studio.language()).start();
    await untilOffered(document.uri, new vscode.Position(4, 4), 'withTax');
    const shown = await renameAll(document.uri, new vscode.Position(4, 4), 'gross');
    assert.deepEqual(shown.sort(), ['function gross(price) { return price * 1.2; }', 'gross(1);']);
    const hook = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'commands/@.js'));
    assert.equal(hook.getText(), 'function gross(price) { return price * 1.2; }\n');
    assert.match(document.getText(), /^gross\(1\);$/m);
    assert.ok(document.isDirty && hook.isDirty);
  });

  /** Renames, with everything ticked that is shown. Resolves with that. */
  async function renameAll(uri: vscode.Uri, position: vscode.Position, name: string): Promise<string[]> {
    const shown: string[] = [];
    const { showQuickPick } = vscode.window;
    const all = (items: readonly vscode.QuickPickItem[]) => {
      shown.push(...items.map(({ label }) => label));
      return Promise.resolve(items);
    };
    Object.assign(vscode.window, { showQuickPick: all });
    try {
      await vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', uri, position, name);
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
    return shown;
  }

  it('stay JavaScript without a bot.json of Bots.Business beside them', async () => {
    await write('bot.json', '{"name": "Shop"}');
    const document = await openedAs('commands/@.js', 'javascript');
    await write('commands/Other.js', '');
    await write('bot.json', '{"bb_sync_version": "1.0"}');
    // The one that opens after it shows that the first was looked at.
    await openedAs('commands/Other.js', 'bjs');
    assert.equal(document.languageId, 'javascript');
  });

  it('stay what a person chose, in the settings or for the open file', async () => {
    const { Global } = vscode.ConfigurationTarget;
    const files = vscode.workspace.getConfiguration('files');
    const document = await openedAs('commands/Cart/_add.js', 'bjs');
    await vscode.languages.setTextDocumentLanguage(document, 'javascript');
    await files.update('associations', { '@.js': 'javascript' }, Global);
    try {
      const associated = await openedAs('commands/@.js', 'javascript');
      await openedAs('libs/Prices.js', 'bjs');
      assert.equal(associated.languageId, 'javascript');
      assert.equal(document.languageId, 'javascript');
    } finally {
      await files.update('associations', undefined, Global);
    }
  });
});
