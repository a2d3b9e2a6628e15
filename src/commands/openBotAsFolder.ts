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
import { Cancelled, Explained } from './registry';

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
    if (folders.length > 0) await saveBeforeReload();
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

/**
 * In the browser a window that gets its first folder of a workspace is loaded anew as another workspace, and text that is
 * not saved waits in the one that it was (observed in VS Code 1.139; on the desktop it comes along).
 * @throws Cancelled, Explained when something could not be saved
 */
async function saveBeforeReload(): Promise<void> {
  const isLoadedAnew =
    vscode.env.uiKind === vscode.UIKind.Web && vscode.workspace.workspaceFile === undefined;
  if (!isLoadedAnew || !vscode.workspace.textDocuments.some(({ isDirty }) => isDirty)) return;
  const save = vscode.l10n.t('Save All and Open');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Save your changes before the bot is opened as a folder?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'VS Code loads the window anew as another workspace, and text that is not saved would stay behind.',
      ),
    },
    save,
  );
  if (answer !== save) throw new Cancelled();
  if (await vscode.workspace.saveAll(true)) return;
  throw new Explained(
    vscode.l10n.t(
      'Not everything could be saved, so the folder was not opened. Your text is in the editors.',
    ),
  );
}

function botAt({ scheme, authority, path }: vscode.Uri): BotRef | undefined {
  const place = scheme === fileScheme ? parsePlace(authority, path) : undefined;
  return place?.kind === 'inBot' && place.path === '' ? place.ref : undefined;
}
