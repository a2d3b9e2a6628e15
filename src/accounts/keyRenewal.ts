import type { Account } from '../model/account';
import { Disposable } from '../util/disposable';
import type { Log } from '../util/log';
import type { SecretStore } from './secretStore';

/** What a person is asked about an account. */
export interface RenewalQuestion {
  /** The server does not accept the key, or there is none any more. */
  readonly reason: 'rejected' | 'missing';
  /** Whether the account has another key by now, as from another window: then the question is out of date. */
  readonly isReplaced: () => Promise<boolean>;
}

export interface KeyRenewalOptions {
  readonly secrets: SecretStore;
  /** Lets the person sign in again. Resolves when that is over, however it ended. */
  readonly ask: (account: Account, question: RenewalQuestion) => Promise<void>;
  /** How long calls wait for the person from the moment they are asked, in milliseconds. */
  readonly longestWait: () => number;
  readonly log: Log;
}

interface Asking {
  readonly answered: Promise<void>;
  /** On the clock of `performance.now()`. */
  readonly since: number;
}

/**
 * What happens when a key is not accepted: all calls of the account that wait meanwhile share one question. Who does
 * not want to sign in again is not asked once more for the same key.
 */
export class KeyRenewal extends Disposable {
  readonly #options: KeyRenewalOptions;
  readonly #asking = new Map<string, Asking>();
  /** The key about which the person was asked last, by account; a missing one is the empty text. */
  readonly #askedAbout = new Map<string, string>();
  /** Calls that wait, by account. */
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(options: KeyRenewalOptions) {
    super();
    this.#options = options;
    // Also when another window stored it.
    this._register(options.secrets.onDidChange((accountId) => this.#keyChanged(accountId)));
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
      const wasAsked = this.#askedAbout.get(account.id) === (rejected ?? '');
      if (wasAsked && !this.#asking.has(account.id)) return false;
      await this.#whileWaiting(account.id, this.#ask(account, rejected));
      return await this.#isReplaced(account, rejected);
    } catch (error) {
      this.#options.log.error(`the key of account ${account.id} could not be renewed`, error);
      return false;
    }
  }

  /**
   * Replaces the key of an account: calls whose key is rejected meanwhile wait for that, and nobody is asked.
   * @throws what `replace` throws
   */
  async replacing<T>({ id }: Account, replace: () => Promise<T>): Promise<T> {
    const replaced = replace();
    const asking = { answered: replaced.then(noMore, noMore), since: performance.now() };
    this.#asking.set(id, asking);
    return replaced.finally(() => {
      if (this.#asking.get(id) === asking) this.#asking.delete(id);
    });
  }

  async #isReplaced({ id }: Account, rejected: string | undefined): Promise<boolean> {
    const now = await this.#options.secrets.get(id);
    return now !== undefined && now !== rejected;
  }

  #ask(account: Account, rejected: string | undefined): Asking {
    const known = this.#asking.get(account.id);
    if (known) return known;
    this.#askedAbout.set(account.id, rejected ?? '');
    const answered = this.#options
      .ask(account, {
        reason: rejected === undefined ? 'missing' : 'rejected',
        isReplaced: () => this.#isReplaced(account, rejected),
      })
      .catch((error: unknown) => this.#options.log.error('the person could not be asked to sign in', error))
      .finally(() => {
        if (this.#asking.get(account.id) === asking) this.#asking.delete(account.id);
      });
    const asking = { answered, since: performance.now() };
    this.#asking.set(account.id, asking);
    return asking;
  }

  /** Resolves when the question is over, another key came, or the person was given enough time. */
  #whileWaiting(accountId: string, { answered, since }: Asking): Promise<void> {
    const left = since + this.#options.longestWait() - performance.now();
    // The question stands there for as long as it likes; nobody waits a second time for it.
    if (left <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(accountId) ?? new Set();
      this.#waiting.set(accountId, waiting);
      const end = () => {
        clearTimeout(timer);
        waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, left);
      waiting.add(end);
      void answered.then(end);
    });
  }

  /** The next key that is rejected, or lost, has a question of its own. */
  #keyChanged(accountId: string): void {
    this.#asking.delete(accountId);
    this.#askedAbout.delete(accountId);
    this.#wake(accountId);
  }

  #wake(accountId: string): void {
    for (const end of this.#waiting.get(accountId) ?? []) end();
  }
}

function noMore(): void {
  // Whoever waits for it looks for itself what came of it.
}
