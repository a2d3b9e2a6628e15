import * as vscode from 'vscode';

import type { Accounts } from '../model/accounts';
import { commandIds } from '../util/contract';
import type { AccountNode } from '../views/nodes';
import { pickAccount } from './pickers';
import type { CommandRegistry } from './registry';
import type { SignInFlow } from './signInFlow';
import type { SignOutFlow } from './signOutFlow';

/** What account commands are called on: a row of the tree, or an account's id. */
type AccountArgument = AccountNode | string;

export function registerAccountCommands(
  registry: CommandRegistry,
  accounts: Accounts,
  signIn: SignInFlow,
  signOut: SignOutFlow,
): void {
  const accountOf = (argument: AccountArgument | undefined) => {
    const id = typeof argument === 'string' ? argument : argument?.accountId;
    return id === undefined ? undefined : accounts.get(id)?.account;
  };
  registry.register(commandIds.signIn, (argument?: AccountArgument) => {
    const again = accountOf(argument);
    return signIn.run(again ? { again } : {});
  });
  registry.register(commandIds.trySandbox, () => signIn.toSandbox());
  registry.register(commandIds.signOut, async (argument?: AccountArgument) => {
    const account = argument ? accountOf(argument) : await pickAccount(accounts, vscode.l10n.t('Sign Out'));
    // A notice may still offer it when another window has signed out already.
    if (account) await signOut.run(account);
  });
}
