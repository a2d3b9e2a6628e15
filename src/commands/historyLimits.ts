import * as vscode from 'vscode';

import type { HistoryLimits } from '../model/history/history';
import { settingIds } from '../util/contract';

/** How much of the history is kept, by the settings. What is no number counts as the default. */
export function historyLimits(): HistoryLimits {
  const settings = vscode.workspace.getConfiguration();
  const amount = (id: string, usual: number) => {
    const value = settings.get<unknown>(id);
    return typeof value === 'number' && value >= 0 ? value : usual;
  };
  return {
    days: amount(settingIds.historyDays, 90),
    megabytes: amount(settingIds.historyMegabytes, 50),
    versionsPerCommand: amount(settingIds.historyVersions, 50),
  };
}

/** Whether what is deleted can be brought back. */
export function keepsHistory(): boolean {
  return Object.values(historyLimits()).every((amount: number) => amount > 0);
}
