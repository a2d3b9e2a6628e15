import * as vscode from 'vscode';

import type { BrokenRecord, Listing } from '../api/decode';
import type { ApiError } from '../api/errors';
import type { LinkedTelegramAccount } from '../api/user';
import type { AccountModel } from '../model/accountModel';
import { available } from '../model/usage';
import { apiSentence } from '../sentences/apiSentences';
import { brokenRecordLabel, brokenRecordSentence } from '../sentences/brokenRecords';
import { failureLabel } from '../sentences/failureLabels';
import { commandIds } from '../util/contract';
import { localAndUtc } from '../util/times';

/** A row of the account view. What it shows is asked of the model. */
export interface AccountRow {
  readonly kind: 'accountRow';
  readonly accountId: string;
  readonly what: AccountRowKind;
  /** Of a linked Telegram account. */
  readonly linked?: LinkedTelegramAccount;
  /** Of one that could not be understood. */
  readonly broken?: { readonly record: BrokenRecord; readonly index: number };
}

export type AccountRowKind =
  | 'email'
  | 'password'
  | 'apiKey'
  | 'plan'
  | 'iterations'
  | 'available'
  | 'extra'
  | 'renewal'
  | 'ads'
  | 'telegram'
  | 'linked'
  | 'brokenLinked'
  | 'sessions';

/** The rows of an account, from top to bottom. */
export const topRows = [
  'email',
  'plan',
  'iterations',
  'ads',
  'telegram',
  'sessions',
  'password',
  'apiKey',
] as const satisfies readonly AccountRowKind[];

/** The rows below `iterations`. */
export const iterationRows = ['available', 'extra', 'renewal'] as const satisfies readonly AccountRowKind[];

/** What the rows below `telegram` show: one that cannot be shown hides no other. */
export function linkedRows({
  items,
  broken,
}: Listing<LinkedTelegramAccount>): Pick<AccountRow, 'what' | 'linked' | 'broken'>[] {
  return [
    ...items.map((linked) => ({ what: 'linked' as const, linked })),
    ...broken.map((record, index) => ({ what: 'brokenLinked' as const, broken: { record, index } })),
  ];
}

/** How a row looks. */
export function accountRowItem(row: AccountRow, model: AccountModel): vscode.TreeItem {
  const look = lookOf(row, model);
  const item = new vscode.TreeItem(look.label, look.isParent ? folded : leaf);
  item.id = [row.accountId, row.what, row.linked?.id ?? row.broken?.index ?? []].flat().join('/');
  item.contextValue = row.what;
  item.iconPath = new vscode.ThemeIcon(look.icon);
  item.description = look.value ?? vscode.l10n.t('not known');
  if (look.hover !== undefined) item.tooltip = look.hover;
  if (look.error && look.value === undefined) showFailure(item, look.error, model);
  return item;
}

const leaf = vscode.TreeItemCollapsibleState.None;
const folded = vscode.TreeItemCollapsibleState.Collapsed;

interface Look {
  readonly label: string;
  readonly icon: string;
  /** `undefined`: it is not known. */
  readonly value: string | undefined;
  readonly hover?: string;
  readonly error?: ApiError | undefined;
  readonly isParent?: boolean;
}

function showFailure(item: vscode.TreeItem, error: ApiError, model: AccountModel): void {
  item.description = failureLabel(error);
  item.tooltip = whyNot(error, model);
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.collapsibleState = leaf;
  item.command = { command: commandIds.retry, title: vscode.l10n.t('Try Again') };
}

/** Of an endpoint that the server does not have, with the paths that it could be at. */
function whyNot(error: ApiError, { http }: AccountModel): string {
  if (error.reason !== 'routeMissing') return apiSentence(error);
  return `${apiSentence(error)}\n${vscode.l10n.t('Tried: {0}', http.pathsOf(error.endpoint).join(', '))}`;
}

