import * as vscode from 'vscode';

import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import { currentAccount } from '../model/currentAccount';
import type { CurrentBot } from '../model/currentBot';
import { viewIds } from '../util/contract';
import { Disposable, type IDisposable } from '../util/disposable';
import { type AccountRow, accountRowItem, iterationRows, linkedRows, topRows } from './accountRows';

/** The view *Account*: who the current account belongs to and what it has left. Read when it is first looked at. */
export class AccountView extends Disposable implements vscode.TreeDataProvider<AccountRow> {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #changed = this._register(new vscode.EventEmitter<undefined>());
  readonly #view: vscode.TreeView<AccountRow>;
  #shown: AccountModel | undefined;
  #listeners: readonly IDisposable[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(accounts: Accounts, current: CurrentBot) {
    super();
    this.#accounts = accounts;
    this.#current = current;
    this.#view = this._register(
      vscode.window.createTreeView<AccountRow>(viewIds.account, { treeDataProvider: this }),
    );
    this._register(accounts.onDidChange(() => this.#follow()));
    this._register(current.onDidChange(() => this.#follow()));
    this.#follow();
  }

  override dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    super.dispose();
  }

  #follow(): void {
    const model = currentAccount(this.#accounts, this.#current);
    this.#view.description = model?.account.label ?? '';
    if (model === this.#shown) return;
    this.#shown = model;
    for (const listener of this.#listeners) listener.dispose();
    const changed = () => this.#changed.fire(undefined);
    this.#listeners = model ? [model.profile.onDidChange(changed), model.usage.onDidChange(changed)] : [];
    changed();
  }

  getTreeItem(row: AccountRow): vscode.TreeItem {
    const model = this.#accounts.get(row.accountId);
    return model ? accountRowItem(row, model) : new vscode.TreeItem('');
  }

  /** Asked only while the view is unfolded. */
  async getChildren(row?: AccountRow): Promise<AccountRow[]> {
    const model = this.#shown;
    if (!model) return [];
    const { profile, usage } = model;
    const rowOf = (what: AccountRow['what']): AccountRow => ({
      kind: 'accountRow',
      accountId: model.account.id,
      what,
    });
    if (row?.what === 'iterations') return iterationRows.map(rowOf);
    const { value: linked } = profile.linked;
    if (row) return linked ? linkedRows(linked).map((each) => ({ ...rowOf(each.what), ...each })) : [];
    const isUsageKnown = usage.current ?? usage.error;
    await Promise.all([profile.open(), ...(isUsageKnown ? [] : [usage.refresh()])]);
    return topRows.map(rowOf);
  }
}
