import * as vscode from 'vscode';

import { ApiError } from '../api/errors';
import type { BotRef } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { BotParts, PartName } from '../model/bot/botParts';
import type { CurrentBot } from '../model/currentBot';
import { viewIds } from '../util/contract';
import type { BotView } from '../views/bot/botView';
import type { BotViewNode } from '../views/bot/nodes';
import type { ShownBot } from '../views/bot/section';
import { apiSentence } from '../sentences/apiSentences';
import { shownName } from '../sentences/shownName';
import { goneError } from './commandActions';
import { pickBot } from './pickers';
import { inView } from './progress';
import { Explained } from './registry';

/** The bot that a command is about. */
export interface MeantBot extends ShownBot {
  readonly name: string;
}

/** What the commands of the view of a bot share: whose part is meant, and what failures read like. */
export class PartContext {
  readonly accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #view: BotView;

  constructor(accounts: Accounts, current: CurrentBot, view: BotView) {
    this.accounts = accounts;
    this.#current = current;
    this.#view = view;
  }

  /** The bot of a row. @throws Explained when its account is gone */
  of({ ref }: { readonly ref: BotRef }): MeantBot {
    const account = this.accounts.get(ref.accountId);
    if (!account) throw goneError();
    return { ref, parts: account.parts(ref.botId), name: shownName(account.bots.get(ref.botId)?.name) };
  }

  /**
   * What rows show that are of one kind, with their bot.
   * @param selected all rows that are meant, `undefined` when it is the one
   * @param recordOf what a row shows, `undefined` for rows of other kinds and for what is gone
   * @throws Explained when none of it is there any more
   */
  records<T>(
    node: BotViewNode,
    selected: readonly BotViewNode[] | undefined,
    recordOf: (row: BotViewNode, parts: BotParts) => T | undefined,
  ): [MeantBot, T[]] {
    const bot = this.of(node);
    const records = (selected ?? [node]).flatMap((row) => recordOf(row, bot.parts) ?? []);
    if (records.length === 0) throw goneError();
    return [bot, records];
  }

  /** The bot of a row; from the palette the current one, else one that is asked for. @throws Cancelled, Explained */
  async meant(node: BotViewNode | undefined, title: string): Promise<MeantBot> {
    const ref = node?.ref ?? this.#current.ref ?? (await pickBot(this.accounts, this.#current, title));
    if (!this.#current.ref) this.#current.choose(ref);
    return this.of({ ref });
  }

  /** Brings a section of the current bot to the front. */
  async show(section: PartName): Promise<void> {
    await this.#view.openSection(section);
  }

  /** Shows in the view that something is under way, and explains why it failed. @throws Explained, ApiError */
  async inView<T>(bot: MeantBot, section: PartName, work: () => Promise<T>): Promise<T> {
    return inView(this.explained(bot, section, work), viewIds.bot);
  }

  /**
   * Does something with a part of a bot.
   * @throws Explained when the outcome is not known, which has the list read anew; ApiError
   */
  async explained<T>({ parts }: MeantBot, section: PartName, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!ApiError.is(error) || !error.outcomeUnknown) throw error;
      void parts[section].refreshAnew();
      throw new Explained(
        vscode.l10n.t(
          '{0} Whether it was done is not known; the list is being read anew.',
          apiSentence(error),
        ),
        error,
      );
    }
  }
}
