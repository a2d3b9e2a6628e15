import * as vscode from 'vscode';

import type { FileEdits } from '../files/fileEdits';
import { type BotRef, sameBot } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { Bots } from '../model/bots';
import type { CurrentBot } from '../model/currentBot';
import { listCommands } from '../api/listCommands';
import { shownName } from '../sentences/shownName';
import { type BotNode, botNode } from '../views/nodes';
import { goneError } from './commandActions';
import { orUnknown } from './unknownOutcome';

/** In milliseconds: a question does not wait longer for what it would be good to know. */
const longestCount = 5000;

/** What a person does to bots, once it is known what: asking is left to the callers. */
export class BotActions {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #edits: FileEdits;

  constructor(accounts: Accounts, current: CurrentBot, edits: FileEdits) {
    this.#accounts = accounts;
    this.#current = current;
    this.#edits = edits;
  }

  /** @param token of Telegram, if it has one already @throws Explained, ApiError */
  async create(accountId: string, name: string, token?: string): Promise<BotNode> {
    const { id } = await orUnknown(this.#bots(accountId).create(name, token), (why) =>
      vscode.l10n.t(
        '{0} Whether {1} was created is not known: refresh the list before you try again.',
        why,
        name,
      ),
    );
    return botNode({ accountId, botId: id });
  }

  /** Open editors go on under the path they have: a directory once handed out goes on naming its bot. @throws Explained, ApiError */
  async rename({ ref }: BotNode, name: string): Promise<void> {
    const bots = this.#bots(ref.accountId);
    await orUnknown(bots.rename(ref.botId, name), (why) =>
      vscode.l10n.t(
        '{0} Whether {1} was renamed is not known: refresh the list before you try again.',
        why,
        shownName(bots.get(ref.botId)?.name),
      ),
    );
  }

  /** Gives a bot this name and token, `null` for none. @throws Explained, ApiError */
  async edit({ ref }: BotNode, name: string, token: string | null): Promise<void> {
    await orUnknown(this.#bots(ref.accountId).edit(ref.botId, name, token), (why) =>
      vscode.l10n.t('{0} Whether {1} has the new token is not known: enter it once more.', why, name),
    );
  }

  /**
   * Deletes a bot with all that is in it. Its editors are closed but for those with unsaved text: that is all that is
   * left of it then.
   * @throws Explained, ApiError
   */
  async delete({ ref }: BotNode): Promise<void> {
    const bots = this.#bots(ref.accountId);
    const name = shownName(bots.get(ref.botId)?.name);
    await orUnknown(bots.delete(ref.botId), (why) =>
      vscode.l10n.t(
        '{0} Whether {1} was deleted is not known: refresh the list before you try again.',
        why,
        name,
      ),
    );
    await this.#edits.closeSaved(await this.#edits.openIn(ref));
    this.#current.forget((other) => sameBot(other, ref));
  }

  /**
   * How many commands a bot has by a listing of its own, `undefined` when that could not be had. Not through the
   * contents: the tree would draw the bot anew, and VS Code then gives it the keyboard that the question needs.
   */
  async countCommands({ accountId, botId }: BotRef): Promise<number | undefined> {
    const http = this.#accounts.get(accountId)?.http;
    if (!http) return undefined;
    const ended = AbortSignal.timeout(longestCount);
    return listCommands(http, botId, ended).then(
      ({ commands, broken }) => commands.length + broken.length,
      () => undefined,
    );
  }

  /** How many editors hold unsaved text of a bot. */
  async countUnsaved(ref: BotRef): Promise<number> {
    return (await this.#edits.openIn(ref)).filter((uri) => this.#edits.hasUnsavedText(uri)).length;
  }

  #bots(accountId: string): Bots {
    const bots = this.#accounts.get(accountId)?.bots;
    if (!bots) throw goneError();
    return bots;
  }
}
