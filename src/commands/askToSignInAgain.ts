import * as vscode from 'vscode';

import type { RenewalQuestion } from '../accounts/keyRenewal';
import type { Account } from '../model/account';
import { commandIds } from '../util/contract';

/** Tells that the key of an account no longer serves, and leads to signing in again. */
export async function askToSignInAgain(
  account: Account,
  { reason, isReplaced }: RenewalQuestion,
): Promise<void> {
  const signIn = vscode.l10n.t('Sign In');
  const signOut = vscode.l10n.t('Sign Out');
  const sentence =
    reason === 'rejected'
      ? vscode.l10n.t(
          'Bots.Business no longer accepts the API key of {0}; it may have been reset. Sign in again to go on. Unsaved text stays in the editors.',
          account.label,
        )
      : vscode.l10n.t(
          'The keychain no longer has the API key of {0}. Sign in again to go on. Unsaved text stays in the editors.',
          account.label,
        );
  const pressed = await vscode.window.showErrorMessage(sentence, signIn, signOut);
  if (pressed === undefined) return;
  if (await isReplaced()) {
    // A notice cannot be taken back when another window has what it asks for.
    vscode.window.setStatusBarMessage(vscode.l10n.t('{0} is signed in again already', account.label), 5000);
    return;
  }
  if (pressed === signIn) await vscode.commands.executeCommand(commandIds.signIn, account.id);
  // Signing out asks and saves, which must not wait for the answer to this question.
  else void vscode.commands.executeCommand(commandIds.signOut, account.id);
}
