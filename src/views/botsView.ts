import * as vscode from 'vscode';

import { isOffline, isUnreachable } from '../api/errors';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { listenToEvery } from '../model/everyAccount';
import { apiSentence } from '../sentences/apiSentences';
import { setContextKey } from '../util/contextKeys';
import { contextKeys, viewIds } from '../util/contract';
import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import type { BotsTree } from './botsTree';
import { CommandDragAndDrop, type OnDrop } from './commandDragAndDrop';
import { botOf, type Node } from './nodes';

/** The sidebar view around the tree: its welcome texts, its message, and what is selected in it. */
export class BotsView extends Disposable {
  readonly #accounts: Accounts;
  readonly #log: Log;
  readonly #tree: BotsTree;
  readonly #view: vscode.TreeView<Node>;
  /** The key press that the next one waits for. */
  #forKey: Promise<unknown> = Promise.resolve();
  readonly #shown = this._register(new Emitter<void>());

  readonly #selected = this._register(new Emitter<void>());

  /** Fires when other rows are selected. */
  readonly onDidSelect = this.#selected.event;
  /** Fires when the view comes into sight. */
  readonly onDidShow = this.#shown.event;

  constructor(accounts: Accounts, current: CurrentBot, tree: BotsTree, onDrop: OnDrop, log: Log) {
    super();
    this.#accounts = accounts;
    this.#tree = tree;
    this.#log = log;
    this.#view = this._register(
      vscode.window.createTreeView(viewIds.bots, {
        treeDataProvider: tree,
        showCollapseAll: true,
        canSelectMany: true,
        dragAndDropController: new CommandDragAndDrop(onDrop),
      }),
    );
    this._register(
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.#shown.fire();
      }),
    );
    const choose = (node: Node | undefined) => {
      const ref = botOf(node);
      if (ref) current.choose(ref);
    };
    this._register(
      this.#view.onDidChangeSelection(({ selection }) => {
        choose(selection[0]);
        this.#selected.fire();
      }),
    );
    this._register(this.#view.onDidExpandElement(({ element }) => choose(element)));
    this._register(current.onDidChange(() => this.#tellPinned(current)));
    this.#tellPinned(current);
    this._register(listenToEvery(accounts, ({ bots }) => [bots.onDidChange(() => this.#show())]));
    this._register(accounts.onDidChange(() => this.#show()));
    this.#show();
  }

  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** The rows that are selected. */
  get selection(): readonly Node[] {
    return this.#view.selection;
  }

  /** The panel says it of its own command only, and often nobody has it open. @param count commands */
  showUnsaved(count: number): void {
    const tooltip =
      count === 1
        ? vscode.l10n.t('1 command is edited in the command panel and not saved')
        : vscode.l10n.t('{0} commands are edited in the command panel and not saved', count);
    this.#view.badge = count === 0 ? undefined : { value: count, tooltip };
  }

  /** Brings the view to the front with this row selected, unfolded and under the keyboard. */
  async open(node: Node): Promise<void> {
    await this.#view.reveal(this.#tree.rowOf(node), { select: true, focus: true, expand: true });
  }

  /** Shows a row, with the rows above it unfolded; what is selected stays so. A hidden view stays hidden. */
  async show(node: Node): Promise<void> {
    if (this.#view.visible) await this.#view.reveal(this.#tree.rowOf(node), { select: false });
  }

  /**
   * To be called before something is done that takes its time.
   * @returns shows a new row and selects it, unless the person selected something else meanwhile. A hidden view stays hidden
   */
  showingLater(): (node: Node) => Promise<void> {
    const before = this.#view.selection;
    return async (node) => {
      if (!this.#view.visible) return;
      const { selection } = this.#view;
      const isSame = selection.length === before.length && selection.every((row) => before.includes(row));
      await this.#view.reveal(this.#tree.rowOf(node), { select: isSame });
    };
  }

  /**
   * The rows that a key pressed in the view is meant for, as in the Explorer: the one with the keyboard, and with it
   * all that are selected when it is one of them. VS Code tells the selection only; turning the mark of the row with
   * the keyboard over and back shows which one that is.
   */
  rowsForKey(): Promise<readonly Node[]> {
    // Keys may come faster than marks turn; what one turned over another must not take for the person's.
    const rows = this.#forKey.then(() => this.#rowsForKey());
    this.#forKey = rows.catch(() => undefined);
    return rows;
  }

  async #rowsForKey(): Promise<readonly Node[]> {
    const before = this.#view.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const turned = this.#view.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const added = turned.find((node) => !before.includes(node));
    return added ? [added] : before;
  }

  /** Whether something is being done to what a row shows, so that nothing else is begun with it. */
  isPending(node: Node): boolean {
    return this.#tree.isPending(node);
  }

  #tellPinned(current: CurrentBot): void {
    setContextKey(contextKeys.pinned, current.pinned !== undefined).catch((error: unknown) =>
      this.#log.error('the menus could not be told what is pinned', error),
    );
  }

  #show(): void {
    const accounts = this.#accounts.all;
    const [only] = accounts;
    // With several accounts they are rows of the tree.
    this.#view.description = only && accounts.length === 1 ? only.account.label : '';
    const session = this.#session(accounts);
    const offline = accounts.find((model) => model.bots.error && isOffline(model.bots.error));
    const nothingKnown = accounts.length === 1 && !offline?.bots.all && isUnreachable(offline?.bots.error);
    const message =
      offline?.bots.all && offline.bots.error
        ? vscode.l10n.t('{0} Shown as last known.', apiSentence(offline.bots.error))
        : '';
    this.#view.message = message;
    Promise.all([
      setContextKey(contextKeys.session, session),
      setContextKey(contextKeys.offline, nothingKnown),
    ]).catch((error: unknown) => this.#log.error('the welcome view could not be chosen', error));
  }

  #session(accounts: readonly AccountModel[]): 'starting' | 'signedOut' | 'loading' | 'signedIn' {
    if (!this.#accounts.isRestored) return 'starting';
    if (accounts.length === 0) return 'signedOut';
    return accounts.some(({ bots }) => bots.all ?? bots.error) ? 'signedIn' : 'loading';
  }
}
