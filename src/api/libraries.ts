import * as v from 'valibot';

import { decodeListing, expectDone, type Listing } from './decode';
import { amount, text } from './fields';
import type { CallOptions, HttpClient } from './http';

/** A library of the store; what a bot has installed is said to be the same, by fewer fields. */
export interface Library {
  /** Of the store, also where it is installed. */
  readonly id: number;
  readonly name: string;
  readonly description: string | undefined;
  readonly imageUrl: string | undefined;
  readonly installations: number | undefined;
  readonly updatedAt: string | undefined;
}

/** Fields that a third-party client of v2 reads. */
const librarySchema = v.pipe(
  v.looseObject({
    id: v.number(),
    name: text,
    description: text,
    img_url: text,
    installations_count: amount,
    updated_at: text,
  }),
  v.transform((raw): Library => ({
    id: raw.id,
    name: raw.name ?? '',
    description: raw.description ?? undefined,
    imageUrl: raw.img_url ?? undefined,
    installations: raw.installations_count,
    updatedAt: raw.updated_at ?? undefined,
  })),
);

/** All libraries of the store. @throws ApiError */
export async function getLibraries(http: HttpClient, options?: CallOptions): Promise<Listing<Library>> {
  return decodeListing('getLibraries', librarySchema, await http.call('getLibraries', options));
}

/** @throws ApiError */
export async function getInstalledLibraries(
  http: HttpClient,
  botId: number,
  options?: CallOptions,
): Promise<Listing<Library>> {
  const answer = await http.call('getInstalledLibraries', { ...options, params: { bot_id: botId } });
  return decodeListing('getInstalledLibraries', librarySchema, answer);
}

/** @throws ApiError `refused`, also when the bot has it already; `notFound` when the store has not */
export async function installLibrary(http: HttpClient, botId: number, libraryId: number): Promise<void> {
  const answer = await http.call('installLibrary', {
    params: { bot_id: botId },
    body: { lib_id: libraryId },
  });
  expectDone('installLibrary', answer);
}

/** @throws ApiError */
export async function uninstallLibrary(http: HttpClient, botId: number, libraryId: number): Promise<void> {
  const params = { bot_id: botId, lib_id: libraryId };
  expectDone('uninstallLibrary', await http.call('uninstallLibrary', { params }));
}
