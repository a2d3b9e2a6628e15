import * as vscode from 'vscode';

import { sameBot } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { listenToEvery } from '../model/everyAccount';
import { runStateOf, type RunState, unknownWord } from '../model/runState';
import { runStateWord } from '../sentences/runStateWords';
import { shownName } from '../sentences/shownName';
import { commandIds } from '../util/contract';
import { Disposable } from '../util/disposable';
import { escapeMarkdown } from '../util/markdown';
import { shortName } from './format';

const icons: Readonly<Record<RunState, string>> = {
  running: '$(play-circle)',
  starting: '$(loading~spin)',
  stopping: '$(loading~spin)',
  stopped: '$(circle-outline)',
};

/** The run state of the current bot in the status bar. */
export class RunStateItem extends Disposable {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #item: vscode.StatusBarItem;

  constructor(accounts: Accounts, current: CurrentBot) {
    super();
    this.#accounts = accounts;
    this.#current = current;
    const { createStatusBarItem } = vscode.window;
    this.#item = this._register(
      createStatusBarItem('botsBusiness.runState', vscode.StatusBarAlignment.Left, 50),
    );
    this.#item.name = vscode.l10n.t('Bot Run State');
    this.#item.command = commandIds.showBotActions;
    this._register(current.onDidChange(() => this.#show()));
    this._register(listenToEvery(accounts, ({ bots }) => [bots.onDidChange(() => this.#show())]));
    this._register(accounts.onDidChange(() => this.#show()));
    this.#show();
  }

  #show(): void {
    const ref = this.#current.ref;
    const bot = ref && this.#accounts.get(ref.accountId)?.bots.get(ref.botId);
    if (!bot) {
      this.#item.hide();
      return;
    }
    const state = runStateOf(bot.status);
    const word = unknownWord(bot.status) ?? runStateWord(state);
    const name = shownName(bot.name);
    const isPinned = sameBot(this.#current.pinned, ref);
    this.#item.text = `${isPinned ? '$(pinned) ' : ''}${icons[state]} ${shortName(name)}: ${word}`;
    const hover = new vscode.MarkdownString();
    hover.appendMarkdown(`**${escapeMarkdown(name)}**: ${escapeMarkdown(word)}\n\n`);
    if (bot.hasToken === false) {
      hover.appendMarkdown(
        `${escapeMarkdown(vscode.l10n.t('The bot has no Telegram token, so it cannot run.'))}\n\n`,
      );
    }
    if (isPinned) {
      hover.appendMarkdown(
        `${escapeMarkdown(vscode.l10n.t('Pinned: it stays here whatever you open, until you unpin it.'))}\n\n`,
      );
    }
    hover.appendMarkdown(escapeMarkdown(vscode.l10n.t('Click for what you can do with it.')));
    this.#item.tooltip = hover;
    this.#item.accessibilityInformation = {
      label: isPinned
        ? vscode.l10n.t('Pinned bot {0}: {1}', name, word)
        : vscode.l10n.t('Bot {0}: {1}', name, word),
    };
    this.#item.show();
  }
}
