import * as vscode from 'vscode';

import type { BotRef } from '../../model/account';
import type { NameChange, NamedAt } from '../protocol/protocol';

/** What is needed to rename a command wherever it is named. */
export interface CommandRenamesOptions {
  /** The command that is named at a place; `undefined` where none can be renamed. */
  readonly namedAt: (uri: vscode.Uri, position: vscode.Position) => Promise<NamedAt | undefined>;
  /** The edits that change a name in the code of a bot. Rejects with a sentence when the name cannot be had. */
  readonly changeName: (change: NameChange) => Promise<vscode.WorkspaceEdit>;
  /** The bot of an account that a key stands for; `undefined` for a bot folder. */
  readonly refOf: (bot: string) => BotRef | undefined;
  /** Tells the server of a document that was opened, so that it knows whose text it is. */
  readonly opened: (document: vscode.TextDocument) => Promise<void>;
  /** Renames a command of an account. Rejects with a sentence for the person. */
  readonly rename: (ref: BotRef, commandId: number, name: string) => Promise<void>;
}

/**
 * Renames commands together with the strings that name them. The strings are changed in editors, where VS Code shows them
 * first and the person saves them; a command of an account is renamed on its server, because that is no text.
 */
export class CommandRenames {
  readonly #options: CommandRenamesOptions;

  constructor(options: CommandRenamesOptions) {
    this.#options = options;
  }

  /** The edits for code that calls a command by a former name, made of the texts as they are now. */
  async edits(change: NameChange): Promise<vscode.WorkspaceEdit> {
    const { changeName, opened } = this.#options;
    const known = await changeName(change);
    // What is known of a text may be older than the text: the edits are made anew once all are open.
    for (const [uri] of known.entries()) await opened(await vscode.workspace.openTextDocument(uri));
    return changeName(change);
  }

  /**
   * Answers Rename in the editor.
   * @returns `undefined` when the answer is the server's own: there is nothing to rename but text
   */
  async rename(
    document: vscode.TextDocument,
    position: vscode.Position,
    name: string,
    token: vscode.CancellationToken,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const named = await this.#options.namedAt(document.uri, position);
    if (!named) return undefined;
    const change = { bot: named.bot, command: named.command, from: named.name, to: name };
    const edits = await this.edits(change);
    const ref = this.#options.refOf(named.bot);
    if (!ref || !isWaiting(token)) return edits;
    await this.#options.rename(ref, Number(named.command), name);
    // Its own text may be in an editor of another path now.
    const renamed = await this.edits(change);
    // The editor waits no longer when its own command was the renamed one, or the person went on: then it is shown here.
    if (isWaiting(token) && !document.isClosed) return renamed;
    await vscode.workspace.applyEdit(renamed, { isRefactoring: true });
    return new vscode.WorkspaceEdit();
  }

  /**
   * Offers to rename a command in the code as well, after it was renamed elsewhere.
   * @param change `from` is its former name
   */
  async offer(change: NameChange): Promise<void> {
    const count = new Set((await this.#options.changeName(change)).entries().map(([uri]) => uri.toString()))
      .size;
    if (count === 0) return;
    const preview = vscode.l10n.t('Preview Changes');
    const question =
      count === 1
        ? vscode.l10n.t('The code of 1 command still says {0}. Rename it there as well?', change.from)
        : vscode.l10n.t(
            'The code of {0} commands still says {1}. Rename it there as well?',
            String(count),
            change.from,
          );
    if ((await vscode.window.showInformationMessage(question, preview)) !== preview) return;
    await vscode.workspace.applyEdit(await this.edits(change), { isRefactoring: true });
  }
}

function isWaiting({ isCancellationRequested }: vscode.CancellationToken): boolean {
  return !isCancellationRequested;
}
