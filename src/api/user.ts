import * as v from 'valibot';

import { type CallOptions, type HttpClient } from './http';
import { decode } from './decode';

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
