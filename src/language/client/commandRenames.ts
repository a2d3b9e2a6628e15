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

/** Asks what is to be changed, in the code as it is by then. */
type Ask = () => Promise<vscode.WorkspaceEdit>;

/** One change of a text. */
interface Change {
  readonly uri: vscode.Uri;
  readonly edit: vscode.TextEdit;
}

/**
 * Renames commands together with the strings that name them, and what several commands share. The person sees every
 * change first and can leave any out; the changes come into editors, which the person saves. VS Code's own preview of a
 * rename is of no use here: what it is to ask about begins unticked there, and what is applied from it is saved to the
 * server at once.
 */
export class CommandRenames {
  readonly #options: CommandRenamesOptions;

  constructor(options: CommandRenamesOptions) {
    this.#options = options;
  }

  /**
   * Renames a command where it is named in an editor. Nothing happens when the person leaves the question.
   * @returns whether a command is named there
   */
  async rename(document: vscode.TextDocument, position: vscode.Position, name: string): Promise<boolean> {
    const { namedAt, refOf, rename } = this.#options;
    const named = await namedAt(document.uri, position);
    if (!named) return false;
    if (named.name === name) return true;
    const change = { bot: named.bot, command: named.command, from: named.name, to: name };
    const ref = refOf(named.bot);
    const edits: Ask = () => this.#options.changeName(change);
    const changes = await this.#changes(edits);
    const chosen = await choose(
      change,
      changes,
      ref &&
        vscode.l10n.t(
          'OK renames the command at once. Its code and that of others wait in the editors until you save them.',
        ),
    );
    if (!chosen) return true;
    if (ref) await rename(ref, Number(named.command), name);
    await this.#apply(edits, chosen);
    return true;
  }

  /**
   * Renames what code declares. In one file that is VS Code's own matter; where other files change as well, the person
   * sees and chooses, and nothing is saved.
   * @param from what it is called
   * @returns what is left for VS Code to change
   */
  async renameIdentifier(from: string, to: string, edits: Ask): Promise<vscode.WorkspaceEdit> {
    const edit = await edits();
    if (edit.size <= 1) return edit;
    const chosen = await choose({ from, to }, await this.#changes(edits));
    if (chosen) await this.#apply(edits, chosen);
    return new vscode.WorkspaceEdit();
  }

  /**
   * Offers to rename a command in the code as well, after it was renamed elsewhere.
   * @param change `from` is its former name
   */
  async offer(change: NameChange): Promise<void> {
    const edits: Ask = () => this.#options.changeName(change);
    const count = (await edits()).size;
    if (count === 0) return;
    const show = vscode.l10n.t('Show Changes');
    const question =
      count === 1
        ? vscode.l10n.t('The code of 1 command still says {0}. Rename it there as well?', change.from)
        : vscode.l10n.t(
            'The code of {0} commands still says {1}. Rename it there as well?',
            String(count),
            change.from,
          );
    if ((await vscode.window.showInformationMessage(question, show)) !== show) return;
    const chosen = await choose(change, await this.#changes(edits));
    if (chosen) await this.#apply(edits, chosen);
  }

  /**
   * Makes the changes that were chosen, where they are by now: the texts may have changed while the question was open, and
   * the text of the renamed command may be in an editor of another path. What was not shown is not changed.
   */
  async #apply(edits: Ask, chosen: readonly ShownChange[]): Promise<void> {
    const now = await shown(await this.#changes(edits));
    const uris = new Set(now.map(({ uri }) => uri.toString()));
    const left = [...chosen];
    const meant = now.filter(({ uri, text }) => {
      const isSame = (each: ShownChange) =>
        each.text === text && (each.uri.toString() === uri.toString() || !uris.has(each.uri.toString()));
      const index = left.findIndex(isSame);
      return index >= 0 && left.splice(index, 1).length > 0;
    });
    await apply(meant);
    if (left.length > 0) throw changedMeanwhile();
  }

  /** What is to be changed, in the texts as they are now. */
  async #changes(edits: Ask): Promise<readonly Change[]> {
    // What is known of a text may be older than the text: the changes are made anew once all are open.
    for (const [uri] of (await edits()).entries()) {
      await this.#options.opened(await vscode.workspace.openTextDocument(uri));
    }
    return (await edits()).entries().flatMap(([uri, inFile]) => inFile.map((edit) => ({ uri, edit })));
  }
}

/** A change as the person sees it. */
interface ShownChange extends Change {
  /** The line as it is going to be. */
  readonly text: string;
  /** From 0. */
  readonly line: number;
}

function shown(changes: readonly Change[]): Promise<ShownChange[]> {
  return Promise.all(changes.map(async (change) => ({ ...change, ...(await changedLine(change)) })));
}

/**
 * @param hint what else happens
 * @returns what the person wants, `undefined` for nothing at all
 */
async function choose(
  { from, to }: Pick<NameChange, 'from' | 'to'>,
  changes: readonly Change[],
  hint = vscode.l10n.t('Untick what is to stay. Nothing is saved until you save it.'),
): Promise<readonly ShownChange[] | undefined> {
  const items = (await shown(changes)).map((change) => {
    const file = change.uri.path.split('/').at(-1) ?? '';
    const description = vscode.l10n.t('{0}, line {1}', file, String(change.line + 1));
    return { label: change.text, description, picked: true, change };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Rename {0} to {1} in Code', from, to),
    placeHolder: hint,
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ change }) => change);
}

/** The line as it is going to be. */
async function changedLine({ uri, edit }: Change): Promise<{ readonly text: string; readonly line: number }> {
  const { line, character } = edit.range.start;
  const { text } = (await vscode.workspace.openTextDocument(uri)).lineAt(line);
  const rest = edit.range.end.line === line ? text.slice(edit.range.end.character) : '';
  return { text: (text.slice(0, character) + edit.newText + rest).trim(), line };
}

async function apply(changes: readonly Change[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, edit: change } of changes) edit.replace(uri, change.range, change.newText);
  if (changes.length === 0 || (await vscode.workspace.applyEdit(edit))) return;
  throw changedMeanwhile();
}

function changedMeanwhile(): Error {
  return new Error(
    vscode.l10n.t(
      'Not all code was changed, because it changed meanwhile. Rename it again where it is named.',
    ),
  );
}
