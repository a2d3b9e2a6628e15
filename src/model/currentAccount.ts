import type { AccountModel } from './accountModel';
import type { Accounts } from './accounts';
import type { CurrentBot } from './currentBot';

/** The account of the current bot, else the first that a person signed in to. */
export function currentAccount(accounts: Accounts, current: CurrentBot): AccountModel | undefined {
  return accounts.get(current.ref?.accountId ?? '') ?? accounts.all[0];
}
