import type { RepositoryCommand } from './command';
import type { BotFinding } from './findings';
import { parseCommand } from './parseCommand';

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

/** The value of `bb_sync_version` that Bots.Business imports. */
export const syncVersion = '1.0';

const botFile = 'bot.json';

/**
 * Reads a bot from its files: `bot.json`, `commands/*.js`, `commands/<folder>/*.js` (one level) and `libs/*.js`.
 * Other files are none of the format's business and are passed over.
 *
 * Never throws: what is wrong becomes a finding, and everything else is read all the same.
 *
 * @param files text by path inside the bot, with `/` and without a leading one.
 * Source: Bots.Business help, repository format.
 */
export function parseBot(files: ReadonlyMap<string, string>): ParsedBot {
  const findings: BotFinding[] = [];
  const { name, csvUrl } = parseBotFile(files.get(botFile), findings);
  const commands: RepositoryCommandFile[] = [];
  const libraries: RepositoryLibrary[] = [];
  const pathOfName = new Map<string, string>();

  for (const path of [...files.keys()].sort()) {
    const text = files.get(path) ?? '';
    const segments = path.split('/');
    const room = segments[0];
    if ((room !== 'commands' && room !== 'libs') || segments.length < 2 || !path.endsWith('.js')) continue;
    if (segments.length > (room === 'commands' ? 3 : 2)) {
      findings.push({ reason: 'too-deep', path });
      continue;
    }
    if (room === 'libs') {
      libraries.push({ name: (segments[1] ?? '').slice(0, -'.js'.length), code: text });
      continue;
    }
    const parsed = parseCommand(text, { path });
    findings.push(...parsed.findings);
    commands.push({ ...parsed.command, path });

    const otherPath = pathOfName.get(parsed.command.name);
    if (otherPath === undefined) pathOfName.set(parsed.command.name, path);
    else findings.push({ reason: 'repeated-command', path, name: parsed.command.name, otherPath });
  }

  const folders = [...new Set(commands.flatMap((command) => command.folder ?? []))];
  return { name, csvUrl, commands, folders, libraries, findings };
}

function parseBotFile(text: string | undefined, findings: BotFinding[]): Pick<ParsedBot, 'name' | 'csvUrl'> {
  const path = botFile;
  const nothing = { name: null, csvUrl: null };
  if (text === undefined) {
    findings.push({ reason: 'no-bot-file', path });
    return nothing;
  }
  const facts = jsonObject(text.replace(/^\uFEFF/, ''));
  if (facts === undefined) {
    findings.push({ reason: 'bot-file-unreadable', path });
    return nothing;
  }
  const version = facts.get('bb_sync_version');
  if (version !== syncVersion) {
    findings.push({
      reason: 'unknown-version',
      path,
      version: typeof version === 'string' ? version : null,
    });
  }
  const name = facts.get('name');
  const csvUrl = facts.get('csv_url');
  const named = typeof name === 'string' && name.trim() !== '';
  if (!named) findings.push({ reason: 'no-bot-name', path });
  return { name: named ? name : null, csvUrl: typeof csvUrl === 'string' && csvUrl !== '' ? csvUrl : null };
}

function jsonObject(text: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return new Map(Object.entries(value));
  } catch {
    // Not JSON: the same to the caller as JSON of another kind.
  }
  return undefined;
}
