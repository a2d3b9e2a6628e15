import * as vscode from 'vscode';

import * as l10n from '@vscode/l10n';

import { AccountChanges } from './accounts/accountChanges';
import { authenticationProviderId, BotsBusinessAuthentication } from './accounts/authenticationProvider';
import { connectAccount, type Pace } from './accounts/connect';
import { KeyRenewal } from './accounts/keyRenewal';
import { SandboxConnection } from './platform/node/sandboxConnection';
import { isUsableCloudUrl, SignIn } from './accounts/signIn';
import type { SecretStore } from './accounts/secretStore';
import { VscodeSecretStore } from './accounts/vscodeSecretStore';
import type { Command } from './api/commands';
import type { EndpointId } from './api/endpoints';
import { registerAccountCommands } from './commands/accountCommands';
import { askToSignInAgain } from './commands/askToSignInAgain';
import { BotActions } from './commands/botActions';
import { registerBotCommands } from './commands/botCommands';
import { CommandActions } from './commands/commandActions';
import { registerCopyCommands } from './commands/copyCommands';
import { FirstSteps } from './commands/firstSteps';
import { FolderActions } from './commands/folderActions';
import { historyLimits } from './commands/historyLimits';
import { RecentCommands } from './commands/find/recentCommands';
import { Cancelled, CommandRegistry, Explained, sentenceOf } from './commands/registry';
import { registerReportIssue } from './commands/reportIssue';
import { tellSignedOutElsewhere } from './commands/signedOutElsewhere';
import { SignInFlow } from './commands/signInFlow';
import { SignOutFlow } from './commands/signOutFlow';
import { StructureCommands } from './commands/structureCommands';
import { TakeOver } from './commands/takeOver';
import { TelegramCommands } from './commands/telegramCommands';
import { registerViewCommands } from './commands/viewCommands';
import { AccountEditors } from './files/accountEditors';
import { CommandFiles } from './files/commandFiles';
import { WindowDocuments } from './files/documents';
import { ErrorDiagnostics } from './files/errorDiagnostics';
import { FileChanges } from './files/fileChanges';
import { FileEdits } from './files/fileEdits';
import { FileSystem } from './files/fileSystem';
import { OpenFiles } from './files/openFiles';
import { ReadOnlyTexts } from './files/readOnlyTexts';
import { parsePlace } from './files/uri';
import type { CommandSymbol } from './commands/find/commandSymbols';
import type { CheckBot } from './commands/checkBot';
import type { GoToCommand } from './commands/find/goToCommand';
import type { FindInBots, Place } from './commands/find/findInBots';
import type { Moves } from './commands/moves/moves';
import type { BjsLanguage } from './language/client/bjsLanguage';
import type { CommandFact } from './language/protocol/protocol';
import type { Account, BotRef } from './model/account';
import { listenToEvery } from './model/everyAccount';
import type { CommandDrafts } from './model/command/commandDrafts';
import type { History } from './model/history/history';
import { Accounts } from './model/accounts';
import { CurrentBot } from './model/currentBot';
import { PinnedBot } from './model/pinnedBot';
import { Watch } from './model/watch';
import type { BotSearch } from './model/search/botSearch';
import { secretsFolderUnderTest, startsInSandbox } from './platform/node/environment';
import { FileSecretStore } from './platform/node/fileSecretStore';
import { FileTextStore } from './platform/node/fileTextStore';
import { RunStateItem } from './status/runStateItem';
import { UsageItem } from './status/usageItem';
import type { AdminPanelTabs } from './panels/adminPanelTabs';
import type { CommandPanel, CommandPanelOptions } from './panels/commandPanel';
import type { FindForm } from './panels/findForm';
import { shownName } from './sentences/shownName';
import { BotApi, telegramUrl } from './telegram/botApi';
import { asError, delay, once } from './util/async';
import {
  accountActionIds,
  bjsLanguage,
  botViewCommandIds,
  commandIds,
  fileScheme,
  foundCommandIds,
  moveCommandIds,
  historyAndCompareIds,
  panelViewType,
  settingIds,
  viewIds,
} from './util/contract';
import { sandboxOrigin } from './util/sandboxContract';
import { Disposable, type IDisposable } from './util/disposable';
import { Emitter } from './util/event';
import { Log, type LogSink } from './util/log';
import type { AccountRow } from './views/accountRows';
import { AccountView } from './views/accountView';
import { BotTree } from './views/bot/botTree';
import { BotView } from './views/bot/botView';
import { BotsTree } from './views/botsTree';
import { BotsView } from './views/botsView';
import { CutRows } from './views/cutRows';
import type { BotViewNode } from './views/bot/nodes';
import type { FoundTree } from './views/find/foundTree';
import type { FoundNode } from './views/find/nodes';
import { LateTree } from './views/lateTree';
import { type BotNode, commandNode, type CommandNode, type Node } from './views/nodes';

const defaultCloudUrl = 'https://api.bots.business/v2';
/** How long a call that was not let in waits for the person to sign in again, in milliseconds. */
const signInWait = 60_000;
/** How long another window may take from the reset of a key until it has stored the new one, in milliseconds. */
const replacementTime = 1000;

/** Whether a bot lies around such a file is looked up when one opens. */
const mayBeInBotFolder = /\/(?:commands|libs)\/.*\.js$/;

