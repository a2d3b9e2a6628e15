import * as vscode from 'vscode';

import type { BotRef } from '../../model/account';
import type { Accounts } from '../../model/accounts';
import type { BotSearch } from '../../model/search/botSearch';
import type { FoundCommand } from '../../model/search/found';
import type { Replacement } from '../../model/search/replacement';
import { shownName } from '../../sentences/shownName';
import { commandIds } from '../../util/contract';
import { Disposable } from '../../util/disposable';
import { commandNode, type CommandNode } from '../nodes';
import { byName } from '../order';
import { botItem, commandItem, matchItem } from './foundItems';
import type { FoundNode } from './nodes';

/** Of more commands the matches show when a person asks for them: each is asked for by itself. */
const mostUnfolded = 100;

/** What a search found, as rows: commands by their names with their matches, below their bots when these are several. */
export class FoundTree extends Disposable implements vscode.TreeDataProvider<FoundNode> {
  readonly #accounts: Accounts;
  readonly #search: BotSearch;
  readonly #uriOf: (node: CommandNode) => Promise<vscode.Uri | undefined>;
  readonly #changed = this._register(new vscode.EventEmitter<void>());
  #replacement: Replacement | undefined;
  #failures: ReadonlyMap<string, string> = new Map();

  readonly onDidChangeTreeData = this.#changed.event;

  /** @param uriOf the file of a command, `undefined` when it is gone */
  constructor(
    accounts: Accounts,
    search: BotSearch,
    uriOf: (node: CommandNode) => Promise<vscode.Uri | undefined>,
  ) {
    super();
    this.#accounts = accounts;
    this.#search = search;
    this.#uriOf = uriOf;
    let shown = search.revision;
    this._register(
      search.onDidChange(() => {
        // Rows that are drawn anew take clicks that are on their way.
        if (shown === search.revision) return;
        shown = search.revision;
        this.#changed.fire();
      }),
    );
  }

  /** What comes in place of what was found; `undefined` while nothing is replaced. */
  set replacement(replacement: Replacement | undefined) {
    this.#replacement = replacement;
    this.#changed.fire();
  }

  /** The same for rows that are about to be others: what is drawn twice takes no click in between. */
  set nextReplacement(replacement: Replacement | undefined) {
    this.#replacement = replacement;
  }

  /** Why nothing was replaced in commands, by their keys. */
  set failures(failures: ReadonlyMap<string, string>) {
    const isNothing = failures.size === 0 && this.#failures.size === 0;
    this.#failures = failures;
    // Each search begins with none.
    if (!isNothing) this.#changed.fire();
  }

  getTreeItem(node: FoundNode): vscode.TreeItem {
    switch (node.kind) {
      case 'foundBot': {
        const account = this.#accounts.get(node.ref.accountId);
        const label = this.#accounts.all.length > 1 ? account?.account.label : undefined;
        const count = this.#inBot(node.ref).reduce((sum, { matches }) => sum + matches.length, 0);
        return botItem(node.id, this.#botName(node.ref), label, count);
      }
      case 'foundCommand':
        return commandItem(node.id, node.found, {
          failure: this.#failures.get(node.found.key),
          isUnfolded: this.#search.foundCommands <= mostUnfolded,
        });
      case 'foundMatch':
        return matchItem(node, this.#replacement?.of(node.match));
    }
  }

  /**
   * Called when the pointer rests on a row, and before a row opens. With `vscode.open` as the command a click previews and
   * leaves the keyboard with the rows, a double click or Enter goes to the editor.
   */
  async resolveTreeItem(item: vscode.TreeItem, node: FoundNode): Promise<vscode.TreeItem> {
    if (node.kind !== 'foundMatch') return item;
    const { found, match } = node;
    const target = commandNode(found.ref, found.command.id);
    const title = vscode.l10n.t('Open');
    if (match.part !== 'code' && match.part !== 'name') {
      item.command = { command: commandIds.editProperties, title, arguments: [target] };
      return item;
    }
    const uri = await this.#uriOf(target);
    const { from, to } = match;
    const selection = new vscode.Range(from.line, from.character, to.line, to.character);
    const options: vscode.TextDocumentShowOptions = match.part === 'code' ? { selection } : {};
    if (uri) item.command = { command: 'vscode.open', title, arguments: [uri, options] };
    return item;
  }

  getChildren(node?: FoundNode): FoundNode[] {
    switch (node?.kind) {
      case undefined: {
        if (this.#search.order?.bots !== 'all') return commandRows(this.#search.found);
        const refs = new Map(this.#search.found.map(({ ref }) => [botId(ref), ref]));
        return [...refs]
          .map(([id, ref]): FoundNode => ({ kind: 'foundBot', id, ref }))
          .sort(byName((row) => (row.kind === 'foundBot' ? this.#botName(row.ref) : '')));
      }
      case 'foundBot':
        return commandRows(this.#inBot(node.ref));
      case 'foundCommand':
        return node.found.matches.map((match) => ({
          kind: 'foundMatch',
          id: `${node.id} ${match.id}`,
          found: node.found,
          match,
        }));
      case 'foundMatch':
        return [];
    }
  }

  #inBot(ref: BotRef): FoundCommand[] {
    return this.#search.found.filter((found) => botId(found.ref) === botId(ref));
  }

  #botName({ accountId, botId: id }: BotRef): string {
    return shownName(this.#accounts.get(accountId)?.bots.get(id)?.name);
  }
}

function commandRows(all: readonly FoundCommand[]): FoundNode[] {
  return [...all]
    .sort(byName(({ command }) => command.command))
    .map((found) => ({ kind: 'foundCommand', id: found.key, found }));
}

function botId(ref: BotRef): string {
  return `${ref.accountId}/${ref.botId}`;
}
