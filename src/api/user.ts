import * as v from 'valibot';

import { decode } from './decode';
import { ApiError } from './errors';
import type { CallOptions, HttpClient, Session } from './http';

/** *Get user details* (API documentation, complete example). The API key in it is dropped. */
const userSchema = v.pipe(
  v.looseObject({
    id: v.number(),
    email: v.optional(v.nullable(v.string())),
  }),
  v.transform((user) => ({ id: user.id, email: user.email ?? undefined })),
);
export type User = v.InferOutput<typeof userSchema>;

/** @throws ApiError */
export async function getUser(http: HttpClient, options?: CallOptions): Promise<User> {
  return decode('getUser', userSchema, await http.call('getUser', options));
}

const keySchema = v.looseObject({ api_key: v.pipe(v.string(), v.minLength(1)) });

/**
 * Exchanges e-mail and password for the account's API key: *Sign in*, then *Get user details* with the one-time
 * credentials from its headers, as the API documentation advises ("Get started").
 * @throws ApiError `unauthorized` for a wrong e-mail or password
 */
export async function apiKeyFor(
  http: HttpClient,
  { email, password }: { readonly email: string; readonly password: string },
  signal?: AbortSignal,
): Promise<string> {
  let session: Session | undefined;
  const options = signal ? { signal } : {};
  await http.call('signIn', {
    ...options,
    body: { email, password },
    secret: password,
    onSession: (given) => (session = given),
  });
  if (!session) throw new ApiError('malformed', { endpoint: 'signIn' });
  const user = await http.call('getUser', { ...options, session, secret: session.accessToken });
  return decode('getUser', keySchema, user).api_key;
}
