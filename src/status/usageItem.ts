import * as vscode from 'vscode';

import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import type { Usage } from '../model/usage';
import { apiSentence } from '../sentences/apiSentences';
import { commandIds } from '../util/contract';
import { Disposable, type IDisposable } from '../util/disposable';
import { escapeMarkdown } from '../util/markdown';
import { localAndUtc } from '../util/times';
import { compactCount, usageLevel, usedShare } from './format';

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
  #listeners: IDisposable[] = [];

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
    this._register(accounts.onDidChange(() => this.#listen()));
    this.#listen();
  }

  override dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    super.dispose();
  }

  #listen(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#listeners = this.#accounts.all.map((model) => model.usage.onDidChange(() => this.#show()));
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
  const hover = new vscode.MarkdownString();
  const line = (text: string) => hover.appendMarkdown(`${escapeMarkdown(text)}\n\n`);
  hover.appendMarkdown(`**${escapeMarkdown(vscode.l10n.t('Iterations'))}**\n\n`);
  const { current, error, plan } = usage;
  if (error) {
    line(apiSentence(error));
    if (error.reason === 'routeMissing') line(vscode.l10n.t('Tried: {0}', usage.triedPaths.join(', ')));
    return hover;
  }
  if (!current) return hover;
  const share = usedShare(current.progress, current.limit);
  const counts = [current.progress.toLocaleString(), current.limit.toLocaleString()];
  line(
    share === undefined
      ? vscode.l10n.t('{0} used', counts[0] ?? '')
      : vscode.l10n.t('{0} of {1} used ({2} %)', counts[0] ?? '', counts[1] ?? '', Math.round(share * 100)),
  );
  const planName = plan?.name ?? current.quotum_type?.name;
  if (planName) line(vscode.l10n.t('Plan: {0}', planName));
  const end = localAndUtc(current.ended_at);
  if (end) line(vscode.l10n.t('Period ends: {0} ({1})', end.local, end.utc));
  if (current.extra_points) line(vscode.l10n.t('Extra points: {0}', current.extra_points));
  line(vscode.l10n.t('Click to look again.'));
  return hover;
}
