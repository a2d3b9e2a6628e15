import type { EndpointId } from '../api/endpoints';
import { HttpClient } from '../api/http';
import {
  apiKeyFor,
  type Credentials,
  getTelegramLoginLink,
  resetPassword,
  signUp,
} from '../api/authentication';
import { getUser } from '../api/user';
import type { Account } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { Log } from '../util/log';
import { sandboxAccountId, sandboxOrigin } from '../util/sandboxContract';
import { isSafeAddress } from '../util/webAddress';
import type { SandboxConnection } from '../platform/node/sandboxConnection';
import type { SecretStore } from './secretStore';
import { confirmedInTelegram, type TelegramWait } from './telegramLogin';

export interface SignInOptions {
  readonly accounts: Accounts;
  readonly secrets: SecretStore;
  readonly sandbox: SandboxConnection;
  readonly log: Log;
  readonly userAgent: string;
  /** Address of the cloud's API v2, from the settings. */
  readonly cloudUrl: () => string;
  readonly paths: () => Readonly<Partial<Record<EndpointId, string>>>;
}

/** A user of this id is signed in at another server: keys and unsaved work of the two must not mix. */
export class AccountElsewhereError extends Error {
  readonly reason = 'accountElsewhere';
  constructor(readonly account: Account) {
    super(`account ${account.id} is signed in at another address`);
    this.name = 'AccountElsewhereError';
  }
}

/** The key belongs to another account than the one that was to be signed in to again. */
export class OtherAccountError extends Error {
  readonly reason = 'otherAccount';
  constructor(
    readonly wanted: Account,
    /** The e-mail, else the id, of the account that the key belongs to. */
    readonly label: string,
  ) {
    super(`the key is not one of account ${wanted.id}`);
    this.name = 'OtherAccountError';
  }
}

export interface SignInCall {
  readonly signal?: AbortSignal;
  /** The account that is to be signed in to again, at its own address. */
  readonly again?: Account;
}

/** The ways in and out of accounts; asking the person is done by whoever calls. */
export class SignIn {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /**
   * Signs in to the cloud. The key is tried with *Get user details* before it is stored.
   * @throws ApiError `unauthorized` for a wrong key
   * @throws AccountElsewhereError, OtherAccountError
   */
  async withApiKey(apiKey: string, { signal, again }: SignInCall = {}): Promise<Account> {
    const { accounts, secrets, cloudUrl } = this.#options;
    const url = again?.url ?? cloudUrl();
    const user = await getUser(this.#client(url, apiKey), signal ? { signal } : {});
    const account: Account = {
      id: String(user.id),
      kind: 'cloud',
      label: user.email || String(user.id),
      url,
    };
    await accounts.restore();
    const known = accounts.get(account.id)?.account;
    if (known && known.url !== url) throw new AccountElsewhereError(known);
    if (again && again.id !== account.id) throw new OtherAccountError(again, account.label);
    // Who closed the field meanwhile is not signed in by it.
    signal?.throwIfAborted();
    await secrets.set(account.id, apiKey);
    await accounts.add(account);
    return account;
  }

  /**
   * Signs in to the cloud with e-mail and password. They are exchanged for the account's API key, and nothing else is
   * stored.
   * @throws ApiError `unauthorized` for a wrong e-mail or password
   * @throws AccountElsewhereError, OtherAccountError
   */
  async withPassword(email: string, password: string, call: SignInCall = {}): Promise<Account> {
    const http = this.#client(call.again?.url ?? this.#options.cloudUrl(), undefined);
    return this.withApiKey(await apiKeyFor(http, { email, password }, call.signal), call);
  }

  /**
   * Registers a new account of the cloud and signs in to it. A server that gave no key with it is asked for one with
   * the password.
   * @throws ApiError `refused` with the server's reasons; with `endpoint` other than `signUp` the account is there
   * @throws AccountElsewhereError
   */
  async newAccount(
    credentials: Credentials,
    { signal }: { readonly signal?: AbortSignal },
  ): Promise<Account> {
    const http = this.#client(this.#options.cloudUrl(), undefined);
    const call = signal ? { signal } : {};
    const apiKey = await signUp(http, credentials, signal);
    return apiKey === undefined
      ? this.withPassword(credentials.email, credentials.password, call)
      : this.withApiKey(apiKey, call);
  }

  /** Has a new password sent by e-mail. @throws ApiError `notFound` or `refused` for an e-mail without an account */
  async sendNewPassword(email: string, again?: Account): Promise<void> {
    await resetPassword(this.#client(again?.url ?? this.#options.cloudUrl(), undefined), email);
  }

  /**
   * Signs in to the cloud with Telegram.
   * @param open brings the person to the link, where they confirm
   * @throws ApiError `unauthorized` when the link has expired, `rateLimited` when there were too many attempts
   * @throws AccountElsewhereError, OtherAccountError
   */
  async withTelegram(
    open: (link: string) => Promise<void>,
    wait: TelegramWait,
    again: Account | undefined,
  ): Promise<Account> {
    const http = this.#client(again?.url ?? this.#options.cloudUrl(), undefined);
    const { link, token } = await getTelegramLoginLink(http, wait.signal);
    await open(link);
    const apiKey = await confirmedInTelegram(http, token, wait);
    return this.withApiKey(apiKey, { signal: wait.signal, ...(again ? { again } : {}) });
  }

  #client(url: string, apiKey: string | undefined): HttpClient {
    const { log, userAgent, paths } = this.#options;
    return new HttpClient({ url, apiKey: () => Promise.resolve(apiKey), log, userAgent, paths });
  }

  /**
   * Signs in to the sandbox, starting it when needed.
   * @throws SandboxStartError
   */
  async toSandbox(label: string): Promise<Account> {
    const { accounts, sandbox } = this.#options;
    await sandbox.attach();
    const known = accounts.get(sandboxAccountId);
    if (known) return known.account;
    const account: Account = { id: sandboxAccountId, kind: 'sandbox', label, url: `${sandboxOrigin}/v2` };
    await accounts.add(account);
    return account;
  }

  /** Signs out: the key and what is stored of the account are deleted. What the sandbox holds stays. */
  async out(account: Account): Promise<void> {
    const { accounts, secrets } = this.#options;
    // In this order nobody finds the account without its key meanwhile.
    await accounts.remove(account.id);
    await secrets.delete(account.id);
  }
}

/**
 * Whether a text may be an API key. The documented samples have 40 characters of the URL-safe base64 alphabet; other
 * lengths are let through, because the length is not documented.
 */
export function looksLikeApiKey(text: string): boolean {
  return /^[\w-]{20,100}$/.test(text);
}

/** Whether an address may serve as the cloud's: a key must not travel in clear but on this machine. */
export function isUsableCloudUrl(text: string): boolean {
  if (!isSafeAddress(text)) return false;
  const { username, search, hash } = new URL(text);
  return !username && !search && !hash;
}
