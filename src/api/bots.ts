import * as v from 'valibot';

import { decode, decodeListing, expectDone, type Listing } from './decode';
import { ApiError } from './errors';
import { flag, text } from './fields';
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
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
}

/** Fields a third-party client of v2 reads; see *Get Bots* in the API documentation. */
const botSchema = v.pipe(
  v.looseObject({
    id: v.number(),
    name: text,
    status: text,
    token: text,
    created_at: text,
    updated_at: text,
  }),
  v.transform((raw): Bot => ({
    id: raw.id,
    name: raw.name ?? null,
    status: raw.status ?? null,
    hasToken: raw.token === undefined ? undefined : Boolean(raw.token),
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
 * Makes a bot.
 * @param token of Telegram; without one the bot has none: what is left out of a body becomes null (API documentation,
 * "Get started")
 * @throws ApiError; `malformed` with `outcomeUnknown` when the answer is not the bot
 */
export async function createBot(http: HttpClient, name: string, token?: string): Promise<Bot> {
  const body = token === undefined ? { name } : { name, token };
  const secrets = token === undefined ? [] : [token];
  return decode('createBot', botSchema, await http.call('createBot', { body, secrets }));
}

/** What *Get single bot* may say beside the bot itself. `undefined`: the server does not say. */
export interface BotSettings {
  /** Where the last CSV import was read from. */
  readonly csvUrl: string | null | undefined;
  /** The Git repository of export and import. */
  readonly gitRemote: string | null | undefined;
  /** A protected bot keeps its commands to itself. */
  readonly isProtected: boolean | undefined;
}

/** Seen in bot code (`csv_url`) and in exports (`git_remote`), not in the API; `protected` is assumed. */
const settingsSchema = v.pipe(
  v.looseObject({ csv_url: text, git_remote: text, protected: flag }),
  v.transform((raw): BotSettings => ({
    csvUrl: raw.csv_url,
    gitRemote: raw.git_remote == null ? raw.git_remote : withoutCredentials(raw.git_remote),
    isProtected: raw.protected ?? undefined,
  })),
);

/** @throws ApiError */
export async function getBotSettings(
  http: HttpClient,
  botId: number,
  options?: CallOptions,
): Promise<BotSettings> {
  const answer = await http.call('getBot', { ...options, params: { bot_id: botId } });
  return decode('getBot', settingsSchema, answer);
}

/** `https://name:secret@host/…` is shown to people as `https://host/…`. */
function withoutCredentials(address: string): string {
  return address.replace(/^(\w+:\/\/)[^/]*@/, '$1');
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
 * Gives a bot this name and this Telegram token, `null` for none. The shape of the answer is not documented, so it is
 * not read.
 * @throws ApiError
 */
export async function editBot(
  http: HttpClient,
  botId: number,
  name: string,
  token: string | null,
): Promise<void> {
  const options = { params: { bot_id: botId }, nowOrNever: true, secrets: token === null ? [] : [token] };
  expectDone('editBot', await http.call('editBot', { ...options, body: { name, token } }));
}

/**
 * Gives a bot another name. Whether *Edit Bot* keeps what a body leaves out is not documented, so the token is read
 * and sent along, and never leaves this function.
 * @throws ApiError; `malformed` without `outcomeUnknown` when the server does not say the token, and nothing was sent
 */
export async function renameBot(http: HttpClient, botId: number, name: string): Promise<void> {
  await editBot(http, botId, name, await readBotToken(http, botId));
}

/** @throws ApiError; one that is gone already counts as deleted */
export async function deleteBot(http: HttpClient, botId: number): Promise<void> {
  try {
    expectDone('deleteBot', await http.call('deleteBot', { params: { bot_id: botId } }));
  } catch (error) {
    if (!ApiError.is(error, 'notFound')) throw error;
  }
}

/**
 * Has the server make a copy of a bot, without its token and stopped. It does so in its own time: the copy appears in
 * the list later (official help, "Copy bot"). Path and answer are not documented, so the answer is not read.
 * @throws ApiError `forbidden` or `refused` for a protected bot
 */
export async function copyBot(http: HttpClient, botId: number): Promise<void> {
  expectDone('copyBot', await http.call('copyBot', { params: { bot_id: botId } }));
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
