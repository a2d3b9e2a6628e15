import * as vscode from 'vscode';

import type { SignIn } from '../accounts/signIn';
import type { AccountEditors } from '../files/accountEditors';
import { fileNameIn } from '../files/commandFiles';
import type { Account } from '../model/account';
import type { CommandDrafts } from '../model/command/commandDrafts';
import type { History } from '../model/history/history';
import { someNames } from './confirmations';
import { Cancelled, Explained } from './registry';

/** Leads out of an account, and lets nobody lose unsaved text by it. */
export class SignOutFlow {
  readonly #signIn: SignIn;
  readonly #editors: AccountEditors;
  readonly #historyToDelete: (account: Account) => Promise<History | undefined>;
  readonly #drafts: () => Promise<CommandDrafts>;

  /**
   * @param historyToDelete asks what becomes of the earlier versions; `undefined` when they are kept
   * @param drafts loads what was typed into the command panel and is not saved
   */
  constructor(
    signIn: SignIn,
    editors: AccountEditors,
    historyToDelete: (account: Account) => Promise<History | undefined>,
    drafts: () => Promise<CommandDrafts>,
  ) {
    this.#signIn = signIn;
    this.#editors = editors;
    this.#historyToDelete = historyToDelete;
    this.#drafts = drafts;
  }

  /** @throws Cancelled, Explained */
  async run(account: Account): Promise<void> {
    const unsaved = this.#editors.unsaved(account.id);
    if (unsaved.length > 0) await this.#careFor(account, unsaved);
    const drafts = await this.#draftsToDiscard(account);
    const history = await this.#historyToDelete(account);
    await this.#signIn.out(account);
    drafts?.discardAll(account.id);
    await this.#editors.closeSaved(account.id);
    await history?.deleteAccount(account.id).catch((error: unknown) => {
      throw new Explained(
        vscode.l10n.t(
          'You are signed out of {0}, but the earlier versions of its commands could not be deleted from this machine.',
          account.label,
        ),
        error,
      );
    });
  }

  /** @returns `undefined` when there are none, or they are kept @throws Cancelled */
  async #draftsToDiscard(account: Account): Promise<CommandDrafts | undefined> {
    const drafts = await this.#drafts();
    const names = drafts.all
      .filter(({ target }) => target.ref.accountId === account.id)
      .map(({ name }) => name);
    if (names.length === 0) return undefined;
    const keep = vscode.l10n.t('Keep Unsaved');
    const discard = vscode.l10n.t('Discard');
    const detail = [
      vscode.l10n.t('Edited in the command panel and not saved:'),
      ...someNames(names),
      '',
      vscode.l10n.t('Kept, it is there again when you sign in again, and can be saved then.'),
    ].join('\n');
    const pressed = await vscode.window.showWarningMessage(
      vscode.l10n.t('Sign out of {0} with unsaved properties?', account.label),
      { modal: true, detail },
      keep,
      discard,
    );
    if (pressed === undefined) throw new Cancelled();
    return pressed === discard ? drafts : undefined;
  }

  async #careFor(account: Account, unsaved: readonly vscode.TextDocument[]): Promise<void> {
    const save = vscode.l10n.t('Save All');
    const keep = vscode.l10n.t('Keep as Files…');
    const leave = vscode.l10n.t('Leave in the Editors');
    const detail = [
      vscode.l10n.t('Unsaved text:'),
      ...someNames(unsaved.map(({ uri }) => fileNameIn(uri))),
      '',
      vscode.l10n.t('Left in the editors, it can be saved to the bot only after you sign in again.'),
    ].join('\n');
    const pressed = await vscode.window.showWarningMessage(
      vscode.l10n.t('Sign out of {0} with unsaved text?', account.label),
      { modal: true, detail },
      save,
      keep,
      leave,
    );
    if (pressed === save) await this.#save(account);
    else if (pressed === keep) await this.#keep(unsaved);
    else if (pressed !== leave) throw new Cancelled();
  }

  async #save(account: Account): Promise<void> {
    const left = await this.#editors.saveAll(account.id);
    const [first] = left;
    if (!first) return;
    throw new Explained(
      vscode.l10n.t(
        '{0} could not be saved, so you are still signed in to {1}.',
        left.map(({ uri }) => fileNameIn(uri)).join(', '),
        account.label,
      ),
    );
  }

  async #keep(unsaved: readonly vscode.TextDocument[]): Promise<void> {
    const [folder] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t('Keep the Unsaved Text In'),
        openLabel: vscode.l10n.t('Keep Here'),
        canSelectFolders: true,
        canSelectFiles: false,
      })) ?? [];
    if (!folder) throw new Cancelled();
    await this.#editors.giveUp(await this.#editors.keep(unsaved, folder));
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('The unsaved text is kept in {0}', folder.fsPath),
      10_000,
    );
  }
}
