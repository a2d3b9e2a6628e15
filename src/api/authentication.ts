import * as v from 'valibot';

import { decode, expectDone } from './decode';
import { ApiError } from './errors';
import { webLink } from './fields';
import type { CallOptions, HttpClient, Session } from './http';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

const keySchema = v.looseObject({ api_key: v.pipe(v.string(), v.minLength(1)) });

/**
 * Exchanges e-mail and password for the account's API key: *Sign in*, then *Get user details* with the one-time
 * credentials from its headers, as the API documentation advises ("Get started").
 * @throws ApiError `unauthorized` for a wrong e-mail or password
 */
export async function apiKeyFor(
  http: HttpClient,
  { email, password }: Credentials,
  signal?: AbortSignal,
): Promise<string> {
  const key = await keyAfter(http, signal, (options) =>
    http.call('signIn', { ...options, body: { email, password }, secrets: [password] }),
  );
  if (key === undefined) throw new ApiError('malformed', { endpoint: 'signIn' });
  return key;
}

/**
 * Registers a new account. The name of the third key of the body is not documented, assumed.
 * @returns the account's API key, or `undefined` when the server gave no credentials: then the account is there, and
 * signing in to it is another step
 * @throws ApiError `refused` with the server's reasons. One whose `endpoint` is `getUser` came after the account was
 * made
 */
export async function signUp(
  http: HttpClient,
  { email, password }: Credentials,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const body = { email, password, password_confirmation: password };
  return keyAfter(http, signal, async (options) => {
    expectDone('signUp', await http.call('signUp', { ...options, body, secrets: [password] }));
  });
}

export interface TelegramLoginLink {
  /** Opened by the person, who confirms in Telegram. */
  readonly link: string;
  /** Asked with until that has happened; as good as a password while the link lives. */
  readonly token: string;
}

/** Not documented, assumed. */
const loginLinkSchema = v.looseObject({ link: webLink, token: v.pipe(v.string(), v.minLength(1)) });

/** A fresh link to the platform's bot, with which a person signs in (official help, "Sign in"). @throws ApiError */
export async function getTelegramLoginLink(
  http: HttpClient,
  signal?: AbortSignal,
): Promise<TelegramLoginLink> {
  const answer = await http.call('getTelegramLoginUrl', signal ? { signal } : {});
  const { link, token } = decode('getTelegramLoginUrl', loginLinkSchema, answer);
  return { link, token };
}

/**
 * Asks whether a person has confirmed the sign-in in Telegram. Not documented, assumed: answers bring one-time
 * credentials from then on, as those of *Sign in* do, and none before.
 * @returns the account's API key once confirmed, `undefined` until then
 * @throws ApiError `unauthorized` when the link has expired, `rateLimited` when asked too often
 */
export async function apiKeyFromTelegram(
  http: HttpClient,
  token: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  return keyAfter(http, signal, async (options) => {
    const answer = await http.call('telegramLogin', { ...options, query: { token }, secrets: [token] });
    expectDone('telegramLogin', answer);
  });
}

/**
 * Has a new password sent by e-mail (API documentation).
 * @throws ApiError `notFound` or `refused` for an e-mail without an account
 */
export async function resetPassword(http: HttpClient, email: string): Promise<void> {
  expectDone('resetPassword', await http.call('resetPassword', { body: { email } }));
}

/** The API key behind the credentials that an answer brings, if it brings some. */
async function keyAfter(
  http: HttpClient,
  signal: AbortSignal | undefined,
  call: (options: CallOptions) => Promise<unknown>,
): Promise<string | undefined> {
  const options = signal ? { signal } : {};
  const given: Session[] = [];
  await call({ ...options, onSession: (session) => void given.push(session) });
  const session = given.at(-1);
  if (!session) return undefined;
  const user = await http.call('getUser', { ...options, session, secrets: [session.accessToken] });
  return decode('getUser', keySchema, user).api_key;
}
