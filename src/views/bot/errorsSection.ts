import * as vscode from 'vscode';

import type { ErrorLogEntry } from '../../api/errorLog';
import { shownName } from '../../sentences/shownName';
import { commandIds } from '../../util/contract';
import { localAndUtc } from '../../util/times';
import { hover } from '../tooltips';
import { errorGroupNode, errorNode, type BotViewNode } from './nodes';
import { partItem } from './partItem';
import type { Section, ShownBot } from './section';

/** Errors by their messages, each with the times that it happened. */
export const errorsSection: Section = {
  name: 'errors',
  icon: 'bug',
  title: () => vscode.l10n.t('Errors'),
  rows: ({ ref, parts }) => {
    const shown = new Set(parts.errors.shown.map(({ message }) => message));
    return parts.errors.groups
      .filter(({ message }) => shown.has(message))
      .map(({ message }) => errorGroupNode(ref, message));
  },
  below: (node, bot) => {
    const group = node.kind === 'errorGroup' ? groupOf(node.message, bot) : undefined;
    return (group?.entries ?? []).map(({ id }) => errorNode(bot.ref, id));
  },
  item: (node, bot) => {
    if (node.kind === 'errorGroup') {
      const group = groupOf(node.message, bot);
      if (!group) return undefined;
      const [newest] = group.entries;
      const count = group.entries.length;
      return partItem(node, {
        // First, so that a narrow sidebar shows it.
        label: count > 1 ? `${count}× ${messageOf(newest)}` : messageOf(newest),
        description: timeOf(newest),
        icon: 'error',
        color: 'list.errorForeground',
        contextValue: 'errorGroup',
        unfolds: true,
        command: openErrorCommand(node),
      });
    }
    const entry = entryOf(node, bot);
    if (!entry) return undefined;
    return partItem(node, {
      label: timeOf(entry) || vscode.l10n.t('at an unknown time'),
      description: entry.command ?? vscode.l10n.t('command not said'),
      icon: 'circle-small-filled',
      contextValue: 'error',
      command: openErrorCommand(node),
    });
  },
  tooltip: (node, bot) => {
    const entry = node.kind === 'errorGroup' ? groupOf(node.message, bot)?.entries[0] : entryOf(node, bot);
    if (!entry) return undefined;
    const time = localAndUtc(entry.createdAt);
    const stack = (entry.stackTrace ?? '').split('\n').filter((line) => line !== entry.message);
    return hover(messageOf(entry), [
      entry.command !== null && vscode.l10n.t('Command: {0}', entry.command),
      time && vscode.l10n.t('Happened: {0}', time.both),
      ...stack.slice(0, mostLines),
    ]);
  },
  remark: ({ parts }) =>
    parts.errors.unseen > 0 ? vscode.l10n.t('{0} new', String(parts.errors.unseen)) : undefined,
};

/** A hover is no place for a long stack. */
const mostLines = 12;

function groupOf(message: string, { parts }: ShownBot) {
  return parts.errors.groups.find((group) => group.message === message);
}

function entryOf(node: BotViewNode, { parts }: ShownBot): ErrorLogEntry | undefined {
  return node.kind === 'error' ? parts.errors.get(node.partId) : undefined;
}

function messageOf({ message }: ErrorLogEntry): string {
  return message.trim() === '' ? vscode.l10n.t('(no message)') : shownName(message);
}

function timeOf({ createdAt }: ErrorLogEntry): string {
  return localAndUtc(createdAt)?.local ?? '';
}

function openErrorCommand(node: BotViewNode): vscode.Command {
  return { command: commandIds.openError, title: vscode.l10n.t('Open Command'), arguments: [node] };
}
