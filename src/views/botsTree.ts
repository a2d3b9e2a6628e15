import * as vscode from 'vscode';

import type { Command } from '../api/commands';
import { isOffline, isUnreachable } from '../api/errors';
import { type BotRef, sameBot } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { Contents, ContentsChange } from '../model/contents';
import type { CurrentBot } from '../model/currentBot';
import { listenToEvery } from '../model/everyAccount';
import type { Creation, Pending, PendingChange, PendingTarget, PendingWork } from '../model/pending';
import { shownName } from '../sentences/shownName';
import { Disposable, type IDisposable } from '../util/disposable';
import { commandFacts } from './commandFacts';
import type { CutRows } from './cutRows';
import {
  accountNode,
  type BotNode,
  botNode,
  brokenNode,
  commandNode,
  type CommandNode,
  creatingNode,
  failureNode,
  folderMoveNode,
  folderNode,
  type Node,
  partialNode,
} from './nodes';
import { byName } from './order';
import {
  accountItem,
  botItem,
  brokenItem,
  commandItem,
  creatingItem,
  cutItem,
  failureItem,
  folderItem,
  folderMoveItem,
  partialItem,
  pendingItem,
  stateWord,
} from './treeItems';
import { botTooltip, commandTooltip } from './tooltips';

/** The parent of the accounts, which has no row. */
const allAccounts = '';

/** The tree of bots, folders and commands. With one account its bots are the roots; with more the accounts are. */
export class BotsTree extends Disposable implements vscode.TreeDataProvider<Node> {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  /** The bot whose row says that it is pinned. */
  #pinned: BotRef | undefined;
  readonly #cut: CutRows;
  readonly #uriOf: (node: CommandNode) => Promise<vscode.Uri | undefined>;
  readonly #changed = this._register(new vscode.EventEmitter<Node | undefined>());
  /** VS Code knows rows by the object it was given, so a row stays one object for as long as the window lives. */
  readonly #rows = new Map<string, Node>();
  /** The ids of the rows that VS Code was given last, by the parent's id. */
  readonly #listed = new Map<string, readonly string[]>();
  /** Where rows are being fetched, by the parent's id. */
  readonly #fetching = new Map<string, number>();

  readonly onDidChangeTreeData = this.#changed.event;

