import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';

import type { Command } from '../../api/commands';
import type { BotRef } from '../../model/account';
import type { Accounts } from '../../model/accounts';
import { bjsLanguage, commandIds, fileScheme, readOnlyScheme, settingIds } from '../../util/contract';
import { Disposable, type IDisposable } from '../../util/disposable';
import { Emitter } from '../../util/event';
import type { Log } from '../../util/log';
import {
  type BotChange,
  type BotCheck,
  type CheckedFileReport,
  type DocumentOwner,
  messages,
  type NameChange,
  type NameChanges,
  type NamedAt,
  type PlaceQuestion,
  type Places,
  type PlacesQuestion,
  type RuleChoice,
  type ServerFigures,
  type StartOptions,
} from '../protocol/protocol';
import { AccountBots } from './accountBots';
import { botFolderOf } from './botFolderOf';
import { CommandRenames } from './commandRenames';
import { Crashes } from './crashes';
import { factsOf, FolderBots, type FolderBotsOptions, type FolderFacts } from './folderBots';
import { logChannel } from './logChannel';
import { commandsWithoutCode, readMissingCode } from './missingCode';
import serverFlags from './serverFlags.json';

export interface BjsLanguageOptions {
  /** The file of the server's bundle. */
  readonly serverModule: string;
  readonly accounts: Accounts;
  /** The bot that a `bb:` URI lies in. */
  readonly botOf: (uri: vscode.Uri) => BotRef | undefined;
  readonly uriOf: (ref: BotRef, command: Command) => Promise<vscode.Uri>;
  /** The command whose file a URI is. */
  readonly commandAt: (uri: vscode.Uri) => Promise<number | undefined>;
  /** What a failure is to a person. */
  readonly explained: (error: unknown) => Error;
  /** Renames a command. Rejects with a sentence for the person. */
  readonly rename: (ref: BotRef, commandId: number, name: string) => Promise<void>;
  /** Gives a command another keyboard in place of the one that was shown. Rejects with a sentence for the person. */
  readonly changeKeyboard: (ref: BotRef, commandId: number, shown: string, keyboard: string) => Promise<void>;
  readonly readBotFolder: FolderBotsOptions['read'];
  readonly log: Log;
}

/** The editor's side of the BJS language service: keeps its server running and tells it what is known of the bots. */
export class BjsLanguage extends Disposable {
  readonly #options: BjsLanguageOptions;
  readonly #crashes = new Crashes();
  readonly #crashedEvent = this._register(new Emitter<void>());
  readonly #accountBots: AccountBots;
  readonly #folderBots: FolderBots;
  readonly #owners = new Map<string, DocumentOwner>();
  readonly #renames: CommandRenames;
  readonly #client: LanguageClient;
  #starting: Promise<void> | undefined;
  #wasStarted = false;
  #hasCrashed = false;
  #checks = 0;

