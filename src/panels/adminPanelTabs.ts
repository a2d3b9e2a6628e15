import * as v from 'valibot';
import * as vscode from 'vscode';

import type { BotRef } from '../model/account';
import type { Accounts } from '../model/accounts';
import { PanelForm, type PanelRef } from '../model/bot/panelForm';
import { panelViewType } from '../util/contract';
import { Disposable } from '../util/disposable';
import type { Log } from '../util/log';
import { type KeptForm, keptFormSchema, panelKey } from './adminPanelState';
import { AdminPanelTab } from './adminPanelTab';
import { pageFolder, pageOf } from './webviewPage';

export interface AdminPanelTabsOptions {
  readonly accounts: Accounts;
  /** Where the extension lies. */
  readonly extension: vscode.Uri;
  /** What people call a bot. */
  readonly botName: (ref: BotRef) => string;
  readonly log: Log;
}

/** The forms of admin panels: one editor tab each. */
export class AdminPanelTabs extends Disposable {
  readonly #options: AdminPanelTabsOptions;
  readonly #tabs = new Map<string, AdminPanelTab>();
  /** What was not saved when its tab was closed. */
  readonly #closed = new Map<string, PanelForm>();

  constructor(options: AdminPanelTabsOptions) {
    super();
    this.#options = options;
    this._register(options.accounts.onDidChange(() => this.#accountsChanged()));
  }

  /** Shows the form of a panel, with what was typed when it was closed. */
  async open(target: PanelRef): Promise<AdminPanelTab> {
    const key = panelKey(target);
    const open = this.#tabs.get(key);
    if (open) {
      open.reveal();
      return open;
    }
    const view = vscode.window.createWebviewPanel(
      panelViewType,
      vscode.l10n.t('Admin Panel'),
      vscode.ViewColumn.Active,
    );
    const form = this.#closed.get(key) ?? new PanelForm(target.ref.botId, target.panelId);
    this.#closed.delete(key);
    return this.#fill(view, target, form);
  }

  /**
   * Fills a tab that was open when the window was loaded.
   * @param state as its page kept it
   */
  async restore(view: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = v.safeParse(keptFormSchema, state);
    if (!kept.success) {
      this.#options.log.warn(`what a form kept cannot be understood: ${v.summarize(kept.issues)}`);
      view.dispose();
      return;
    }
    const { accountId, botId, panelId, edits, passwords } = kept.output;
    await this.#options.accounts.restore();
    const target = { ref: { accountId, botId }, panelId };
    const key = panelKey(target);
    // VS Code restores a tab when it is first looked at: the panel may have been opened, and closed, before.
    const open = this.#tabs.get(key);
    if (open) {
      open.adopt(edits);
      view.dispose();
      open.reveal();
      return;
    }
    const form = this.#closed.get(key) ?? new PanelForm(botId, panelId);
    this.#closed.delete(key);
    form.adopt(edits);
    await this.#fill(view, target, form, passwords);
  }

  override dispose(): void {
    for (const tab of this.#tabs.values()) tab.dispose();
    super.dispose();
  }

  async #fill(
    view: vscode.WebviewPanel,
    target: PanelRef,
    form: PanelForm,
    forgotten: KeptForm['passwords'] = [],
  ): Promise<AdminPanelTab> {
    const { accounts, extension, botName, log } = this.#options;
    const { ref } = target;
    const tab = new AdminPanelTab(view, {
      target,
      form,
      account: () => accounts.get(ref.accountId),
      botName: () => botName(ref),
      forgotten,
      log,
    });
    this.#tabs.set(panelKey(target), tab);
    view.onDidDispose(() => this.#ended(tab));
    view.iconPath = new vscode.ThemeIcon('settings');
    view.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extension)] };
    view.webview.html = pageOf(view.webview, extension, 'adminPanel');
    await tab.load();
    return tab;
  }

  #ended(tab: AdminPanelTab): void {
    const key = panelKey(tab.target);
    tab.dispose();
    if (this.#tabs.get(key) === tab) this.#tabs.delete(key);
    if (!tab.form.isDirty || this.isDisposed) return;
    this.#closed.set(key, tab.form);
    this.#offer(tab).catch((error: unknown) =>
      this.#options.log.error('a closed form could not be offered', error),
    );
  }

  /** VS Code closes a webview without asking, so nothing is thrown away by it. */
  async #offer(tab: AdminPanelTab): Promise<void> {
    const reopen = vscode.l10n.t('Reopen');
    const discard = vscode.l10n.t('Discard');
    const pressed = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} was closed with values that are not saved. They are kept until this window closes.',
        tab.title.replaceAll('](', '] ('),
      ),
      reopen,
      discard,
    );
    if (pressed === reopen) await this.open(tab.target);
    // Opened again and closed meanwhile, it may be another one.
    const key = panelKey(tab.target);
    if (pressed === discard && this.#closed.get(key) === tab.form) this.#closed.delete(key);
  }

  /** Whoever signs out keeps only what was typed and not saved; whoever signs in sees what could not be read before. */
  #accountsChanged(): void {
    const { accounts } = this.#options;
    if (!accounts.isRestored) return;
    for (const tab of [...this.#tabs.values()]) {
      const isSignedIn = accounts.get(tab.target.ref.accountId) !== undefined;
      if (isSignedIn && !tab.form.panel) void tab.load();
      else if (!isSignedIn && !tab.form.isDirty) tab.close();
    }
  }
}
