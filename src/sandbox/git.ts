import { newBotFile, printBotFile, withBotFileValue } from '../repository/format/botFile';
import { botFilePath } from '../repository/format/botFolder';
import { parseBot } from '../repository/format/parseBot';
import { printBot } from '../repository/format/printBot';
import { contentsOf, fillBot } from './botContents';
import type { PartRecord } from './store/parts';
import type { SandboxStore } from './store/store';

/**
 * The branches of a bot's Git repository are kept in the store: nothing goes to the repository itself.
 * @returns the branch of that name, without a name the one exported last
 */
export function branchOf(
  store: SandboxStore,
  botId: number,
  name: string | null,
): PartRecord<'branches'> | undefined {
  const branches = store.parts('branches', botId);
  if (name !== null) return branches.find((branch) => branch.name === name);
  return branches.reduce<PartRecord<'branches'> | undefined>(
    (newest, branch) => (newest && newest.updated_at > branch.updated_at ? newest : branch),
    undefined,
  );
}

/** The name of a branch that nobody named (API reference, "Git export"). */
export function newBranchName(now: number): string {
  return `BB_Export_${Math.floor(now / 1000)}`;
}

/** Writes a bot as files to a branch, in place of what was there. */
export function exportBranch(store: SandboxStore, botId: number, name: string): void {
  const bot = store.bot(botId);
  if (!bot) return;
  const head = { name: bot.name ?? '', csvUrl: bot.csv_url };
  const { files } = printBot({ ...head, ...contentsOf(store, botId) });
  const botFile = printBotFile(withBotFileValue(newBotFile(head), 'git_remote', bot.git_remote));
  const fields = { name, files: { ...Object.fromEntries(files), [botFilePath]: botFile } };
  const before = branchOf(store, botId, name);
  if (before) store.updatePart('branches', botId, before.id, fields);
  else store.addPart('branches', botId, fields);
}

/**
 * Replaces all commands and installed libraries of a bot with those of a branch, and sets its name and CSV URL (BJS
 * reference, §10.2). Folders stay, as the format has no empty ones.
 */
export function importBranch(store: SandboxStore, botId: number, name: string): void {
  const branch = branchOf(store, botId, name);
  if (!branch) return;
  const parsed = parseBot(new Map(Object.entries(branch.files)));
  for (const { id } of store.commands(botId)) store.deleteCommand(botId, id);
  store.clearParts('libraries', botId);
  fillBot(store, botId, parsed, 'import');
  store.updateBot(botId, {
    ...(parsed.name === null ? {} : { name: parsed.name }),
    csv_url: parsed.csvUrl,
  });
}
