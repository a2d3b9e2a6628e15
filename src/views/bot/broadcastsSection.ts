import * as vscode from 'vscode';

import type { BroadcastTask } from '../../api/broadcasts';
import { broadcastState } from '../../model/bot/broadcasts';
import { shownName } from '../../sentences/shownName';
import { localAndUtc } from '../../util/times';
import { hover } from '../tooltips';
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
        broadcastState(task) === 'running' &&
          vscode.l10n.t('It goes on on the server, also while VS Code is closed.'),
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

type Fact = readonly [label: string, value: string];

function factsOf(task: BroadcastTask): Fact[] {
  const { position, total, forChats } = task;
  const started = localAndUtc(task.createdAt);
  const done =
    position === undefined || total === undefined
      ? undefined
      : vscode.l10n.t('{0} of {1}', String(position), String(total));
  return [
    ...fact(vscode.l10n.t('Chats done'), done),
    ...fact(vscode.l10n.t('Delivered'), task.delivered),
    ...fact(vscode.l10n.t('Failed'), task.failed),
    // Taken for the same where both are said: not documented, assumed.
    ...(task.failed === undefined ? fact(vscode.l10n.t('Errors'), task.errors) : []),
    ...fact(vscode.l10n.t('Speed'), task.speed),
    ...fact(vscode.l10n.t('For'), forChats === undefined ? undefined : chatsWord(forChats)),
    ...fact(vscode.l10n.t('Started'), started?.local),
  ];
}

/** Nothing for what the server does not say. */
function fact(label: string, value: string | number | undefined): Fact[] {
  return value === undefined ? [] : [[label, String(value)]];
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
