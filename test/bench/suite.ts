/** The part of the benchmark that runs inside the extension host. VS Code calls `run`. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/container';
import type { Account, BotRef } from '../../src/model/account';
import type { PartName } from '../../src/model/bot/botParts';
import { commandIds, settingIds } from '../../src/util/contract';
import type { BotViewNode } from '../../src/views/bot/nodes';
import type { BotNode, CommandNode, Node } from '../../src/views/nodes';
import { type MeteredRequest, roundTripsOf, type Runs, type ServerPlace } from './meter';

/** What `bench.mjs` hands over in `BBS_BENCH`. */
interface Order {
  readonly extensionId: string;
  readonly resultFile: string;
  readonly repeat: number;
  /** Several bots of usual size. */
  readonly usual: ServerPlace;
  /** One bot with very many commands. */
  readonly large: ServerPlace;
}

export async function run(): Promise<void> {
  const order = JSON.parse(process.env['BBS_BENCH'] ?? '{}') as Order;
  const extension = vscode.extensions.getExtension<TestAccess>(order.extensionId);
  assert.ok(extension, 'the extension is installed');
  const bench = new Bench(await extension.activate(), order.repeat);
  await bench.usualBots(order.usual);
  await bench.largeBot(order.large);
  writeFileSync(order.resultFile, JSON.stringify(bench.runs));
}

class Bench {
  readonly runs: Runs = {};
  #server: ServerPlace | undefined;

  constructor(
    private readonly studio: TestAccess,
    private readonly repeat: number,
  ) {}

