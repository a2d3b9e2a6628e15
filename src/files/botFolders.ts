import * as vscode from 'vscode';

import pLimit from 'p-limit';

import { botFilePath } from '../repository/format/botFolder';

/** Files that are read or written at a time. */
const atOnce = 16;

/**
 * The files of a folder, on whatever file system, that may belong to a bot: `bot.json`, and what ends in `.js` below
 * `commands` and `libs`.
 * @returns bytes by path inside the folder, with `/`, in the order of the paths; `undefined` when there is no `commands`
 * @throws vscode.FileSystemError
 */
export async function readBotFolder(folder: vscode.Uri): Promise<Map<string, Uint8Array> | undefined> {
  const rooms = new Map(await vscode.workspace.fs.readDirectory(folder));
  if (!isOf(rooms.get('commands'), vscode.FileType.Directory)) return undefined;
  const paths = [
    ...(isOf(rooms.get(botFilePath), vscode.FileType.File) ? [botFilePath] : []),
    ...(await scriptsIn(folder, 'commands')),
    ...(isOf(rooms.get('libs'), vscode.FileType.Directory) ? await scriptsIn(folder, 'libs') : []),
  ];
  const limit = pLimit(atOnce);
  const contents = await Promise.all(
    paths.map((path) => limit(() => vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, path)))),
  );
  return new Map(paths.map((path, index) => [path, contents[index] ?? new Uint8Array()]));
}

/**
 * Where a bot can be written so that nothing that is there is touched: the folder itself when it is new or empty, else
 * a new one in it.
 * @param name of the new one
 * @returns `undefined` when that is taken as well
 */
export async function placeForBot(folder: vscode.Uri, name: string): Promise<vscode.Uri | undefined> {
  if (await isFreeForBot(folder)) return folder;
  const below = vscode.Uri.joinPath(folder, name);
  return (await isFreeForBot(below)) ? below : undefined;
}

/** @throws vscode.FileSystemError; then some of the files may be written */
export async function writeBotFolder(folder: vscode.Uri, files: ReadonlyMap<string, string>): Promise<void> {
  const { fs } = vscode.workspace;
  const limit = pLimit(atOnce);
  const directories = [...files.keys()].map((path) => path.split('/').slice(0, -1).join('/'));
  for (const directory of new Set(directories)) {
    await fs.createDirectory(vscode.Uri.joinPath(folder, directory));
  }
  const write = async ([path, text]: readonly [string, string]) => {
    try {
      await fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(text));
    } catch (error) {
      limit.clearQueue();
      throw error;
    }
  };
  await Promise.all([...files].map((file) => limit(() => write(file))));
}

/** Whether a folder is new or empty. The history of a repository without files is no reason to go elsewhere. */
export async function isFreeForBot(folder: vscode.Uri): Promise<boolean> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.every(([name]) => name === '.git');
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return true;
    throw error;
  }
}

async function scriptsIn(folder: vscode.Uri, room: string): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, room));
  const paths = await Promise.all(
    entries.map(async ([name, type]) => {
      const path = `${room}/${name}`;
      // What a link leads to may lead back here.
      if (type === vscode.FileType.Directory) return scriptsIn(folder, path);
      return isOf(type, vscode.FileType.File) && name.endsWith('.js') ? [path] : [];
    }),
  );
  return paths.flat().sort();
}

/** A symbolic link has the bit of what it leads to. */
function isOf(type: vscode.FileType | undefined, wanted: vscode.FileType): boolean {
  return type !== undefined && (type & wanted) !== 0;
}
