import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** A command's file as it lies on the disk. */
export interface CommandBytes {
  /** Inside the bot, with `/`, such as `commands/Cart/_add.js`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A folder that cannot be a bot's. */
export class NoBotFolderError extends Error {
  readonly reason: 'missing' | 'noCommands';

  constructor(reason: NoBotFolderError['reason'], folder: string) {
    super(
      reason === 'missing'
        ? `There is no folder ${folder}.`
        : `The folder ${folder} has no folder "commands", so it holds no bot.`,
    );
    this.name = 'NoBotFolderError';
    this.reason = reason;
  }
}

/**
 * The command files of a bot folder, in the order of their paths: `commands/*.js` and one folder below.
 * @throws NoBotFolderError
 */
export async function readCommandFiles(folder: string): Promise<CommandBytes[]> {
  if (!(await isFolder(folder))) throw new NoBotFolderError('missing', folder);
  const commands = path.join(folder, 'commands');
  if (!(await isFolder(commands))) throw new NoBotFolderError('noCommands', folder);
  const entries = await readdir(commands, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => file.split('/').length <= 3)
    .sort();
  return Promise.all(
    paths.map(async (file) => ({
      path: file,
      bytes: new Uint8Array(await readFile(path.join(folder, file))),
    })),
  );
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
