import * as vscode from 'vscode';

import type { TextPart } from '../../model/search/commandTexts';
import type { FoundCommand, FoundMatch } from '../../model/search/found';
import { shownName } from '../../sentences/shownName';
import type { FoundNode } from './nodes';

/** In characters: so much of a line before what was found, and of all that shows. */
const before = 30;
const longest = 250;

/** Which text of a command it is, in words; nothing for the code, which is meant when nothing is said. */
export function partWord(part: TextPart): string | undefined {
  switch (part) {
    case 'code':
      return undefined;
    case 'answer':
      return vscode.l10n.t('answer');
    case 'keyboard':
      return vscode.l10n.t('keyboard');
    case 'name':
      return vscode.l10n.t('name');
    default:
      return vscode.l10n.t('alias');
  }
}

export function botItem(
  id: string,
  name: string,
  account: string | undefined,
  count: number,
): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.contextValue = 'foundBot';
  item.iconPath = new vscode.ThemeIcon('hubot');
  item.description = [...(account === undefined ? [] : [account]), String(count)].join(' · ');
  return item;
}

/** @param failure why nothing was replaced in it */
export function commandItem(
  id: string,
  found: FoundCommand,
  { failure, isUnfolded }: { readonly failure: string | undefined; readonly isUnfolded: boolean },
): vscode.TreeItem {
  const { command, folder, matches, isUnsaved } = found;
  const name = shownName(command.command);
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, isUnfolded ? Expanded : Collapsed);
  item.id = id;
  item.contextValue = 'foundCommand';
  item.iconPath =
    failure === undefined
      ? new vscode.ThemeIcon('symbol-event')
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const count =
    matches.length === 1 ? vscode.l10n.t('1 match') : vscode.l10n.t('{0} matches', String(matches.length));
  item.description = [
    ...(failure === undefined ? [] : [failure]),
    String(matches.length),
    ...(folder ? [folder] : []),
    ...(isUnsaved ? [vscode.l10n.t('not saved')] : []),
  ].join(' · ');
  item.tooltip = failure === undefined ? `${name}\n${count}` : `${name}\n${count}\n${failure}`;
  item.accessibilityInformation = {
    label: [name, count, ...(failure === undefined ? [] : [failure])].join(', '),
  };
  return item;
}

/** @param replacement what comes in its place; `undefined` while nothing is replaced */
export function matchItem(
  node: Extract<FoundNode, { kind: 'foundMatch' }>,
  replacement: string | undefined,
): vscode.TreeItem {
  const { match } = node;
  const item = new vscode.TreeItem(matchLabel(match, replacement));
  item.id = node.id;
  item.contextValue = 'foundMatch';
  const line = vscode.l10n.t('line {0}', String(match.from.line + 1));
  item.description = partWord(match.part) ?? line;
  item.tooltip =
    replacement === undefined
      ? cut(match.line.trim(), longest)
      : `${match.groups[0] ?? ''}\n→\n${replacement}`;
  return item;
}

/** The line with what was found marked, and with what comes in its place after it. */
function matchLabel(match: FoundMatch, replacement: string | undefined): vscode.TreeItemLabel {
  const { line, from, to } = match;
  const start = Math.max(0, line.length - line.trimStart().length, from.character - before);
  const head = start > 0 && line.slice(0, start).trim() !== '' ? '…' : '';
  const end = to.line === from.line ? to.character : line.length;
  const own = `${line.slice(from.character, end)}${to.line > from.line ? '⏎' : ''}`;
  const prefix = head + line.slice(Math.min(start, from.character), from.character);
  const marked = replacement === undefined ? own : `${own} → ${oneLine(replacement)}`;
  const label = cut(plain(prefix + marked + line.slice(end)), longest);
  const marks: [number, number] = [prefix.length, Math.min(label.length, prefix.length + marked.length)];
  return { label, highlights: marks[1] > marks[0] ? [marks] : [] };
}

function oneLine(text: string): string {
  return text === '' ? '∅' : text.replace(/\r\n|\r|\n/g, '⏎');
}

/** What would move the marks or the row; each for one character. */
function plain(text: string): string {
  return text.replace(/[\t\r\n]/g, ' ');
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
