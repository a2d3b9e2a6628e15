import path from 'node:path';

import { ApiError } from '../api/errors';
import { type BotFinding, severityOf } from '../repository/format/findings';
import { parseBotBytes } from '../repository/format/parseBot';
import { findingSentence, placeOf } from '../repository/format/sentences';
import { importCommands, type ImportedCommand } from '../repository/transfer/importCommands';
import { existingCommands, planImport } from '../repository/transfer/planImport';
import { readWholeBot } from '../repository/transfer/readWholeBot';
import { BotFolderError, readBotFiles } from './botFiles';
import type { SandboxBots } from './sandboxBots';

/** What an import did, as `--format json` prints it. */
export interface ImportReport {
  readonly bot: { readonly id: number; readonly name: string };
  readonly created: readonly { readonly file: string; readonly command: string; readonly id: number }[];
  readonly failed: readonly { readonly file: string; readonly command: string; readonly reason: string }[];
  /** Commands that the bot had already, by their files; they stay as they are. */
  readonly present: readonly string[];
  /** Records of the bot that cannot be read: a command among them may be there twice now. */
  readonly unreadable: number;
  /** Commands of which the sandbox stored something otherwise. */
  readonly unlike: readonly { readonly file: string; readonly parts: readonly string[] }[];
  /** Libraries in the folder: only a Git import installs their code. */
  readonly libraries: readonly string[];
  readonly findings: readonly BotFinding[];
}

/**
 * Makes a new bot of a bot folder, or gives a bot the commands that it lacks.
 * @param into id or name of that bot
 * @throws BotFolderError, BotChoiceError, ApiError when it cannot begin; what fails later is in the report
 */
export async function importFolder(
  sandbox: SandboxBots,
  folder: string,
  into: string | undefined,
): Promise<ImportReport> {
  const parsed = parseBotBytes(await readBotFiles(folder));
  if (parsed.commands.length === 0) throw new BotFolderError('noCommandFiles', folder);
  const target =
    into === undefined
      ? await sandbox.newBot(parsed.name ?? path.basename(path.resolve(folder)))
      : await sandbox.bot(into);
  const { http } = sandbox;
  const existing = into === undefined ? undefined : await readWholeBot(http, target.id);
  // Those of which fields are missing are there all the same.
  const there = existing ? [...existing.commands, ...existing.incomplete.map(({ command }) => command)] : [];
  const plan = planImport(parsed.commands, existingCommands(there, existing?.folders ?? []));
  const folders = new Map(existing?.folders.map(({ id, title }) => [title ?? '', id]));
  const imported = await importCommands(sandbox.target(target.id), plan.create, { folders });
  return {
    bot: { id: target.id, name: target.name ?? String(target.id) },
    created: imported.flatMap(({ command, outcome }) =>
      outcome.kind === 'created' ? [{ file: command.path, command: command.name, id: outcome.id }] : [],
    ),
    failed: imported.flatMap((each) => {
      const reason = whyNot(each);
      return reason === undefined ? [] : [{ file: each.command.path, command: each.command.name, reason }];
    }),
    present: plan.present.map(({ command }) => command.path),
    unreadable: existing?.broken.length ?? 0,
    unlike: imported.flatMap(({ command, outcome }) =>
      outcome.kind === 'created' && outcome.unlike.length > 0
        ? [{ file: command.path, parts: outcome.unlike }]
        : [],
    ),
    libraries: parsed.libraries.map((library) => library.name),
    findings: parsed.findings,
  };
}

function whyNot({ outcome }: ImportedCommand): string | undefined {
  if (outcome.kind === 'created') return undefined;
  if (outcome.kind === 'notTried') return 'not tried: the sandbox could not be had any more';
  const { error } = outcome;
  if (!ApiError.is(error)) return String(error);
  const said = error.serverMessages.join('; ');
  return `the sandbox refused it (${error.status ?? error.reason})${said === '' ? '' : `: ${said}`}`;
}

/** Whether all that the folder holds was read without doubt and is in the bot as it was written. */
export function isWholeImport({ failed, unlike, unreadable, findings }: ImportReport): boolean {
  const isLeftOut = ({ reason }: BotFinding) => reason === 'too-deep' || reason === 'not-text';
  const isDoubtful = findings.some((finding) => severityOf(finding) === 'error' || isLeftOut(finding));
  return failed.length === 0 && unlike.length === 0 && unreadable === 0 && !isDoubtful;
}

/** The report for a terminal. */
export function importInWords(report: ImportReport, sandbox: string): string {
  const { bot, created, failed, present, unreadable, unlike, libraries, findings } = report;
  return [
    ...findings.map((finding) => `${placeOf(finding)}: ${findingSentence(finding)}`),
    ...failed.map(({ file, command, reason }) => `${file}: ${command} was not created: ${reason}`),
    ...unlike.map(({ file, parts }) => `${file}: stored otherwise: ${parts.join(', ')}`),
    ...(libraries.length > 0
      ? [
          `Not imported, because the API takes no code of libraries (a Git import does): ${libraries.join(', ')}`,
        ]
      : []),
    ...(present.length > 0 ? [`There already, left as they are: ${present.length}`] : []),
    ...(unreadable > 0
      ? [`Records of the bot that cannot be read, so a command may be there twice: ${unreadable}`]
      : []),
    created.length + failed.length === 0
      ? `The bot ${bot.name} (${bot.id}), sandbox of ${sandbox}, has all commands of the folder already`
      : `${created.length} of ${created.length + failed.length} commands were created in the bot ${bot.name} (${bot.id}), sandbox of ${sandbox}`,
    ...(failed.length > 0 ? [`To try the rest again, add: --bot ${bot.id}`] : []),
    '',
  ].join('\n');
}
