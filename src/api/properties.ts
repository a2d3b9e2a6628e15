import * as v from 'valibot';

import { decodeListing, expectDone, type Listing } from './decode';
import { number, text } from './fields';
import type { CallOptions, HttpClient } from './http';

/** A value that bot code keeps, for the bot or for one user. */
export interface Property {
  readonly id: number;
  /** Case matters. */
  readonly name: string;
  /** As the server says it: JSON may come as a value or as a text. */
  readonly value: unknown;
  /** `integer`, `float`, `boolean`, `string`, `text`, `json` or `datetime` (official help). */
  readonly type: string | undefined;
  /** Of Bots.Business; `null` for a property of the bot. */
  readonly userId: number | null;
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
}

/** Fields of bot code; that the API answers the same is not documented, assumed. */
const propertySchema = v.pipe(
  v.looseObject({
    id: v.number(),
    name: text,
    value: v.optional(v.unknown(), null),
    type: text,
    user_id: number,
    created_at: text,
    updated_at: text,
  }),
  v.transform((raw): Property => ({
    id: raw.id,
    name: raw.name ?? '',
    value: raw.value,
    type: raw.type ?? undefined,
    userId: raw.user_id ?? null,
    createdAt: raw.created_at ?? undefined,
    updatedAt: raw.updated_at ?? undefined,
  })),
);

/** One page of all properties of a bot. Path and paging are not documented, assumed. @param page from 1 @throws ApiError */
export async function getProperties(
  http: HttpClient,
  botId: number,
  page: number,
  options?: CallOptions,
): Promise<Listing<Property>> {
  const answer = await http.call('getProperties', { ...options, params: { bot_id: botId }, query: { page } });
  return decodeListing('getProperties', propertySchema, answer);
}

/** Deletes a property for good. Path is not documented, assumed. @throws ApiError */
export async function deleteProperty(http: HttpClient, botId: number, propertyId: number): Promise<void> {
  const params = { bot_id: botId, property_id: propertyId };
  expectDone('deleteProperty', await http.call('deleteProperty', { params }));
}