  /** @param uriOf the file of a command, `undefined` when it is no longer there */
  constructor(
    accounts: Accounts,
    current: CurrentBot,
    cut: CutRows,
    uriOf: (node: CommandNode) => Promise<vscode.Uri | undefined>,
  ) {
    super();
    this.#accounts = accounts;
    this.#current = current;
    this.#pinned = current.pinned;
    this.#cut = cut;
    this.#uriOf = uriOf;
    this._register(
      cut.onDidChange((rows) => {
        for (const row of rows) this.#changed.fire(this.#row(row));
      }),
    );
    this._register(current.onDidChange(() => this.#currentChanged()));
    this._register(listenToEvery(accounts, (model) => this.#listen(model)));
    this._register(
      accounts.onDidChange(() => {
        if (!this.#fetching.has(allAccounts)) this.#changed.fire(undefined);
      }),
    );
  }

  /** Which bot is current shows in no row, only which one is pinned. */
  #currentChanged(): void {
    const before = this.#pinned;
    const { pinned } = this.#current;
    if (sameBot(before, pinned)) return;
    this.#pinned = pinned;
    for (const ref of [before, pinned]) if (ref) this.#changed.fire(this.#row(botNode(ref)));
  }

  #listen(model: AccountModel): IDisposable[] {
    const accountId = model.account.id;
    return [
      model.bots.onDidChange(({ listing, botIds }) => {
        const alone = this.#accounts.all.length === 1;
        if (!listing)
          for (const botId of botIds) this.#changed.fire(this.#row(botNode({ accountId, botId })));
        else if (!alone) this.#changed.fire(this.#row(accountNode(accountId)));
        else if (!this.#fetching.has(accountId)) this.#changed.fire(undefined);
      }),
      model.onDidChangeContents(({ contents, change }) => {
        const ref = { accountId, botId: contents.botId };
        const bot = this.#row(botNode(ref));
        if (this.#fetching.has(bot.id)) return;
        if (change.rows) this.#drawAnew(ref, contents, change);
        else this.#drawCommands(ref, change.texts);
      }),
      model.bots.pending.onDidChange((change) => this.#pendingChanged(model, change)),
      model.onDidChangePending(({ contents, change }) => this.#pendingInBot(accountId, contents, change)),
      model.onDidChangeFolderMoves((botId) => this.#changed.fire(this.#row(botNode({ accountId, botId })))),
    ];
  }

  /**
   * VS Code fetches all rows below one that it is told of, and of ten thousand that takes a second: it is told of the
   * bot only when the rows below it are others, or in another order.
   */
  #drawAnew(ref: BotRef, contents: Contents, { reshaped, texts }: ContentsChange): void {
    const bot = botNode(ref);
    if (!reshaped || !this.#isListedAs(bot, this.#rowsInBot(ref))) {
      this.#changed.fire(this.#row(bot));
      return;
    }
    const drawn = new Set<number>();
    for (const { id } of contents.folders) {
      const folder = folderNode(ref, id);
      if (this.#isListedAs(folder, this.#commandRows(ref, id))) continue;
      drawn.add(id);
      this.#changed.fire(this.#row(folder));
    }
    const folderOf = (id: number) => contents.commands.get(id)?.commands_folder_id ?? undefined;
    const isDrawn = (id: number) => drawn.has(folderOf(id) ?? NaN);
    this.#drawCommands(
      ref,
      [...new Set([...reshaped, ...texts])].filter((id) => !isDrawn(id)),
    );
  }

  /** VS Code also keeps the tooltip that it was given, and the last change is another now. */
  #drawCommands(ref: BotRef, ids: readonly number[]): void {
    for (const id of ids) this.#changed.fire(this.#row(commandNode(ref, id)));
  }

  /** Whether VS Code was given these rows in this order. Those that carry what they show are always others. */
  #isListedAs({ id }: Node, rows: readonly Node[]): boolean {
    const listed = this.#listed.get(id);
    return (
      listed?.length === rows.length &&
      rows.every((row, index) => row.id === listed[index] && !carriesWhatItShows(row))
    );
  }

  /** Something began to be done to a bot, or ended. */
  #pendingChanged({ account: { id: accountId }, bots }: AccountModel, change: PendingChange): void {
    if ('target' in change) {
      const botId = change.target.id;
      if (bots.get(botId)) this.#changed.fire(this.#row(botNode({ accountId, botId })));
    } else if (!this.#fetching.has(accountId)) {
      const alone = this.#accounts.all.length === 1;
      this.#changed.fire(alone ? undefined : this.#row(accountNode(accountId)));
    }
  }

  /** The same for what is in a bot: only the row that it is about is drawn anew, or the one that a new one is in. */
  #pendingInBot(accountId: string, contents: Contents, change: PendingChange): void {
    const ref = { accountId, botId: contents.botId };
    const node = 'target' in change ? rowOf(ref, contents, change.target) : parentOf(ref, change.creation);
    if (node && !this.#fetching.has(botNode(ref).id)) this.#changed.fire(this.#row(node));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = this.#itemOf(node);
    const work = this.#workOn(node);
    if (work) return pendingItem(item, work);
    return this.#cut.isCut(node) ? cutItem(item) : item;
  }

  /** Whether something is being done to what a row shows. */
  isPending(node: Node): boolean {
    return node.kind === 'creating' || this.#workOn(node) !== undefined;
  }

  #workOn(node: Node): PendingWork | undefined {
    switch (node.kind) {
      case 'bot': {
        const { accountId, botId } = node.ref;
        return this.#accounts.get(accountId)?.bots.pending.workOn({ what: 'bot', id: botId });
      }
      case 'folder':
        return this.#accounts.contents(node.ref)?.pending.workOn({ what: 'folder', id: node.folderId });
      case 'command':
        return this.#accounts.contents(node.ref)?.pending.workOn({ what: 'command', id: node.commandId });
      default:
        return undefined;
    }
  }

  #itemOf(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'account': {
        const model = this.#accounts.get(node.accountId);
        return model ? accountItem(node, model.account, model.bots.error !== undefined) : goneItem(node);
      }
      case 'bot': {
        const model = this.#accounts.get(node.ref.accountId);
        const bot = model?.bots.get(node.ref.botId);
        const isPinned = sameBot(this.#current.pinned, node.ref);
        return model && bot
          ? botItem(node, bot, { isPinned, isOfSandbox: model.account.kind === 'sandbox' })
          : goneItem(node);
      }
      case 'folder': {
        const folder = this.#accounts.contents(node.ref)?.folders.find(({ id }) => id === node.folderId);
        return folder
          ? folderItem(node, folder, this.#commandsIn(node.ref, node.folderId).length)
          : goneItem(node);
      }
      case 'command': {
        const command = this.#accounts.contents(node.ref)?.commands.get(node.commandId);
        return command ? commandItem(node, command) : goneItem(node);
      }
      case 'folderMove': {
        const moves = this.#accounts.get(node.ref.accountId)?.folderMoves(node.ref.botId);
        const move = moves?.all.find(({ fromId }) => fromId === node.fromId);
        return moves && move
          ? folderMoveItem(node, move, moves.progressOf(move), moves.isRunning(move))
          : goneItem(node);
      }
      case 'creating':
        return creatingItem(node, node.creation);
      case 'broken':
        return brokenItem(node);
      case 'partial':
        return partialItem(node, this.#accounts.contents(node.ref)?.isRefreshing ?? false);
      case 'failure':
        return failureItem(node, this.#accounts.get(accountOf(node))?.account);
    }
  }

  /**
   * What a row says when the pointer rests on it, and what a click does, is found out when it comes. With its own
   * command to open, VS Code does as in the Explorer: a click previews and leaves the keyboard in the tree, a double
   * click or Enter goes to the editor.
   */
  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    const tooltip = this.#tooltip(node);
    if (tooltip) item.tooltip = tooltip;
    // What is being renamed or deleted is not opened under a path that goes.
    const isOpenable = node.kind === 'command' && this.#workOn(node) === undefined;
    const uri = isOpenable ? await this.#uriOf(node) : undefined;
    if (uri) item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
    return item;
  }

  /** `undefined` for rows that bring their own, or are gone. */
  #tooltip(node: Node): vscode.MarkdownString | undefined {
    if (node.kind === 'bot') {
      const bot = this.#accounts.get(node.ref.accountId)?.bots.get(node.ref.botId);
      return bot && botTooltip(shownName(bot.name), stateWord(bot), bot);
    }
    if (node.kind !== 'command') return undefined;
    const contents = this.#accounts.contents(node.ref);
    const command = contents?.commands.get(node.commandId);
    if (!contents || !command) return undefined;
    return commandTooltip(
      shownName(command.command),
      commandFacts(command, contents.folderOf(command)?.title),
    );
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const children = await this.#childrenOf(node);
    if (node)
      this.#listed.set(
        node.id,
        children.map(({ id }) => id),
      );
    return children.map((child) => this.#row(child));
  }

  /** The row of this view that shows the same. */
  rowOf(node: Node): Node {
    return this.#row(node);
  }

  async #childrenOf(node: Node | undefined): Promise<Node[]> {
    if (!node) return this.#roots();
    if (node.kind === 'account') return this.#bots(node.accountId);
    if (node.kind === 'bot') return this.#inBot(node);
    if (node.kind === 'folder') return this.#commandRows(node.ref, node.folderId);
    return [];
  }

  /** Needed to reveal a row. */
  getParent(node: Node): Node | undefined {
    const parent = this.#parentOf(node);
    return parent && this.#row(parent);
  }

  #parentOf(node: Node): Node | undefined {
    if (node.kind === 'command') {
      const contents = this.#accounts.contents(node.ref);
      const command = contents?.commands.get(node.commandId);
      const folder = command && contents?.folderOf(command);
      return folder ? folderNode(node.ref, folder.id) : botNode(node.ref);
    }
    if (node.kind === 'folder' || node.kind === 'folderMove') return botNode(node.ref);
    if (node.kind === 'bot' && this.#accounts.all.length > 1) return accountNode(node.ref.accountId);
    return undefined;
  }

  async #roots(): Promise<Node[]> {
    await this.#whileFetching(allAccounts, this.#accounts.restore());
    const accounts = this.#accounts.all;
    const [only] = accounts;
    if (only && accounts.length === 1) return this.#bots(only.account.id);
    return accounts.map((model) => accountNode(model.account.id));
  }

