import * as vscode from 'vscode';

import { type BotRef, sameBot } from '../../model/account';
import type { AccountModel } from '../../model/accountModel';
import type { Accounts } from '../../model/accounts';
import { type PartName, partNames } from '../../model/bot/botParts';
import type { CurrentBot } from '../../model/currentBot';
import { listenToEvery } from '../../model/everyAccount';
import { Disposable, type IDisposable } from '../../util/disposable';
import { Emitter } from '../../util/event';
import {
  type BotViewNode,
  brokenPartNode,
  errorGroupNode,
  moreNode,
  readingNode,
  sectionFailureNode,
  sectionNode,
} from './nodes';
import type { ShownBot } from './section';
import {
  brokenPartItem,
  factItem,
  moreItem,
  readingItem,
  sectionFailureItem,
  sectionItem,
} from './sectionItems';
import { sections } from './sections';

/** What the current bot has beside its folders and commands: a section for each kind, read when it is unfolded. */
export class BotTree extends Disposable implements vscode.TreeDataProvider<BotViewNode> {
  readonly #accounts: Accounts;
  readonly #changed = this._register(new vscode.EventEmitter<BotViewNode | undefined>());
  readonly #unfolded = this._register(new Emitter<PartName>());
  /** VS Code knows rows by the object it was given, so a row stays one object for as long as its bot is shown. */
  readonly #rows = new Map<string, BotViewNode>();
  #shown: BotRef | undefined;

  readonly onDidChangeTreeData = this.#changed.event;
  /** Fires when the rows of a section are asked for: VS Code does so for sections that are unfolded. */
  readonly onDidAsk = this.#unfolded.event;

  constructor(accounts: Accounts, current: CurrentBot) {
    super();
    this.#accounts = accounts;
    this.#shown = current.ref;
    this._register(current.onDidChange((ref) => this.#show(ref)));
    this._register(listenToEvery(accounts, (model) => this.#listen(model)));
    this._register(accounts.onDidChange(() => this.#drawAnew()));
  }

  /** The bot that is shown, `undefined` when there is none or its account is gone. */
  get bot(): ShownBot | undefined {
    const ref = this.#shown;
    const parts = ref && this.#accounts.parts(ref);
    return parts && { ref, parts };
  }

  #show(ref: BotRef | undefined): void {
    // That a bot is pinned is told too.
    if (sameBot(ref, this.#shown)) return;
    this.#shown = ref;
    this.#drawAnew();
  }

  /** All of it: the rows before are of no use to anybody. */
  #drawAnew(): void {
    this.#rows.clear();
    this.#changed.fire(undefined);
  }

  #listen(model: AccountModel): IDisposable[] {
    return [
      model.onDidChangeParts(({ parts: { botId }, part }) => {
        const ref = { accountId: model.account.id, botId };
        if (sameBot(ref, this.#shown)) this.#changed.fire(this.#row(sectionNode(ref, part)));
      }),
    ];
  }

  getTreeItem(node: BotViewNode): vscode.TreeItem {
    const parts = this.#accounts.parts(node.ref);
    if (!parts) return goneItem(node);
    const bot = { ref: node.ref, parts };
    const section = sections[node.section];
    switch (node.kind) {
      case 'section':
        return sectionItem(node, section, bot);
      case 'fact':
        return factItem(node);
      case 'brokenPart':
        return brokenPartItem(node);
      case 'more':
        return moreItem(node, parts[node.section].isReading);
      case 'reading':
        return readingItem(node);
      case 'sectionFailure':
        return sectionFailureItem(node);
      default:
        return section.item(node, bot) ?? goneItem(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: BotViewNode): vscode.TreeItem {
    const parts = this.#accounts.parts(node.ref);
    const tooltip = parts && sections[node.section].tooltip?.(node, { ref: node.ref, parts });
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  getChildren(node?: BotViewNode): BotViewNode[] {
    return this.#childrenOf(node).map((child) => this.#row(child));
  }

  #childrenOf(node: BotViewNode | undefined): BotViewNode[] {
    if (!node) {
      const bot = this.bot;
      return bot ? partNames.map((name) => sectionNode(bot.ref, name)) : [];
    }
    const parts = this.#accounts.parts(node.ref);
    if (!parts) return [];
    const bot = { ref: node.ref, parts };
    if (node.kind !== 'section') return sections[node.section].below?.(node, bot) ?? [];
    this.#unfolded.fire(node.section);
    return this.#inSection(node.section, bot);
  }

  /** What is known is shown at once; that more is known fires. */
  #inSection(name: PartName, bot: ShownBot): BotViewNode[] {
    const { ref } = bot;
    const list = bot.parts[name];
    void list.open();
    const failure = list.error ? [sectionFailureNode(ref, name, list.error)] : [];
    if (!list.isKnown) return list.isReading ? [readingNode(ref, name)] : failure;
    return [
      ...failure,
      ...sections[name].rows(bot),
      ...list.broken.map((record, index) => brokenPartNode(ref, name, record, index)),
      ...(list.hasMore ? [moreNode(ref, name)] : []),
    ];
  }

  /** Needed to reveal a row. */
  getParent(node: BotViewNode): BotViewNode | undefined {
    if (node.kind === 'section') return undefined;
    if (node.kind === 'error') {
      const message = this.#accounts.parts(node.ref)?.errors.get(node.partId)?.message;
      return message === undefined ? undefined : this.#row(errorGroupNode(node.ref, message));
    }
    return this.#row(sectionNode(node.ref, node.section));
  }

  /** The row of a section of the bot that is shown. */
  sectionRow(name: PartName): BotViewNode | undefined {
    return this.#shown && this.#row(sectionNode(this.#shown, name));
  }

  /** The one object of this row; those that carry what they show are made anew each time. */
  #row(node: BotViewNode): BotViewNode {
    if (['fact', 'brokenPart', 'sectionFailure'].includes(node.kind)) return node;
    const known = this.#rows.get(node.id);
    if (known) return known;
    this.#rows.set(node.id, node);
    return node;
  }
}

/** VS Code may ask for a row that was just removed; it goes with the next repaint. */
function goneItem({ id }: BotViewNode): vscode.TreeItem {
  const item = new vscode.TreeItem('');
  item.id = id;
  return item;
}
