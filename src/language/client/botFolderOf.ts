import * as vscode from 'vscode';

import { botFileValue, parseBotFile } from '../../repository/format/botFile';
import { botFilePath, isCommandFile } from '../../repository/format/botFolder';
import { decodeText } from '../../repository/format/decodeText';

/**
 * The bot folder that a file is a command or a library of: the parent with a `bot.json` that says `bb_sync_version`.
 * @returns `undefined` for every other file
 * Source: Bots.Business help, repository format.
 */
export async function botFolderOf(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const segments = uri.path.split('/');
  for (const depth of [2, 3]) {
    const path = segments.slice(-depth).join('/');
    if (segments.length <= depth || !(isCommandFile(path) || isLibraryFile(path))) continue;
    const folder = uri.with({ path: segments.slice(0, -depth).join('/') || '/' });
    if (await holdsBot(folder)) return folder;
  }
  return undefined;
}

function isLibraryFile(path: string): boolean {
  return /^libs\/[^/]+\.js$/.test(path);
}

/** Whether a folder is a bot folder: its `bot.json` says `bb_sync_version`. */
export async function holdsBot(folder: vscode.Uri): Promise<boolean> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, botFilePath));
    return botFileValue(parseBotFile(decodeText(bytes) ?? ''), 'bb_sync_version') !== undefined;
  } catch (error) {
    // No bot.json, or one that cannot be read: then nothing says that this is a bot.
    if (error instanceof vscode.FileSystemError) return false;
    throw error;
  }
}
