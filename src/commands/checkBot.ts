import pLimit from 'p-limit';
import * as vscode from 'vscode';

import type { Command } from '../api/commands';
import type { BotRef } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { Contents } from '../model/contents';
import type { CurrentBot } from '../model/currentBot';
import { shownName } from '../sentences/shownName';
import { Disposable } from '../util/disposable';
import { botOf, type Node } from '../views/nodes';
import { goneError } from './commandActions';
import { pickBot } from './pickers';
import { inNotification, type Steps } from './progress';
import { Cancelled, type CommandRegistry, Explained } from './registry';

/** Codes that are asked for at a time. */
const atOnce = 4;

/** A command with the code that is looked at, and where it is. */
interface CheckedCommand {
  readonly command: Command;
  readonly uri: string;
}

export interface CheckBotParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly uriOf: (ref: BotRef, command: Command) => Promise<vscode.Uri>;
  /** Looks through commands, and tells what was found in each. */
  readonly check: (
    commands: readonly CheckedCommand[],
    tell: (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void,
    token: vscode.CancellationToken,
  ) => Promise<void>;
  readonly registry: CommandRegistry;
}

/**
 * *Check Bot*: what is wrong in all commands of a bot, in the Problems view. It stays there until the bot is checked
 * again, or the command is opened: then the language service says at any time what is wrong.
 */
export class CheckBot extends Disposable {
  readonly #parts: CheckBotParts;
  readonly #found = this._register(vscode.languages.createDiagnosticCollection('bjs check'));

  constructor(parts: CheckBotParts) {
    super();
    this.#parts = parts;
    this._register(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#found.delete(uri)));
  }

  /** @throws Cancelled, Explained, ApiError */
  async run(node: Node | undefined): Promise<void> {
    const { accounts, current, registry } = this.#parts;
    const ref = botOf(node) ?? (await pickBot(accounts, current, vscode.l10n.t('Check Bot')));
    const account = accounts.get(ref.accountId);
    if (!account) throw goneError();
    const name = shownName(account.bots.get(ref.botId)?.name);
    const found = await inNotification(vscode.l10n.t('Checking {0}', name), (steps, signal) =>
      this.#check(ref, account.contents(ref.botId), steps, signal),
    );
    // The notice may stay for as long as it likes.
    void registry.run('the result of a check', () => tell(found));
  }

  async #check(ref: BotRef, contents: Contents, steps: Steps, signal: AbortSignal): Promise<FoundInBot> {
    const commands = await this.#read(ref, contents, steps, signal);
    const found = new Map<string, { readonly uri: vscode.Uri; readonly all: vscode.Diagnostic[] }>();
    const source = new vscode.CancellationTokenSource();
    const cancel = () => source.cancel();
    signal.addEventListener('abort', cancel);
    const note = (uri: vscode.Uri, all: vscode.Diagnostic[]) => {
      found.set(uri.toString(), { uri, all });
      steps.report(found.size, commands.length, vscode.l10n.t('{0} of {1}', found.size, commands.length));
    };
    try {
      await this.#parts.check(commands, note, source.token);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
      source.dispose();
    }
    if (signal.aborted) throw new Cancelled();
    this.#show([...found.values()]);
    return { files: [...found.values()].map(({ all }) => all) };
  }

  /** What is open says itself what is wrong in it. */
  #show(found: readonly { readonly uri: vscode.Uri; readonly all: vscode.Diagnostic[] }[]): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    this.#found.clear();
    for (const { uri, all } of found) if (!open.has(uri.toString())) this.#found.set(uri, all);
  }

  /** All commands with their code: that of the editor, where one is open, else that of the server. */
  async #read(ref: BotRef, contents: Contents, steps: Steps, signal: AbortSignal): Promise<CheckedCommand[]> {
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
    return Promise.all(
      [...contents.commands.values()].map((command) =>
        limit(async () => {
          if (signal.aborted) throw new Cancelled();
          const uri = (await this.#parts.uriOf(ref, command)).toString();
          // Listings may leave the code out; what was known of it before may be old.
          const isKnown = contents.codeKnownAt(command.id) >= since;
          const { code } = isKnown ? command : await contents.remote(command.id).fresh(since);
          return { command: { ...command, code: open.get(uri) ?? code ?? '' }, uri };
        }),
      ),
    );
  }
}

/** What was found in each command. */
interface FoundInBot {
  readonly files: readonly (readonly vscode.Diagnostic[])[];
}

async function tell({ files }: FoundInBot): Promise<void> {
  const all = files.flat();
  if (all.length === 0) {
    const sentence = vscode.l10n.t('Nothing was found in {0} commands.', files.length);
    await vscode.window.showInformationMessage(sentence);
    return;
  }
  const count = (severity: vscode.DiagnosticSeverity) =>
    all.filter((each) => each.severity === severity).length;
  const errors = count(vscode.DiagnosticSeverity.Error);
  const warnings = count(vscode.DiagnosticSeverity.Warning);
  const sentence = vscode.l10n.t(
    '{0}, {1} in {2} of {3} commands.',
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
