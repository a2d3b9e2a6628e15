import * as vscode from 'vscode';

import type { ApiError } from '../api/errors';
import type { IterationUsage } from '../api/usage';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { listenToEvery } from '../model/everyAccount';
import type { Usage } from '../model/usage';
import { apiSentence } from '../sentences/apiSentences';
import { commandIds } from '../util/contract';
import { Disposable } from '../util/disposable';
import { escapeMarkdown } from '../util/markdown';
import { localAndUtc } from '../util/times';
import { compactCount, percent, usageLevel, usedShare } from './format';
import { forecastLimit, type LimitForecast } from './usageRate';

const backgrounds = {
  normal: undefined,
  warning: new vscode.ThemeColor('statusBarItem.warningBackground'),
  error: new vscode.ThemeColor('statusBarItem.errorBackground'),
};

/** Iteration usage of the current bot's account in the status bar. */
export class UsageItem extends Disposable {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #item: vscode.StatusBarItem;

  constructor(accounts: Accounts, current: CurrentBot) {
    super();
    this.#accounts = accounts;
    this.#current = current;
    const { createStatusBarItem } = vscode.window;
    this.#item = this._register(
      createStatusBarItem('botsBusiness.usage', vscode.StatusBarAlignment.Left, 49),
    );
    this.#item.name = vscode.l10n.t('Iteration Usage');
    this.#item.command = commandIds.showUsage;
    this._register(current.onDidChange(() => this.#show()));
    this._register(listenToEvery(accounts, ({ usage }) => [usage.onDidChange(() => this.#show())]));
    this._register(accounts.onDidChange(() => this.#show()));
    this.#show();
  }

  #show(): void {
    const ref = this.#current.ref;
    const usage = ref && this.#accounts.get(ref.accountId)?.usage;
    if (!usage || (!usage.current && !usage.error)) {
      this.#item.hide();
      return;
    }
    const { current } = usage;
    const known = current && !usage.error ? current : undefined;
    this.#item.text = known
      ? `$(dashboard) ${compactCount(known.progress)} / ${compactCount(known.limit)}`
      : vscode.l10n.t('usage —');
    this.#item.backgroundColor =
      backgrounds[known ? usageLevel(usedShare(known.progress, known.limit)) : 'normal'];
    this.#item.tooltip = usageHover(usage);
    this.#item.accessibilityInformation = {
      label: known
        ? vscode.l10n.t('Iterations: {0} of {1} used', known.progress, known.limit)
        : vscode.l10n.t('Iteration usage is not known'),
    };
    this.#item.show();
  }
}

/** What a person wants to know of the iterations, as Markdown; all of it from the model, nothing is asked. */
export function usageHover(usage: Usage): vscode.MarkdownString {
  const { current, error } = usage;
  const lines = error ? whyUnknown(error, usage.triedPaths) : current ? whatIsUsed(usage, current) : [];
  const title = error ? vscode.l10n.t('Iteration usage is not known') : vscode.l10n.t('Iterations');
  return new vscode.MarkdownString(
    [`**${escapeMarkdown(title)}**`, ...lines.map(escapeMarkdown)].join('\n\n'),
  );
}

function whyUnknown(error: ApiError, triedPaths: readonly string[]): string[] {
  const tried = error.reason === 'routeMissing' ? [vscode.l10n.t('Tried: {0}', triedPaths.join(', '))] : [];
  return [apiSentence(error), ...tried, vscode.l10n.t('Click to try again.')];
}

function whatIsUsed({ plan, readAt }: Usage, current: IterationUsage): string[] {
  const lines: string[] = [];
  const share = usedShare(current.progress, current.limit);
  const [used, limit] = [current.progress.toLocaleString(), current.limit.toLocaleString()];
  lines.push(
    share === undefined
      ? vscode.l10n.t('{0} used', used)
      : vscode.l10n.t('{0} of {1} used ({2} %)', used, limit, percent(share)),
  );
  const forecast = forecastLimit({
    used: current.progress,
    limit: current.limit,
    startedAt: Date.parse(current.started_at ?? ''),
    endsAt: Date.parse(current.ended_at ?? ''),
    readAt: readAt ?? Number.NaN,
  });
  if (forecast) lines.push(forecastSentence(forecast));
  const start = localAndUtc(current.started_at);
  if (start) lines.push(vscode.l10n.t('Period began: {0}', start.both));
  const end = localAndUtc(current.ended_at);
  if (end) lines.push(vscode.l10n.t('Period ends: {0}', end.both));
  const planName = plan?.name ?? current.quotum_type?.name;
  if (planName) lines.push(vscode.l10n.t('Plan: {0}', planName));
  if (current.extra_points) {
    lines.push(vscode.l10n.t('Extra points: {0}', current.extra_points.toLocaleString()));
  }
  const read = localAndUtc(readAt);
  if (read) lines.push(vscode.l10n.t('As of {0}. Click to look again.', read.both));
  return lines;
}

function forecastSentence(forecast: LimitForecast): string {
  switch (forecast.kind) {
    case 'reached':
      return vscode.l10n.t('The limit is reached.');
    case 'notInPeriod':
      return vscode.l10n.t('At this rate the limit is not reached before the period ends.');
    case 'at': {
      const time = localAndUtc(forecast.time);
      return vscode.l10n.t('At this rate the limit is reached: {0}', time?.both ?? '');
    }
  }
}
