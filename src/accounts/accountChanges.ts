import { ApiError } from '../api/errors';
import { getUser, resetApiKey } from '../api/user';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { KeyRenewal } from './keyRenewal';
import type { SecretStore } from './secretStore';

/** The key was reset, and this machine does not have the new one: the account is to be signed in to again. */
export class KeyLostError extends Error {
  readonly reason = 'keyLost';
  constructor(
    /** `answer`: it never came · `store`: the keychain did not take the key · `signOut`: the person left meanwhile */
    readonly at: 'answer' | 'store' | 'signOut',
    cause?: unknown,
  ) {
    super(`the new key was lost with the ${at}`, { cause });
    this.name = 'KeyLostError';
  }
}

export interface AccountChangesParts {
  readonly accounts: Accounts;
  readonly secrets: SecretStore;
  readonly renewal: KeyRenewal;
}

/** Changes of an account that reach further than its server: to the keychain, to the list that all windows share. */
export class AccountChanges {
  readonly #parts: AccountChangesParts;

  constructor(parts: AccountChangesParts) {
    this.#parts = parts;
  }

  /**
   * Replaces the API key. The new one is stored before anything else; all windows go on with it. When no answer came, a
   * call with the key from before tells whether that still serves.
   * @throws KeyLostError; ApiError, with `outcomeUnknown` only when it is not known whether the key from before still serves
   */
  async resetKey({ account, http }: AccountModel): Promise<void> {
    const { accounts, secrets, renewal } = this.#parts;
    await renewal.replacing(account, async () => {
      const apiKey = await resetApiKey(http).catch(async (error: unknown) => {
        if (!ApiError.is(error) || !error.outcomeUnknown) throw error;
        const now = await getUser(http, { fresh: true, nowOrNever: true }).catch((why: unknown) => why);
        if (ApiError.is(now, 'unauthorized')) throw new KeyLostError('answer', error);
        throw ApiError.is(now)
          ? error
          : new ApiError(error.reason, { endpoint: 'resetApiKey', cause: error });
      });
      // The process of the sandbox tells all windows by itself.
      if (account.kind === 'sandbox') return;
      // Nothing would ever take the key of an account out of the keychain that nobody is signed in to.
      if (!accounts.get(account.id)) throw new KeyLostError('signOut');
      await secrets.set(account.id, apiKey).catch((error: unknown) => {
        throw new KeyLostError('store', error);
      });
    });
  }

  /** Changes the e-mail; accounts of the cloud are called by it. @throws ApiError */
  async changeEmail({ account, profile }: AccountModel, email: string): Promise<void> {
    const { accounts } = this.#parts;
    await profile.changeEmail(email);
    const { value, error } = profile.email;
    if (account.kind === 'sandbox' || error || !value || value === account.label) return;
    // Whoever signed out meanwhile is not signed in by this.
    if (accounts.get(account.id)) await accounts.add({ ...account, label: value });
  }
}
