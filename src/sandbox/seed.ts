import type { ParsedBot } from '../repository/format/parseBot';
import type { BotRecord } from './store/records';
import { emptyCommand } from './store/records';
import type { Clock, SandboxStore } from './store/store';

/** A token in the shape of Telegram's that nobody can take for a real one. */
export function madeUpToken(number = 1): string {
  return `${1_000_000 + number}:` + 'SANDBOX'.padEnd(35, '-');
}

export interface SeedCommand {
  readonly name: string;
  /** Title of a folder in `folders`; missing ones are made. */
  readonly folder?: string | null;
  readonly code?: string | null;
  readonly answer?: string | null;
  readonly keyboard?: string | null;
  readonly aliases?: readonly string[];
  readonly help?: string | null;
  readonly group?: string | null;
  readonly needReply?: boolean | null;
  /** Seconds. */
  readonly autoRetryTime?: number | null;
}

export interface SeedBot {
  readonly name: string;
  readonly token?: string | null;
  readonly status?: string | null;
  readonly csvUrl?: string | null;
  readonly folders?: readonly string[];
  readonly commands?: readonly SeedCommand[];
}

/** Puts a bot with its folders and commands into a store, in one transaction. */
export function seedBot(store: SandboxStore, seed: SeedBot, now: Clock = Date.now): BotRecord {
  return store.transaction(() => {
    const status = seed.status ?? null;
    const bot = store.createBot({
      name: seed.name,
      token: seed.token ?? null,
      status,
      status_changed_at: status === null ? null : now(),
      csv_url: seed.csvUrl ?? null,
      git_remote: null,
    });
    const folderIds = new Map<string, number>();
    const folderId = (title: string): number => {
      const id = folderIds.get(title) ?? store.createFolder(bot.id, title).id;
      folderIds.set(title, id);
      return id;
    };
    for (const title of seed.folders ?? []) folderId(title);
    for (const command of seed.commands ?? []) {
      store.createCommand(
        bot.id,
        {
          ...emptyCommand,
          command: command.name,
          aliases: [...new Set((command.aliases ?? []).map((alias) => alias.trim().toLowerCase()))],
          answer: command.answer ?? null,
          group: command.group ?? null,
          help: command.help ?? null,
          keyboard_body: command.keyboard ?? null,
          commands_folder_id: command.folder ? folderId(command.folder) : null,
          auto_retry_time: command.autoRetryTime ?? null,
          code: command.code ?? '',
          need_reply: command.needReply ?? false,
        },
        'setup',
      );
    }
    return bot;
  });
}

/** The bot of a repository folder as a seed. Libraries are left out: no endpoint of the sandbox serves them yet. */
export function seedOfParsedBot(parsed: ParsedBot, fallbackName: string): SeedBot {
  return {
    name: parsed.name ?? fallbackName,
    csvUrl: parsed.csvUrl,
    folders: parsed.folders,
    commands: parsed.commands,
  };
}
