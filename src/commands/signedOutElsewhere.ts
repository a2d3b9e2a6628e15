import * as vscode from 'vscode';

import type { AccountEditors } from '../files/accountEditors';
import type { Account } from '../model/account';
import { commandIds } from '../util/contract';

/** Another window signed out: who has unsaved text of the account here is told what becomes of it. */
export async function tellSignedOutElsewhere(account: Account, editors: AccountEditors): Promise<void> {
  if (editors.unsaved(account.id).length === 0) return;
  const signIn = vscode.l10n.t('Sign In');
  const pressed = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'You signed out of {0} in another window. Its unsaved text stays in the editors here, and can be saved after you sign in again.',
      account.label,
    ),
    signIn,
  );
  if (pressed === signIn) await vscode.commands.executeCommand(commandIds.signIn);
}
