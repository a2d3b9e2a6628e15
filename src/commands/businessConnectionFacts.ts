import * as vscode from 'vscode';

import type { KnownConnection } from '../model/bot/businessConnections';
import { businessRights } from '../telegram/businessConnection';
import { localAndUtc } from '../util/times';

/** A line about a connection. */
export interface FactItem extends vscode.QuickPickItem {
  readonly act?: 'refresh' | 'remove';
  /** What the clipboard gets when the line is picked. */
  readonly copied?: string;
}

/** The person whose business account it is. */
export function connectionUser({ user }: KnownConnection): string {
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
  return user.username === undefined ? name : `${name} (@${user.username})`;
}

/** What matters most of a connection, in one line. */
export function connectionSummary({ isEnabled, rights, date }: KnownConnection): string {
  return [
    stateWord(isEnabled),
    momentOf(date * 1000),
    rights === undefined
      ? vscode.l10n.t('nothing said of rights')
      : rights.map(rightWord).join(', ') || vscode.l10n.t('no rights said'),
  ].join(' · ');
}

/** Everything that is known of a connection, and what can be done with it. */
export function connectionFacts(connection: KnownConnection): FactItem[] {
  const { id, user, userChatId, date, isEnabled, askedAt } = connection;
  const fact = (label: string, copied: string): FactItem => ({ label, description: copied, copied });
  return [
    {
      label: `$(refresh) ${vscode.l10n.t('Refresh')}`,
      description: vscode.l10n.t('ask Telegram again'),
      act: 'refresh',
    },
    {
      label: `$(trash) ${vscode.l10n.t('Remove')}`,
      description: vscode.l10n.t('from this list; nothing changes on Telegram'),
      act: 'remove',
    },
    separator(vscode.l10n.t('Connection')),
    fact(vscode.l10n.t('Connection ID'), id),
    fact(vscode.l10n.t('User'), connectionUser(connection)),
    fact(vscode.l10n.t('User ID'), String(user.id)),
    fact(vscode.l10n.t('Private chat ID'), String(userChatId)),
    fact(vscode.l10n.t('Made'), momentOf(date * 1000)),
    fact(vscode.l10n.t('State'), stateWord(isEnabled)),
    fact(vscode.l10n.t('Last asked'), momentOf(askedAt)),
    separator(vscode.l10n.t('Rights')),
    ...rightFacts(connection),
  ];
}

function rightFacts({ rights }: KnownConnection): FactItem[] {
  if (!rights) return [{ label: vscode.l10n.t('Telegram said nothing of rights'), copied: '' }];
  const newer = rights.filter((right) => !businessRights.some((known) => known === right));
  return [...businessRights, ...newer].map((right) => ({
    label: `${rights.includes(right) ? '$(check)' : '$(dash)'} ${rightWord(right)}`,
    description: rights.includes(right) ? right : vscode.l10n.t('{0} · not said', right),
    copied: right,
  }));
}

function separator(label: string): FactItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function stateWord(isEnabled: boolean): string {
  return isEnabled ? vscode.l10n.t('enabled') : vscode.l10n.t('disabled: read-only');
}

/** @param time in milliseconds since 1970 */
function momentOf(time: number): string {
  return localAndUtc(time)?.both ?? vscode.l10n.t('unknown');
}

/** What a right lets the bot do, in words; one that is newer than this list as Telegram calls it. */
function rightWord(right: string): string {
  switch (right as (typeof businessRights)[number]) {
    case 'can_reply':
      return vscode.l10n.t('reply to messages');
    case 'can_read_messages':
      return vscode.l10n.t('mark messages as read');
    case 'can_delete_sent_messages':
      return vscode.l10n.t('delete messages of the bot');
    case 'can_delete_all_messages':
      return vscode.l10n.t('delete all messages');
    case 'can_edit_name':
      return vscode.l10n.t('edit the name');
    case 'can_edit_bio':
      return vscode.l10n.t('edit the bio');
    case 'can_edit_profile_photo':
      return vscode.l10n.t('edit the profile photo');
    case 'can_edit_username':
      return vscode.l10n.t('edit the user name');
    case 'can_change_gift_settings':
      return vscode.l10n.t('change gift settings');
    case 'can_view_gifts_and_stars':
      return vscode.l10n.t('view gifts and Stars');
    case 'can_convert_gifts_to_stars':
      return vscode.l10n.t('convert gifts to Stars');
    case 'can_transfer_and_upgrade_gifts':
      return vscode.l10n.t('transfer and upgrade gifts');
    case 'can_transfer_stars':
      return vscode.l10n.t('transfer Stars');
    case 'can_manage_stories':
      return vscode.l10n.t('manage stories');
    default:
      return right;
  }
}
