import * as vscode from 'vscode';

import type { BotRef } from '../../model/account';
import type { BotSearch } from '../../model/search/botSearch';
import { TooSlowError } from '../../model/search/matcher';
import { BadExpressionError } from '../../model/search/query';
import type { ReplaceRefusal } from '../../model/search/replacing';
import { apiSentence } from '../../sentences/apiSentences';
import { shownName } from '../../sentences/shownName';
import type { ReplaceResult } from './replaceFound';

/** So many matches in so many commands. */
export function countOf(matches: number, commands: number): string {
  if (matches === 1) return vscode.l10n.t('1 match in 1 command');
  return commands === 1
    ? vscode.l10n.t('{0} matches in 1 command', String(matches))
    : vscode.l10n.t('{0} matches in {1} commands', String(matches), String(commands));
}

/** How far a search is, and what it found. */
export function progressSentence(search: BotSearch): string {
  const { isRunning, toRead, matches, foundCommands, order } = search;
  if (!order) return '';
  const count = matches === 0 ? undefined : countOf(matches, foundCommands);
  if (!isRunning) return count ?? vscode.l10n.t('Nothing was found.');
  const doing = toRead
    ? vscode.l10n.t('Reading commands: {0} of {1}', String(toRead.done), String(toRead.of))
    : vscode.l10n.t('Looking…');
  return count === undefined ? doing : `${count} · ${doing}`;
}

/** Why a search ended before its end. */
export function endSentence(error: Error | undefined): string | undefined {
  if (error instanceof BadExpressionError) {
    return vscode.l10n.t('This is no regular expression: {0}', error.detail);
  }
  if (error instanceof TooSlowError) {
    return vscode.l10n.t(
      'The expression takes too long, so the search was ended. Make it simpler, for example without a repetition inside of a repetition.',
    );
  }
  return error && apiSentence(error);
}

/** What a search could not look through, and what to do about it. */
export function gapsSentence(search: BotSearch, nameOf: (ref: BotRef) => string): string {
  const { failed, incomplete, broken, hasMore, isCancelled } = search.problems;
  const names = [...new Set(incomplete.map(nameOf))].join(', ');
  return [
    ...(isCancelled ? [vscode.l10n.t('Cancelled: not everything was looked through.')] : []),
    ...(hasMore ? [vscode.l10n.t('Only the first 20,000 matches show. Look for something longer.')] : []),
    ...(failed && failed.commands > 0
      ? [vscode.l10n.t('Commands that could not be read: {0}.', String(failed.commands))]
      : []),
    ...(names === '' ? [] : [vscode.l10n.t('Not all commands of {0} are known.', names)]),
    ...(broken === 0
      ? []
      : [
          vscode.l10n.t(
            'Records of the server that cannot be understood, and were left out: {0}.',
            String(broken),
          ),
        ]),
    ...(failed ? [apiSentence(failed.error)] : []),
  ].join(' ');
}

/** Why a command cannot have what would become of it. */
export function refusalSentence({ reason, value }: ReplaceRefusal): string {
  switch (reason) {
    case 'empty':
      return vscode.l10n.t('It would have no name.');
    case 'lineBreak':
      return vscode.l10n.t('Its name would go over two lines.');
    case 'tooLong':
      return vscode.l10n.t('Its name would be too long.');
    case 'taken':
      return vscode.l10n.t('The bot has a command {0} already.', value);
    case 'aliasTwice':
      return vscode.l10n.t('It would have the alias {0} twice.', value);
    case 'aliasIsName':
      return vscode.l10n.t('Its alias {0} would be its own name.', value);
    case 'aliasBroken':
      return vscode.l10n.t('{0} cannot be one alias: it has a comma or a line break.', value);
    case 'halfCharacter':
      return vscode.l10n.t(
        'It holds half a character, which cannot be saved. Change it in the Bots.Business app.',
      );
  }
}

/** The report of a replacement, as Markdown. */
export function replaceReport(results: readonly ReplaceResult[]): string {
  const section = (title: string, kind: ReplaceResult['outcome']['kind']) => {
    const lines = results
      .filter(({ outcome }) => outcome.kind === kind)
      .map(({ target, outcome }) => {
        const name = shownName(target.found.command.command);
        return outcome.kind === 'failed' ? `- ${name}: ${outcome.sentence}` : `- ${name}`;
      });
    return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
  };
  return [
    `# ${vscode.l10n.t('Replace')}`,
    ...section(vscode.l10n.t('Not replaced'), 'failed'),
    ...section(vscode.l10n.t('Not tried any more'), 'notTried'),
    ...section(vscode.l10n.t('Changed in the editor, not saved yet'), 'inEditor'),
    ...section(vscode.l10n.t('Replaced and saved'), 'saved'),
    '',
  ].join('\n\n');
}
