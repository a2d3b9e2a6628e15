import * as vscode from 'vscode';

import type { CommandAt } from '../../files/commandFiles';
import type { BotRef } from '../../model/account';
import type { Accounts } from '../../model/accounts';
import type { CurrentBot } from '../../model/currentBot';
import { type KnownCommand, knownCommands, likeliest, unknownBots } from '../../model/search/knownCommands';
import { shownName } from '../../sentences/shownName';
import { commandNode, type CommandNode } from '../../views/nodes';
import { expectSignedIn } from '../pickers';
import type { RecentCommands } from './recentCommands';

/** A list of more is not read; typing finds the others. */
const mostItems = 200;

interface GoToItem extends vscode.QuickPickItem {
  /** `undefined` for the item that reads other bots. */
  readonly known?: KnownCommand;
}

export interface GoToCommandParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly recent: RecentCommands;
  /** Opens a command in an editor. @throws Explained */
  readonly open: (node: CommandNode) => Promise<void>;
}

/** *Go to Command*: all commands of all bots that are known, those that were opened last first. */
export class GoToCommand {
  readonly #parts: GoToCommandParts;

  constructor(parts: GoToCommandParts) {
    this.#parts = parts;
  }

  /** @throws Explained */
  async run(): Promise<void> {
    const { accounts } = this.#parts;
    await expectSignedIn(accounts);
    const node = await this.#ask();
    if (node) await this.#parts.open(node);
  }

  /** What the list offers for what was typed, from what is known. */
  async items(typed: string): Promise<readonly vscode.QuickPickItem[]> {
    const { accounts, recent } = this.#parts;
    const recency = await recent.recency();
    return this.#items(await knownCommands(accounts), typed, recency);
  }

  async #ask(): Promise<CommandNode | undefined> {
    const pick = vscode.window.createQuickPick<GoToItem>();
    const end = new AbortController();
    pick.title = vscode.l10n.t('Go to Command');
    pick.placeholder = vscode.l10n.t('Name, alias, folder or bot');
    pick.matchOnDescription = true;
    const { recent } = this.#parts;
    let recency = await recent.recency();
    let known: readonly KnownCommand[] = [];
    const show = () => (pick.items = this.#items(known, pick.value, recency));
    const read = async () => {
      known = await knownCommands(this.#parts.accounts);
      if (!end.signal.aborted) show();
    };
    const picked = new Promise<CommandNode | undefined>((resolve) => {
      pick.onDidChangeValue(show);
      pick.onDidHide(() => resolve(undefined));
      pick.onDidAccept(() => {
        const [item] = pick.activeItems;
        if (item?.known) resolve(commandNode(item.known.ref, item.known.command.id));
        else if (item) void this.#whileBusy(pick, () => this.#readOthers(end.signal, read));
      });
    });
    pick.show();
    const listener = recent.onDidChange(() => {
      // What was noted is known by now.
      void recent.recency().then((now) => {
        recency = now;
        if (!end.signal.aborted) show();
      });
    });
    try {
      await read();
      await this.#whileBusy(pick, () => this.#readCurrent(read));
      return await picked;
    } finally {
      end.abort();
      listener.dispose();
      pick.dispose();
    }
  }

  async #whileBusy(pick: vscode.QuickPick<GoToItem>, work: () => Promise<void>): Promise<void> {
    pick.busy = true;
    try {
      await work();
    } finally {
      pick.busy = false;
    }
  }

  /** The lists of bots, and the commands of the current one: what a person most likely means. */
  async #readCurrent(read: () => Promise<void>): Promise<void> {
    const { accounts, current } = this.#parts;
    await Promise.all(accounts.all.map(({ bots }) => bots.open()));
    if (current.ref) await accounts.contents(current.ref)?.open();
    await read();
  }

  /** One bot after the other: a listing reads four pages at a time by itself. */
  async #readOthers(signal: AbortSignal, read: () => Promise<void>): Promise<void> {
    const { accounts } = this.#parts;
    for (const ref of unknownBots(accounts)) {
      if (signal.aborted) return;
      await accounts.contents(ref)?.openWhole();
      await read();
    }
  }

  #items(known: readonly KnownCommand[], typed: string, recency: (at: CommandAt) => number): GoToItem[] {
    const { accounts, current } = this.#parts;
    const isCurrent = ({ accountId, botId }: BotRef) =>
      accountId === current.ref?.accountId && botId === current.ref.botId;
    // After those that were opened come those of the current bot.
    const rank = (each: KnownCommand) =>
      Math.min(recency({ ref: each.ref, commandId: each.command.id }), isCurrent(each.ref) ? 1000 : 2000);
    const several = new Set(known.map(({ ref }) => `${ref.accountId}/${ref.botId}`)).size > 1;
    const listed = likeliest(known, typed, rank, mostItems);
    const items = listed.map((each): GoToItem => {
      const { command, folder, aliases, bot } = each;
      return {
        label: shownName(command.command),
        description: [...(folder ? [folder] : []), ...aliases, ...(several ? [shownName(bot)] : [])].join(
          ' · ',
        ),
        alwaysShow: true,
        known: each,
      };
    });
    // As in VS Code's own lists, as long as nothing is typed.
    const opened = typed === '' ? listed.filter((each) => rank(each) < 1000).length : 0;
    if (opened > 0) {
      if (opened < items.length) items.splice(opened, 0, separator(vscode.l10n.t('other commands')));
      items.unshift(separator(vscode.l10n.t('recently opened')));
    }
    const unknown = unknownBots(accounts).length;
    if (unknown === 0) return items;
    const label =
      unknown === 1
        ? vscode.l10n.t('Read the commands of 1 other bot')
        : vscode.l10n.t('Read the commands of {0} other bots', String(unknown));
    return [...items, { label, iconPath: new vscode.ThemeIcon('cloud-download'), alwaysShow: true }];
  }
}

function separator(label: string): GoToItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
