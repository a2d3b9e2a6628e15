import * as vscode from 'vscode';

import type { BroadcastTask } from '../../api/broadcasts';
import { broadcastState } from '../../model/bot/broadcasts';
import { localAndUtc } from '../../util/times';
import { hover } from '../tooltips';
import { shownName } from '../treeItems';
import { type BotViewNode, broadcastNode, factNode } from './nodes';
import { partItem } from './partItem';
import type { Section, ShownBot } from './section';

const icons = {
  running: { icon: 'loading~spin' },
  paused: { icon: 'debug-pause' },
  ended: { icon: 'pass', color: 'testing.iconPassed' },
  other: { icon: 'question' },
} as const;

/** Messages to all chats: how far each is, with its counters below. */
export const broadcastsSection: Section = {
  name: 'broadcasts',
  icon: 'megaphone',
  title: () => vscode.l10n.t('Broadcasts'),
  rows: ({ ref, parts }) => parts.broadcasts.shown.map(({ id }) => broadcastNode(ref, id)),
  below: (node, bot) => {
    const task = taskOf(node, bot);
    if (!task || node.kind !== 'broadcast') return [];
    return factsOf(task).map(([label, value]) => factNode(node, label, { label, value, icon: 'blank' }));
  },
  item: (node, bot) => {
    const task = taskOf(node, bot);
    if (!task) return undefined;
    const state = broadcastState(task);
    return partItem(node, {
      label: broadcastName(task),
      description: [statusWord(task), ...(task.progress === undefined ? [] : [percent(task.progress)])].join(
        ' · ',
      ),
      ...icons[state],
      contextValue: `broadcast+${state}`,
      unfolds: true,
      spoken: [],
    });
  },
  tooltip: (node, bot) => {
    const task = taskOf(node, bot);
    return (
      task &&
      hover(broadcastName(task), [
        statusWord(task),
        ...factsOf(task).map(([label, value]) => `${label}: ${value}`),
        vscode.l10n.t('Id: {0}', String(task.id)),
      ])
    );
  },
  remark: ({ parts }) => {
    const running = parts.broadcasts.running.length;
    return running > 0 ? vscode.l10n.t('{0} running', String(running)) : undefined;
  },
};

/** What a broadcast is called: by the command that runs for each chat. */
export function broadcastName({ id, command }: BroadcastTask): string {
  return command === undefined ? vscode.l10n.t('Broadcast {0}', String(id)) : shownName(command);
}

function taskOf(node: BotViewNode, { parts }: ShownBot): BroadcastTask | undefined {
  return node.kind === 'broadcast' ? parts.broadcasts.get(node.partId) : undefined;
}

/** Label and value. */
function factsOf(task: BroadcastTask): [string, string][] {
  const { position, total, forChats, delivered, failed, errors, speed } = task;
  const started = localAndUtc(task.createdAt);
  const count = (label: string, value: number | undefined): [string, string][] =>
    value === undefined ? [] : [[label, String(value)]];
  return [
    ...(position === undefined || total === undefined
      ? []
      : ([[vscode.l10n.t('Chats done'), vscode.l10n.t('{0} of {1}', String(position), String(total))]] as [
          string,
          string,
        ][])),
    ...count(vscode.l10n.t('Delivered'), delivered),
    ...count(vscode.l10n.t('Failed'), failed),
    // Where both are said they count the same (API reference, §12.7).
    ...(failed === undefined ? count(vscode.l10n.t('Errors'), errors) : []),
    ...count(vscode.l10n.t('Speed'), speed),
    ...(forChats === undefined ? [] : ([[vscode.l10n.t('For'), chatsWord(forChats)]] as [string, string][])),
    ...(started ? ([[vscode.l10n.t('Started'), started.local]] as [string, string][]) : []),
  ];
}

/** The words of bot code (official help, "Broadcasts"); others as they are. */
function chatsWord(forChats: string): string {
  switch (forChats) {
    case 'all':
      return vscode.l10n.t('all chats');
    case 'private-chats':
      return vscode.l10n.t('private chats');
    case 'group-chats':
      return vscode.l10n.t('groups');
    case 'super-group-chats':
      return vscode.l10n.t('supergroups');
    default:
      return forChats;
  }
}

function statusWord({ status }: BroadcastTask): string {
  switch (status) {
    case 'new':
      return vscode.l10n.t('Waiting');
    case 'in progress':
      return vscode.l10n.t('In progress');
    case 'paused':
      return vscode.l10n.t('Paused');
    case 'terminated':
      return vscode.l10n.t('Terminated');
    case 'finished':
      return vscode.l10n.t('Finished');
    case null:
      return vscode.l10n.t('Status not said');
    default:
      return status;
  }
}

function percent(progress: number): string {
  return vscode.l10n.t('{0} %', String(Math.round(progress * 10) / 10));
}