/** False in what is built for people, which leaves the code behind it out (`esbuild.mjs`). */
declare const keysInFilesAllowed: boolean;

/** What the tests inside VS Code get hold of; the product exports nothing. */
export interface TestAccess {
  readonly accounts: Accounts;
  readonly signIn: SignIn;
  readonly sandbox: SandboxConnection;
  readonly files: CommandFiles;
  readonly current: CurrentBot;
  readonly tree: BotsTree;
  readonly accountView: AccountView;
  readonly botTree: BotTree;
  readonly botActions: BotActions;
  readonly commandActions: CommandActions;
  readonly folderActions: FolderActions;
  /** What drag and drop calls; loads it when nothing did. */
  moves(): Promise<Moves>;
  /** Has files begin anew as when a window is loaded again, while VS Code keeps its documents. */
  restartFiles(): RestartedFiles;
  /** Where what is stored lies. */
  readonly storageFolder: string;
  /** Every line that went to the log. */
  readonly logLines: readonly string[];
  /** Time limits, and pauses before a read is repeated, of accounts that are signed in from now on. */
  setPace(pace: Pace): void;
  /** The accounts as VS Code asks for them. */
  readonly authentication: BotsBusinessAuthentication;
  /** Asks in place of the notice when a key is no longer accepted; `undefined` for the notice. */
  setAskToSignInAgain(ask: typeof askToSignInAgain | undefined): void;
  /** The forms of admin panels. */
  adminPanels(): Promise<AdminPanelTabs>;
  /** *Find in Bots*; loads it when nothing did. */
  find(): Promise<Find>;
  /** The panel of the active command; loads it when nothing did. */
  commandPanel(): Promise<CommandPanel>;
  goToCommand(): Promise<GoToCommand | undefined>;
  /** The language service; loads it when nothing did. */
  language(): Promise<BjsLanguage>;
  /** The earlier versions of commands; loads them when nothing did. */
  history(): Promise<History>;
  /** Where Telegram's Bot API is; `undefined` for the real one. */
  setTelegramUrl(url: string | undefined): void;
}

/** All of *Find in Bots*. */
export interface Find {
  readonly search: BotSearch;
  readonly form: FindForm;
  readonly tree: FoundTree;
  readonly commands: FindInBots;
}

/** What began anew. */
export interface RestartedFiles {
  readonly files: CommandFiles;
  readonly fileSystem: FileSystem;
}

