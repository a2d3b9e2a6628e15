import type { Account } from '../model/account';
import { Disposable } from '../util/disposable';
import type { Log } from '../util/log';
import type { SecretStore } from './secretStore';

export interface KeyRenewalOptions {
  readonly secrets: SecretStore;
  /**
   * Tells the person that the server does not accept the key of an account, or that there is none any more, and lets
   * them sign in again. Resolves when that is over, however it ended.
   */
  readonly ask: (account: Account, reason: 'rejected' | 'missing') => Promise<void>;
  /** How long a call waits for the person, in milliseconds. */
  readonly longestWait: () => number;
  readonly log: Log;
}

/**
 * What happens when a key is not accepted: all calls of the account that wait meanwhile share one question. Who does
 * not want to sign in again is not asked once more for the same key.
 */
export class KeyRenewal extends Disposable {
  readonly #options: KeyRenewalOptions;
  readonly #asking = new Map<string, Promise<void>>();
  /** The key about which the person was asked last, by account; a missing one is the empty text. */
  readonly #askedAbout = new Map<string, string>();
  /** Calls that wait, by account. */
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(options: KeyRenewalOptions) {
    super();
    this.#options = options;
    // Also when another window stored it.
    this._register(options.secrets.onDidChange((accountId) => this.#wake(accountId)));
  }

  override dispose(): void {
    for (const accountId of [...this.#waiting.keys()]) this.#wake(accountId);
    super.dispose();
  }

  /**
   * Waits until the account has another key than the one that was rejected.
   * @param rejected `undefined` when there was none
   * @returns whether it has; never rejects
   */
  async renew(account: Account, rejected: string | undefined): Promise<boolean> {
    try {
      if (await this.#isReplaced(account, rejected)) return true;
      if (this.#askedAbout.get(account.id) === (rejected ?? '') && !this.#asking.has(account.id))
        return false;
      const asked = this.#ask(account, rejected);
      await this.#whileWaiting(account.id, asked);
      return await this.#isReplaced(account, rejected);
    } catch (error) {
      this.#options.log.error(`the key of account ${account.id} could not be renewed`, error);
      return false;
    }
  }

  async #isReplaced({ id }: Account, rejected: string | undefined): Promise<boolean> {
    const now = await this.#options.secrets.get(id);
    return now !== undefined && now !== rejected;
  }

  #ask(account: Account, rejected: string | undefined): Promise<void> {
    const asking = this.#asking.get(account.id);
    if (asking) return asking;
    this.#askedAbout.set(account.id, rejected ?? '');
    const asked = this.#options
      .ask(account, rejected === undefined ? 'missing' : 'rejected')
      .catch((error: unknown) => this.#options.log.error('the person could not be asked to sign in', error))
      .finally(() => {
        if (this.#asking.get(account.id) === asked) this.#asking.delete(account.id);
      });
    this.#asking.set(account.id, asked);
    return asked;
  }

  /** Resolves when the question is over, another key came, or it takes too long. */
  #whileWaiting(accountId: string, asked: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(accountId) ?? new Set();
      this.#waiting.set(accountId, waiting);
      const end = () => {
        clearTimeout(timer);
        waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, this.#options.longestWait());
      waiting.add(end);
      void asked.then(end);
    });
  }

  #wake(accountId: string): void {
    // The question may stand there for as long as it likes; the next rejected key has one of its own.
    this.#asking.delete(accountId);
    for (const end of this.#waiting.get(accountId) ?? []) end();
  }
}
