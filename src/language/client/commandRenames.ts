import * as vscode from 'vscode';

import type { BotRef } from '../../model/account';
import { asError } from '../../util/async';
import type { KeyboardChange, NameChange, NamedAt } from '../protocol/protocol';

/** What a bot is to be when one of its commands has another name. */
export interface Renaming {
  readonly edit: vscode.WorkspaceEdit;
  /** Keyboards that are no part of a text. */
  readonly keyboards: readonly KeyboardChange[];
}

/** What is needed to rename a command wherever it is named. */
export interface CommandRenamesOptions {
  /** The command that is named at a place; `undefined` where none can be renamed. */
  readonly namedAt: (uri: vscode.Uri, position: vscode.Position) => Promise<NamedAt | undefined>;
  /** What changes with a name. Rejects with a sentence when the name cannot be had. */
  readonly changeName: (change: NameChange) => Promise<Renaming>;
  /** How many commands have code that is not known, so that nothing is found in it. */
  readonly missingCodes: (bot: string) => number;
  /** Reads that code. Resolves with `false` when the person cancelled, rejects with a sentence for the person. */
  readonly readMissingCodes: (bot: string, title: string) => Promise<boolean>;
  /** The bot of an account that a key stands for; `undefined` for a bot folder. */
  readonly refOf: (bot: string) => BotRef | undefined;
  /** Tells the server of a document that was opened, so that it knows whose text it is. */
  readonly opened: (document: vscode.TextDocument) => Promise<void>;
  /** Renames a command of an account. Rejects with a sentence for the person. */
  readonly rename: (ref: BotRef, commandId: number, name: string) => Promise<void>;
  /** Saves a keyboard that is as it was shown. Rejects with a sentence for the person. */
  readonly changeKeyboard: (ref: BotRef, change: KeyboardChange) => Promise<void>;
}

/** Asks what is to be changed, in the code as it is by then. */
type Ask = () => Promise<Renaming>;

/** One change of a text. */
interface Change {
  readonly uri: vscode.Uri;
  readonly edit: vscode.TextEdit;
}

/** What of a bot names a command that gets another name. */
interface Changes {
  readonly inTexts: readonly Change[];
  readonly keyboards: readonly KeyboardChange[];
}

/** What of it a person wants. */
interface Chosen {
  readonly inTexts: readonly ShownChange[];
  readonly keyboards: readonly KeyboardChange[];
}

