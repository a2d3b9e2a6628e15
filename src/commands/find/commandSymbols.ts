import * as vscode from 'vscode';

import type { Accounts } from '../../model/accounts';
import { type KnownCommand, knownCommands, likeliest } from '../../model/search/knownCommands';
import { shownName } from '../../sentences/shownName';
import { fileScheme } from '../../util/contract';
import { commandNode, type CommandNode } from '../../views/nodes';

/** Typing finds the others; VS Code draws no more at once anyway. */
const most = 200;

/**
 * A command in the list of workspace symbols; where its file is is found when it is chosen. Until then its address is what
 * VS Code shows beside the name: the bot and the folder.
 */
export class CommandSymbol extends vscode.SymbolInformation {
  /** @param container shown before the bot and the folder */
  constructor(
    readonly node: CommandNode,
    name: string,
    place: readonly string[],
    container = '',
  ) {
    const uri = vscode.Uri.from({
      scheme: fileScheme,
      authority: node.ref.accountId,
      path: `/${place.join('/')}`,
    });
    super(name, vscode.SymbolKind.Event, container, new vscode.Location(uri, new vscode.Position(0, 0)));
  }
}

/** *Go to Symbol in Workspace* (`#`): commands by their names and aliases, from what is known; no server is asked. */
export class CommandSymbols implements vscode.WorkspaceSymbolProvider<CommandSymbol> {
  readonly #accounts: Accounts;
  readonly #uriOf: (node: CommandNode) => Promise<vscode.Uri | undefined>;

  constructor(accounts: Accounts, uriOf: (node: CommandNode) => Promise<vscode.Uri | undefined>) {
    this.#accounts = accounts;
    this.#uriOf = uriOf;
  }

  async provideWorkspaceSymbols(typed: string): Promise<CommandSymbol[]> {
    // Nothing typed would be all commands of all bots.
    if (typed.trim() === '') return [];
    const known = await knownCommands(this.#accounts);
    return likeliest(known, typed, () => 0, most).flatMap((each) => symbolsOf(each, typed));
  }

  async resolveWorkspaceSymbol(symbol: CommandSymbol): Promise<CommandSymbol> {
    const uri = await this.#uriOf(symbol.node);
    if (uri) symbol.location = new vscode.Location(uri, new vscode.Position(0, 0));
    return symbol;
  }
}

/** VS Code shows only symbols whose own name has what was typed, so that an alias needs to be one. */
function symbolsOf({ ref, command, aliases, folder, bot }: KnownCommand, typed: string): CommandSymbol[] {
  const node = commandNode(ref, command.id);
  const place = [shownName(bot), ...(folder ? [folder] : [])];
  const name = shownName(command.command);
  const meant = aliases.filter((alias) => alias.toLowerCase().includes(typed.toLowerCase()));
  return [
    new CommandSymbol(node, name, place),
    ...meant.map((alias) => new CommandSymbol(node, alias, place, vscode.l10n.t('alias of {0}', name))),
  ];
}
