import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { parseBot } from '../repository/format/parseBot';
import { addShopLife, shopName } from './demo/shopLife';
import { madeUpToken, seedBot, seedOfParsedBot } from './seed';
import type { BotRecord } from './store/records';
import type { Clock, SandboxStore } from './store/store';

/** The files of a bot folder: text by path, with `/`. */
export async function readBotFolder(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8'));
  }
  return files;
}

/**
 * Puts the demo bots into a store that has no bots: the first one running, the others stopped, so that both run states
 * are there to see; the shop with customers and all that they bring. All of them or, when one cannot be read, none.
 * @param folders bots in the repository format
 * @returns none when the store had bots already
 * @throws what reading a folder throws
 */
export async function addDemoBots(
  store: SandboxStore,
  folders: readonly string[],
  now: Clock = Date.now,
): Promise<readonly BotRecord[]> {
  if (store.bots().length > 0) return [];
  const seeds = await Promise.all(
    folders.map(async (folder) => seedOfParsedBot(parseBot(await readBotFolder(folder)), 'Demo')),
  );
  return store.transaction(() =>
    seeds.map((seed, index) => {
      const status = index === 0 ? 'works' : 'stopped';
      const bot = seedBot(store, { ...seed, token: madeUpToken(index + 1), status }, now);
      if (seed.name !== shopName) return bot;
      addShopLife(store, bot, seed, now());
      return store.bot(bot.id) ?? bot;
    }),
  );
}
