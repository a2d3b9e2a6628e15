import * as vscode from 'vscode';

import { botFilePath } from '../repository/format/botFolder';
import { Cancelled, Explained } from './registry';

/** How bot folders are told from others. */
export interface BotFolders {
  /** The bot folder that a file is a command or a library of. */
  readonly of: (file: vscode.Uri) => Promise<vscode.Uri | undefined>;
  /** Whether a folder is one. */
  readonly is: (folder: vscode.Uri) => Promise<boolean>;
}

/**
 * The bot folder that is meant: that of a `bot.json`, else that of the active editor, else the one that lies in the
 * window's folders; a person chooses among several.
 * @throws Cancelled, Explained when there is none
 */
export async function pickBotFolder(
  botFile: vscode.Uri | undefined,
  folders: BotFolders,
): Promise<vscode.Uri> {
  if (botFile) {
    const folder = vscode.Uri.joinPath(botFile, '..');
    if (await folders.is(folder)) return folder;
    throw new Explained(
      vscode.l10n.t('This is no bot of Bots.Business: its bot.json names no "bb_sync_version".'),
    );
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const around = active && (await folders.of(active));
  if (around) return around;
  const botFiles = await vscode.workspace.findFiles(`**/${botFilePath}`, '**/node_modules/**');
  const found = botFiles.map((uri) => vscode.Uri.joinPath(uri, '..'));
  const isBot = await Promise.all(found.map((folder) => folders.is(folder)));
  const bots = found.filter((_, index) => isBot[index]);
  const [first] = bots;
  if (!first) {
    throw new Explained(
      vscode.l10n.t('No bot lies in the folders of this window. Open the folder that holds its bot.json.'),
    );
  }
  return bots.length === 1 ? first : choose(bots);
}

async function choose(folders: readonly vscode.Uri[]): Promise<vscode.Uri> {
  const items = folders.map((folder) => ({ label: vscode.workspace.asRelativePath(folder), folder }));
  const picked = await vscode.window.showQuickPick(
    items.sort((one, other) => one.label.localeCompare(other.label)),
    { title: vscode.l10n.t('Check Bot Folder'), placeHolder: vscode.l10n.t('Which bot?') },
  );
  if (!picked) throw new Cancelled();
  return picked.folder;
}
