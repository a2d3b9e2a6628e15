import * as v from 'valibot';

import { decodeIfRecord, decodeListing, type Listing } from './decode';
import { flag, number, telegramId, text } from './fields';
import type { CallOptions, HttpClient } from './http';

/** A chat of a bot. `undefined`: the server does not say. */
export interface Chat {
  /** Of Bots.Business; blocking takes this one (API documentation, `bb_chat_id`). */
  readonly id: number;
  /** Of Telegram. */
  readonly chatId: string | undefined;
  readonly title: string | undefined;
  /** `private`, `group` or `supergroup` (official help). */
  readonly kind: string | undefined;
  /** Of Bots.Business, as properties name their user. */
  readonly userId: number | undefined;
  readonly user: ChatUser | undefined;
  readonly isBlocked: boolean | undefined;
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
}

export interface ChatUser {
  readonly id: number | undefined;
  /** Of Telegram. */
  readonly telegramId: string | undefined;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  /** Without `@`. */
  readonly username: string | undefined;
}

const userSchema = v.looseObject({
  id: number,
  telegramid: telegramId,
  first_name: text,
  last_name: text,
  username: text,
});

/**
 * `id` and `chatid` are documented; the others are fields of bot code, and `user` and `blocked` are assumed.
 */
const chatSchema = v.pipe(
  v.looseObject({
    id: v.number(),
    chatid: telegramId,
    title: text,
    chat_type: text,
    user_id: number,
    user: v.optional(v.nullable(userSchema)),
    blocked: flag,
    created_at: text,
    updated_at: text,
  }),
  v.transform((raw): Chat => ({
    id: raw.id,
    chatId: raw.chatid,
    title: raw.title ?? undefined,
    kind: raw.chat_type ?? undefined,
    userId: raw.user_id ?? raw.user?.id ?? undefined,
    user: raw.user ? chatUserOf(raw.user) : undefined,
    isBlocked: raw.blocked ?? undefined,
    createdAt: raw.created_at ?? undefined,
    updatedAt: raw.updated_at ?? undefined,
  })),
);

function chatUserOf(raw: v.InferOutput<typeof userSchema>): ChatUser {
  return {
    id: raw.id ?? undefined,
    telegramId: raw.telegramid,
    firstName: raw.first_name ?? undefined,
    lastName: raw.last_name ?? undefined,
    username: raw.username ?? undefined,
  };
}

/** One page of the private and group chats of a bot; paging is not documented. @param page from 1 @throws ApiError */
export async function getChats(
  http: HttpClient,
  botId: number,
  page: number,
  options?: CallOptions,
): Promise<Listing<Chat>> {
  const answer = await http.call('getChats', { ...options, params: { bot_id: botId }, query: { page } });
  return decodeListing('getChats', chatSchema, answer);
}

/**
 * The bot hears and says nothing in this chat any more (API documentation).
 * @returns the chat, or `undefined` when the server only confirmed
 * @throws ApiError
 */
export async function blockChat(http: HttpClient, botId: number, id: number): Promise<Chat | undefined> {
  const params = { bot_id: botId, bb_chat_id: id };
  return decodeIfRecord('blockChat', chatSchema, await http.call('blockChat', { params }));
}

/** Takes a block back; one that the user set in Telegram stays (official help). Otherwise as `blockChat`. */
export async function unblockChat(http: HttpClient, botId: number, id: number): Promise<Chat | undefined> {
  const params = { bot_id: botId, bb_chat_id: id };
  return decodeIfRecord('unblockChat', chatSchema, await http.call('unblockChat', { params }));
}
