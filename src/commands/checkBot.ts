import pLimit from 'p-limit';
import * as vscode from 'vscode';

import type { Command } from '../api/commands';
import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { Contents } from '../model/contents';
import type { CurrentBot } from '../model/currentBot';
import { shownName } from '../sentences/shownName';
import { Disposable, type IDisposable, toDisposable } from '../util/disposable';
import { botOf, type Node } from '../views/nodes';
import { goneError } from './commandActions';
import { type BotFolders, pickBotFolder } from './pickBotFolder';
import { pickBot } from './pickers';
import { inNotification, type Steps } from './progress';
import { Cancelled, type CommandRegistry, Explained } from './registry';

/** Codes that are asked for at a time. */
const atOnce = 4;

/** A command as the check wants it; the rest of it is the check's own matter. */
interface CheckedCommand {
  readonly id: string;
  /** Where it is. */
  readonly uri: string | null;
}

/** All code of a bot. */
interface CheckedBot<Fact extends CheckedCommand> {
  readonly commands: readonly Fact[];
  /** The bot's own, by name; `null` when they are not known. */
  readonly libraries: Readonly<Record<string, { readonly text: string; readonly uri: string }>> | null;
}

export interface CheckBotParts<Fact extends CheckedCommand> {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly uriOf: (ref: BotRef, command: Command) => Promise<vscode.Uri>;
  /** A command with the code that is looked at. */
  readonly factOf: (command: Command, uri: string) => Fact;
  /**
   * Has what checks run.
   * @param refusal what cannot be done when it does not, which the person is told
   */
  readonly start: (refusal: string) => Promise<boolean>;
  /** Looks through a bot, and tells what was found in each file. */
  readonly check: (
    bot: CheckedBot<Fact>,
    tell: (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void,
    token: vscode.CancellationToken,
  ) => Promise<void>;
  readonly folders: BotFolders;
  /** `undefined` for a folder without commands. */
  readonly readFolder: (folder: vscode.Uri) => Promise<CheckedBot<Fact> | undefined>;
  readonly registry: CommandRegistry;
}

/**
 * *Check Bot*: what is wrong in all code of a bot, in the Problems view. It stays there until a bot is checked again, the
 * bot is gone, or the file is opened: then the language service says at any time what is wrong.
 */
export class CheckBot<Fact extends CheckedCommand> extends Disposable {
  readonly #parts: CheckBotParts<Fact>;
  readonly #found = this._register(vscode.languages.createDiagnosticCollection('bjs check'));
  /** What makes findings leave. */
  #leaving: readonly IDisposable[] = [];

  constructor(parts: CheckBotParts<Fact>) {
    super();
    this.#parts = parts;
    this._register(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#found.delete(uri)));
    this._register(toDisposable(() => this.#clear()));
  }

  /** Checks a bot of an account. @throws Cancelled, Explained, ApiError */
  async run(node: Node | undefined): Promise<void> {
    const { accounts, current, registry } = this.#parts;
    const ref = botOf(node) ?? (await pickBot(accounts, current, vscode.l10n.t('Check Bot')));
    const account = accounts.get(ref.accountId);
    if (!account) throw goneError();
    const name = shownName(account.bots.get(ref.botId)?.name);
    const contents = account.contents(ref.botId);
    const found = await this.#check(name, (steps, signal) => this.#read(ref, contents, steps, signal));
    this.#leaveWith(ref, account, contents, found);
    // The notice may stay for as long as it likes.
    void registry.run('the result of a check', () => tell(found, inCommands));
  }

  /**
   * Checks a bot folder.
   * @param botFile the `bot.json` of it, when one is meant
   * @throws Cancelled, Explained, vscode.FileSystemError
   */
  async runFolder(botFile: vscode.Uri | undefined): Promise<void> {
    const { folders, readFolder, registry } = this.#parts;
    const folder = await pickBotFolder(botFile, folders);
    const name = folder.path.split('/').at(-1) ?? '';
    const found = await this.#check(name, async () => {
      const bot = await readFolder(folder);
      if (bot) return bot;
      throw new Explained(
        vscode.l10n.t('{0} holds no folder "commands", so there is no code to check.', name),
      );
    });
    void registry.run('the result of a check', () => tell(found, inFiles));
  }

  /** Looks through a bot and shows what was found. */
  async #check(
    name: string,
    read: (steps: Steps, signal: AbortSignal) => Promise<CheckedBot<Fact>>,
  ): Promise<FoundInBot> {
    const refusal = vscode.l10n.t(
      '{0} cannot be checked, because the BJS language server does not run.',
      name,
    );
    if (!(await this.#parts.start(refusal))) throw new Cancelled();
    return inNotification(vscode.l10n.t('Checking {0}', name), async (steps, signal) => {
      const bot = await read(steps, signal);
      const found = await this.#look(bot, steps, signal);
      this.#show([...found.values()]);
      return {
        files: [...found.values()].map(({ all }) => all),
        uris: new Map(bot.commands.map(({ id, uri }) => [id, uri])),
      };
    });
  }

  async #look(
    bot: CheckedBot<Fact>,
    steps: Steps,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, FoundInFile>> {
    const count = bot.commands.length + Object.keys(bot.libraries ?? {}).length;
    const found = new Map<string, FoundInFile>();
    const source = new vscode.CancellationTokenSource();
    const cancel = () => source.cancel();
    signal.addEventListener('abort', cancel);
    const note = (uri: vscode.Uri, all: vscode.Diagnostic[]) => {
      found.set(uri.toString(), { uri, all });
      steps.report(found.size, count, vscode.l10n.t('{0} of {1}', found.size, count));
    };
    try {
      await this.#parts.check(bot, note, source.token);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
      source.dispose();
    }
    if (signal.aborted) throw new Cancelled();
    return found;
  }

  /** What is open says itself what is wrong in it. */
  #show(found: readonly FoundInFile[]): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    this.#clear();
    for (const { uri, all } of found) if (!open.has(uri.toString())) this.#found.set(uri, [...all]);
  }

  #clear(): void {
    for (const listener of this.#leaving) listener.dispose();
    this.#leaving = [];
    this.#found.clear();
  }

  /** What is said of a bot of an account leaves with the bot, with its commands, and when the person signs out. */
  #leaveWith(ref: BotRef, { bots }: AccountModel, contents: Contents, { uris }: FoundInBot): void {
    const { accounts } = this.#parts;
    const look = () => {
      if (accounts.get(ref.accountId)?.bots.get(ref.botId)) return;
      this.#clear();
    };
    const lookAtCommands = () => {
      for (const [id, uri] of uris) {
        if (uri !== null && !contents.commands.has(Number(id))) this.#found.delete(vscode.Uri.parse(uri));
      }
    };
    this.#leaving = [
      accounts.onDidChange(look),
      bots.onDidChange(look),
      contents.onDidChange(lookAtCommands),
    ];
    look();
  }

