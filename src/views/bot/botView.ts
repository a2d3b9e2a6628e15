import * as vscode from 'vscode';

import { type BotRef, sameBot } from '../../model/account';
import type { AccountModel } from '../../model/accountModel';
import type { Accounts } from '../../model/accounts';
import type { PartName } from '../../model/bot/botParts';
import type { CurrentBot } from '../../model/currentBot';
import { listenToEvery } from '../../model/everyAccount';
import { shownName } from '../../sentences/shownName';
import { viewIds } from '../../util/contract';
import { Disposable, type IDisposable } from '../../util/disposable';
import type { Log } from '../../util/log';
import type { BotTree } from './botTree';
import type { BotViewNode } from './nodes';

/** The sidebar view around the tree of the current bot: its name, the badge of new errors, what is unfolded. */
export class BotView extends Disposable {
  readonly #accounts: Accounts;
  readonly #tree: BotTree;
  readonly #log: Log;
  readonly #view: vscode.TreeView<BotViewNode>;
  readonly #unfolded = new Set<PartName>();
  #shown: BotRef | undefined;

  constructor(accounts: Accounts, current: CurrentBot, tree: BotTree, log: Log) {
    super();
    this.#accounts = accounts;
    this.#tree = tree;
    this.#log = log;
    this.#view = this._register(
      vscode.window.createTreeView(viewIds.bot, {
        treeDataProvider: tree,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
    this._register(tree.onDidAsk((section) => this.#foldChanged(section, true)));
    this._register(this.#view.onDidExpandElement(({ element }) => this.#turned(element, true)));
    this._register(this.#view.onDidCollapseElement(({ element }) => this.#turned(element, false)));
    this._register(this.#view.onDidChangeVisibility(() => this.#look()));
    this._register(vscode.window.onDidChangeWindowState(() => this.#look()));
    this._register(current.onDidChange(() => this.#botChanged()));
    this._register(listenToEvery(accounts, (model) => this.#listen(model)));
    this._register(accounts.onDidChange(() => this.#botChanged()));
    this.#botChanged();
  }

  /** Brings the view to the front with this section of the current bot unfolded. */
  async openSection(section: PartName): Promise<void> {
    const row = this.#tree.sectionRow(section);
    if (row) await this.#view.reveal(row, { select: true, focus: true, expand: true });
  }

  #turned(element: BotViewNode, isUnfolded: boolean): void {
    if (element.kind === 'section') this.#foldChanged(element.section, isUnfolded);
  }

  #foldChanged(section: PartName, isUnfolded: boolean): void {
    if (this.#unfolded.has(section) === isUnfolded) return;
    if (isUnfolded) this.#unfolded.add(section);
    else this.#unfolded.delete(section);
    this.#look();
  }

  #listen(model: AccountModel): IDisposable[] {
    return [
      model.bots.onDidChange(() => this.#look()),
      model.onDidChangeParts(({ part }) => {
        if (part === 'errors') this.#look();
      }),
    ];
  }

  /** Sections of another bot begin folded. */
  #botChanged(): void {
    const ref = this.#tree.bot?.ref;
    if (!sameBot(ref, this.#shown)) this.#unfolded.clear();
    this.#shown = ref;
    this.#look();
  }

  /** Says whose view it is and what is new, and takes what is before a person's eyes as seen. */
  #look(): void {
    const bot = this.#tree.bot;
    const account = bot && this.#accounts.get(bot.ref.accountId);
    this.#view.description = bot ? shownName(account?.bots.get(bot.ref.botId)?.name) : '';
    for (const parts of this.#accounts.all.flatMap(({ openedParts }) => openedParts))
      parts.broadcasts.isWatched = parts === bot?.parts && this.#isInSight('broadcasts');
    if (bot && this.#isInSight('errors') && vscode.window.state.focused) {
      bot.parts.errors
        .markSeen()
        .catch((error: unknown) => this.#log.warn('which errors were seen could not be stored', error));
    }
    const unseen = bot?.parts.errors.unseen ?? 0;
    this.#view.badge =
      unseen === 0
        ? undefined
        : {
            value: unseen,
            tooltip:
              unseen === 1 ? vscode.l10n.t('1 new error') : vscode.l10n.t('{0} new errors', String(unseen)),
          };
  }

  #isInSight(section: PartName): boolean {
    return this.#view.visible && this.#unfolded.has(section);
  }
}
