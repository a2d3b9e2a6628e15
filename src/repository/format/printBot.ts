import { newBotFile, printBotFile } from './botFile';
import { botFilePath } from './botFolder';
import type { RepositoryCommand } from './command';
import { fileNamesFor, libraryFileOf } from './fileNames';
import type { RepositoryLibrary } from './parseBot';
import { printCommand } from './printCommand';
import { FormatRefusal, type FormatRefusalReason } from './refusal';
import { sameOnSomeDisk } from './safeNames';

/** A bot that is to be written as files. */
export interface NewBot {
  readonly name: string;
  readonly csvUrl: string | null;
  readonly commands: readonly RepositoryCommand[];
  readonly libraries: readonly RepositoryLibrary[];
}

export interface PrintedBot {
  /** Text by path inside the bot, with `/`. */
  readonly files: ReadonlyMap<string, string>;
  /** The path of each command, in the order of the commands; `null` for one that was refused. */
  readonly paths: readonly (string | null)[];
  /** What the format cannot hold; everything else is written all the same. */
  readonly refused: readonly RefusedPart[];
}

export interface RefusedPart {
  readonly kind: 'command' | 'library';
  readonly name: string;
  readonly refusal: FormatRefusalReason;
}

/**
 * Writes a bot as the platform's exporter does: `bot.json`, a file for each command under the name that
 * `fileNamesFor` gives it, libraries as they are. Folders without a command have no place in the format.
 *
 * Source: Bots.Business help, repository format.
 */
export function printBot(bot: NewBot): PrintedBot {
  const files = new Map([[botFilePath, printBotFile(newBotFile(bot))]]);
  const refused: RefusedPart[] = [];
  const names = fileNamesFor(bot.commands);
  const paths = bot.commands.map((command, index) => {
    const path = names[index] ?? '';
    try {
      files.set(path, printCommand(command));
      return path;
    } catch (error) {
      if (!(error instanceof FormatRefusal)) throw error;
      refused.push({ kind: 'command', name: command.name, refusal: error.detail });
      return null;
    }
  });

  const taken = new Set<string>();
  for (const { name, code } of bot.libraries) {
    const path = libraryFileOf(name);
    const key = sameOnSomeDisk(path ?? '');
    if (path === undefined || taken.has(key)) {
      refused.push({ kind: 'library', name, refusal: { reason: 'bad-library-name', name } });
      continue;
    }
    taken.add(key);
    files.set(path, code);
  }
  return { files, paths, refused };
}
