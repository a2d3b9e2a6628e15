import * as vscode from 'vscode';

import type { AdminPanel } from '../api/adminPanels';
import type { BotRef } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { PanelRef } from '../model/bot/panelForm';
import type { CurrentBot } from '../model/currentBot';
import { panelTitle } from '../sentences/panelNames';
import { shownName } from '../sentences/shownName';
import type { BotViewNode } from '../views/bot/nodes';
import type { BotNode } from '../views/nodes';
import { goneError } from './commandActions';
import { pickBot } from './pickers';
import { inView } from './progress';
import { Cancelled, Explained } from './registry';

/** *Edit Admin Panel…*: leads to the form of a panel. */
export class EditPanel {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;

  constructor(accounts: Accounts, current: CurrentBot) {
    this.#accounts = accounts;
    this.#current = current;
  }

  /**
   * Asks for what the row does not say.
   * @param row a panel, or a bot
   * @throws Cancelled, Explained, ApiError
   */
  async pick(row?: BotNode | BotViewNode): Promise<PanelRef> {
    const title = vscode.l10n.t('Edit Admin Panel');
    const ref = row?.ref ?? (await pickBot(this.#accounts, this.#current, title));
    const panelId = row?.kind === 'panel' ? row.partId : (await this.#pickPanel(ref)).id;
    return { ref, panelId };
  }

  async #pickPanel({ accountId, botId }: BotRef): Promise<AdminPanel> {
    const account = this.#accounts.get(accountId);
    if (!account) throw goneError();
    const bot = shownName(account.bots.get(botId)?.name);
    const { panels } = account.parts(botId);
    await inView(panels.refresh());
    if (panels.error) throw panels.error;
    const [only, ...others] = panels.inOrder;
    if (!only) throw new Explained(noPanelSentence(bot, panels.broken.length));
    if (others.length === 0) return only;
    const picked = await vscode.window.showQuickPick(
      panels.inOrder.map((panel) => ({
        label: panelTitle(panel),
        description: panel.name,
        ...(panel.description ? { detail: shownName(panel.description) } : {}),
        panel,
      })),
      { title: vscode.l10n.t('Admin panels of {0}', bot), placeHolder: vscode.l10n.t('Which panel?') },
    );
    if (!picked) throw new Cancelled();
    return picked.panel;
  }
}

function noPanelSentence(bot: string, broken: number): string {
  return broken > 0
    ? vscode.l10n.t('The admin panels of {0} could not be understood: {1}.', bot, broken)
    : vscode.l10n.t('{0} has no admin panels. Its code sets them up with AdminPanel.setPanel.', bot);
}
