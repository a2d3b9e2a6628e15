import type { ParsedBot } from '../repository/format/parseBot';
import { type BotContents, fillBot } from './botContents';
import { type PartFields, type PartKind, partKinds } from './store/parts';
import type { BotRecord } from './store/records';
import type { Clock, SandboxStore } from './store/store';

/** A token in the shape of Telegram's that nobody can take for a real one. */
export function madeUpToken(number = 1): string {
  return `${1_000_000 + number}:` + 'SANDBOX'.padEnd(35, '-');
}

/** A part with the moment at which it came into being, in milliseconds since 1970; absent: now. */
export type SeedPart<Kind extends PartKind> = PartFields[Kind] & { readonly at?: number };

/** Parts by their kinds, oldest first. */
export type SeedParts = { readonly [Kind in PartKind]?: readonly SeedPart<Kind>[] };

export interface SeedBot extends BotContents {
  readonly name: string;
  readonly token?: string | null;
  readonly status?: string | null;
  readonly csvUrl?: string | null;
  readonly gitRemote?: string | null;
  readonly isProtected?: boolean;
  /** The demo bot that it was installed from. */
  readonly storeBotId?: number | null;
  /** Everything that a bot folder does not hold. */
  readonly parts?: SeedParts;
}

/** Puts a bot with all that it has into a store, in one transaction. */
export function seedBot(store: SandboxStore, seed: SeedBot, now: Clock = Date.now): BotRecord {
  return store.transaction(() => {
    const status = seed.status ?? null;
    const bot = store.createBot({
      name: seed.name,
      token: seed.token ?? null,
      status,
      status_changed_at: status === null ? null : now(),
      csv_url: seed.csvUrl ?? null,
      git_remote: seed.gitRemote ?? null,
      protected: seed.isProtected ?? false,
      store_bot_id: seed.storeBotId ?? null,
    });
    fillBot(store, bot.id, seed, 'setup');
    if (seed.parts) addParts(store, bot.id, seed.parts);
    return bot;
  });
}

/** Gives a bot more parts. */
export function addParts(store: SandboxStore, botId: number, parts: SeedParts): void {
  store.transaction(() => {
    for (const kind of partKinds) {
      for (const { at, ...fields } of parts[kind] ?? []) store.addPart(kind, botId, fields, at);
    }
  });
}

/** The bot of a repository folder as a seed. */
export function seedOfParsedBot(parsed: ParsedBot, fallbackName: string): SeedBot {
  return {
    name: parsed.name ?? fallbackName,
    csvUrl: parsed.csvUrl,
    folders: parsed.folders,
    commands: parsed.commands,
    libraries: parsed.libraries,
  };
}
