import { type IDisposable, toDisposable } from '../util/disposable';
import type { AccountModel } from './accountModel';
import type { Accounts } from './accounts';

/**
 * Listens to every account for as long as it is there, also to those that come later.
 * @param listen called once for each account; what it returns is disposed with the account, or with the whole
 */
export function listenToEvery(
  accounts: Accounts,
  listen: (model: AccountModel) => readonly IDisposable[],
): IDisposable {
  const listeners = new Map<AccountModel, readonly IDisposable[]>();
  const endWhere = (isMeant: (model: AccountModel) => boolean) => {
    for (const [model, owned] of listeners) {
      if (!isMeant(model)) continue;
      for (const listener of owned) listener.dispose();
      listeners.delete(model);
    }
  };
  const follow = () => {
    const { all } = accounts;
    endWhere((model) => !all.includes(model));
    for (const model of all) if (!listeners.has(model)) listeners.set(model, listen(model));
  };
  const changes = accounts.onDidChange(follow);
  follow();
  return toDisposable(() => {
    changes.dispose();
    endWhere(() => true);
  });
}
