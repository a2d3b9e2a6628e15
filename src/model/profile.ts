import type { Listing } from '../api/decode';
import { type ApiError, toApiError } from '../api/errors';
import type { EndpointId } from '../api/endpoints';
import type { HttpClient } from '../api/http';
import { setAds } from '../api/usage';
import {
  countSessions,
  getLinkedTelegramAccounts,
  getTelegramLinkUrl,
  getUser,
  type LinkedTelegramAccount,
  logOutAllDevices,
  updateEmail,
  updatePassword,
} from '../api/user';
import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import type { Usage } from './usage';

/** Something that was asked of the server: what it is, and why it could not be had the last time. */
export interface Known<T> {
  readonly value?: T;
  readonly error?: ApiError;
}

/** Who an account belongs to: e-mail, linked Telegram accounts and sessions. Nothing is asked before it is opened. */
export class Profile extends Disposable {
  readonly #http: HttpClient;
  readonly #usage: Usage;
  readonly #log: Log;
  readonly #changed = this._register(new Emitter<void>());
  #email: Known<string | undefined> = {};
  #linked: Known<Listing<LinkedTelegramAccount>> = {};
  #sessions: Known<number> = {};
  #opening: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(http: HttpClient, usage: Usage, log: Log) {
    super();
    this.#http = http;
    this.#usage = usage;
    this.#log = log;
  }

  /** The e-mail, `undefined` in it when the account has none. */
  get email(): Known<string | undefined> {
    return this.#email;
  }
  /** Each Telegram account once. */
  get linked(): Known<Listing<LinkedTelegramAccount>> {
    return this.#linked;
  }
  /** How many logins of app and web there are. */
  get sessions(): Known<number> {
    return this.#sessions;
  }
  get isOpened(): boolean {
    return this.#opening !== undefined;
  }

  /** Reads it when that was not done yet. Never rejects. */
  open(): Promise<void> {
    this.#opening ??= this.refresh();
    return this.#opening;
  }

  /** Never rejects: a failure is kept with what could not be had, beside what was known. */
  refresh(): Promise<void> {
    this.#opening ??= Promise.resolve();
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    const before = this.#shown();
    const options = { fresh: true };
    const [email, linked, sessions] = await Promise.all([
      this.#ask('getUser', this.#email, async () => (await getUser(this.#http, options)).email),
      this.#ask('getLinkedTelegramAccounts', this.#linked, async () =>
        eachOnce(await getLinkedTelegramAccounts(this.#http, options)),
      ),
      this.#ask('getSessionTokens', this.#sessions, () => countSessions(this.#http, options)),
    ]);
    if (this.isDisposed) return;
    this.#email = email;
    this.#linked = linked;
    this.#sessions = sessions;
    if (this.#shown() !== before) this.#changed.fire();
  }

  async #ask<T>(endpoint: EndpointId, known: Known<T>, read: () => Promise<T>): Promise<Known<T>> {
    try {
      return { value: await read() };
    } catch (error) {
      this.#log.warn(`${endpoint} failed`, error);
      return { ...known, error: toApiError(error, endpoint) };
    }
  }

  /** @throws ApiError */
  async changeEmail(email: string): Promise<void> {
    await this.#thenRead(updateEmail(this.#http, email));
  }

  /** @throws ApiError `refused` when the current password is another */
  async changePassword(current: string, wanted: string): Promise<void> {
    await updatePassword(this.#http, current, wanted);
  }

  /** A link that a person opens in Telegram to link their account there to this one. @throws ApiError */
  telegramLink(): Promise<string> {
    return getTelegramLinkUrl(this.#http);
  }

  /** Ends all logins of app and web; API keys go on working. @throws ApiError */
  async logOutEverywhere(): Promise<void> {
    await this.#thenRead(logOutAllDevices(this.#http));
  }

  /** @throws ApiError */
  async setAds(haveAds: boolean): Promise<void> {
    await setAds(this.#http, haveAds).finally(() => this.#usage.refreshAnew());
  }

  /** Also when the outcome is not known: the reading tells. */
  #thenRead(change: Promise<void>): Promise<void> {
    return change.finally(async () => {
      await this.#refreshing;
      await this.refresh();
    });
  }

  #shown(): string {
    const parts = [this.#email, this.#linked, this.#sessions];
    return JSON.stringify(parts.map(({ value, error }) => [value, error?.reason]));
  }
}

/** One Telegram account can be linked several times (official help, "Profile": a known bug); the first one counts. */
function eachOnce({ items, broken }: Listing<LinkedTelegramAccount>): Listing<LinkedTelegramAccount> {
  const seen = new Map<string, LinkedTelegramAccount>();
  for (const account of items) {
    const key = account.telegramId ?? `unknown ${account.id}`;
    if (!seen.has(key)) seen.set(key, account);
  }
  return { items: [...seen.values()], broken };
}
