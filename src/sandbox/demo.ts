import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { parseBot } from '../repository/format/parseBot';
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
 * Puts the demo bot, running, into a store that has no bots.
 * @param folder a bot in the repository format
 * @returns `undefined` when the store had bots already
 */
export async function addDemoBot(
  store: SandboxStore,
  folder: string,
  now: Clock = Date.now,
): Promise<BotRecord | undefined> {
  if (store.bots().length > 0) return undefined;
  const seed = seedOfParsedBot(parseBot(await readBotFolder(folder)), 'Demo');
  return seedBot(store, { ...seed, token: madeUpToken(), status: 'works' }, now);
}
