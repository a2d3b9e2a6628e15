import { blockChat, type Chat, getChats, unblockChat } from '../../api/chats';
import { matchesFilter } from './listFilter';
import { type ListOwner, SectionList } from './sectionList';

/** The chats of a bot. */
export class Chats extends SectionList<Chat> {
  readonly #owner: ListOwner;

  constructor(owner: ListOwner) {
    super(
      {
        endpoint: 'getChats',
        isPaged: true,
        read: (page, signal) => getChats(owner.http, owner.botId, page, signal ? { signal } : {}),
        matches: (chat, filter) => matchesFilter(filter, textsOf(chat), wordsOf(chat)),
      },
      owner.log,
    );
    this.#owner = owner;
  }

  /** @throws ApiError */
  async block(id: number): Promise<void> {
    this.#changed(id, true, await blockChat(this.#owner.http, this.#owner.botId, id));
  }

  /** @throws ApiError */
  async unblock(id: number): Promise<void> {
    this.#changed(id, false, await unblockChat(this.#owner.http, this.#owner.botId, id));
  }

  /** The server may only confirm, or answer with a chat that does not say whether it is blocked. */
  #changed(id: number, isBlocked: boolean, answer: Chat | undefined): void {
    const chat = answer ?? this.get(id);
    if (chat) this.put({ ...chat, isBlocked: answer?.isBlocked ?? isBlocked });
  }
}

/** The name of the person in a chat, `undefined` when it is none or has not told it. */
export function personOf({ user }: Chat): string | undefined {
  return [user?.firstName, user?.lastName].filter(Boolean).join(' ') || undefined;
}

/** The name of a chat as the server has it: its title, else the person; `undefined` when it has none. */
export function nameOfChat(chat: Chat): string | undefined {
  const known = [chat.title, personOf(chat), chat.user?.username && `@${chat.user.username}`];
  return known.find((each) => each?.trim());
}

function textsOf(chat: Chat): (string | undefined)[] {
  const { id, chatId, title, user } = chat;
  return [title, personOf(chat), user?.username && `@${user.username}`, String(id), chatId, user?.telegramId];
}

function wordsOf({ kind, isBlocked }: Chat): string[] {
  return [`kind:${kind ?? ''}`, `blocked:${isBlocked ? 'yes' : 'no'}`];
}