  async #bots(accountId: string): Promise<Node[]> {
    const model = this.#accounts.get(accountId);
    if (!model) return [];
    const { bots } = model;
    await this.#whileFetching(accountId, bots.open());
    // Alone and unreachable with nothing known: the welcome view says so with a button.
    const alone = this.#accounts.all.length === 1;
    if (!bots.all)
      return bots.error && !(alone && isUnreachable(bots.error))
        ? [failureNode(accountId, accountId, bots.error)]
        : [];
    const failure =
      bots.error && !isOffline(bots.error) ? [failureNode(accountId, accountId, bots.error)] : [];
    const nodes = inOrder([
      ...bots.all.map(({ id, name }) => ({ name, node: botNode({ accountId, botId: id }) })),
      ...creationsOf(accountId, bots.pending, (each) => each.what === 'bot'),
    ]);
    const broken = bots.broken.map((record, index) => brokenNode(accountId, 'bot', record, index));
    return [...failure, ...nodes, ...broken];
  }

  async #inBot(node: BotNode): Promise<Node[]> {
    const account = this.#accounts.get(node.ref.accountId);
    if (!account) return [];
    const contents = account.contents(node.ref.botId);
    const moves = account.folderMoves(node.ref.botId);
    await this.#whileFetching(node.id, Promise.all([contents.open(), moves.restore()]));
    return this.#rowsInBot(node.ref);
  }

  /** What is known now. */
  #rowsInBot(ref: BotRef): Node[] {
    const account = this.#accounts.get(ref.accountId);
    if (!account) return [];
    const contents = account.contents(ref.botId);
    const moves = account.folderMoves(ref.botId);
    const bot = botNode(ref);
    const failure = contents.error ? [failureNode(bot.id, ref, contents.error)] : [];
    const folders = inOrder([
      ...contents.folders.map(({ id, title }) => ({ name: title, node: folderNode(ref, id) })),
      ...creationsOf(bot.id, contents.pending, (each) => each.what === 'folder'),
    ]);
    const broken = contents.broken.map((record, index) => brokenNode(bot.id, 'command', record, index));
    const partial = contents.isIncomplete ? [partialNode(bot.id, ref)] : [];
    const moving = moves.all.map(({ fromId }) => folderMoveNode(ref, fromId));
    return [...failure, ...partial, ...moving, ...folders, ...this.#commandRows(ref, undefined), ...broken];
  }

  /** The commands of a folder and those that are being created in it. @param folderId as in `#commandsIn` */
  #commandRows(ref: BotRef, folderId: number | undefined): Node[] {
    const contents = this.#accounts.contents(ref);
    if (!contents) return [];
    const isHere = ({ what, folderId: into }: Creation) =>
      what === 'command' && (into ?? undefined) === folderId;
    return inOrder([
      ...this.#commandsIn(ref, folderId).map(({ id, command }) => ({
        name: command,
        node: commandNode(ref, id),
      })),
      ...creationsOf(botNode(ref).id, contents.pending, isHere),
    ]);
  }

  /** @param folderId `undefined` for the root: also commands whose folder is not in the list */
  #commandsIn(ref: BotRef, folderId: number | undefined): Command[] {
    const contents = this.#accounts.contents(ref);
    if (!contents) return [];
    return [...contents.commands.values()].filter((command) => contents.folderOf(command)?.id === folderId);
  }

  /**
   * What changes meanwhile is in the rows that are on their way. Telling VS Code as well would draw them a second
   * time, just when the person has found the row to double-click: VS Code drops a click on a row that it fetches anew.
   */
  async #whileFetching(parentId: string, fetching: Promise<unknown>): Promise<void> {
    this.#fetching.set(parentId, (this.#fetching.get(parentId) ?? 0) + 1);
    try {
      await fetching;
    } finally {
      const left = (this.#fetching.get(parentId) ?? 1) - 1;
      if (left > 0) this.#fetching.set(parentId, left);
      else this.#fetching.delete(parentId);
    }
  }

  /** The one object of this row; those that carry what they show are made anew each time. */
  #row(node: Node): Node {
    if (carriesWhatItShows(node)) return node;
    const known = this.#rows.get(node.id);
    if (known) return known;
    this.#rows.set(node.id, node);
    return node;
  }
}

