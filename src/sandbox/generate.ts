import type { SeedCommand } from './botContents';
import { madeUpToken, seedBot } from './seed';
import type { BotRecord } from './store/records';
import type { Clock, SandboxStore } from './store/store';

export interface GenerateOptions {
  readonly bots: number;
  readonly commandsPerBot: number;
  /** Folders of each bot; a tenth of the commands stays in the root. Default 20. */
  readonly foldersPerBot?: number;
  /** Lines of code of a command of middle length. Default 25. */
  readonly lines?: number;
  readonly now?: Clock;
}

/** Fills a store with bots whose contents are the same in every run. */
export function generateBots(store: SandboxStore, options: GenerateOptions): BotRecord[] {
  const { foldersPerBot = 20, lines = 25, now = Date.now } = options;
  const folders = Array.from({ length: foldersPerBot }, (_, index) => `Folder ${index + 1}`);
  return Array.from({ length: options.bots }, (_, bot) =>
    seedBot(
      store,
      {
        name: `Bot ${bot + 1}`,
        token: madeUpToken(bot + 1),
        status: bot % 2 === 0 ? 'works' : null,
        folders,
        commands: Array.from({ length: options.commandsPerBot }, (_, index) =>
          generatedCommand(bot, index, folders, lines),
        ),
      },
      now,
    ),
  );
}

function generatedCommand(
  bot: number,
  index: number,
  folders: readonly string[],
  lines: number,
): SeedCommand {
  const random = randomFrom(bot * 1_000_003 + index + 1);
  const inRoot = folders.length === 0 || index % 10 === 0;
  return {
    name: index === 0 ? '/start' : index % 7 === 0 ? `Button ${index}` : `/command${index}`,
    folder: inRoot ? null : (folders[index % folders.length] ?? null),
    code: generatedCode(index, Math.round(lines * (0.5 + random())), random),
    answer: index % 3 === 0 ? `Answer of command ${index}` : null,
    keyboard: index % 5 === 0 ? 'Balance, Settings\nHelp' : null,
    aliases: index % 11 === 0 ? [`alias ${index}`] : [],
    needReply: index % 4 === 0,
  };
}

function generatedCode(index: number, lines: number, random: () => number): string {
  const pick = (items: readonly string[]) => items[Math.floor(random() * items.length)] ?? '';
  const names = ['balance', 'price', 'orders', 'referrals', 'limit', 'language'];
  const code = [`// Command ${index}: shows the ${pick(names)} of a person`];
  for (let line = 1; line < lines; line++) {
    const name = pick(names);
    code.push(
      pick([
        `let ${name}${line} = User.getProp("${name}") || ${Math.floor(random() * 1000)};`,
        `if (!User.getProp("${name}")) { Bot.sendMessage("No ${name} yet"); }`,
        `Bot.sendMessage("Your ${name}: " + User.getProp("${name}"));`,
        `User.setProp("${name}", ${Math.floor(random() * 1000)}, "integer");`,
        `Api.sendMessage({ text: "${name} №${line}", parse_mode: "HTML" });`,
        `Bot.runCommand("/command${Math.floor(random() * 100)}");`,
      ]),
    );
  }
  return `${code.join('\n')}\n`;
}

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
