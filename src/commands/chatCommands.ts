import * as vscode from 'vscode';

import { commandIds, viewIds } from '../util/contract';
import { chatName } from '../views/bot/chatsSection';
import type { BotViewNode } from '../views/bot/nodes';
import { confirm, someNames } from './confirmations';
import { copyLines } from './copyCommands';
import { actOnMany } from './manyResults';
import type { PartContext } from './partContext';
import type { Commands } from './registry';

/** Blocks chats, takes blocks back, and copies Telegram's ids. */
export function registerChatCommands(commands: Commands, context: PartContext): void {
  const chatsOf = (node: BotViewNode, selected: readonly BotViewNode[] | undefined) =>
    context.records(node, selected, (row, { chats }) =>
      row.kind === 'chat' ? chats.get(row.partId) : undefined,
    );
  commands.register<BotViewNode, BotViewNode>(commandIds.blockChat, async (node, selected) => {
    if (!node) return;
    const [bot, all] = chatsOf(node, selected);
    const chats = all.filter(({ isBlocked }) => !isBlocked);
    if (chats.length > 1) {
      await confirm(
        vscode.l10n.t('Block {0} chats of {1}?', String(chats.length), bot.name),
        [...someNames(chats.map(chatName)), '', vscode.l10n.t('Unblock takes it back.')].join('\n'),
        vscode.l10n.t('Block {0} Chats', String(chats.length)),
      );
    }
    await actOnMany(chats, {
      title: vscode.l10n.t('Blocking chats of {0}', bot.name),
      view: viewIds.bot,
      nameOf: chatName,
      act: ({ id }) => context.explained(bot, 'chats', () => bot.parts.chats.block(id)),
      summary: (done, count) => vscode.l10n.t('{0} of {1} chats were blocked.', done, count),
    });
  });
  commands.register<BotViewNode, BotViewNode>(commandIds.unblockChat, async (node, selected) => {
    if (!node) return;
    const [bot, all] = chatsOf(node, selected);
    await actOnMany(
      all.filter(({ isBlocked }) => isBlocked !== false),
      {
        title: vscode.l10n.t('Unblocking chats of {0}', bot.name),
        view: viewIds.bot,
        nameOf: chatName,
        act: ({ id }) => context.explained(bot, 'chats', () => bot.parts.chats.unblock(id)),
        summary: (done, count) => vscode.l10n.t('{0} of {1} chats were unblocked.', done, count),
      },
    );
  });
  commands.register<BotViewNode, BotViewNode>(commandIds.copyTelegramId, async (node, selected) => {
    if (!node) return;
    const [, chats] = chatsOf(node, selected);
    await copyLines(chats.flatMap(({ chatId }) => chatId ?? []));
  });
}