function carriesWhatItShows({ kind }: Node): boolean {
  return ['failure', 'broken', 'partial', 'creating'].includes(kind);
}

/** The row of something in a bot, `undefined` when it is no longer there. */
function rowOf(ref: BotRef, { commands, folders }: Contents, { what, id }: PendingTarget): Node | undefined {
  if (what === 'command') return commands.has(id) ? commandNode(ref, id) : undefined;
  return folders.some((folder) => folder.id === id) ? folderNode(ref, id) : undefined;
}

/** The row that something new will be in. */
function parentOf(ref: BotRef, { folderId }: Creation): Node {
  return folderId === null ? botNode(ref) : folderNode(ref, folderId);
}

interface NamedRow {
  readonly name: string | null | undefined;
  readonly node: Node;
}

/** What is being created stands where it will be. */
function creationsOf(
  parentId: string,
  { creations }: Pending,
  isMeant: (creation: Creation) => boolean,
): NamedRow[] {
  return creations
    .filter(isMeant)
    .map((creation) => ({ name: creation.name, node: creatingNode(parentId, creation) }));
}

function inOrder(rows: readonly NamedRow[]): Node[] {
  return rows.toSorted(byName(({ name }) => name)).map(({ node }) => node);
}

function accountOf({ of }: Extract<Node, { kind: 'failure' }>): string {
  return typeof of === 'string' ? of : of.accountId;
}

/** VS Code may ask for a row that was just removed; it goes with the next repaint. */
function goneItem(node: Node): vscode.TreeItem {
  const item = new vscode.TreeItem('');
  item.id = node.id;
  return item;
}
