import * as l10n from '@vscode/l10n';

import type { BotFinding } from './findings';
import type { FormatRefusalReason } from './refusal';

/** Where a finding is, as people and terminals write it: `commands/_start.js:3`. */
export function placeOf(finding: BotFinding): string {
  return 'line' in finding ? `${finding.path}:${finding.line}` : finding.path;
}

/** What a finding says, without its place. */
export function findingSentence(finding: BotFinding): string {
  switch (finding.reason) {
    case 'header-not-closed':
      return l10n.t('The header is not closed with CMD*/: all of the file is taken as code.');
    case 'block-not-closed':
      return l10n.t('The block of {0} is not closed: it is read up to the end of the header.', finding.key);
    case 'no-name':
      return l10n.t('The command has no name.');
    case 'bad-value':
      return l10n.t('{0} cannot be {1}: it is left empty.', finding.key, finding.value);
    case 'unknown-key':
      return l10n.t('The key {0} is not known: it is left out.', finding.key);
    case 'repeated-key':
      return l10n.t('{0} is there more than once: the last one counts.', finding.key);
    case 'unreadable-line':
      return l10n.t('The line is no key of a header: it is left out.');
    case 'stray-terminator':
      return l10n.t('{0} closes nothing here.', finding.text);
    case 'joined-keys':
      return l10n.t('The line break between {0} and {1} is missing.', finding.key, finding.joined);
    case 'header-end-inside':
      return l10n.t('{0} holds CMD*/: Bots.Business may end the header there.', finding.key);
    case 'other-folder':
      return l10n.t(
        'The file lies in {0}, and its header names the folder {1}, which counts.',
        finding.directory,
        finding.folder,
      );
    case 'second-header':
      return l10n.t('There is a second header: it is taken as code.');
    case 'no-bot-file':
      return l10n.t('There is no bot.json, so the name of the bot is not known.');
    case 'bot-file-unreadable':
      return l10n.t('bot.json is not a JSON object, so the name of the bot is not known.');
    case 'unknown-version':
      return finding.version === null
        ? l10n.t('bot.json has no bb_sync_version: Bots.Business itself would not import it.')
        : l10n.t(
            'The bb_sync_version {0} is not known: Bots.Business itself imports 1.0 only.',
            finding.version,
          );
    case 'no-bot-name':
      return l10n.t('bot.json has no name.');
    case 'repeated-command':
      return l10n.t('The command {0} is in {1} already.', finding.name, finding.otherPath);
    case 'too-deep':
      return l10n.t('Only one level of folders is read: the file is left out.');
    case 'not-text':
      return l10n.t('The file is not UTF-8 text: it is left out.');
    case 'same-path':
      return l10n.t('On some disks this is the same file as {0}.', finding.otherPath);
  }
}

/** Why a part of a bot cannot be written as a file. */
export function refusalSentence(refusal: FormatRefusalReason): string {
  switch (refusal.reason) {
    case 'no-name':
      return l10n.t('It has no name.');
    case 'line-break':
      return l10n.t('The format has no place for a line break in {0}.', refusal.key);
    case 'header-end':
      return l10n.t('A line of {0} begins with CMD*/, which ends a header.', refusal.key);
    case 'block-end':
      return l10n.t('A line of {0} is the one that ends its block.', refusal.key);
    case 'no-utf8':
      return l10n.t('Its {0} holds half a character, which no file can hold.', refusal.key);
    case 'bad-seconds':
      return l10n.t('Auto retry cannot be {0} seconds.', refusal.seconds);
    case 'bad-alias':
      return l10n.t('The format has no place for the alias “{0}”.', refusal.alias);
    case 'folder-of-directory':
      return l10n.t('In {0} it cannot be without a folder.', refusal.directory);
    case 'misread':
      return l10n.t('Written, its {0} would be read as something else.', refusal.key);
    case 'bad-library-name':
      return l10n.t('No file can be called {0}.js on every disk.', refusal.name);
    case 'bot-file-unreadable':
      return l10n.t('bot.json is not a JSON object.');
  }
}
