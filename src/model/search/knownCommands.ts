import { aliasesOf } from '../../api/commandBody';
import type { Command } from '../../api/commands';
import type { BotRef } from '../account';
import type { Accounts } from '../accounts';

/** A command of any bot, as far as it is known without asking a server. */
export interface KnownCommand {
  readonly ref: BotRef;
  readonly command: Command;
  readonly bot: string | null | undefined;
  /** Title of its folder, `undefined` at the root. */
  readonly folder: string | null | undefined;
  readonly aliases: readonly string[];
}

/** What is known of all commands of all accounts; no server is asked. */
export async function knownCommands(accounts: Accounts): Promise<KnownCommand[]> {
  const known: KnownCommand[] = [];
  for (const model of accounts.all) {
    await model.bots.restore();
    const bots = model.bots.all ?? [];
    await Promise.all(bots.map(({ id }) => model.contents(id).restore()));
    for (const { id: botId, name: bot } of bots) {
      const contents = model.contents(botId);
      const folders = new Map(contents.folders.map(({ id, title }) => [id, title]));
      for (const command of contents.commands.values()) {
        known.push({
          ref: { accountId: model.account.id, botId },
          command,
          bot,
          folder: folders.get(command.commands_folder_id ?? Number.NaN),
          aliases: aliasesOf(command),
        });
      }
    }
  }
  return known;
}

/** Bots of which nothing is known yet. */
export function unknownBots(accounts: Accounts): BotRef[] {
  return accounts.all.flatMap((model) =>
    (model.bots.all ?? [])
      .filter(({ id }) => !model.contents(id).isKnown)
      .map(({ id }) => ({ accountId: model.account.id, botId: id })),
  );
}

/**
 * The commands that what was typed may mean, the likeliest first. Each word has to be found: in the name, an alias, the
 * folder or the name of the bot, or its letters in the name one after the other.
 * @param recency smaller for those that were opened later; they come first among equals
 */
export function likeliest(
  all: readonly KnownCommand[],
  typed: string,
  recency: (known: KnownCommand) => number,
  most: number,
): KnownCommand[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const scored: { known: KnownCommand; score: number; at: number }[] = [];
  for (const known of all) {
    let score = 0;
    for (const word of words) score += scoreOf(known, word);
    if (score < unlikely) scored.push({ known, score, at: recency(known) });
  }
  const nameOf = ({ command }: KnownCommand) => command.command ?? '';
  scored.sort(
    (one, other) =>
      one.score - other.score ||
      one.at - other.at ||
      (nameOf(one.known) < nameOf(other.known) ? -1 : Number(nameOf(one.known) > nameOf(other.known))),
  );
  return scored.slice(0, most).map(({ known }) => known);
}

/** More than all words together can be worth. */
const unlikely = 1_000_000;

function scoreOf({ command, aliases, folder, bot }: KnownCommand, word: string): number {
  const name = (command.command ?? '').toLowerCase();
  if (name === word || name === `/${word}`) return 0;
  if (name.startsWith(word) || name.startsWith(`/${word}`)) return 1;
  if (name.includes(word)) return 2;
  const has = (text: string | null | undefined) => text?.toLowerCase().includes(word) ?? false;
  if (aliases.some(has)) return 3;
  if (has(folder)) return 4;
  if (has(bot)) return 5;
  return hasLetters(name, word) ? 6 : unlikely;
}

function hasLetters(name: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