/** The one composition root: who gets what by constructor; disposal goes backwards. */
export class Container extends Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #channel: vscode.LogOutputChannel;
  readonly #log: Log;
  readonly #store: FileTextStore;
  readonly #accounts: Accounts;
  readonly #sandbox: SandboxConnection;
  readonly #secrets: SecretStore;
  readonly #renewal: KeyRenewal;
  readonly #signIn: SignIn;
  readonly #signInFlow: SignInFlow;
  readonly #signOutFlow: SignOutFlow;
  readonly #takeOver: TakeOver;
  #askToSignInAgain = askToSignInAgain;
  readonly #accountEditors = new AccountEditors();
  readonly #current: CurrentBot;
  #files: CommandFiles;
  readonly #documents = new WindowDocuments();
  #fileSystem: FileSystem;
  #provider: vscode.Disposable | undefined;
  #openFiles: OpenFiles | undefined;
  readonly #cut: CutRows;
  readonly #tree: BotsTree;
  readonly #botTree: BotTree;
  #view: BotsView | undefined;
  #accountView: AccountView | undefined;
  #authentication: BotsBusinessAuthentication | undefined;
  readonly #registry: CommandRegistry;
  readonly #botActions: BotActions;
  readonly #commandActions: CommandActions;
  readonly #folderActions: FolderActions;
  readonly #texts = this._register(new ReadOnlyTexts());
  readonly #botStarted = this._register(new Emitter<void>());
  readonly #logLines: string[] = [];
  #pace: Pace = {};
  #telegramUrl: string | undefined;
  #panels: (() => Promise<AdminPanelTabs>) | undefined;
  #drafts: (() => Promise<CommandDrafts>) | undefined;
  #openCommandPanel: (() => Promise<CommandPanel>) | undefined;
  #language: (() => Promise<BjsLanguage>) | undefined;
  #botCheck: (() => Promise<CheckBot<CommandFact>>) | undefined;
  #history: (() => Promise<History>) | undefined;
  #moves: (() => Promise<Moves>) | undefined;
  #folderLanguage: Promise<IDisposable> | undefined;
  #find: (() => Promise<Find>) | undefined;
  #goTo: (() => Promise<GoToCommand>) | undefined;
  #foundView: vscode.TreeView<FoundNode> | undefined;

  constructor(context: vscode.ExtensionContext) {
    super();
    this.#context = context;
    // For the rooms that know nothing of VS Code and have sentences.
    if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
    this.#channel = this._register(vscode.window.createOutputChannel('Bots.Business Studio', { log: true }));
    this.#log = new Log(
      context.extensionMode === vscode.ExtensionMode.Test
        ? keepingLines(this.#channel, this.#logLines)
        : this.#channel,
    );

    const version = String((context.extension.packageJSON as { version?: unknown }).version);
    const userAgent = `BotsBusinessStudio/${version}`;
    this.#store = new FileTextStore(context.globalStorageUri.fsPath);
    const secrets = this._register(secretStore(context));
    this.#secrets = secrets;
    this.#sandbox = this._register(
      new SandboxConnection(
        {
          script: context.asAbsolutePath('dist/sandbox.js'),
          folder: vscode.Uri.joinPath(context.globalStorageUri, 'sandbox').fsPath,
          demoBots: ['shop', 'quiz'].map((bot) => context.asAbsolutePath(`media/demo-bots/${bot}`)),
        },
        this.#log.for('sandbox'),
      ),
    );
    // A key that another window stored or replaced: what failed without it is tried again.
    this._register(secrets.onDidChange((accountId) => void this.#accounts.get(accountId)?.keyChanged()));
    const longestWait = () => this.#pace.signInWaitMs ?? signInWait;
    const renewal = this._register(
      new KeyRenewal({
        secrets,
        ask: async (account, question) => {
          // Another window may have signed out a moment ago, or be replacing the key at this very moment.
          await Promise.all([this.#follow(), delay(Math.min(replacementTime, longestWait()))]);
          const model = this.#accounts.get(account.id);
          if (model && !(await question.isReplaced())) await this.#askToSignInAgain(model.account, question);
        },
        longestWait,
        log: this.#log.for('accounts'),
      }),
    );
    this.#renewal = renewal;
    const pace = () => this.#pace;
    const shared = {
      secrets,
      renewal,
      sandbox: this.#sandbox,
      log: this.#log,
      userAgent,
      paths: configuredPaths,
      pace,
    };
    this.#accounts = this._register(
      new Accounts((account) => connectAccount(account, shared), this.#store, this.#log),
    );
    this.#signIn = new SignIn({ ...shared, accounts: this.#accounts, cloudUrl: () => this.#cloudUrl() });
    this.#takeOver = new TakeOver(
      this.#signIn,
      this.#accounts,
      secrets,
      context.globalState,
      this.#log.for('accounts'),
    );
    this.#signInFlow = new SignInFlow(this.#signIn, this.#accounts, (again) => this.#takeOver.run(again));
    this.#signOutFlow = new SignOutFlow(
      this.#signIn,
      this.#accountEditors,
      async (account) => {
        const [history, { askAboutHistory }] = await Promise.all([
          this.#loadHistory(),
          import('./commands/askAboutHistory'),
        ]);
        const isDeleted = await askAboutHistory(history, account, this.#log.for('accounts'));
        return isDeleted ? history : undefined;
      },
      () => this.#loadDrafts(),
    );
    this.#keepHistory();
    this.#current = this._register(new CurrentBot());
    this._register(
      new PinnedBot(this.#accounts, this.#current, context.workspaceState, this.#log.for('pinned bot')),
    );
    const filesLog = this.#log.for('files');
    this.#files = new CommandFiles(this.#accounts, this.#store, filesLog);
    const changes = new FileChanges(this.#files);
    this.#fileSystem = this._register(new FileSystem(this.#files, changes, this.#documents, filesLog));
    const edits = new FileEdits(this.#files, changes, this.#documents, filesLog);
    this.#botActions = new BotActions(this.#accounts, this.#current, edits);
    this.#commandActions = new CommandActions(this.#accounts, this.#files, edits);
    this.#folderActions = new FolderActions(this.#accounts, this.#files, edits);
    this.#cut = this._register(new CutRows(this.#log.for('view')));
    this.#tree = this._register(
      new BotsTree(this.#accounts, this.#current, this.#cut, (node) => this.#commandActions.uriOf(node)),
    );
    this.#botTree = this._register(new BotTree(this.#accounts, this.#current));
    this.#registry = this._register(new CommandRegistry(this.#log.for('commands')));
  }

  /** What is replaced or deleted is kept; only a deletion waits for it. */
  #keepHistory(): void {
    const failed = (error: unknown) => this.#log.error('the history could not be loaded', error);
    this._register(
      listenToEvery(this.#accounts, ({ account, onVersion }) => [
        onVersion(({ botId, version }) => {
          const ref = { accountId: account.id, botId };
          const kept = this.#loadHistory().then((history) => history.keep(ref, version));
          version.waitUntil?.(kept);
          kept.catch(failed);
        }),
      ]),
    );
  }

  #loadHistory(): Promise<History> {
    const load = async () => {
      const [{ History }, { tellNotKept }] = await Promise.all([
        import('./model/history/history'),
        import('./commands/tellNotKept'),
      ]);
      const history = this._register(new History(this.#store, historyLimits, this.#log.for('history')));
      this._register(tellNotKept(history));
      return history;
    };
    return (this.#history ??= once(load))();
  }

  /** First of all, so that restored tabs find their provider. */
  registerFileSystem(): void {
    this.#provider = this._register(
      vscode.workspace.registerFileSystemProvider(fileScheme, this.#fileSystem, { isCaseSensitive: true }),
    );
  }

  registerCommands(): void {
    const registry = this.#registry;
    registerAccountCommands(registry, this.#accounts, this.#signInFlow, this.#signOutFlow);
    registerBotCommands(
      registry,
      this.#accounts,
      this.#current,
      async (node) => this.#view?.open(node),
      () => this.#botStarted.fire(),
    );
    registerViewCommands(registry, this.#accounts, this.#current, this.#files, () => this.#channel.show());
    new TelegramCommands(this.#accounts, this.#current, this.#botApi('cloud')).register(registry);
    registry.register(commandIds.businessConnections, async (node?: { readonly ref: BotRef }) => {
      const { BusinessConnectionsCommand } = await import('./commands/businessConnections');
      await new BusinessConnectionsCommand({
        accounts: this.#accounts,
        current: this.#current,
        botApi: ({ kind }) => this.#botApi(kind),
        registry,
      }).run(node);
    });
    registry.register(commandIds.editPanel, async (row?: BotNode | BotViewNode) => {
      const { EditPanel } = await import('./commands/editPanel');
      const target = await new EditPanel(this.#accounts, this.#current).pick(row);
      await (await this.#adminPanels()).open(target);
    });
    registerReportIssue(registry, this.#context.extension);
    registry.register(commandIds.checkBot, async (node?: Node) => (await this.#loadBotCheck()).run(node));
    registry.register(commandIds.checkBotFolder, async (botFile?: vscode.Uri) =>
      (await this.#loadBotCheck()).runFolder(botFile),
    );
    registry.register(commandIds.checkApi, async () => {
      const { CheckApi } = await import('./commands/checkApi');
      await new CheckApi(this.#accounts, this.#current, this.#texts).run();
    });
    registerCopyCommands(registry, this.#accounts, this.#current, this.#files);
  }

  /** Forms of admin panels that were open when the window was loaded. */
  registerPanels(): void {
    const restore = async (view: vscode.WebviewPanel, state: unknown) =>
      (await this.#adminPanels()).restore(view, state);
    this._register(
      vscode.window.registerWebviewPanelSerializer(panelViewType, { deserializeWebviewPanel: restore }),
    );
  }

  #adminPanels(): Promise<AdminPanelTabs> {
    const load = async () => {
      const { AdminPanelTabs } = await import('./panels/adminPanelTabs');
      const options = {
        accounts: this.#accounts,
        extension: this.#context.extensionUri,
        botName: (ref: BotRef) => this.#botName(ref),
        log: this.#log.for('panels'),
      };
      return this._register(new AdminPanelTabs(options));
    };
    return (this.#panels ??= once(load))();
  }

  /** Completion, checks and all else that an editor knows of BJS, from the first document on that is BJS. */
  registerLanguage(): void {
    const log = this.#log.for('language');
    const failed = (error: unknown) => log.error('the language service could not be loaded', error);
    const look = ({ languageId, uri }: vscode.TextDocument) => {
      if (languageId === bjsLanguage && !this.#language) {
        this.#loadLanguage()
          .then((language) => language.start())
          .catch(failed);
      }
      if (languageId === 'javascript' && mayBeInBotFolder.test(uri.path) && !this.#folderLanguage) {
        this.#folderLanguage = import('./language/client/botFolderLanguage').then(({ BotFolderLanguage }) =>
          this._register(new BotFolderLanguage(log)),
        );
        this.#folderLanguage.catch(failed);
      }
    };
    vscode.workspace.textDocuments.forEach(look);
    this._register(vscode.workspace.onDidOpenTextDocument(look));
  }

  #loadLanguage(): Promise<BjsLanguage> {
    const load = async () => {
      const [{ BjsLanguage }, { readBotFolder }] = await Promise.all([
        import('./language/client/bjsLanguage'),
        import('./files/botFolders'),
      ]);
      const explained = (error: unknown) => new Explained(sentenceOf(error), error);
      const options = {
        serverModule: this.#context.asAbsolutePath('dist/language/server.js'),
        accounts: this.#accounts,
        botOf: ({ authority, path }: vscode.Uri) => {
          const place = parsePlace(authority, path);
          return place?.kind === 'inBot' ? place.ref : undefined;
        },
        uriOf: (ref: BotRef, command: Command) => this.#uriOf(ref, command),
        commandAt: async (uri: vscode.Uri) => (await this.#files.commandAt(uri))?.commandId,
        rename: (ref: BotRef, commandId: number, name: string) =>
          this.#commandActions.rename(commandNode(ref, commandId), name).catch((error: unknown) => {
            throw explained(error);
          }),
        changeKeyboard: (ref: BotRef, commandId: number, shown: string, keyboard: string) =>
          this.#commandActions
            .changeKeyboard(commandNode(ref, commandId), shown, keyboard)
            .catch((error: unknown) => {
              throw explained(error);
            }),
        explained,
        readBotFolder,
        log: this.#log.for('language'),
      };
      return this._register(new BjsLanguage(options));
    };
    return (this.#language ??= once(load))();
  }

  #loadBotCheck(): Promise<CheckBot<CommandFact>> {
    const load = async () => {
      const [{ CheckBot }, { commandFact }, { botFolderOf, holdsBot }, language] = await Promise.all([
        import('./commands/checkBot'),
        import('./language/client/commandFact'),
        import('./language/client/botFolderOf'),
        this.#loadLanguage(),
      ]);
      const options = {
        accounts: this.#accounts,
        current: this.#current,
        uriOf: (ref: BotRef, command: Command) => this.#uriOf(ref, command),
        factOf: (command: Command, uri: string) => commandFact(command, uri),
        start: (refusal: string) => language.startFor(refusal),
        check: (...parameters: Parameters<BjsLanguage['check']>) =>
          language.check(...parameters).catch((error: unknown) => {
            throw new Explained(asError(error).message, error);
          }),
        folders: { of: botFolderOf, is: holdsBot },
        readFolder: (folder: vscode.Uri) => language.readFolder(folder),
        registry: this.#registry,
      };
      return this._register(new CheckBot(options));
    };
    return (this.#botCheck ??= once(load))();
  }

  #uriOf(ref: BotRef, command: Command): Promise<vscode.Uri> {
    const name = this.#accounts.get(ref.accountId)?.bots.get(ref.botId)?.name ?? null;
    return this.#files.uriOf(ref, name, command);
  }

  /** Strings in code name commands too. Nobody waits for this: the command itself is renamed already. */
  #offerRenameInCode({ ref, commandId }: CommandNode, from: string, to: string): void {
    void this.#registry.run('renaming a command in the code of its bot', async () => {
      const language = await this.#loadLanguage();
      await language.offerRename(ref, commandId, from, to).catch((error: unknown) => {
        throw new Explained(asError(error).message, error);
      });
    });
  }

  /** Telegram's Bot API for the bots of an account; that of the sandbox is on this machine. */
  #botApi(kind: Account['kind']): BotApi {
    const log = this.#log.for('telegram');
    return kind === 'sandbox'
      ? new BotApi({ url: () => sandboxOrigin, fetch: this.#sandbox.fetch, log })
      : new BotApi({ url: () => this.#telegramUrl ?? telegramUrl, log });
  }

  registerViews(): void {
    const view: BotsView = this._register(
      new BotsView(
        this.#accounts,
        this.#current,
        this.#tree,
        async (dropped, target) =>
          this.#registry.run('drop', async () => (await moves()).drop(dropped, target)),
        this.#log.for('view'),
      ),
    );
    this.#view = view;
    const structure = new StructureCommands(
      this.#accounts,
      this.#current,
      this.#files,
      view,
      this.#commandActions,
      this.#folderActions,
      this.#botActions,
      (node, from, to) => this.#offerRenameInCode(node, from, to),
      () => moves(),
    );
    structure.register(this.#registry);
    this.#registerCommandPanel(view, structure);
    const moves = this.#registerMoves(view, (title) => structure.pickRow(title));
    this.#moves = moves;
    const whole = {
      accounts: this.#accounts,
      current: this.#current,
      bots: this.#botActions,
      view,
      texts: this.#texts,
      registry: this.#registry,
    };
    this.#registry.register(commandIds.importBotFolder, async (node?: Node) => {
      const { ImportBotFolder } = await import('./commands/importBotFolder');
      await new ImportBotFolder(whole).run(node);
    });
    this.#registry.register(commandIds.exportBotToFolder, async (node?: Node) => {
      const { ExportBotToFolder } = await import('./commands/exportBotToFolder');
      await new ExportBotToFolder(whole).run(node);
    });
    this.#registerHistoryAndCompare(view, (title) => structure.pickCommand(title));
    this.#registerBotsAndAccount(view);
    this.#registerBotView();
    this.#registerFind();
    const firstSteps = this._register(
      new FirstSteps({
        context: this.#context,
        accounts: this.#accounts,
        documents: this.#documents,
        view,
        signsInByItself: startsInSandbox(),
        onDidCreateCommand: this.#commandActions.onDidCreate,
        onDidStartBot: this.#botStarted.event,
        log: this.#log.for('first steps'),
      }),
    );
    firstSteps.register(this.#registry);
    this._register(new RunStateItem(this.#accounts, this.#current));
    this._register(new UsageItem(this.#accounts, this.#current));
  }

  /** Earlier versions of commands, and what is shown beside each other. */
  #registerHistoryAndCompare(view: BotsView, pickCommand: (title: string) => Promise<CommandNode>): void {
    const load = async () => {
      const [{ historyAndCompareCommands }, history] = await Promise.all([
        import('./commands/historyAndCompareCommands'),
        this.#loadHistory(),
      ]);
      return historyAndCompareCommands({
        accounts: this.#accounts,
        current: this.#current,
        files: this.#files,
        texts: this.#texts,
        commands: this.#commandActions,
        folders: this.#folderActions,
        history,
        view,
        pickCommand,
      });
    };
    const commands = once(load);
    for (const id of historyAndCompareIds) {
      this.#registry.register<never, never>(id, async (argument, selected) =>
        (await commands()).get(id)?.(argument, selected),
      );
    }
  }

  /** *Find in Bots*: the form and the rows in the panel, and what is done with them. */
  #registerFind(): void {
    const registry = this.#registry;
    const tree = this._register(new LateTree<FoundNode>(async () => (await this.#loadFind()).tree));
    this.#foundView = this._register(
      vscode.window.createTreeView(viewIds.found, {
        treeDataProvider: tree,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
    this._register(
      vscode.window.registerWebviewViewProvider(viewIds.find, {
        resolveWebviewView: async (view) => (await this.#loadFind()).form.resolve(view),
      }),
    );
    const find = async () => (await this.#loadFind()).commands;
    registry.register<Place, never>(commandIds.findInBot, async (node) => (await find()).open(node, false));
    registry.register<Place, never>(commandIds.replaceInBot, async (node) => (await find()).open(node, true));
    for (const id of foundCommandIds) {
      registry.register<FoundNode | 'keyboard', FoundNode>(id, async (node, selected) =>
        (await find()).act(id, node, selected),
      );
    }
    this.#registerGoTo();
  }

  #loadFind(): Promise<Find> {
    const load = async () => {
      const [{ BotSearch }, { Matcher }, { UnsavedTexts }, { startWorker }] = await Promise.all([
        import('./model/search/botSearch'),
        import('./model/search/matcher'),
        import('./files/unsavedTexts'),
        import('./platform/node/workerThread'),
      ]);
      const [{ FindForm }, { FoundTree }, { FindInBots }] = await Promise.all([
        import('./panels/findForm'),
        import('./views/find/foundTree'),
        import('./commands/find/findInBots'),
      ]);
      const view = this.#foundView;
      if (!view) throw new Error('the views are not registered');
      const script = this.#context.asAbsolutePath('dist/searchWorker.js');
      const matcher = this._register(new Matcher((events) => startWorker(script, events)));
      const unsaved = this._register(new UnsavedTexts(this.#files, this.#documents));
      const log = this.#log.for('search');
      const search = this._register(new BotSearch(this.#accounts, unsaved, matcher, log));
      const form = this._register(new FindForm(this.#context.extensionUri, log));
      const uriOf = (node: CommandNode) => this.#commandActions.uriOf(node);
      const tree = this._register(new FoundTree(this.#accounts, search, uriOf));
      const commands = this._register(
        new FindInBots({
          accounts: this.#accounts,
          current: this.#current,
          commands: this.#commandActions,
          unsaved,
          texts: this.#texts,
          search,
          form,
          tree,
          view,
          registry: this.#registry,
        }),
      );
      return { search, form, tree, commands };
    };
    return (this.#find ??= once(load))();
  }

  /** Ways to a command by its name. */
  #registerGoTo(): void {
    const recent = this._register(
      new RecentCommands(() => this.#files, this.#context.workspaceState, this.#log.for('recent commands')),
    );
    this.#goTo = async () => {
      const { GoToCommand } = await import('./commands/find/goToCommand');
      const open = async (node: CommandNode) =>
        vscode.commands.executeCommand<void>(commandIds.openCommand, node);
      return new GoToCommand({ accounts: this.#accounts, current: this.#current, recent, open });
    };
    this.#registry.register(commandIds.goToCommand, async () => (await this.#goTo?.())?.run());
    const symbols = once(async () => {
      const { CommandSymbols } = await import('./commands/find/commandSymbols');
      return new CommandSymbols(this.#accounts, (node) => this.#commandActions.uriOf(node));
    });
    this._register(
      vscode.languages.registerWorkspaceSymbolProvider({
        provideWorkspaceSymbols: async (typed) => (await symbols()).provideWorkspaceSymbols(typed),
        resolveWorkspaceSymbol: async (symbol: CommandSymbol) =>
          (await symbols()).resolveWorkspaceSymbol(symbol),
      }),
    );
  }

  /** The view that follows the active command, and the way to it. */
  #registerCommandPanel(view: BotsView, structure: StructureCommands): void {
    const load = once(() => this.#loadCommandPanel(view, structure));
    this.#registry.register(commandIds.editProperties, async (row?: CommandNode | vscode.Uri) => {
      const panel = await load();
      const isFile = row instanceof vscode.Uri;
      const target = (isFile ? await this.#files.commandAt(row) : row) ?? (await panel.active());
      await panel.edit(target ?? (await structure.pickCommand(vscode.l10n.t('Edit Properties'))));
    });
    const resolveWebviewView = async (page: vscode.WebviewView) => (await load()).attach(page);
    this._register(vscode.window.registerWebviewViewProvider(viewIds.command, { resolveWebviewView }));
    this.#openCommandPanel = load;
  }

  async #loadCommandPanel(view: BotsView, structure: StructureCommands): Promise<CommandPanel> {
    const [{ ActiveCommand }, { CommandPanel }, drafts] = await Promise.all([
      import('./panels/activeCommand'),
      import('./panels/commandPanel'),
      this.#loadDrafts(),
    ]);
    const log = this.#log.for('command panel');
    const active = this._register(
      new ActiveCommand({
        commandAt: (uri) => this.#files.commandAt(uri),
        selected: () => {
          const [row, another] = view.selection;
          return row?.kind === 'command' && !another ? row : undefined;
        },
        onDidSelect: view.onDidSelect,
        log,
      }),
    );
    const save: CommandPanelOptions['save'] = async ({ ref, commandId }, change, shown) => {
      const node = commandNode(ref, commandId);
      const before = this.#accounts.contents(ref)?.commands.get(commandId)?.command;
      await this.#commandActions.changeDetails(node, change, shown);
      if (change.name !== undefined) structure.renamed(node, before, change.name);
    };
    return this._register(
      new CommandPanel({
        accounts: this.#accounts,
        drafts,
        active,
        save,
        explain: sentenceOf,
        extension: this.#context.extensionUri,
        botName: ({ ref }) => this.#botName(ref),
        log,
      }),
    );
  }

  /** What was typed into the command panel and is not saved, also in windows before this one. */
  #loadDrafts(): Promise<CommandDrafts> {
    const load = async () => {
      const { CommandDrafts } = await import('./model/command/commandDrafts');
      const drafts = this._register(new CommandDrafts(this.#store, this.#log.for('command panel')));
      const show = () => {
        // Those of an account that nobody is signed in to wait until somebody is.
        const open = drafts.all.filter(({ target }) => this.#accounts.get(target.ref.accountId));
        this.#view?.showUnsaved(open.length);
      };
      this._register(drafts.onDidChange(show));
      this._register(this.#accounts.onDidChange(show));
      await drafts.restore();
      return drafts;
    };
    return (this.#drafts ??= once(load))();
  }

  #botName({ accountId, botId }: BotRef): string {
    return shownName(this.#accounts.get(accountId)?.bots.get(botId)?.name);
  }

  /** What moves and copies commands and folders. @returns loads it when it is used */
  #registerMoves(view: BotsView, pickRow: (title: string) => Promise<Node>): () => Promise<Moves> {
    const registry = this.#registry;
    const load = async () => {
      const { Moves } = await import('./commands/moves/moves');
      return new Moves({
        accounts: this.#accounts,
        current: this.#current,
        view,
        cut: this.#cut,
        commands: this.#commandActions,
        folders: this.#folderActions,
        pickRow,
        inBackground: (work) => void registry.run('what follows a move', work),
        texts: this.#texts,
      });
    };
    const moves = once(load);
    for (const id of moveCommandIds) {
      registry.register<Node | 'keyboard'>(id, async (node, selected) =>
        (await moves()).run(id, node, selected),
      );
    }
    registry.register(commandIds.cancelCut, () => this.#cut.clear());
    return moves;
  }

  /** What is done to whole bots and to accounts, and the account's view. */
  #registerBotsAndAccount(view: BotsView): void {
    const registry = this.#registry;
    const [accounts, current, bots, texts] = [this.#accounts, this.#current, this.#botActions, this.#texts];
    const { copyBot, importFromCsv, exportToGit, importFromGit } = commandIds;
    registry.register(commandIds.editBot, async (node?: Node) => {
      const { EditBot } = await import('./commands/editBot');
      await new EditBot(accounts, current, bots).run(node);
    });
    for (const id of [copyBot, importFromCsv, exportToGit, importFromGit]) {
      registry.register(id, async (node?: Node) => {
        const { ServerCommands } = await import('./commands/serverCommands');
        await new ServerCommands({ accounts, current, bots, view }).run(id, node);
      });
    }
    registry.register(commandIds.installDemoBot, async (node?: Node) => {
      const { InstallDemoBot } = await import('./commands/installDemoBot');
      await new InstallDemoBot(accounts, view).run(node);
    });
    const changes = new AccountChanges({ accounts, secrets: this.#secrets, renewal: this.#renewal });
    for (const id of accountActionIds) {
      registry.register(id, async (row?: AccountRow | string) => {
        const { AccountActions } = await import('./commands/accountActions');
        await new AccountActions({ accounts, current, changes, texts }).run(id, row);
      });
    }
    this.#accountView = this._register(new AccountView(accounts, current));
  }

  /** The view of the current bot with its commands, and its errors in the editors. */
  #registerBotView(): void {
    const view = this._register(
      new BotView(this.#accounts, this.#current, this.#botTree, this.#log.for('bot view')),
    );
    const load = async () => {
      const [{ botViewCommands }, { PartContext }] = await Promise.all([
        import('./commands/botViewCommands'),
        import('./commands/partContext'),
      ]);
      const context = new PartContext(this.#accounts, this.#current, view);
      return botViewCommands(context, this.#files, this.#texts);
    };
    const commands = once(load);
    for (const id of botViewCommandIds) {
      this.#registry.register<never, never>(id, async (node, selected) =>
        (await commands()).get(id)?.(node, selected),
      );
    }
    const log = this.#log.for('errors');
    this._register(new ErrorDiagnostics(this.#accounts, this.#files, this.#documents, log));
  }

  /** Accounts in VS Code's Accounts menu, and for other extensions whom the person allows it. */
  registerAuthentication(): void {
    this.#authentication = this._register(
      new BotsBusinessAuthentication({
        accounts: this.#accounts,
        secrets: this.#secrets,
        signIn: () => this.#forVscode(() => this.#signInFlow.run({ cloudOnly: true })),
        signOut: (account) => this.#forVscode(() => this.#signOutFlow.run(account)),
        log: this.#log.for('accounts'),
      }),
    );
    this._register(
      vscode.authentication.registerAuthenticationProvider(
        authenticationProviderId,
        'Bots.Business',
        this.#authentication,
        { supportsMultipleAccounts: true },
      ),
    );
  }

  /** What VS Code itself asks for goes past the registry of commands. */
  async #forVscode<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Cancelled) throw new vscode.CancellationError();
      this.#log.error('what the Accounts menu asked for failed', error);
      throw error;
    }
  }

  startWatching(): void {
    this.#watchOpenFiles();
    this.#followOtherWindows();
    const watch = this._register(
      new Watch(this.#accounts, this.#current, () => this.#openFiles?.bots ?? [], this.#log.for('watch')),
    );
    this._register(vscode.window.onDidChangeWindowState(({ focused }) => watch.setFocused(focused)));
    watch.setFocused(vscode.window.state.focused);
  }

  #watchOpenFiles(): void {
    const log = this.#log.for('files');
    this.#openFiles = this._register(
      new OpenFiles(this.#accounts, this.#current, this.#fileSystem, this.#documents, log),
    );
  }

  /** Takes over what other windows did to the accounts. Whoever finds it first also tells the person. */
  async #follow(): Promise<void> {
    for (const account of await this.#accounts.follow()) {
      tellSignedOutElsewhere(account, this.#accountEditors).catch((error: unknown) =>
        this.#log.error(`signing out of account ${account.id} elsewhere could not be told`, error),
      );
    }
  }

  /** Accounts that another window signs in to or out of come and go here too. */
  #followOtherWindows(): void {
    const follow = () => {
      this.#follow().catch((error: unknown) => this.#log.error('other windows could not be followed', error));
    };
    const folder = this.#context.globalStorageUri;
    const watch = async () => {
      // A folder that is not there cannot be watched.
      await vscode.workspace.fs.createDirectory(folder);
      if (this.isDisposed) return;
      const list = new vscode.RelativePattern(folder, Accounts.storedAs);
      const watcher = this._register(vscode.workspace.createFileSystemWatcher(list, false, false, true));
      this._register(watcher.onDidCreate(follow));
      this._register(watcher.onDidChange(follow));
    };
    watch().catch((error: unknown) => this.#log.warn('the list of accounts cannot be watched', error));
    // The watcher of VS Code sees nothing on some network drives.
    this._register(vscode.window.onDidChangeWindowState(({ focused }) => focused && follow()));
  }

  #restartFiles(): RestartedFiles {
    this.#provider?.dispose();
    this.#openFiles?.dispose();
    this.#fileSystem.dispose();
    const log = this.#log.for('files');
    const files = new CommandFiles(this.#accounts, this.#store, log);
    this.#files = files;
    this.#fileSystem = this._register(new FileSystem(files, new FileChanges(files), this.#documents, log));
    this.registerFileSystem();
    this.#watchOpenFiles();
    return { files, fileSystem: this.#fileSystem };
  }

  /** Brings back the accounts in the background; everything shows itself when they are there. */
  restoreAccounts(): void {
    const failed = (error: unknown) => this.#log.error('the accounts could not be restored', error);
    this.#accounts
      .restore()
      .then(() => this.#startInSandbox())
      .then(() => this.#registry.run('take-over', () => this.#takeOver.offer()))
      .catch(failed);
    // What a window before left unsaved must not wait for somebody to look at the command panel.
    this.#loadDrafts().catch((error: unknown) => this.#log.error('drafts could not be loaded', error));
  }

  /** `undefined` outside of tests. */
  testAccess(): TestAccess | undefined {
    const isTest = this.#context.extensionMode === vscode.ExtensionMode.Test;
    const [commandPanel, moves] = [this.#openCommandPanel, this.#moves];
    if (!isTest || !this.#authentication || !this.#accountView || !commandPanel || !moves) return undefined;
    return {
      accounts: this.#accounts,
      signIn: this.#signIn,
      sandbox: this.#sandbox,
      files: this.#files,
      current: this.#current,
      tree: this.#tree,
      accountView: this.#accountView,
      botTree: this.#botTree,
      botActions: this.#botActions,
      commandActions: this.#commandActions,
      folderActions: this.#folderActions,
      moves,
      restartFiles: () => this.#restartFiles(),
      storageFolder: this.#context.globalStorageUri.fsPath,
      logLines: this.#logLines,
      setPace: (pace) => (this.#pace = pace),
      authentication: this.#authentication,
      setAskToSignInAgain: (ask) => (this.#askToSignInAgain = ask ?? askToSignInAgain),
      adminPanels: () => this.#adminPanels(),
      find: () => this.#loadFind(),
      commandPanel,
      goToCommand: async () => this.#goTo?.(),
      language: () => this.#loadLanguage(),
      history: () => this.#loadHistory(),
      setTelegramUrl: (url) => (this.#telegramUrl = url),
    };
  }

  /** `npm start` opens with the sandbox signed in. */
  async #startInSandbox(): Promise<void> {
    if (!startsInSandbox() || this.#accounts.all.length > 0) return;
    await this.#signIn.toSandbox(vscode.l10n.t('Sandbox'));
  }

  #cloudUrl(): string {
    const configured = vscode.workspace.getConfiguration().get<unknown>(settingIds.apiUrl);
    const url = typeof configured === 'string' ? configured.trim().replace(/\/+$/, '') : '';
    if (isUsableCloudUrl(url)) return url;
    if (url) this.#log.warn(`${settingIds.apiUrl} is no usable address; ${defaultCloudUrl} is used`);
    return defaultCloudUrl;
  }
}

function secretStore(context: vscode.ExtensionContext): SecretStore & IDisposable {
  if (keysInFilesAllowed) {
    const folder = secretsFolderUnderTest();
    if (folder !== undefined) return new FileSecretStore(folder);
  }
  return new VscodeSecretStore(context.secrets);
}

/** A sink that also keeps what it is given: not every VS Code that tests run in writes its logs to disk. */
function keepingLines(sink: LogSink, lines: string[]): LogSink {
  const keep = (level: keyof LogSink) => (message: string) => {
    lines.push(`${level} ${message}`);
    sink[level](message);
  };
  return {
    trace: keep('trace'),
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
  };
}

/** Paths that a person corrected in the settings; the client itself checks what they look like. */
function configuredPaths(): Readonly<Partial<Record<EndpointId, string>>> {
  const configured = vscode.workspace.getConfiguration().get<unknown>(settingIds.apiEndpoints);
  if (typeof configured !== 'object' || configured === null) return {};
  return Object.fromEntries(Object.entries(configured).filter(([, path]) => typeof path === 'string'));
}
