import type { PartRecord } from '../../store/parts';
import { type Answer, jsonAnswer, notFound } from '../answer';
import { botOf, type Call, type Handler } from '../handler';
import { pageOf } from '../pages';

/** API reference, §12.8. */
export const getChats: Handler = (call) =>
  jsonAnswer(call.store.parts('chats', botOf(call).id, pageOf(call)).map(chatJson));

/** API documentation, "Block chat": by the platform's own id of the chat; the answer is the chat. */
export const blockChat: Handler = (call) => withBlocked(call, true);

export const unblockChat: Handler = (call) => withBlocked(call, false);

function withBlocked({ store, params, ...call }: Call, blocked: boolean): Answer {
  const bot = botOf({ store, params, ...call });
  const chat = store.updatePart('chats', bot.id, params['bb_chat_id'] ?? NaN, { blocked });
  if (!chat) throw notFound('Chat');
  return jsonAnswer(chatJson(chat));
}

function chatJson(chat: PartRecord<'chats'>): Record<string, unknown> {
  return {
    id: chat.id,
    chatid: chat.chatid,
    bot_id: chat.bot_id,
    title: chat.title,
    chat_type: chat.chat_type,
    user_id: chat.user?.id ?? null,
    user: chat.user,
    blocked: chat.blocked,
    created_at: chat.created_at,
    updated_at: chat.updated_at,
  };
}
