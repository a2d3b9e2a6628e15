import * as vscode from 'vscode';

import type { Chat } from '../../api/chats';
import { nameOfChat, personOf } from '../../model/bot/chats';
import { shownName } from '../../sentences/shownName';
import { localAndUtc } from '../../util/times';
import { hover } from '../tooltips';
import { type BotViewNode, chatNode } from './nodes';
import { partItem } from './partItem';
import type { Section, ShownBot } from './section';

const icons: Readonly<Record<string, string>> = {
  private: 'account',
  group: 'organization',
  supergroup: 'globe',
};

/** Who talks with the bot. */
export const chatsSection: Section = {
  name: 'chats',
  icon: 'comment-discussion',
  title: () => vscode.l10n.t('Chats'),
  rows: ({ ref, parts }) => parts.chats.shown.map(({ id }) => chatNode(ref, id)),
  item: (node, bot) => {
    const chat = chatOf(node, bot);
    if (!chat) return undefined;
    const name = chatName(chat);
    const person = personOf(chat);
    return partItem(node, {
      label: name,
      description: [
        // First, so that a narrow sidebar shows it.
        ...(chat.isBlocked ? [vscode.l10n.t('Blocked')] : []),
        ...(person !== undefined && person !== name ? [person] : []),
        ...(chat.user?.username ? [`@${chat.user.username}`] : []),
      ].join(' · '),
      icon: chat.isBlocked ? 'circle-slash' : (icons[chat.kind ?? ''] ?? 'comment'),
      contextValue: `chat+${chat.isBlocked ? 'blocked' : 'open'}`,
      spoken: [kindWord(chat.kind)],
    });
  },
  tooltip: (node, bot) => {
    const chat = chatOf(node, bot);
    if (!chat) return undefined;
    const person = personOf(chat);
    const since = localAndUtc(chat.createdAt);
    return hover(chatName(chat), [
      kindWord(chat.kind),
      chat.isBlocked && vscode.l10n.t('Blocked'),
      person && vscode.l10n.t('Person: {0}', person),
      chat.user?.username && vscode.l10n.t('User name: {0}', `@${chat.user.username}`),
      since && vscode.l10n.t('Since: {0}', since.both),
      vscode.l10n.t('Id of Bots.Business: {0}', String(chat.id)),
      chat.chatId !== undefined && vscode.l10n.t('Id of Telegram: {0}', chat.chatId),
    ]);
  },
  choiceWord: (choice) => {
    const [head, word = ''] = choice.split(/:(.*)/s);
    if (head === 'blocked') return word === 'yes' ? vscode.l10n.t('Blocked') : vscode.l10n.t('Not blocked');
    return kindWord(word);
  },
};

/** What a chat is called: by its id when it has no name. */
export function chatName(chat: Chat): string {
  const name = nameOfChat(chat);
  return name ? shownName(name) : vscode.l10n.t('Chat {0}', chat.chatId ?? String(chat.id));
}

/** Words of the platform (official help); others as they are. */
function kindWord(kind: string | undefined): string {
  switch (kind) {
    case 'private':
      return vscode.l10n.t('Private chat');
    case 'group':
      return vscode.l10n.t('Group');
    case 'supergroup':
      return vscode.l10n.t('Supergroup');
    case undefined:
    case '':
      return vscode.l10n.t('Kind not said');
    default:
      return kind;
  }
}

function chatOf(node: BotViewNode, { parts }: ShownBot): Chat | undefined {
  return node.kind === 'chat' ? parts.chats.get(node.partId) : undefined;
}
