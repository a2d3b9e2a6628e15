import * as v from 'valibot';

import { decode, decodeListing, expectDone, type Listing } from './decode';
import { ApiError } from './errors';
import { type CallOptions, type HttpClient } from './http';

/**
 * A bot. The Telegram token that the server sends with it is dropped here and only its presence kept: nothing above
 * this line can show, log or store it.
 */
export interface Bot {
  readonly id: number;
  readonly name: string | null;
  /** The run state in the server's word; `null` also when the server does not say. */
  readonly status: string | null;
  /** `undefined` when the server did not say. */
  readonly hasToken: boolean | undefined;
  /** Address of the table that its commands are imported from; `undefined` also when the server does not say. */
  readonly csvUrl: string | undefined;
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
}

const text = v.optional(v.nullable(v.string()));

/** Fields a third-party client of v2 reads; see *Get Bots* in the API documentation. */
const botSchema = v.pipe(
  v.looseObject({
    id: v.number(),
    name: text,
    status: text,
    token: text,
    csv_url: text,
    created_at: text,
    updated_at: text,
  }),
  v.transform((raw): Bot => ({
    id: raw.id,
    name: raw.name ?? null,
    status: raw.status ?? null,
    hasToken: raw.token === undefined ? undefined : Boolean(raw.token),
    csvUrl: raw.csv_url ?? undefined,
    createdAt: raw.created_at ?? undefined,
    updatedAt: raw.updated_at ?? undefined,
  })),
);

/** @throws ApiError */
export async function getBots(http: HttpClient, options?: CallOptions): Promise<Listing<Bot>> {
  return decodeListing('getBots', botSchema, await http.call('getBots', options));
}

/** @throws ApiError */
export async function getBot(http: HttpClient, botId: number, options?: CallOptions): Promise<Bot> {
  return decode('getBot', botSchema, await http.call('getBot', { ...options, params: { bot_id: botId } }));
}

/**
 * Makes a bot without a Telegram token: what is left out of a body becomes null (API documentation, "Get started").
 * @throws ApiError; `malformed` with `outcomeUnknown` when the answer is not the bot
 */
export async function createBot(http: HttpClient, name: string): Promise<Bot> {
  return decode('createBot', botSchema, await http.call('createBot', { body: { name } }));
}

const tokenSchema = v.looseObject({ token: v.nullable(v.string()) });

/**
 * The Telegram token of a bot, `null` when it has none. For the moment only: it goes into one request and is kept
 * nowhere, logged nowhere and shown to nobody.
 * @throws ApiError; `malformed` when the server does not say the token
 */
export async function readBotToken(http: HttpClient, botId: number): Promise<string | null> {
  const options = { params: { bot_id: botId }, fresh: true, urgent: true };
  return decode('getBot', tokenSchema, await http.call('getBot', options)).token;
}

/**
 * Gives a bot another name. Whether *Edit Bot* keeps what a body leaves out is not documented, so the token is read
 * and sent along, and never leaves this function. The shape of the answer is not documented either, so it is not read.
 * @throws ApiError; `malformed` without `outcomeUnknown` when the server does not say the token, and nothing was sent
 */
export async function renameBot(http: HttpClient, botId: number, name: string): Promise<void> {
  const params = { bot_id: botId };
  const token = await readBotToken(http, botId);
  expectDone('editBot', await http.call('editBot', { params, body: { name, token }, nowOrNever: true }));
}

/** @throws ApiError; one that is gone already counts as deleted */
export async function deleteBot(http: HttpClient, botId: number): Promise<void> {
  try {
    expectDone('deleteBot', await http.call('deleteBot', { params: { bot_id: botId } }));
  } catch (error) {
    if (!ApiError.is(error, 'notFound')) throw error;
  }
}

/** The words that *Start or Stop bot* takes (API documentation). */
export type StatusVerb = 'start_launch' | 'start_stopping';

/**
 * Asks the server to start or stop a bot; it does so in its own time. The shape of the answer is not documented, so
 * it is not read: the run state is looked up afterwards.
 * @throws ApiError
 */
export async function setBotStatus(http: HttpClient, botId: number, status: StatusVerb): Promise<void> {
  expectDone(
    'setBotStatus',
    await http.call('setBotStatus', { params: { bot_id: botId }, body: { status } }),
  );
}
