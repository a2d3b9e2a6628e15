import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { botFilePath } from '../repository/format/botFolder';

/** A folder that cannot be a bot's, or that one cannot be written to. */
export class BotFolderError extends Error {
  readonly reason: 'missing' | 'noCommands' | 'taken';

  constructor(reason: BotFolderError['reason'], folder: string) {
    super(sentenceOf(reason, folder));
    this.name = 'BotFolderError';
    this.reason = reason;
  }
}

function sentenceOf(reason: BotFolderError['reason'], folder: string): string {
  switch (reason) {
    case 'missing':
      return `There is no folder ${folder}.`;
    case 'noCommands':
      return `The folder ${folder} has no folder "commands", so it holds no bot.`;
    case 'taken':
      return `The folder ${folder} is not empty. Nothing was written: name a new folder.`;
  }
}

/**
 * The files of a bot folder that may belong to the format: `bot.json`, and what ends in `.js` below `commands` and
 * `libs`.
 * @returns bytes by path inside the bot, with `/`, in the order of the paths
 * @throws BotFolderError
 */
export async function readBotFiles(folder: string): Promise<Map<string, Uint8Array>> {
  if (!(await isFolder(folder))) throw new BotFolderError('missing', folder);
  if (!(await isFolder(path.join(folder, 'commands')))) throw new BotFolderError('noCommands', folder);
  const paths = [
    ...((await isFile(path.join(folder, botFilePath))) ? [botFilePath] : []),
    ...(await scriptsIn(folder, 'commands')),
    ...(await scriptsIn(folder, 'libs')),
  ];
  const contents = await Promise.all(paths.map((file) => readFile(path.join(folder, file))));
  return new Map(paths.map((file, index) => [file, new Uint8Array(contents[index] ?? [])]));
}

/**
 * Writes the files of a bot into a folder that is new or empty.
 * @throws BotFolderError
 */
export async function writeBotFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  // The history of a repository without files is no reason to refuse.
  const others = (await readdir(folder)).filter((name) => name !== '.git');
  if (others.length > 0) throw new BotFolderError('taken', folder);
  for (const [file, text] of files) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text, { flag: 'wx' });
  }
}

async function scriptsIn(folder: string, room: string): Promise<string[]> {
  if (!(await isFolder(path.join(folder, room)))) return [];
  const entries = await readdir(path.join(folder, room), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
