import * as vscode from 'vscode';

import type { Bot } from '../api/bots';
import type { Command } from '../api/commands';
import type { Folder } from '../api/folders';
import type { Account } from '../model/account';
import type { FolderMove } from '../model/folderMoves';
import type { Creation, PendingWork } from '../model/pending';
import { runStateOf, type RunState, unknownWord } from '../model/runState';
import { apiSentence } from '../sentences/apiSentences';
import { brokenRecordSentence } from '../sentences/brokenRecords';
import { failureLabel } from '../sentences/failureLabels';
import { runStateWord } from '../sentences/runStateWords';
import { shownName } from '../sentences/shownName';
import { commandIds } from '../util/contract';
import { firstLine } from './commandFacts';
import type { Node } from './nodes';
import { type SpecialRole, specialRole } from './specialCommands';
import { roleWords } from './specialWords';

export function accountItem(node: Node, account: Account, failed: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(account.label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = node.id;
  item.contextValue = 'account';
  item.iconPath = new vscode.ThemeIcon(
    failed ? 'warning' : account.kind === 'sandbox' ? 'beaker' : 'account',
  );
  item.description =
    account.kind === 'sandbox' ? vscode.l10n.t('on this machine') : new URL(account.url).host;
  return item;
}

/** Something that is being created: nothing can be done with it yet. */
export function creatingItem(node: Node, { name }: Creation): vscode.TreeItem {
  const item = new vscode.TreeItem(shownName(name), vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  return underWay(item, vscode.l10n.t('Creating…'));
}

/** A row to which something is being done: none of its actions is offered meanwhile. */
export function pendingItem(item: vscode.TreeItem, work: PendingWork): vscode.TreeItem {
  return underWay(item, pendingWord(work));
}

/** A row that was cut and is not pasted yet; all that can be done with it still can. */
export function cutItem(item: vscode.TreeItem): vscode.TreeItem {
  const word = vscode.l10n.t('Cut');
  const said = typeof item.description === 'string' ? item.description : '';
  // First, so that a narrow sidebar shows it.
  item.description = [word, said].filter(Boolean).join(' · ');
  const label = typeof item.label === 'string' ? item.label : '';
  item.accessibilityInformation = { label: [item.accessibilityInformation?.label ?? label, word].join(', ') };
  const { iconPath } = item;
  if (iconPath instanceof vscode.ThemeIcon) {
    item.iconPath = new vscode.ThemeIcon(iconPath.id, new vscode.ThemeColor('disabledForeground'));
  }
  return item;
}

function underWay(item: vscode.TreeItem, word: string): vscode.TreeItem {
  item.contextValue = 'pending';
  item.description = word;
  item.iconPath = new vscode.ThemeIcon('loading~spin');
  const label = typeof item.label === 'string' ? item.label : '';
  item.accessibilityInformation = { label: `${label}, ${word}` };
  return item;
}

function pendingWord(work: PendingWork): string {
  switch (work) {
    case 'deleting':
      return vscode.l10n.t('Deleting…');
    case 'renaming':
      return vscode.l10n.t('Renaming…');
    case 'saving':
      return vscode.l10n.t('Saving…');
    case 'moving':
      return vscode.l10n.t('Moving…');
  }
}

const stateIcons: Readonly<Record<RunState, vscode.ThemeIcon>> = {
  running: new vscode.ThemeIcon('play-circle', new vscode.ThemeColor('testing.iconPassed')),
  starting: new vscode.ThemeIcon('loading~spin'),
  stopping: new vscode.ThemeIcon('loading~spin'),
  stopped: new vscode.ThemeIcon('circle-outline'),
};

/** A bot's run state in words. */
export function stateWord(bot: Bot): string {
  return unknownWord(bot.status) ?? runStateWord(runStateOf(bot.status));
}

/** Its tooltip is made when the pointer rests on the row. */
export function botItem(
  node: Node,
  bot: Bot,
  { isPinned, isOfSandbox }: { readonly isPinned: boolean; readonly isOfSandbox: boolean },
): vscode.TreeItem {
  const state = runStateOf(bot.status);
  const word = stateWord(bot);
  const item = new vscode.TreeItem(shownName(bot.name), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.id;
  const runs = state === 'running' ? 'running' : state === 'stopped' ? 'stopped' : 'changing';
  const marks = [...(isPinned ? ['pinned'] : []), ...(isOfSandbox ? ['sandbox'] : [])];
  item.contextValue = ['bot', runs, ...marks].join('+');
  item.iconPath = stateIcons[state];
  item.description = [
    // First, so that a narrow sidebar shows it.
    ...(isPinned ? [vscode.l10n.t('Pinned')] : []),
    word,
    ...(bot.hasToken === false ? [vscode.l10n.t('no token')] : []),
  ].join(' · ');
  return item;
}

export function folderItem(node: Node, folder: Folder, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(shownName(folder.title), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.id;
  item.contextValue = 'folder';
  item.iconPath = vscode.ThemeIcon.Folder;
  item.description = String(count);
  const [title, id] = [shownName(folder.title), String(folder.id)];
  item.tooltip =
    count === 1
      ? vscode.l10n.t('{0} · 1 command · id {1}', title, id)
      : vscode.l10n.t('{0} · {1} commands · id {2}', title, String(count), id);
  return item;
}

/** @param progress how many commands are in the new folder, of how many */
export function folderMoveItem(
  node: Node,
  { fromTitle, toTitle }: FolderMove,
  { moved, total }: { readonly moved: number; readonly total: number },
  isRunning: boolean,
): vscode.TreeItem {
  const [from, to] = [shownName(fromTitle), shownName(toTitle)];
  const [done, all] = [String(moved), String(total)];
  // Short, so that a narrow sidebar shows how far it is.
  const item = new vscode.TreeItem(`${from} → ${to}`, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = `folderMove+${isRunning ? 'running' : 'interrupted'}`;
  item.description = isRunning
    ? vscode.l10n.t('{0} of {1} moved', done, all)
    : vscode.l10n.t('stopped at {0} of {1}', done, all);
  item.accessibilityInformation = {
    label: isRunning
      ? vscode.l10n.t('Renaming {0} to {1}: {2} of {3} moved', from, to, done, all)
      : vscode.l10n.t('Renaming {0} to {1} stopped: {2} of {3} moved', from, to, done, all),
  };
  item.iconPath = isRunning
    ? new vscode.ThemeIcon('loading~spin')
    : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.tooltip = isRunning
    ? vscode.l10n.t(
        'The folder {0} is being renamed to {1}: {2} of {3} commands are moved.',
        from,
        to,
        done,
        all,
      )
    : vscode.l10n.t(
        'Renaming the folder {0} to {1} stopped: {2} of {3} commands are in {1}, the others still in {0}. Continue moves the others too, Move Back puts all into {0} again.',
        from,
        to,
        done,
        all,
      );
  return item;
}

/** Its tooltip is made when the pointer rests on the row: of 10,000 rows few are asked. */
export function commandItem(node: Node, command: Command): vscode.TreeItem {
  const item = new vscode.TreeItem(shownName(command.command), vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = 'command';
  const role = specialRole(command.command);
  item.iconPath = role ? specialIcons[role] : new vscode.ThemeIcon('symbol-method');
  // The marks of Markdown say nothing in a row of plain text.
  const answer = firstLine(command.answer).replace(/[*`]/g, '');
  const shortAnswer = answer.length > 60 ? `${answer.slice(0, 60)}…` : answer;
  item.description = shortAnswer || (role ? roleWords(role) : '');
  // A screen reader makes little of a name such as @@.
  if (role) {
    item.accessibilityInformation = {
      label: [shownName(command.command), roleWords(role), shortAnswer].filter(Boolean).join(', '),
    };
  }
  return item;
}

const specialColor = new vscode.ThemeColor('symbolIcon.eventForeground');

const specialIcons: Readonly<Record<SpecialRole, vscode.ThemeIcon>> = {
  master: new vscode.ThemeIcon('comment', specialColor),
  beforeAll: new vscode.ThemeIcon('run-above', specialColor),
  afterAll: new vscode.ThemeIcon('run-below', specialColor),
  error: new vscode.ThemeIcon('bug', specialColor),
  inlineQuery: new vscode.ThemeIcon('mention', specialColor),
};

export function brokenItem(node: Extract<Node, { kind: 'broken' }>): vscode.TreeItem {
  const label =
    node.what === 'bot'
      ? vscode.l10n.t('A bot that cannot be shown')
      : vscode.l10n.t('A command or folder that cannot be shown');
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = 'broken';
  item.iconPath = new vscode.ThemeIcon('question');
  item.description = node.record.id === undefined ? '' : String(node.record.id);
  item.tooltip = brokenRecordSentence(node.record);
  return item;
}

/** @param isRefreshing the rest is on its way; else some commands were missing from the last listing */
export function partialItem(
  node: Extract<Node, { kind: 'partial' }>,
  isRefreshing: boolean,
): vscode.TreeItem {
  const label = isRefreshing
    ? vscode.l10n.t('Reading the other commands…')
    : vscode.l10n.t('Some commands may be gone');
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = 'partial';
  item.iconPath = new vscode.ThemeIcon(isRefreshing ? 'loading~spin' : 'warning');
  if (!isRefreshing) {
    item.description = vscode.l10n.t('click to look again');
    item.tooltip = vscode.l10n.t(
      'The last list of the server was much shorter than before, so what was missing is still shown. Click to look again.',
    );
    item.command = { command: commandIds.retry, title: vscode.l10n.t('Try Again'), arguments: [node] };
  }
  return item;
}

/** @param account whose key is no longer good; a sandbox has no key that a person could give */
export function failureItem(
  node: Extract<Node, { kind: 'failure' }>,
  account: Account | undefined,
): vscode.TreeItem {
  const label = failureLabel(node.error);
  const sentence = apiSentence(node.error);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = 'failure';
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.accessibilityInformation = { label: `${label}. ${sentence}` };
  // Trying again with a key that is not accepted is no way on.
  const signsIn = node.error.reason === 'unauthorized' && account?.kind === 'cloud';
  item.tooltip = sentence;
  item.command = signsIn
    ? { command: commandIds.signIn, title: vscode.l10n.t('Sign In'), arguments: [account.id] }
    : { command: commandIds.retry, title: vscode.l10n.t('Try Again'), arguments: [node] };
  return item;
}
