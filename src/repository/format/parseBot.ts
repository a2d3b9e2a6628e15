import { type BotFile, botFileValue, syncVersion } from './botFile';
import { type BotFolder, botFilePath, parseBotFolder } from './botFolder';
import type { RepositoryCommand } from './command';
import { decodeText } from './decodeText';
import type { BotFinding } from './findings';
import { readCommand } from './readCommand';
import { sameOnSomeDisk } from './safeNames';

/** A command together with the file that holds it. */
export interface RepositoryCommandFile extends RepositoryCommand {
  readonly path: string;
}

export interface RepositoryLibrary {
  /** As in `Libs.<name>`. */
  readonly name: string;
  readonly code: string;
}

export interface ParsedBot {
  /** `null` when `bot.json` does not say it. */
  readonly name: string | null;
  readonly csvUrl: string | null;
  /** In the order of their paths. */
  readonly commands: readonly RepositoryCommandFile[];
  /** Titles of all folders that hold a command, each once, in the order of their first command. */
  readonly folders: readonly string[];
  readonly libraries: readonly RepositoryLibrary[];
  readonly findings: readonly BotFinding[];
}

/**
 * Reads a bot from its files: `bot.json`, `commands/*.js`, `commands/<folder>/*.js` (one level) and `libs/*.js`.
 *
 * Never throws: what is wrong becomes a finding, and everything else is read all the same.
 *
 * @param files text by path inside the bot, with `/` and without a leading one.
 * Source: Bots.Business help, repository format.
 */
export function parseBot(files: ReadonlyMap<string, string>): ParsedBot {
  return readBot(parseBotFolder(files));
}

/**
 * As {@link parseBot}, from what lies on a disk. A file that is not UTF-8 text is a finding.
 * @param files bytes by path inside the bot, with `/` and without a leading one.
 */
export function parseBotBytes(files: ReadonlyMap<string, Uint8Array>): ParsedBot {
  const texts = new Map<string, string>();
  const unreadable: BotFinding[] = [];
  for (const [path, bytes] of files) {
    const text = decodeText(bytes);
    if (text === undefined) unreadable.push({ reason: 'not-text', path });
    else texts.set(path, text);
  }
  const parsed = parseBot(texts);
  const isThere = files.has(botFilePath);
  const others = parsed.findings.filter(({ reason }) => !(isThere && reason === 'no-bot-file'));
  return { ...parsed, findings: [...unreadable, ...others] };
}

/** What a bot's files say. Never throws. */
export function readBot(folder: BotFolder): ParsedBot {
  const findings: BotFinding[] = [];
  const { name, csvUrl } = readBotFile(folder.botFile, findings);
  const commands: RepositoryCommandFile[] = [];
  const pathOfName = new Map<string, string>();

  for (const [path, file] of folder.commands) {
    const read = readCommand(file, { path });
    findings.push(...read.findings);
    commands.push({ ...read.command, path });

    const otherPath = pathOfName.get(read.command.name);
    if (otherPath === undefined) pathOfName.set(read.command.name, path);
    else findings.push({ reason: 'repeated-command', path, name: read.command.name, otherPath });
  }
  findings.push(...samePaths([...folder.commands.keys(), ...folder.libraries.keys()]));
  for (const path of folder.tooDeep) findings.push({ reason: 'too-deep', path });

  const folders = [...new Set(commands.flatMap((command) => command.folder ?? []))];
  const libraries = [...folder.libraries].map(([path, code]) => ({
    name: path.slice('libs/'.length, -'.js'.length),
    code,
  }));
  return { name, csvUrl, commands, folders, libraries, findings };
}

/** The segments above a file count as well: `a/x.js` and `A/x.js` are one on some disks. */
function samePaths(paths: readonly string[]): BotFinding[] {
  const first = new Map<string, string>();
  return paths.flatMap((path): BotFinding[] => {
    const key = path.split('/').map(sameOnSomeDisk).join('/');
    const otherPath = first.get(key);
    if (otherPath !== undefined) return [{ reason: 'same-path', path, otherPath }];
    first.set(key, path);
    return [];
  });
}

function readBotFile(file: BotFile | null, findings: BotFinding[]): Pick<ParsedBot, 'name' | 'csvUrl'> {
  const path = botFilePath;
  if (!file?.readable) {
    findings.push({ reason: file ? 'bot-file-unreadable' : 'no-bot-file', path });
    return { name: null, csvUrl: null };
  }
  const version = botFileValue(file, 'bb_sync_version');
  if (version !== syncVersion) {
    findings.push({
      reason: 'unknown-version',
      path,
      version: typeof version === 'string' ? version : null,
    });
  }
  const name = botFileValue(file, 'name');
  const csvUrl = botFileValue(file, 'csv_url');
  const named = typeof name === 'string' && name.trim() !== '';
  if (!named) findings.push({ reason: 'no-bot-name', path });
  return { name: named ? name : null, csvUrl: typeof csvUrl === 'string' && csvUrl !== '' ? csvUrl : null };
}
