import * as vscode from 'vscode';

import type { BotComparison, ComparedCommand, ComparedPair } from '../model/compare/compareBots';
import type { ReadCommands } from '../model/compare/readCommands';
import { apiSentence } from '../sentences/apiSentences';
import { differenceWords, partValue } from '../sentences/differences';
import { partLabel } from '../sentences/partLabels';
import { shownName } from '../sentences/shownName';

/** One of the bots, and how much of it could be read. */
export interface ComparedBot {
  readonly name: string;
  readonly read: ReadCommands;
}

/** What a comparison found, in a sentence or two. */
export function comparisonSummary(
  { added, removed, changed, same }: BotComparison,
  left: ComparedBot,
  right: ComparedBot,
  isCut: boolean,
): string {
  const isAlike = added.length + removed.length + changed.length === 0;
  const found = isAlike
    ? vscode.l10n.t('{0} and {1} have the same commands: {2}.', left.name, right.name, same.length)
    : vscode.l10n.t(
        '{0} ↔ {1}: {2} changed, {3} only in {1}, {4} only in {0}, {5} the same.',
        left.name,
        right.name,
        changed.length,
        added.length,
        removed.length,
        same.length,
      );
  const notWhole = [left, right].filter(({ read }) => doubtsOf(read).length > 0).map(({ name }) => name);
  return [
    found,
    ...(isCut ? [vscode.l10n.t('The editor shows the first of them, the report all.')] : []),
    ...(notWhole.length > 0
      ? [vscode.l10n.t('Not all of {0} could be read; the report says what.', notWhole.join(', '))]
      : []),
  ].join(' ');
}

/** The whole comparison, as Markdown. */
export function comparisonReport(
  { added, removed, changed, same }: BotComparison,
  left: ComparedBot,
  right: ComparedBot,
): string {
  const parts = [
    `# ${vscode.l10n.t('{0} ↔ {1}', left.name, right.name)}`,
    section(
      vscode.l10n.t('Could not be read'),
      [left, right].flatMap(({ name, read }) => doubtsOf(read).map((doubt) => `${name}: ${doubt}`)),
    ),
    section(vscode.l10n.t('Changed'), changed.map(changedLine)),
    section(vscode.l10n.t('Only in {0}', right.name), added.map(commandLine)),
    section(vscode.l10n.t('Only in {0}', left.name), removed.map(commandLine)),
    section(
      vscode.l10n.t('The same'),
      same.map(({ right: command }) => commandLine(command)),
    ),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Why a comparison may not tell the truth about a bot. */
function doubtsOf({ error, isIncomplete, broken, withoutCode, unread }: ReadCommands): string[] {
  return [
    ...(error ? [vscode.l10n.t('{0} What is known from before is compared.', apiSentence(error))] : []),
    ...(isIncomplete
      ? [vscode.l10n.t('The list is not whole. What is missing from it is not gone for that reason.')]
      : []),
    ...broken.map(({ id, problems }) =>
      vscode.l10n.t('The record {0} cannot be read: {1}.', id ?? '?', problems.join(', ')),
    ),
    ...(withoutCode.length > 0
      ? [
          vscode.l10n.t(
            'The server does not say the code of {0}; it is not compared.',
            withoutCode.map(({ state }) => shownName(state.name)).join(', '),
          ),
        ]
      : []),
    ...unread.map(({ command, error: why }) =>
      vscode.l10n.t('{0}: its code is not compared. {1}', shownName(command.state.name), apiSentence(why)),
    ),
  ];
}

function changedLine({ left, right, difference }: ComparedPair): string {
  const moved = difference.parts.includes('folder')
    ? `; ${partLabel('folder')}: ${valueOf(left)} → ${valueOf(right)}`
    : '';
  return `${shownName(right.state.name)}: ${differenceWords(difference)}${moved}`;
}

function valueOf({ state }: ComparedCommand): string {
  return partValue('folder', state) || vscode.l10n.t('none');
}

function commandLine({ state }: ComparedCommand): string {
  return state.folder == null
    ? shownName(state.name)
    : vscode.l10n.t('{0} in {1}', shownName(state.name), shownName(state.folder));
}

/** Nothing when there is nothing to say. */
function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return [`## ${title}`, '', ...lines.map((line) => `- ${line}`)].join('\n');
}
