import * as vscode from 'vscode';

import type { Bot } from '../api/bots';
import { escapeMarkdown } from '../util/markdown';
import { localAndUtc } from '../util/times';
import type { CommandFacts } from './commandFacts';
import { roleSentence } from './specialWords';

/**
 * What a person asks about a command. All texts of people and servers are escaped, and the hover is not trusted: it
 * holds no links and runs nothing.
 */
export function commandTooltip(name: string, facts: CommandFacts): vscode.MarkdownString {
  const changed = localAndUtc(facts.changedAt);
  return hover(name, [
    facts.role && roleSentence(facts.role),
    facts.answer && vscode.l10n.t('Answer: {0}', facts.answer),
    facts.aliases && vscode.l10n.t('Aliases: {0}', facts.aliases.join(', ')),
    facts.help && vscode.l10n.t('Help: {0}', facts.help),
    facts.waitsForAnswer && vscode.l10n.t('Waits for an answer before its code runs'),
    facts.autoRetry !== undefined && autoRetry(facts.autoRetry),
    facts.folder && vscode.l10n.t('Folder: {0}', facts.folder),
    changed && vscode.l10n.t('Last change: {0}', changed.both),
    vscode.l10n.t('Id: {0}', String(facts.id)),
  ]);
}

/** What a person asks about a bot. */
export function botTooltip(name: string, state: string, bot: Bot): vscode.MarkdownString {
  const [created, changed] = [localAndUtc(bot.createdAt), localAndUtc(bot.updatedAt)];
  return hover(name, [
    vscode.l10n.t('Run state: {0}', state),
    bot.hasToken === true && vscode.l10n.t('Telegram token: stored on the server'),
    bot.hasToken === false && vscode.l10n.t('Telegram token: none, so it cannot start'),
    created && vscode.l10n.t('Created: {0}', created.both),
    changed && vscode.l10n.t('Last change: {0}', changed.both),
    vscode.l10n.t('Id: {0}', String(bot.id)),
  ]);
}

function autoRetry(seconds: number): string {
  return seconds === 1
    ? vscode.l10n.t('Auto retry: every second')
    : vscode.l10n.t('Auto retry: every {0} seconds', String(seconds));
}

/** A title and lines below it; those that are `undefined` or false are left out. All of it is escaped. */
export function hover(title: string, lines: readonly (string | false | undefined)[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(`**${escapeMarkdown(title.trim())}**\n\n`);
  const shown = lines.filter((line): line is string => Boolean(line));
  // Two spaces end a line without beginning a paragraph.
  return markdown.appendMarkdown(shown.map(escapeMarkdown).join('  \n'));
}