  /** All commands with their code: that of the editor, where one is open, else that of the server. */
  async #read(ref: BotRef, contents: Contents, steps: Steps, signal: AbortSignal): Promise<CheckedBot<Fact>> {
    steps.report(0, undefined, vscode.l10n.t('reading its commands'));
    const since = performance.now();
    await contents.refresh();
    await contents.openWhole();
    if (contents.error) throw contents.error;
    if (contents.isIncomplete) {
      throw new Explained(
        vscode.l10n.t(
          'The server did not list all commands of the bot. Refresh the bot, and check it again.',
        ),
      );
    }
    const open = new Map(
      vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document.getText()]),
    );
    const limit = pLimit(atOnce);
    const commands = await Promise.all(
      [...contents.commands.values()].map((command) =>
        limit(async () => {
          if (signal.aborted) throw new Cancelled();
          const uri = (await this.#parts.uriOf(ref, command)).toString();
          // Listings may leave the code out; what was known of it before may be old.
          const isKnown = contents.codeKnownAt(command.id) >= since;
          const { code } = isKnown ? command : await contents.remote(command.id).fresh(since);
          return this.#parts.factOf({ ...command, code: open.get(uri) ?? code ?? '' }, uri);
        }),
      ),
    );
    // The API gives no code of libraries.
    return { commands, libraries: null };
  }
}

interface FoundInFile {
  readonly uri: vscode.Uri;
  readonly all: readonly vscode.Diagnostic[];
}

/** What was found in each file. */
interface FoundInBot {
  readonly files: readonly (readonly vscode.Diagnostic[])[];
  /** Where the commands are, by id. */
  readonly uris: ReadonlyMap<string, string | null>;
}

/** What is said of a whole bot, of an account and in a folder. */
interface Sentences {
  readonly nothing: (count: number) => string;
  readonly found: (errors: string, warnings: string, count: number, of: number) => string;
}

const inCommands: Sentences = {
  nothing: (count) => vscode.l10n.t('Nothing was found in {0} commands.', count),
  found: (errors, warnings, count, of) =>
    vscode.l10n.t('{0}, {1} in {2} of {3} commands.', errors, warnings, count, of),
};

const inFiles: Sentences = {
  nothing: (count) => vscode.l10n.t('Nothing was found in {0} files.', count),
  found: (errors, warnings, count, of) =>
    vscode.l10n.t('{0}, {1} in {2} of {3} files.', errors, warnings, count, of),
};

async function tell({ files }: FoundInBot, sentences: Sentences): Promise<void> {
  const all = files.flat();
  if (all.length === 0) {
    await vscode.window.showInformationMessage(sentences.nothing(files.length));
    return;
  }
  const count = (severity: vscode.DiagnosticSeverity) =>
    all.filter((each) => each.severity === severity).length;
  const errors = count(vscode.DiagnosticSeverity.Error);
  const warnings = count(vscode.DiagnosticSeverity.Warning);
  const sentence = sentences.found(
    errors === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', errors),
    warnings === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', warnings),
    files.filter((found) => found.length > 0).length,
    files.length,
  );
  const show = vscode.l10n.t('Show Problems');
  if ((await vscode.window.showInformationMessage(sentence, show)) === show) {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}
