import { type BotFile, parseBotFile, printBotFile } from './botFile';
import type { CommandFile } from './commandFile';
import { parseCommandFile } from './parseCommandFile';
import { printCommandFile } from './printCommandFile';

/** The files of a bot that belong to the format, laid out, by their paths. Other files are none of its business. */
export interface BotFolder {
  readonly botFile: BotFile | null;
  /** In the order of their paths. */
  readonly commands: ReadonlyMap<string, CommandFile>;
  /** The code of each; a library has no header. */
  readonly libraries: ReadonlyMap<string, string>;
  /** Paths of `.js` files deeper than the format looks; they are not read. */
  readonly tooDeep: readonly string[];
}

export const botFilePath = 'bot.json';

/**
 * Lays a bot's files out: `bot.json`, `commands/*.js`, `commands/<folder>/*.js` (one level) and `libs/*.js`.
 * Printing that gives the same texts. Never throws.
 *
 * @param files text by path inside the bot, with `/` and without a leading one.
 * Source: Bots.Business help, repository format.
 */
export function parseBotFolder(files: ReadonlyMap<string, string>): BotFolder {
  const botFile = files.get(botFilePath);
  const commands = new Map<string, CommandFile>();
  const libraries = new Map<string, string>();
  const tooDeep: string[] = [];
  for (const path of [...files.keys()].sort()) {
    const [room, ...rest] = path.split('/');
    if ((room !== 'commands' && room !== 'libs') || rest.length === 0 || !path.endsWith('.js')) continue;
    const text = files.get(path) ?? '';
    if (rest.length > (room === 'commands' ? 2 : 1)) tooDeep.push(path);
    else if (isCommandFile(path)) commands.set(path, parseCommandFile(text));
    else libraries.set(path, text);
  }
  return { botFile: botFile === undefined ? null : parseBotFile(botFile), commands, libraries, tooDeep };
}

/** Whether a path inside a bot is that of a command: `commands/*.js` or `commands/<folder>/*.js`. */
export function isCommandFile(path: string): boolean {
  return /^commands\/(?:[^/]+\/)?[^/]+\.js$/.test(path);
}

/** The name of the library whose file has this path inside a bot: `libs/*.js`. */
export function libraryName(path: string): string | undefined {
  return /^libs\/([^/]+)\.js$/.exec(path)?.[1];
}

/** The texts of a bot's files by their paths, character for character what was laid out. */
export function printBotFolder(folder: BotFolder): Map<string, string> {
  const files = new Map<string, string>();
  if (folder.botFile) files.set(botFilePath, printBotFile(folder.botFile));
  for (const [path, file] of folder.commands) files.set(path, printCommandFile(file));
  for (const [path, code] of folder.libraries) files.set(path, code);
  return files;
}