function lookOf({ what, linked, broken }: AccountRow, model: AccountModel): Look {
  const { profile, usage } = model;
  const { current } = usage;
  switch (what) {
    case 'email':
      return {
        label: vscode.l10n.t('E-Mail'),
        icon: 'mail',
        value: 'value' in profile.email ? (profile.email.value ?? vscode.l10n.t('none')) : undefined,
        error: profile.email.error,
      };
    case 'password':
      return {
        label: vscode.l10n.t('Password'),
        icon: 'lock',
        value: vscode.l10n.t('not stored here'),
        hover: vscode.l10n.t(
          'Of the Bots.Business app and web. Who signs in there with Telegram may have none.',
        ),
      };
    case 'apiKey':
      return {
        label: vscode.l10n.t('API Key'),
        icon: 'key',
        value: vscode.l10n.t('not shown · age unknown'),
        hover: vscode.l10n.t(
          'It lies in the keychain of your system. The server does not say how old it is. You can see it in the Bots.Business app: Profile → API key.',
        ),
      };
    case 'plan':
      return { label: vscode.l10n.t('Plan'), icon: 'package', error: usage.planError, ...planOf(model) };
    case 'iterations':
      return {
        label: vscode.l10n.t('Iterations'),
        icon: 'dashboard',
        value:
          current &&
          vscode.l10n.t('{0} of {1} used', current.progress.toLocaleString(), current.limit.toLocaleString()),
        error: usage.error,
        isParent: true,
      };
    case 'available':
      return {
        label: vscode.l10n.t('Available'),
        icon: 'circle-outline',
        value: current && available(current).toLocaleString(),
      };
    case 'extra':
      return {
        label: vscode.l10n.t('Extra points'),
        icon: 'add',
        value: current?.extra_points?.toLocaleString(),
      };
    case 'renewal': {
      const renewal = localAndUtc(current?.ended_at);
      return {
        label: vscode.l10n.t('Renewal'),
        icon: 'calendar',
        value: renewal?.local,
        ...(renewal ? { hover: renewal.utc } : {}),
      };
    }
    case 'ads':
      return {
        label: vscode.l10n.t('Ads'),
        icon: 'megaphone',
        value:
          current?.have_ads == null
            ? undefined
            : current.have_ads
              ? vscode.l10n.t('on')
              : vscode.l10n.t('off'),
        hover: vscode.l10n.t('With ads in your bots there are more iterations.'),
        error: usage.error,
      };
    case 'telegram':
      return {
        label: vscode.l10n.t('Telegram Accounts'),
        icon: 'send',
        value: profile.linked.value && countOf(linkedRows(profile.linked.value).length),
        error: profile.linked.error,
        isParent: profile.linked.value !== undefined && linkedRows(profile.linked.value).length > 0,
      };
    case 'linked':
      return linkedLook(linked);
    case 'brokenLinked':
      return {
        label: brokenRecordLabel(),
        icon: 'question',
        value: String(broken?.record.id ?? ''),
        ...(broken ? { hover: brokenRecordSentence(broken.record) } : {}),
      };
    case 'sessions':
      return {
        label: vscode.l10n.t('Sessions'),
        icon: 'device-mobile',
        value: profile.sessions.value?.toLocaleString(),
        hover: vscode.l10n.t('Logins of the Bots.Business app and web. API keys have none.'),
        error: profile.sessions.error,
      };
  }
}

function planOf(model: AccountModel): Pick<Look, 'value' | 'hover'> {
  const { plan, current, planError } = model.usage;
  const name = plan?.name ?? current?.quotum_type?.name;
  if (!name) return { value: undefined };
  const [start, end] = [localAndUtc(plan?.started_at), localAndUtc(plan?.ended_at)];
  const value = end ? vscode.l10n.t('{0}, until {1}', name, end.local) : name;
  const hover = [
    name,
    ...(plan?.price === undefined ? [] : [vscode.l10n.t('${0} a month', String(plan.price))]),
    ...(start ? [vscode.l10n.t('Started: {0}', start.both)] : []),
    ...(end ? [vscode.l10n.t('Ends: {0}', end.both)] : []),
    ...(planError ? [whyNot(planError, model)] : []),
  ].join('\n');
  return { value, hover };
}

function linkedLook(linked: LinkedTelegramAccount | undefined): Look {
  const name = [linked?.firstName, linked?.lastName].filter(Boolean).join(' ');
  const user = linked?.username ? `@${linked.username}` : '';
  const id = linked?.telegramId ?? '';
  return {
    label: name || user || id || vscode.l10n.t('(no name)'),
    icon: 'account',
    value: [name && user, id].filter(Boolean).join(' · '),
  };
}

function countOf(count: number): string {
  return count === 0 ? vscode.l10n.t('none linked') : vscode.l10n.t('{0} linked', String(count));
}
