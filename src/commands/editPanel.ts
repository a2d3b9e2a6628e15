import * as vscode from 'vscode';

import { type AdminPanel, getAdminPanels } from '../api/adminPanels';
import type { BotRef } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { shownName } from '../views/treeItems';
import { goneError } from './commandActions';
import { pickBot } from './pickers';
import { inView } from './progress';
import { Cancelled, Explained } from './registry';

/** A row of a bot, or of one of its panels. */
export interface PanelRow {
  readonly ref: BotRef;
  readonly panelId?: number;
}

/** *Edit Admin Panel…*: leads to the form of a panel. */
export class EditPanel {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;

  constructor(accounts: Accounts, current: CurrentBot) {
    this.#accounts = accounts;
    this.#current = current;
  }

  /** Asks for what the row does not say. @throws Cancelled, Explained, ApiError */
  async pick(row?: PanelRow): Promise<Required<PanelRow>> {
    const title = vscode.l10n.t('Edit Admin Panel');
    const ref = row?.ref ?? (await pickBot(this.#accounts, this.#current, title));
    return { ref, panelId: row?.panelId ?? (await this.#pickPanel(ref)).id };
  }

  async #pickPanel({ accountId, botId }: BotRef): Promise<AdminPanel> {
    const account = this.#accounts.get(accountId);
    if (!account) throw goneError();
    const bot = shownName(account.bots.get(botId)?.name);
    const { items, broken } = await inView(getAdminPanels(account.http, botId));
    const [only] = items;
    if (!only) throw new Explained(noPanelSentence(bot, broken.length));
    if (items.length === 1) return only;
    // In the order of the app (official help, "Admin panel"), those without an index last.
    const ordered = items.toSorted((a, b) => (a.index ?? Infinity) - (b.index ?? Infinity) || a.id - b.id);
    const picked = await vscode.window.showQuickPick(
      ordered.map((panel) => ({
        label: shownName(panel.title?.trim() ? panel.title : panel.name),
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
