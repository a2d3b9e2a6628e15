import * as vscode from 'vscode';

import type { CommandFiles } from '../files/commandFiles';
import { parsePlace } from '../files/uri';
import { type BotRef, sameBot } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { shownName } from '../sentences/shownName';
import { fileScheme } from '../util/contract';
import type { Node } from '../views/nodes';
import { goneError } from './commandActions';
import { pickBot } from './pickers';
import { Explained } from './registry';

/** *Open Bot as Workspace Folder*: a bot in the Explorer, beside whatever else is there. */
export class OpenBotAsFolder {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #files: CommandFiles;

  constructor(accounts: Accounts, current: CurrentBot, files: CommandFiles) {
    this.#accounts = accounts;
    this.#current = current;
    this.#files = files;
  }

  /** @param selected all bots that are to be opened @throws Cancelled, Explained */
  async run(node: Node | undefined, selected: readonly Node[] | undefined): Promise<void> {
    const rows = (selected ?? (node ? [node] : [])).flatMap((row) => (row.kind === 'bot' ? [row.ref] : []));
    const title = vscode.l10n.t('Open Bot as Workspace Folder');
    const refs = rows.length > 0 ? rows : [await pickBot(this.#accounts, this.#current, title)];
    const before = vscode.workspace.workspaceFolders ?? [];
    const folders: { readonly uri: vscode.Uri; readonly name: string }[] = [];
    for (const ref of refs) {
      if (before.some((folder) => sameBot(botAt(folder.uri), ref))) continue;
      const names = [...before, ...folders].map(({ name }) => name);
      folders.push({ uri: await this.#uriOf(ref), name: this.#nameOf(ref, names) });
    }
    if (folders.length > 0 && !vscode.workspace.updateWorkspaceFolders(before.length, 0, ...folders)) {
      throw new Explained(
        vscode.l10n.t(
          'VS Code did not open the folder. Try again when the workspace has changed to its end.',
        ),
      );
    }
    await vscode.commands.executeCommand('workbench.view.explorer');
  }

  #uriOf(ref: BotRef): Promise<vscode.Uri> {
    const bot = this.#accounts.get(ref.accountId)?.bots.get(ref.botId);
    if (!bot) throw goneError();
    return this.#files.inBot(ref, bot.name, '');
  }

  /** @param taken names of the other folders of the workspace */
  #nameOf({ accountId, botId }: BotRef, taken: readonly string[]): string {
    const model = this.#accounts.get(accountId);
    const name = shownName(model?.bots.get(botId)?.name);
    return taken.includes(name)
      ? vscode.l10n.t('{0} ({1}, {2})', name, model?.account.label ?? accountId, String(botId))
      : name;
  }
}

function botAt({ scheme, authority, path }: vscode.Uri): BotRef | undefined {
  const place = scheme === fileScheme ? parsePlace(authority, path) : undefined;
  return place?.kind === 'inBot' && place.path === '' ? place.ref : undefined;
}
