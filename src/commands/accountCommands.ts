import * as vscode from 'vscode';

import type { Accounts } from '../model/accounts';
import { commandIds } from '../util/contract';
import type { Node } from '../views/nodes';
import { pickAccount } from './pickers';
import type { CommandRegistry } from './registry';
import type { SignInFlow } from './signInFlow';
import type { SignOutFlow } from './signOutFlow';

export function registerAccountCommands(
  registry: CommandRegistry,
  accounts: Accounts,
  signIn: SignInFlow,
  signOut: SignOutFlow,
): void {
  const accountOf = (id: string) => accounts.get(id)?.account;
  // A menu of the view hands over the row that has the keyboard, which this is not about; an id is meant.
  registry.register(commandIds.signIn, (argument?: Node | string) => {
    const again = typeof argument === 'string' ? accountOf(argument) : undefined;
    return signIn.run(again ? { again } : {});
  });
  registry.register(commandIds.trySandbox, () => signIn.toSandbox());
  registry.register(commandIds.signOut, async (argument?: Node | string) => {
    const id = typeof argument === 'string' ? argument : argument?.kind === 'account' && argument.accountId;
    const account = id ? accountOf(id) : await pickAccount(accounts, vscode.l10n.t('Sign Out'));
    // A notice may still offer it when another window has signed out already.
    if (account) await signOut.run(account);
  });
}