  async usualBots(server: ServerPlace): Promise<void> {
    this.#server = server;
    await this.#times(async () => {
      await this.#signInAnew();
      await this.#measure('tree never seen', () => this.#roots());
    });
    await this.#times(async () => {
      await this.#reconnect();
      await this.#measure('tree seen before', () => this.#roots());
    });

    await this.#signInAnew();
    const bots = await this.#bots();
    await this.#times((index) => this.#measure('expand never seen', () => this.#expand(bots, index)));
    await this.#times(async (index) => {
      await this.#reconnect();
      await this.#bots();
      await this.#measure('expand seen before', () => this.#expand(bots, index));
    });

    const commands = await this.#commandsOf(bots, 0);
    // The first editor of an account also asks for its usage, once; the first of a window starts the language server.
    const first = await this.#show(commands, 0);
    await this.#measure('first completion', () => this.#complete(first));
    await this.#settled();
    await this.#times((index) =>
      this.#measure('open after a listing', () => this.#show(commands, index + 1)),
    );
    await this.#times(async (index) => {
      const document = await this.#show(commands, index + 1);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), `// edit ${index}\n`);
      await vscode.workspace.applyEdit(edit);
      await this.#measure('save', async () => assert.ok(await document.save()));
    });
    await this.#historyAndCompare(bots, commands);
    await this.#openAsAfterReload(await this.#commandsOf(bots, 1));
    await this.#viewOfBots(bots);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }

  async #historyAndCompare(bots: readonly BotNode[], commands: readonly CommandNode[]): Promise<void> {
    const history = await this.studio.history();
    await this.#times(async (index) => {
      const saved = commands[index + 1];
      assert.ok(saved);
      await this.#measure('earlier versions', async () =>
        assert.ok((await history.versions(saved.ref, saved.commandId)).length > 0),
      );
    });
    await this.#times(async (index) => {
      const rows = [bots[0], bots[index + 1]];
      await this.#measure('compare bots', () =>
        vscode.commands.executeCommand(commandIds.compareBots, rows[0], rows),
      );
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }

  async largeBot(server: ServerPlace): Promise<void> {
    await this.#signOut();
    this.#server = server;
    // Each takes seconds and differs little.
    const repeat = Math.min(this.repeat, 2);
    await this.#times(async () => {
      await this.#signInAnew();
      const bots = await this.#bots();
      await this.#measure('large never seen', () => this.#expand(bots, 0));
    }, repeat);
    await this.#times(async () => {
      await this.#reconnect();
      const bots = await this.#bots();
      await this.#measure('large seen before', () => this.#expand(bots, 0));
    }, repeat);
    const [bot] = await this.#bots();
    assert.ok(bot);
    this.studio.current.choose(bot.ref);
    await this.studio.accounts.contents(bot.ref)?.openWhole();
    await this.#settled();
    await this.#findInBot();
    await this.#goToCommand();
  }

  /** What is typed is found in few commands, all over the bot. */
  async #findInBot(): Promise<void> {
    const { search, form } = await this.studio.find();
    const isOver = () => search.order !== undefined && !search.isRunning;
    const look = (text: string, isRegex: boolean, isSo: () => boolean) => {
      form.set({ text: '' });
      const over = untilFired(search.onDidChange, isSo);
      form.set({ text, isRegex });
      return over;
    };
    await this.#times(async (index) => {
      await this.#measure('find first', () => look(`price №${index + 1}"`, false, () => search.matches > 0));
      await this.#measure('find all', () => look(`limit №${index + 1}"`, false, isOver));
      await this.#measure('find expression', () => look(`orders №${index + 1}(?=")`, true, isOver));
      assert.ok(search.matches > 0, 'something was found');
    });
    form.set({ text: '', isRegex: false });
  }

  /** The list as it opens, and what is found by typing. */
  async #goToCommand(): Promise<void> {
    const goTo = await this.studio.goToCommand();
    assert.ok(goTo);
    await this.#times(() =>
      this.#measure('go to command', async () => assert.ok((await goTo.items('')).length > 100)),
    );
    await this.#times((index) =>
      this.#measure('command symbols', () =>
        vscode.commands.executeCommand('vscode.executeWorkspaceSymbolProvider', `command99${index}`),
      ),
    );
  }

  /** Sections of the view *Bot*, each for the first time, and one that is looked through to its end. */
  async #viewOfBots(bots: readonly BotNode[]): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await this.#times(async (index) => {
      const ref = bots[index]?.ref;
      assert.ok(ref);
      this.studio.current.choose(ref);
      const parts = this.studio.accounts.parts(ref);
      assert.ok(parts);
      await this.#settled();
      for (const section of ['errors', 'chats', 'properties'] as const) {
        await this.#measure(`section ${section}`, async () => {
          await parts[section].open();
          assert.ok(this.#rowsOf(section).length > 1, 'the section has rows');
        });
      }
      // As *Search Chats* reads what it looks through.
      await this.#measure('read all chats', () =>
        parts.chats.readAll(() => undefined, new AbortController().signal),
      );
    });
  }

  #rowsOf(section: PartName): readonly BotViewNode[] {
    const row = this.studio.botTree.sectionRow(section);
    assert.ok(row);
    return this.studio.botTree.getChildren(row);
  }

  /** A tab that VS Code brings back asks for its file before anything of the bot was read in this window. */
  async #openAsAfterReload(commands: readonly CommandNode[]): Promise<void> {
    const [first, ...uris] = await Promise.all(
      commands.slice(0, this.repeat + 1).map((node) => this.#uriOf(node)),
    );
    assert.ok(first);
    await this.#reconnect();
    // Asks for the usage as well.
    await vscode.window.showTextDocument(first);
    await this.#settled();
    await this.#times((index) => {
      const uri = uris[index];
      assert.ok(uri);
      return this.#measure('open after a reload', () => vscode.window.showTextDocument(uri));
    });
  }

  async #measure(name: string, action: () => PromiseLike<unknown>): Promise<void> {
    await this.#ask('begin');
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    const started = performance.now();
    await action();
    const ms = performance.now() - started;
    const over = Date.now();
    // One turn more, so that what blocked last is seen as well.
    await new Promise((resolve) => setTimeout(resolve, 5));
    delays.disable();
    const requests = await this.#settled();
    const awaited = requests.filter(({ answered }) => answered <= over);
    (this.runs[name] ??= []).push({
      ms,
      requests: requests.length,
      roundTrips: roundTripsOf(requests),
      awaited: awaited.length,
      awaitedTrips: roundTripsOf(awaited),
      blockedMs: delays.max / 1e6,
    });
  }

  async #times(run: (index: number) => Promise<unknown>, repeat = this.repeat): Promise<void> {
    for (let index = 0; index < repeat; index++) await run(index);
  }

  /** Signs in as if for the first time: signing out deletes what was kept. */
  async #signInAnew(): Promise<void> {
    await this.#signOut();
    assert.ok(this.#server);
    await vscode.workspace
      .getConfiguration()
      .update(settingIds.apiUrl, this.#server.url, vscode.ConfigurationTarget.Global);
    await this.studio.signIn.withApiKey(this.#server.apiKey);
    await this.#settled();
  }

  async #signOut(): Promise<void> {
    for (const { account } of this.studio.accounts.all) await this.studio.signIn.out(account);
  }

  /** Leaves of the account only what is kept on disk, as a new window finds it. */
  async #reconnect(): Promise<void> {
    await this.#settled();
    await this.studio.accounts.add(this.#account());
  }

  #account(): Account {
    const [model] = this.studio.accounts.all;
    assert.ok(model, 'signed in');
    return model.account;
  }

  #roots(): Promise<Node[]> {
    return this.studio.tree.getChildren();
  }

  async #bots(): Promise<BotNode[]> {
    const roots = await this.#roots();
    await this.#settled();
    return roots.filter((node) => node.kind === 'bot');
  }

  async #expand(bots: readonly BotNode[], index: number): Promise<Node[]> {
    const bot = bots[index];
    assert.ok(bot, `there is a bot ${index}`);
    const children = await this.studio.tree.getChildren(bot);
    assert.ok(
      children.length > 0 && !children.some(({ kind }) => kind === 'failure'),
      'the bot has contents',
    );
    return children;
  }

  async #commandsOf(bots: readonly BotNode[], index: number): Promise<CommandNode[]> {
    const children = await this.#expand(bots, index);
    await this.#settled();
    return children.filter((node) => node.kind === 'command');
  }

  /** As a click in the tree does. */
  async #show(commands: readonly CommandNode[], index: number): Promise<vscode.TextDocument> {
    const node = commands[index];
    assert.ok(node, `there is a command ${index}`);
    await vscode.commands.executeCommand(commandIds.openCommand, node);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.toString(), (await this.#uriOf(node)).toString(), 'its editor shows');
    return document;
  }

  /** As Ctrl+Space does at the end of a file, once the language server is up. */
  async #complete({ uri, lineCount }: vscode.TextDocument): Promise<void> {
    const language = await this.studio.language();
    await language.whenRunning();
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(lineCount, 0),
    );
    assert.ok(
      items.some(({ label }) => label === 'AdminPanel'),
      'the objects of BJS are offered',
    );
  }

  #uriOf({ ref, commandId }: { readonly ref: BotRef; readonly commandId: number }): Promise<vscode.Uri> {
    const model = this.studio.accounts.get(ref.accountId);
    const command = model?.contents(ref.botId).commands.get(commandId);
    assert.ok(command);
    return this.studio.files.uriOf(ref, model?.bots.get(ref.botId)?.name ?? null, command);
  }

  #settled(): Promise<MeteredRequest[]> {
    return this.#ask('settled') as Promise<MeteredRequest[]>;
  }

  async #ask(what: 'begin' | 'settled'): Promise<unknown> {
    assert.ok(this.#server);
    const response = await fetch(`${this.#server.meterUrl}/${what}`);
    return response.json();
  }
}

/** Resolves once something is so after an event. */
function untilFired(
  event: (listener: () => unknown) => { dispose(): unknown },
  isSo: () => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const listener = event(() => {
      if (!isSo()) return;
      listener.dispose();
      resolve();
    });
  });
}
