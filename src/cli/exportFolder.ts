import { refusalSentence } from '../repository/format/sentences';
import { exportBot, type ExportNote } from '../repository/transfer/exportBot';
import { readWholeBot } from '../repository/transfer/readWholeBot';
import { writeBotFiles } from './botFiles';
import type { SandboxBots } from './sandboxBots';

/** What an export did, as `--format json` prints it. */
export interface ExportReport {
  readonly bot: { readonly id: number; readonly name: string };
  /** Written, by their paths in the folder. */
  readonly files: readonly string[];
  /** Installed ones, by name: the API does not give their code. `null` when it does not say. */
  readonly libraries: readonly string[] | null;
  /** What is to be looked at in files that were written. */
  readonly notes: readonly { readonly command: string; readonly note: string }[];
  readonly failed: readonly { readonly command: string; readonly reason: string }[];
}

/**
 * Writes a bot into a new or empty folder.
 * @param named its id or name
 * @throws BotFolderError, BotChoiceError, ApiError; then nothing is written
 */
export async function exportFolder(
  sandbox: SandboxBots,
  named: string,
  folder: string,
): Promise<ExportReport> {
  const { id, name } = await sandbox.bot(named);
  const bot = await readWholeBot(sandbox.http, id);
  const shownName = name ?? String(id);
  const printed = exportBot(bot, { name: shownName });
  await writeBotFiles(folder, printed.files);
  return {
    bot: { id, name: shownName },
    files: [...printed.files.keys()],
    libraries: bot.libraries ?? null,
    notes: printed.notes.map(({ command, reason }) => ({
      command: command.command ?? String(command.id),
      note: noteSentences[reason],
    })),
    failed: [
      ...printed.refused.map((refused) => ({
        command: refused.name,
        reason: refusalSentence(refused.refusal),
      })),
      ...bot.incomplete.map(({ command, fields }) => ({
        command: command.command ?? String(command.id),
        reason: `The sandbox did not say ${fields.join(', ')}.`,
      })),
      ...bot.broken.map(({ id: brokenId, problems }) => ({
        command: String(brokenId ?? 'a command'),
        reason: `It could not be understood: ${problems.join(', ')}.`,
      })),
    ],
  };
}

const noteSentences: Readonly<Record<ExportNote['reason'], string>> = {
  groupUnknown: 'The sandbox does not say its user group, so its file has none.',
  folderUnknown: 'Its folder is not known, so its file lies outside a folder.',
  headerEnd: 'A text of it holds CMD*/, where Bots.Business may end the header when it imports the file.',
};

/** The report for a terminal. */
export function exportInWords(
  { bot, files, libraries, failed, notes }: ExportReport,
  folder: string,
): string {
  return [
    ...failed.map(({ command, reason }) => `${command} was not exported: ${reason}`),
    ...notes.map(({ command, note }) => `${command}: ${note}`),
    ...(libraries && libraries.length > 0
      ? [
          `Not exported, because the API gives no code of libraries (a Git export does): ${libraries.join(', ')}`,
        ]
      : []),
    `${files.length} files of ${bot.name} (${bot.id}) were written to ${folder}`,
    '',
  ].join('\n');
}
