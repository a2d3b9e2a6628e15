import * as v from 'valibot';

import { decode, decodeListing, expectDone, type Listing } from './decode';
import { telegramId, text, webLink } from './fields';
import type { CallOptions, HttpClient } from './http';

/** *Get user details* (API documentation, complete example). The API key in it is dropped. */
const userSchema = v.pipe(
  v.looseObject({ id: v.number(), email: text }),
  v.transform((user) => ({ id: user.id, email: user.email ?? undefined })),
);
export type User = v.InferOutput<typeof userSchema>;

/** @throws ApiError */
export async function getUser(http: HttpClient, options?: CallOptions): Promise<User> {
  return decode('getUser', userSchema, await http.call('getUser', options));
}

/** Path and body are not documented, assumed. @throws ApiError `refused` when the current password is another */
export async function updatePassword(http: HttpClient, current: string, wanted: string): Promise<void> {
  const body = { current_password: current, password: wanted, password_confirmation: wanted };
  expectDone('updatePassword', await http.call('updatePassword', { body, secrets: [current, wanted] }));
}

/**
 * Changes the e-mail; the server trims and lower-cases it (official help, "Profile"). The key of the body is not
 * documented, assumed.
 * @throws ApiError `refused` for an address that is invalid or taken
 */
export async function updateEmail(http: HttpClient, email: string): Promise<void> {
  expectDone('updateEmail', await http.call('updateEmail', { body: { email } }));
}

/** A Telegram account that is linked. All but the id is not documented: assumed to be as in bot code (`user`). */
const linkedAccountSchema = v.pipe(
  v.looseObject({
    id: v.number(),
    telegramid: telegramId,
    first_name: text,
    last_name: text,
    username: text,
    created_at: text,
  }),
  v.transform((raw) => ({
    id: raw.id,
    telegramId: raw.telegramid,
    firstName: raw.first_name ?? undefined,
    lastName: raw.last_name ?? undefined,
    /** Without `@`. */
    username: raw.username ?? undefined,
    createdAt: raw.created_at ?? undefined,
  })),
);
export type LinkedTelegramAccount = v.InferOutput<typeof linkedAccountSchema>;

/** One Telegram account can be there several times (official help, "Profile": a known bug). @throws ApiError */
export async function getLinkedTelegramAccounts(
  http: HttpClient,
  options?: CallOptions,
): Promise<Listing<LinkedTelegramAccount>> {
  const answer = await http.call('getLinkedTelegramAccounts', options);
  return decodeListing('getLinkedTelegramAccounts', linkedAccountSchema, answer);
}

/** *Get telegram link url* (API documentation, complete example). */
const linkSchema = v.looseObject({ link: webLink });

/** A link to the platform's bot; who opens it links their Telegram account to this one. @throws ApiError */
export async function getTelegramLinkUrl(http: HttpClient, options?: CallOptions): Promise<string> {
  // Whether a link can be used twice is not documented.
  const answer = await http.call('getTelegramLinkUrl', { ...options, fresh: true });
  return decode('getTelegramLinkUrl', linkSchema, answer).link;
}

/**
 * How many logins of app and web there are (API documentation, *Get users session token*). The ids that the server
 * lists for them are part of credentials, so they are dropped here.
 * @throws ApiError
 */
export async function countSessions(http: HttpClient, options?: CallOptions): Promise<number> {
  const answer = await http.call('getSessionTokens', options);
  return decode('getSessionTokens', v.array(v.unknown()), answer).length;
}

/** Ends all logins of app and web; API keys go on working (official help, "Password"). @throws ApiError */
export async function logOutAllDevices(http: HttpClient): Promise<void> {
  expectDone('logOutAllDevices', await http.call('logOutAllDevices'));
}

const apiKey = v.pipe(v.string(), v.regex(/^[\w-]{20,}$/));
const withKey = v.pipe(
  v.looseObject({ api_key: apiKey }),
  v.transform((record) => record.api_key),
);

/** Not documented, assumed; where in the answer the key is must not cost a person the access to the account. */
const newKeySchema = v.union([
  withKey,
  v.pipe(
    v.looseObject({ user: withKey }),
    v.transform(({ user }) => user),
  ),
  v.pipe(
    v.looseObject({ data: withKey }),
    v.transform(({ data }) => data),
  ),
  apiKey,
]);

/**
 * Replaces the API key of the account; the one before ends at once (official help, "Profile"). Where that one is not
 * accepted any more it fails at once: nobody is to wait for the key that another one replaces.
 * @returns the new key, which is to be stored before anything else
 * @throws ApiError; `malformed` with `outcomeUnknown` when the answer does not hold the new key: the old one may have
 * ended
 */
export async function resetApiKey(http: HttpClient): Promise<string> {
  return decode('resetApiKey', newKeySchema, await http.call('resetApiKey', { nowOrNever: true }));
}
