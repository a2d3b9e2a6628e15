import { l10n } from 'vscode';

import type { DetailName } from '../api/commandBody';
import { type CommandFinding, longestCallback, longestMessage } from '../model/command/commandChecks';
import type { ShownText } from '../model/command/telegramMarkdown';
import { lengthOf, longestName } from '../repository/format/nameRules';
import { partLabel } from '../sentences/partLabels';
import { shownName } from '../sentences/shownName';

/** What a detail of a command is called. */
export function detailLabel(name: DetailName): string {
  return partLabel(name === 'folderId' ? 'folder' : name);
}

/** What a detail is for and how it is written. */
export function detailDescription(name: DetailName): string | undefined {
  switch (name) {
    case 'answer':
      return l10n.t('*bold*, _italic_, `code`, [text](link); <name> becomes the value of a property.');
    case 'keyboard':
      return l10n.t('A comma separates buttons, each line is a row.');
    case 'aliases':
      return l10n.t('Other names of the command, separated by commas.');
    case 'help':
      return l10n.t('What the command is for.');
    case 'group':
      return l10n.t('The user group that the command is limited to; empty for none.');
    case 'needReply':
      return l10n.t('The code runs with what the person sends next.');
    case 'autoRetrySeconds':
      return l10n.t('After how many seconds the command runs again; empty for never.');
    case 'name':
    case 'folderId':
      return undefined;
  }
}

/** @param typed what stands in the field that the finding is about */
export function findingSentence(finding: CommandFinding, typed: string): string {
  switch (finding.reason) {
    case 'empty':
      return l10n.t('Give the command a name.');
    case 'lineBreak':
      return l10n.t('A name is one line. Take the line break out.');
    case 'tooLong':
      return l10n.t(
        'A name has {0} characters at most, and this one has {1}. Make it shorter.',
        longestName,
        lengthOf(typed),
      );
    case 'taken':
      return l10n.t('This bot has a command {0} already. Choose another name.', finding.command);
    case 'comma':
      return l10n.t('No keyboard button can send a name with a comma: commas separate the buttons.');
    case 'blanks':
      return l10n.t('The name begins or ends with a space, which people hardly send.');
    case 'twin':
    case 'nameDiffersInCase':
      return l10n.t(
        'It differs from the command {0} only in capital and small letters.',
        'command' in finding ? shownName(finding.command) : typed,
      );
    case 'nameIsAlias':
      return l10n.t('The command {0} has this name as an alias.', shownName(finding.command));
    case 'nameTooLongForButton':
      return l10n.t(
        'An inline button cannot run it: its text has {0} bytes at most, and this name has {1}.',
        longestCallback,
        finding.bytes,
      );
    case 'answerTooLong':
      return l10n.t(
        'Telegram takes messages of {0} characters at most, and this answer has {1}.',
        longestMessage.toLocaleString(),
        finding.length.toLocaleString(),
      );
    case 'answerRefused':
      return refusalSentence(finding.refusal);
    case 'neverAnswers':
      return l10n.t(
        '{0} only runs code, with every command: its answer and keyboard are never sent.',
        '@, @@',
      );
    case 'keyboardWithoutAnswer':
      return l10n.t('Without an answer the keyboard is never sent. Write an answer too.');
    case 'aliasTwice':
      return l10n.t('{0} is there twice; capital and small letters are the same here.', finding.alias);
    case 'aliasOwnName':
      return l10n.t('{0} is the name of the command itself. Take it out.', finding.alias);
    case 'aliasLineBreak':
      return l10n.t('An alias is one line. Take the line break out.');
    case 'aliasIsName':
      return l10n.t('{0} is the name of another command, {1}.', finding.alias, shownName(finding.command));
    case 'aliasTaken':
      return l10n.t('{0} is an alias of {1} already.', finding.alias, shownName(finding.command));
    case 'notSeconds':
      return l10n.t('Write a whole number of seconds, 0 or more, or nothing.');
    case 'retryWithoutCode':
      return l10n.t('The command has no code, so auto retry has nothing to run.');
    case 'retryCost':
      return finding.severity === 'note'
        ? l10n.t('Costs {0} iterations a day.', finding.perDay.toLocaleString())
        : l10n.t(
            'That often costs {0} iterations a day. Choose a longer time unless you need it.',
            finding.perDay.toLocaleString(),
          );
  }
}

/** Why Telegram would not show an answer. */
export function refusalSentence({ mark, line, follows }: Extract<ShownText, { kind: 'refused' }>): string {
  const open = `${mark}${follows}`;
  return mark === '['
    ? l10n.t(
        'Telegram would refuse this answer: “{0}” in line {1} has no ]. Add it, or write \\[.',
        open,
        line,
      )
    : l10n.t(
        'Telegram would refuse this answer: “{0}” in line {1} has no second {2}. Add it, or write \\{3}.',
        open,
        line,
        mark,
        mark.slice(0, 1),
      );
}
