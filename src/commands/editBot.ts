import * as vscode from 'vscode';

import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { shownName } from '../sentences/shownName';
import { botNode, botOf, type Node } from '../views/nodes';
import type { BotActions } from './botActions';
import { goneError } from './commandActions';
import { confirm } from './confirmations';
import { askBotName } from './nameInputs';
import { pickBot } from './pickers';
import { inView } from './progress';
import { Cancelled } from './registry';
import { askAnotherToken } from './tokenInputs';

/** *Edit Bot…*: name and Telegram token. */
export class EditBot {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #bots: BotActions;

  constructor(accounts: Accounts, current: CurrentBot, bots: BotActions) {
    this.#accounts = accounts;
    this.#current = current;
    this.#bots = bots;
  }

  /** @param row the bot; asked for without @throws Cancelled, also when all stays as it is; Explained, ApiError */
  async run(row: Node | undefined): Promise<void> {
    const title = vscode.l10n.t('Edit Bot');
    const node = botNode(botOf(row) ?? (await pickBot(this.#accounts, this.#current, title)));
    const { accountId, botId } = node.ref;
    const bots = this.#accounts.get(accountId)?.bots;
    const bot = bots?.get(botId);
    if (!bots || !bot) throw goneError();
    const before = bot.name ?? '';
    let name = before;
    for (;;) {
      name = await askBotName({
        title: vscode.l10n.t('Edit Bot {0}', shownName(bot.name)),
        value: name,
        mayStay: true,
        others: () => (bots.all ?? []).filter(({ id }) => id !== botId).map((other) => other.name),
      });
      const answer = await askAnotherToken(shownName(bot.name), bot.hasToken);
      if (answer === 'back') continue;
      if (answer === 'same' && name === before) throw new Cancelled();
      if (answer === 'none') await confirmRemoval(shownName(bot.name));
      await inView(
        answer === 'same'
          ? this.#bots.rename(node, name)
          : this.#bots.edit(node, name, answer === 'none' ? null : answer.token),
      );
      return;
    }
  }
}

/** @throws Cancelled unless the person says yes */
function confirmRemoval(name: string): Promise<void> {
  return confirm(
    vscode.l10n.t('Remove the Telegram token of {0}?', name),
    vscode.l10n.t(
      'Without a token the bot gets no messages and cannot be started. This cannot be undone here, but @BotFather shows the token again.',
    ),
    vscode.l10n.t('Remove'),
  );
}