/**
 * Renames commands together with what names them, and what several commands share. The person sees every change first and
 * can leave any out; those of code come into editors, which the person saves, and keyboards are saved at once, as all
 * properties are. VS Code's own preview of a rename is of no use here: what it is to ask about begins unticked there, and
 * what is applied from it is saved to the server at once.
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
    if (!(await this.#readMissingCodes(change))) return true;
    const ref = refOf(named.bot);
    const ask: Ask = () => this.#options.changeName(change);
    const changes = await this.#changes(ask);
    const chosen = await choose(change, changes, ref && hintOfRename(changes));
    if (!chosen) return true;
    if (ref) await rename(ref, Number(named.command), name);
    await this.#apply(ref, ask, chosen);
    return true;
  }

  /**
   * Renames what code declares. In one file that is VS Code's own matter; where other files change as well, the person
   * sees and chooses, and nothing is saved.
   * @param from what it is called
   * @returns what is left for VS Code to change
   */
  async renameIdentifier(
    from: string,
    to: string,
    edits: () => Promise<vscode.WorkspaceEdit>,
  ): Promise<vscode.WorkspaceEdit> {
    const edit = await edits();
    if (edit.size <= 1) return edit;
    const ask: Ask = async () => ({ edit: await edits(), keyboards: [] });
    const chosen = await choose({ from, to }, await this.#changes(ask));
    if (chosen) await this.#apply(undefined, ask, chosen);
    return new vscode.WorkspaceEdit();
  }

  /**
   * Offers to rename a command wherever it is named, after it was renamed itself.
   * @param change `from` is its former name
   */
  async offer(change: NameChange): Promise<void> {
    const ask: Ask = () => this.#options.changeName(change);
    const { edit, keyboards } = await ask();
    const missing = this.#options.missingCodes(change.bot);
    if (edit.size + keyboards.length + missing === 0) return;
    const show = vscode.l10n.t('Show Changes');
    const question =
      missing > 0
        ? questionAboutMissing(change.from, missing)
        : questionAbout(change.from, edit.size, keyboards.length);
    if ((await vscode.window.showInformationMessage(question, show)) !== show) return;
    if (!(await this.#readMissingCodes(change))) return;
    const changes = await this.#changes(ask);
    if (changes.inTexts.length + changes.keyboards.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No code and no keyboard of this bot says {0}.', change.from),
      );
      return;
    }
    const chosen = await choose(change, changes);
    if (chosen) await this.#apply(this.#options.refOf(change.bot), ask, chosen);
  }

  #readMissingCodes({ bot, from }: NameChange): Promise<boolean> {
    return this.#options.readMissingCodes(bot, vscode.l10n.t('Looking for {0} in all commands', from));
  }

  /**
   * Makes the changes that were chosen. One that cannot be made keeps none of the others from being made.
   * @throws Error with a sentence for each that was not made
   */
  async #apply(ref: BotRef | undefined, ask: Ask, { inTexts, keyboards }: Chosen): Promise<void> {
    const failures: string[] = [];
    const failed = (error: unknown) => void failures.push(asError(error).message);
    await this.#applyInTexts(ask, inTexts).catch(failed);
    // Without an account there are none.
    for (const keyboard of keyboards)
      if (ref) await this.#options.changeKeyboard(ref, keyboard).catch(failed);
    if (failures.length > 0) throw new Error(failures.join(' '));
  }

  /**
   * Changes texts where they are by now: they may have changed while the question was open, and the text of the renamed
   * command may be in an editor of another path. What was not shown is not changed.
   */
  async #applyInTexts(ask: Ask, chosen: readonly ShownChange[]): Promise<void> {
    if (chosen.length === 0) return;
    const now = await shown((await this.#changes(ask)).inTexts);
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
  async #changes(ask: Ask): Promise<Changes> {
    // What is known of a text may be older than the text: the changes are made anew once all are open.
    for (const [uri] of (await ask()).edit.entries()) {
      await this.#options.opened(await vscode.workspace.openTextDocument(uri));
    }
    const { edit, keyboards } = await ask();
    const inTexts = edit.entries().flatMap(([uri, inFile]) => inFile.map((each) => ({ uri, edit: each })));
    return { inTexts, keyboards };
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
  { inTexts, keyboards }: Changes,
  hint = keyboards.length === 0
    ? vscode.l10n.t('Untick what is to stay. Nothing is saved until you save it.')
    : vscode.l10n.t('Untick what is to stay. OK saves keyboards at once; code is saved when you save it.'),
): Promise<Chosen | undefined> {
  const items = [
    ...(await shown(inTexts)).map((inText) => {
      const file = inText.uri.path.split('/').at(-1) ?? '';
      const description = vscode.l10n.t('{0}, line {1}', file, String(inText.line + 1));
      return { label: inText.text, description, picked: true, inText };
    }),
    ...keyboards.map((keyboard) => {
      const description = vscode.l10n.t('keyboard of {0}', keyboard.name);
      return { label: keyboard.to.replace(/\r?\n/g, ' ⏎ '), description, picked: true, keyboard };
    }),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Rename {0} to {1} in Code', from, to),
    placeHolder: hint,
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return (
    picked && {
      inTexts: picked.flatMap((item) => ('inText' in item ? item.inText : [])),
      keyboards: picked.flatMap((item) => ('keyboard' in item ? item.keyboard : [])),
    }
  );
}

function hintOfRename({ keyboards }: Changes): string {
  return keyboards.length === 0
    ? vscode.l10n.t(
        'OK renames the command at once. Its code and that of others wait in the editors until you save them.',
      )
    : vscode.l10n.t('OK saves the name and the keyboards at once; code waits for you.');
}

/** @param count how many commands have code that is not known */
function questionAboutMissing(name: string, count: number): string {
  return count === 1
    ? vscode.l10n.t(
        'The code of 1 command was not read yet and may still say {0}. Read it, and rename it there as well?',
        name,
      )
    : vscode.l10n.t(
        'The code of {0} commands was not read yet and may still say {1}. Read it, and rename it there as well?',
        String(count),
        name,
      );
}

/** @param texts how many commands name it in their code @param keyboards how many on their keyboard */
function questionAbout(name: string, texts: number, keyboards: number): string {
  if (keyboards === 0) {
    return texts === 1
      ? vscode.l10n.t('The code of 1 command still says {0}. Rename it there as well?', name)
      : vscode.l10n.t(
          'The code of {0} commands still says {1}. Rename it there as well?',
          String(texts),
          name,
        );
  }
  if (texts === 0) {
    return keyboards === 1
      ? vscode.l10n.t('The keyboard of 1 command still says {0}. Rename it there as well?', name)
      : vscode.l10n.t(
          'The keyboards of {0} commands still say {1}. Rename it there as well?',
          String(keyboards),
          name,
        );
  }
  return vscode.l10n.t('Code and keyboards of this bot still say {0}. Rename it there as well?', name);
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
