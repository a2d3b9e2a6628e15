import * as vscode from 'vscode';

import type { Account } from '../model/account';
import type { History } from '../model/history/history';
import type { Log } from '../util/log';
import { Cancelled } from './registry';

/**
 * Asks whoever signs out what becomes of the earlier versions, when there are any.
 * @returns whether they are to be deleted
 * @throws Cancelled
 */
export async function askAboutHistory(history: History, account: Account, log: Log): Promise<boolean> {
  const count = await history.countCommands(account.id).catch((error: unknown) => {
    log.warn(`the history of account ${account.id} cannot be read`, error);
    return 0;
  });
  if (count === 0) return false;
  const keep = vscode.l10n.t('Keep History');
  const remove = vscode.l10n.t('Delete History');
  const detail =
    count === 1
      ? vscode.l10n.t(
          'Earlier versions of 1 command are on this machine. Kept, they are there again when you sign in again.',
        )
      : vscode.l10n.t(
          'Earlier versions of {0} commands are on this machine. Kept, they are there again when you sign in again.',
          count,
        );
  const pressed = await vscode.window.showWarningMessage(
    vscode.l10n.t('Sign out of {0} and keep its history?', account.label),
    { modal: true, detail },
    keep,
    remove,
  );
  if (pressed === undefined) throw new Cancelled();
  return pressed === remove;
}