  constructor(options: BjsLanguageOptions) {
    super();
    this.#options = options;
    const { accounts, uriOf, readBotFolder: read, log } = options;
    const tell = (change: BotChange) => this.#send(messages.botChanged, change);
    this.#accountBots = this._register(new AccountBots({ accounts, uriOf, tell, log }));
    this.#folderBots = this._register(new FolderBots({ read, tell, log }));
    this.#renames = this.#createRenames();
    this.#client = this.#createClient();
    this._register(
      this.#client.onRequest(messages.places, ({ bot, commands }: PlacesQuestion): Promise<Places> =>
        this.#accountBots.placesOf(bot, commands),
      ),
    );
    this._register(this.#client.onDidChangeState(({ newState }) => this.#stateChanged(newState)));
    this._register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingIds.bjsRules)) this.#send(messages.rulesChosen, chosenRules());
      }),
    );
    this._register(vscode.workspace.onDidOpenTextDocument((document) => void this.#opened(document)));
    this._register(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#owners.delete(uri.toString())),
    );
  }

  /** Starts the server. Resolves when it answers, or a person was told why it does not. */
  start(): Promise<void> {
    return (this.#starting ??= this.#start());
  }

  /** The id of the server's process; `undefined` while none runs. */
  get processId(): number | undefined {
    return this.#client.serverProcess?.pid;
  }

  get #isRunning(): boolean {
    return this.#client.state === State.Running;
  }

  /** Resolves when the server answers; again after it was started anew. */
  async whenRunning(): Promise<void> {
    while (this.#client.state !== State.Running) await next(this.#client.onDidChangeState);
  }

  /** Resolves when the server ends by itself the next time. */
  async untilCrashed(): Promise<void> {
    await next(this.#crashedEvent.event);
  }

  /** How the server fares. @throws when it does not run */
  figures(): Promise<ServerFigures> {
    return this.#client.sendRequest(messages.figures);
  }

  /**
   * Starts the server for something that a person asked for. Where it stays off, the person is told so and may start it
   * again.
   * @param refusal what cannot be done without it
   * @returns whether it runs
   */
  async startFor(refusal: string): Promise<boolean> {
    const isFirst = this.#starting === undefined;
    await this.start();
    while (this.#client.state === State.Starting) await next(this.#client.onDidChangeState);
    if (this.#isRunning) return true;
    // Why it could not be started was told just now.
    return !isFirst && (await this.#askToRestart(refusal)) && this.#isRunning;
  }

  /**
   * What is known of a bot folder: what editors hold counts before what is saved.
   * @returns `undefined` for a folder without commands
   * @throws vscode.FileSystemError
   */
  async readFolder(folder: vscode.Uri): Promise<FolderFacts | undefined> {
    const files = await this.#options.readBotFolder(folder);
    if (!files) return undefined;
    const unsaved = new Map(
      vscode.workspace.textDocuments
        .filter(({ isDirty }) => isDirty)
        .map((document) => [document.uri.toString(), document]),
    );
    const newest = [...files].map(([path, bytes]) => {
      const text = unsaved.get(vscode.Uri.joinPath(folder, path).toString())?.getText();
      return [path, text === undefined ? bytes : new TextEncoder().encode(text)] as const;
    });
    return factsOf(folder, new Map(newest));
  }

  /**
   * Looks through the code of a bot.
   * @param tell is given what was found in each file, commands in their order and then libraries
   * @throws Error with a sentence for the person when the server stops meanwhile
   */
  async check(
    bot: Omit<BotCheck, 'id'>,
    tell: (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const check: BotCheck = { id: ++this.#checks, ...bot };
    let told = Promise.resolve();
    const listener = this.#client.onNotification(messages.checkedFile, (report: CheckedFileReport) => {
      if (report.id !== check.id) return;
      // One after the other, as they came.
      told = told.then(async () => {
        const diagnostics = await this.#client.protocol2CodeConverter.asDiagnostics([...report.diagnostics]);
        tell(vscode.Uri.parse(report.uri), diagnostics);
      });
    });
    try {
      await this.#client.sendRequest(messages.checkBot, check, token);
      await told;
    } catch (error) {
      if (token.isCancellationRequested) throw error;
      throw new Error(
        vscode.l10n.t('The BJS language server did not finish the check. Check the bot once more.'),
        { cause: error },
      );
    } finally {
      listener.dispose();
    }
  }

  /** Offers to rename a command in the code of its bot, after the command itself was renamed. */
  async offerRename(ref: BotRef, commandId: number, from: string, to: string): Promise<void> {
    await this.start();
    if (this.#client.state !== State.Running) return;
    this.#accountBots.follow(ref);
    await this.#renames.offer({ bot: AccountBots.keyOf(ref), command: String(commandId), from, to });
  }

  override dispose(): void {
    // Nobody waits for it at the end of a window; the process ends with its parent.
    this.#client.dispose().catch((error: unknown) => this.#options.log.debug(`at the end: ${String(error)}`));
    super.dispose();
  }

  async #start(): Promise<void> {
    try {
      await Promise.all([
        ...vscode.workspace.textDocuments.map((document) => this.#opened(document)),
        this.#client.start(),
      ]);
    } catch (error) {
      this.#options.log.error('the language server could not be started', error);
      this.#offerRestart(
        vscode.l10n.t(
          'The BJS language server could not be started, so BJS code has no completion and no checks.',
        ),
      );
    }
  }

  #createClient(): LanguageClient {
    const { serverModule, log } = this.#options;
    // Each edit leaves much behind that is of no use any more; the flags have it cleared away while it is little.
    const options = { execArgv: serverFlags };
    const server = { module: serverModule, transport: TransportKind.ipc, options };
    return new LanguageClient(
      'botsBusiness.bjs',
      'BJS',
      { run: server, debug: server },
      {
        documentSelector: [fileScheme, 'file', 'untitled'].map((scheme) => ({
          scheme,
          language: bjsLanguage,
        })),
        diagnosticCollectionName: bjsLanguage,
        middleware: {
          // What is renamed is in the editors already when VS Code gets its answer.
          provideRenameEdits: async (document, position, name, token, next) => {
            if (await this.#renames.rename(document, position, name)) return new vscode.WorkspaceEdit();
            const range = document.getWordRangeAtPosition(position);
            const from = range ? document.getText(range) : '';
            return this.#renames.renameIdentifier(from, name, async () => {
              const edit = await next(document, position, name, token);
              return edit ?? new vscode.WorkspaceEdit();
            });
          },
        },
        outputChannel: logChannel(log),
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: (): StartOptions => ({
          l10n: vscode.l10n.bundle ?? null,
          owners: [...this.#owners.values()],
          rules: chosenRules(),
        }),
        // What it has to say is said here, in the person's language.
        initializationFailedHandler: () => false,
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue, handled: true }),
          closed: () => ({ action: this.#crashed(), handled: true }),
        },
      },
    );
  }

  #createRenames(): CommandRenames {
    return new CommandRenames({
      namedAt: async (uri, { line, character }) => {
        const question: PlaceQuestion = { uri: uri.toString(), position: { line, character } };
        return (await this.#client.sendRequest<NamedAt | null>(messages.namedAt, question)) ?? undefined;
      },
      changeName: async (change: NameChange) => {
        const { edit, keyboards } = await this.#client.sendRequest<NameChanges>(messages.changeName, change);
        return { edit: await this.#client.protocol2CodeConverter.asWorkspaceEdit(edit), keyboards };
      },
      missingCodes: (bot) => {
        const contents = this.#accountBots.contentsOf(bot);
        return contents ? commandsWithoutCode(contents).length : 0;
      },
      readMissingCodes: async (bot, title) => {
        const contents = this.#accountBots.contentsOf(bot);
        try {
          return !contents || (await readMissingCode(contents, title));
        } catch (error) {
          throw this.#options.explained(error);
        }
      },
      refOf: (bot) => this.#accountBots.refOf(bot),
      opened: (document) => this.#opened(document),
      rename: this.#options.rename,
      changeKeyboard: (ref, { command, from, to }) =>
        this.#options.changeKeyboard(ref, Number(command), from, to),
    });
  }

  #crashed(): CloseAction {
    const after = this.#crashes.note();
    this.#options.log.warn(`the language server stopped: ${after}`);
    this.#hasCrashed = true;
    if (after === 'stayOff') {
      this.#offerRestart(
        vscode.l10n.t(
          'The BJS language server stopped several times in a row and stays off, so BJS code has no completion and no checks.',
        ),
      );
      return CloseAction.DoNotRestart;
    }
    if (after === 'restartAndTell') {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('The BJS language server stopped and was started again.'),
      );
    }
    return CloseAction.Restart;
  }

  #offerRestart(sentence: string): void {
    this.#askToRestart(sentence).catch((error: unknown) =>
      this.#options.log.error('the restart was not offered', error),
    );
  }

  /** @returns whether the person had it started again, which may have failed */
  async #askToRestart(sentence: string): Promise<boolean> {
    const restart = vscode.l10n.t('Restart');
    const showLog = vscode.l10n.t('Show Log');
    const choice = await vscode.window.showErrorMessage(sentence, restart, showLog);
    if (choice === showLog) await vscode.commands.executeCommand(commandIds.showLog);
    if (choice !== restart) return false;
    this.#crashes.forget();
    this.#starting = this.#start();
    await this.#starting;
    return true;
  }

  #stateChanged(state: State): void {
    if (state !== State.Running) {
      // Told once the client knows it as well, so that who waits for it to run again does wait.
      if (this.#hasCrashed) this.#crashedEvent.fire();
      this.#hasCrashed = false;
      return;
    }
    // A server that was started by the client itself got the owners as they were when the client was made.
    for (const owner of this.#owners.values()) this.#send(messages.documentOwner, owner);
    this.#send(messages.rulesChosen, chosenRules());
    this.#accountBots.tellAll();
    this.#folderBots.tellAll();
    if (this.#wasStarted) this.#options.log.info('the language server runs again');
    this.#wasStarted = true;
  }

  /** Tells which bot a document belongs to, before the server is asked about it where that is possible. */
  async #opened({ uri, languageId }: vscode.TextDocument): Promise<void> {
    // Earlier versions and the like are in colours, and nothing more is known of them.
    if (languageId !== bjsLanguage || uri.scheme === readOnlyScheme) return;
    if (uri.scheme === fileScheme) {
      const ref = this.#options.botOf(uri);
      if (!ref) return;
      const key = AccountBots.keyOf(ref);
      this.#own(uri, key);
      this.#accountBots.follow(ref);
      await this.#ownCommand(uri, key);
      return;
    }
    try {
      const folder = await botFolderOf(uri);
      if (!folder || this.isDisposed) return;
      // The server knows the files of a folder by their URIs.
      this.#own(uri, FolderBots.keyOf(folder.toString()));
      await this.#folderBots.follow(folder);
    } catch (error) {
      this.#options.log.warn('the bot of a file is not known', error);
    }
  }

  /** Which command it is, is known a little later. Never rejects: without it, the saved text counts. */
  async #ownCommand(uri: vscode.Uri, bot: string): Promise<void> {
    try {
      const command = await this.#options.commandAt(uri);
      if (command !== undefined && this.#owners.has(uri.toString())) this.#own(uri, bot, String(command));
    } catch (error) {
      this.#options.log.warn('the command of a file is not known', error);
    }
  }

  #own(uri: vscode.Uri, bot: string, command?: string): void {
    const owner: DocumentOwner = { uri: uri.toString(), bot, ...(command === undefined ? {} : { command }) };
    this.#owners.set(owner.uri, owner);
    this.#send(messages.documentOwner, owner);
  }

  /** What cannot be told now is told when the server runs. */
  #send(method: string, params: BotChange | DocumentOwner | RuleChoice): void {
    if (this.#client.state !== State.Running) return;
    this.#client
      .sendNotification(method, params)
      .catch((error: unknown) => this.#options.log.debug(`not told to the server: ${String(error)}`));
  }
}

/** The rules that a person wants to hear otherwise. */
function chosenRules(): RuleChoice {
  return vscode.workspace.getConfiguration().get<RuleChoice>(settingIds.bjsRules) ?? {};
}

/** Resolves when an event fires the next time. */
function next<T>(event: (listener: (value: T) => void) => IDisposable): Promise<T> {
  return new Promise((resolve) => {
    const listener = event((value) => {
      listener.dispose();
      resolve(value);
    });
  });
}
