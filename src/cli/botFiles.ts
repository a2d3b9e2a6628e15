import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import pLimit from 'p-limit';

import { botFilePath } from '../repository/format/botFolder';

/** A folder that cannot be a bot's, or that one cannot be written to. */
export class BotFolderError extends Error {
  readonly reason: 'missing' | 'noCommands' | 'noCommandFiles' | 'taken' | 'unusable';

  /** @param cause of `unusable` */
  constructor(reason: BotFolderError['reason'], folder: string, cause?: unknown) {
    super(sentenceOf(reason, folder, cause), { cause });
    this.name = 'BotFolderError';
    this.reason = reason;
  }
}

function sentenceOf(reason: BotFolderError['reason'], folder: string, cause: unknown): string {
  switch (reason) {
    case 'missing':
      return `There is no folder ${folder}.`;
    case 'noCommands':
      return `The folder ${folder} has no folder "commands", so it holds no bot.`;
    case 'noCommandFiles':
      return `The folder ${folder} holds no command files.`;
    case 'unusable':
      return `${folder} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`;
    case 'taken':
      return `The folder ${folder} is not empty. Nothing was written: name a new folder.`;
  }
}

/** Files that are open at a time. */
const atOnce = 64;

/**
 * The files of a bot folder that may belong to the format: `bot.json`, and what ends in `.js` below `commands` and
 * `libs`.
 * @returns bytes by path inside the bot, with `/`, in the order of the paths
 * @throws BotFolderError
 */
export function readBotFiles(folder: string): Promise<Map<string, Uint8Array>> {
  return orUnusable(folder, async () => {
    if (!(await isFolder(folder))) throw new BotFolderError('missing', folder);
    if (!(await isFolder(path.join(folder, 'commands')))) throw new BotFolderError('noCommands', folder);
    const paths = [
      ...((await isFile(path.join(folder, botFilePath))) ? [botFilePath] : []),
      ...(await scriptsIn(folder, 'commands')),
      ...(await scriptsIn(folder, 'libs')),
    ];
    const limit = pLimit(atOnce);
    const contents = await Promise.all(paths.map((file) => limit(() => readFile(path.join(folder, file)))));
    return new Map(paths.map((file, index) => [file, new Uint8Array(contents[index] ?? [])]));
  });
}

/**
 * Writes the files of a bot into a folder that is new or empty.
 * @throws BotFolderError
 */
export function writeBotFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  return orUnusable(folder, async () => {
    await mkdir(folder, { recursive: true });
    // The history of a repository without files is no reason to refuse.
    const others = (await readdir(folder)).filter((name) => name !== '.git');
    if (others.length > 0) throw new BotFolderError('taken', folder);
    for (const [file, text] of files) {
      const target = path.join(folder, file);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, text, { flag: 'wx' });
    }
  });
}

async function orUnusable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BotFolderError) throw error;
    throw new BotFolderError('unusable', folder, error);
  }
}

/** What a link leads to counts as a file, and is not followed as a folder: it may lead back here. */
async function scriptsIn(folder: string, room: string): Promise<string[]> {
  if (!(await isFolder(path.join(folder, room)))) return [];
  const entries = await readdir(path.join(folder, room), { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.name.endsWith('.js'))
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const isScript = entry.isFile() || (entry.isSymbolicLink() && (await isFile(file)));
        return isScript ? [path.relative(folder, file).split(path.sep).join('/')] : [];
      }),
  );
  return found.flat().sort();
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
