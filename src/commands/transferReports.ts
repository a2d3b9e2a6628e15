import * as vscode from 'vscode';

import { fileSentence } from '../files/fileSentences';
import type { ParsedBot } from '../repository/format/parseBot';
import type { RefusedPart } from '../repository/format/printBot';
import { findingSentence, placeOf, refusalSentence } from '../repository/format/sentences';
import type { ExportNote } from '../repository/transfer/exportBot';
import type { ImportedCommand } from '../repository/transfer/importCommands';
import type { PresentCommand } from '../repository/transfer/planImport';
import type { WholeBot } from '../repository/transfer/readWholeBot';
import { shownName } from '../sentences/shownName';

/** A sentence that names more is not read. */
const mostNames = 8;

/** What an import did, and with what. */
export interface ImportResult {
  readonly botName: string;
  readonly account: string;
  readonly folder: vscode.Uri;
  readonly parsed: ParsedBot;
  readonly imported: readonly ImportedCommand[];
  readonly present: readonly PresentCommand[];
}

/** The report of an import, as Markdown. */
export function importReport({ botName, account, folder, parsed, imported, present }: ImportResult): string {
  const created = imported.filter(({ outcome }) => outcome.kind === 'created');
  const others = imported.filter(({ outcome }) => outcome.kind !== 'created');
  const unlike = imported.flatMap(({ command, outcome }) =>
    outcome.kind === 'created' && outcome.unlike.length > 0 ? [{ command, parts: outcome.unlike }] : [],
  );
  return markdown(vscode.l10n.t('Import of {0}', botName), [
    vscode.l10n.t('From {0} to {1}.', pathOf(folder), account),
    vscode.l10n.t('{0} of {1} commands were created.', created.length, imported.length),
    section(
      vscode.l10n.t('Not created'),
      others.map((each) => `${shownName(each.command.name)} (${each.command.path}): ${whyNot(each)}`),
    ),
    section(
      vscode.l10n.t('Stored otherwise by the server'),
      unlike.map(({ command, parts }) => `${shownName(command.name)} (${command.path}): ${parts.join(', ')}`),
    ),
    section(
      vscode.l10n.t('Not imported: libraries. Only a Git import of Bots.Business installs their code'),
      parsed.libraries.map(({ name }) => name),
    ),
    section(
      vscode.l10n.t('Not imported: address of the table with commands (CSV)'),
      parsed.csvUrl === null ? [] : [parsed.csvUrl],
    ),
    section(
      vscode.l10n.t('Found in the files'),
      parsed.findings.map((finding) => `${placeOf(finding)}: ${findingSentence(finding)}`),
    ),
    section(
      vscode.l10n.t('Left alone: the bot has them already'),
      present.map(({ command }) => `${shownName(command.name)} (${command.path})`),
    ),
    section(
      vscode.l10n.t('Created'),
      created.map(({ command }) => `${shownName(command.name)} (${command.path})`),
    ),
  ]);
}

/** Why a command was not made, as a sentence. */
export function whyNot({ outcome }: ImportedCommand): string {
  switch (outcome.kind) {
    case 'created':
      return '';
    case 'notTried':
      return vscode.l10n.t('It was not tried any more.');
    case 'failed':
      return fileSentence(outcome.error);
  }
}

/** What an export leaves out, as sentences, each with the name of what it is about. */
export function leftOutOf(bot: WholeBot, refused: readonly RefusedPart[]): string[] {
  return [
    ...refused.map(({ name, refusal }) => `${shownName(name)}: ${refusalSentence(refusal)}`),
    ...bot.incomplete.map(({ command, fields }) =>
      vscode.l10n.t('{0}: The server did not say {1}.', shownName(command.command), fields.join(', ')),
    ),
    ...bot.broken.map(({ id, problems }) =>
      vscode.l10n.t('{0}: The server’s record cannot be read: {1}.', id ?? '?', problems.join(', ')),
    ),
  ];
}

/** What a person should know of the files of an export, each sort in one sentence. */
export function notesOf(notes: readonly ExportNote[]): string[] {
  const named = (reason: ExportNote['reason']) => {
    const names = notes
      .filter((note) => note.reason === reason)
      .map(({ command }) => shownName(command.command));
    const more = names.length - mostNames;
    return more > 0
      ? [...names.slice(0, mostNames), vscode.l10n.t('and {0} more', more)].join(', ')
      : names.join(', ');
  };
  const [groups, folders, ends] = [named('groupUnknown'), named('folderUnknown'), named('headerEnd')];
  return [
    ...(groups === ''
      ? []
      : [vscode.l10n.t('The server does not say the user group of {0}: their files have none.', groups)]),
    ...(folders === ''
      ? []
      : [vscode.l10n.t('The folder of {0} is not known: their files lie outside a folder.', folders)]),
    ...(ends === ''
      ? []
      : [
          vscode.l10n.t(
            'A text of {0} holds CMD*/, where Bots.Business may end the header when it imports the file.',
            ends,
          ),
        ]),
  ];
}

/** The report of an export, as Markdown. */
export function exportReport(
  bot: string,
  folder: vscode.Uri,
  parts: {
    readonly files: readonly string[];
    readonly leftOut: readonly string[];
    readonly notes: readonly string[];
  },
): string {
  return markdown(vscode.l10n.t('Export of {0}', bot), [
    vscode.l10n.t('To {0}.', pathOf(folder)),
    section(vscode.l10n.t('Not exported'), parts.leftOut),
    section(vscode.l10n.t('To be looked at'), parts.notes),
    section(vscode.l10n.t('Written'), parts.files),
  ]);
}

/** How much a bot is, as it begins a sentence. */
export function commandsInFolders(commands: number, folders: number): string {
  const count = commands === 1 ? vscode.l10n.t('1 command') : vscode.l10n.t('{0} commands', commands);
  if (folders === 0) return count;
  return folders === 1
    ? vscode.l10n.t('{0} in 1 folder', count)
    : vscode.l10n.t('{0} in {1} folders', count, folders);
}

/** A folder as people write it. */
export function pathOf(folder: vscode.Uri): string {
  return folder.scheme === 'file' ? folder.fsPath : folder.toString(true);
}

function markdown(title: string, parts: readonly string[]): string {
  return [`# ${title}`, ...parts.filter((part) => part !== ''), ''].join('\n\n');
}

/** Nothing when there is nothing to say. */
function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`## ${title}`, '', ...lines.map((line) => `- ${line}`)].join('\n');
}
