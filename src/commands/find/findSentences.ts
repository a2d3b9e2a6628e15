import * as vscode from 'vscode';

import type { Outcome } from '../../api/manyAtOnce';
import type { BotRef } from '../../model/account';
import type { BotSearch, SearchFailure } from '../../model/search/botSearch';
import { TooSlowError } from '../../model/search/matcher';
import { BadExpressionError } from '../../model/search/query';
import { PartlyReplacedError, type Replaced, type ReplaceTarget } from '../../model/search/replaceRun';
import { ReplaceRefusal } from '../../model/search/replacing';
import { apiSentence } from '../../sentences/apiSentences';
import { someNames } from '../confirmations';
import { byReason } from '../manyResults';
import { whyNotDone } from '../moves/manyOutcomes';

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

/** What accounts and bots are called. */
export interface Names {
  bot(ref: BotRef): string;
  account(accountId: string): string;
}

/** What a search could not look through, and what to do about it. */
export function gapsSentence(
  { problems, order }: Pick<BotSearch, 'problems' | 'order'>,
  names: Names,
): string {
  const { failed, incomplete, broken, hasMore, isCancelled } = problems;
  const unread = failed.reduce((sum, { commands }) => sum + commands, 0);
  const partial = someNames([...new Set(incomplete.map((ref) => names.bot(ref)))]).join(', ');
  const reasons =
    order?.bots === 'all'
      ? byReason(failed.map((each) => ({ name: placeName(each, names), sentence: apiSentence(each.error) })))
      : [...new Set(failed.map(({ error }) => apiSentence(error)))];
  return [
    ...(isCancelled ? [vscode.l10n.t('Cancelled: not everything was looked through.')] : []),
    ...(hasMore ? [vscode.l10n.t('Only the first 20,000 matches show. Look for something longer.')] : []),
    ...(unread > 0 ? [vscode.l10n.t('Commands that could not be read: {0}.', String(unread))] : []),
    ...(partial === '' ? [] : [vscode.l10n.t('Not all commands of {0} are known.', partial)]),
    ...(broken === 0
      ? []
      : [
          vscode.l10n.t(
            'Records of the server that cannot be understood, and were left out: {0}.',
            String(broken),
          ),
        ]),
    ...reasons,
  ].join(' ');
}

function placeName({ accountId, botId }: SearchFailure, names: Names): string {
  return botId === undefined ? names.account(accountId) : names.bot({ accountId, botId });
}

/** What became of one command. */
export interface ReplaceLine {
  readonly target: ReplaceTarget;
  /** As a person calls it. */
  readonly name: string;
  readonly outcome: Outcome<Replaced>;
}

/** Why a command was not, or not wholly, replaced in. */
export function whyNotReplaced(error: unknown): string {
  if (error instanceof ReplaceRefusal) return refusalSentence(error);
  if (error instanceof PartlyReplacedError) {
    return vscode.l10n.t('Only its code is replaced, in the editor. {0}', whyNotReplaced(error.cause));
  }
  return whyNotDone({ name: '', outcome: { kind: 'failed', error } });
}

/** Why a command cannot have what would become of it. */
function refusalSentence({ reason, value }: ReplaceRefusal): string {
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
export function replaceReport(lines: readonly ReplaceLine[]): string {
  const failed = lines.flatMap(({ name, outcome }) =>
    outcome.kind === 'failed'
      ? [
          {
            line: `${name}: ${whyNotReplaced(outcome.error)}`,
            isPartly: outcome.error instanceof PartlyReplacedError,
          },
        ]
      : [],
  );
  const done = (value: Replaced) =>
    lines.flatMap(({ name, outcome }) => (outcome.kind === 'done' && outcome.value === value ? [name] : []));
  const notTried = lines.flatMap(({ name, outcome }) => (outcome.kind === 'notTried' ? [name] : []));
  const section = (title: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`## ${title}`, names.map((name) => `- ${name}`).join('\n')];
  const failures = (isPartly: boolean) =>
    failed.flatMap((each) => (each.isPartly === isPartly ? [each.line] : []));
  return [
    `# ${vscode.l10n.t('Replace')}`,
    ...section(vscode.l10n.t('Not replaced'), failures(false)),
    ...section(vscode.l10n.t('Replaced only in the editor'), failures(true)),
    ...section(vscode.l10n.t('Not tried any more'), notTried),
    ...section(vscode.l10n.t('Changed in the editor, not saved yet'), done('inEditor')),
    ...section(vscode.l10n.t('Replaced and saved'), done('saved')),
    '',
  ].join('\n\n');
}
