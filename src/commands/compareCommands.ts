import * as vscode from 'vscode';

import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import { type BotRef, sameBot } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { shownName } from '../sentences/shownName';
import type { CommandNode, Node } from '../views/nodes';
import { type CommandActions, goneError } from './commandActions';
import { stateNow } from './commandHistory';
import type { CommandArgument, CommandTarget, CommandTargets } from './commandTarget';
import { pickBot, pickCommand } from './pickers';
import { inView } from './progress';
import { Explained } from './registry';
import { type ComparedSide, showDifference } from './showDifference';

export interface CompareCommandsParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly targets: CommandTargets;
  readonly commands: CommandActions;
  readonly texts: ReadOnlyTexts;
}

/** *Compare with Another Command…*: two commands of any bots beside each other. */
export class CompareCommands {
  readonly #parts: CompareCommandsParts;

  constructor(parts: CompareCommandsParts) {
    this.#parts = parts;
  }

  /** @param selected two rows are compared with each other; menus of editors give something else @throws Cancelled, Explained, ApiError */
  async run(argument: CommandArgument, selected: unknown): Promise<void> {
    const { targets, texts } = this.#parts;
    const rows = Array.isArray(selected) ? (selected as readonly Node[]) : [];
    const [first, second, third] = rows.filter((row) => row.kind === 'command');
    if (third) {
      throw new Explained(vscode.l10n.t('Two commands can be compared. Select two and nothing else.'));
    }
    const target = await targets.of(second ? first : argument, vscode.l10n.t('Compare Command'));
    const other = await targets.find(second ?? (await this.#pickOther(target)));
    const [left, right] = await inView(Promise.all([this.#sideOf(target), this.#sideOf(other)]));
    const [leftName, rightName] = this.#namesOf(target, other);
    await showDifference(texts, vscode.l10n.t('{0} ↔ {1}', leftName, rightName), left, right);
  }

  async #pickOther({ ref, command }: CommandTarget): Promise<CommandNode> {
    const { accounts, current } = this.#parts;
    const title = vscode.l10n.t('Compare {0} With', shownName(command.command));
    const bot = await pickBot(accounts, current, title);
    const contents = accounts.contents(bot);
    if (!contents) throw goneError();
    if (sameBot(bot, ref)) return pickCommand(contents, bot, title, { except: command.id, follows: true });
    await contents.openWhole();
    // In another bot it is most likely about the one of the same name.
    const namesake = [...contents.commands.values()].find((each) => each.command === command.command)?.id;
    return pickCommand(contents, bot, title, { first: namesake, follows: true });
  }

  async #sideOf(target: CommandTarget): Promise<ComparedSide> {
    const state = await stateNow(target);
    return { state, code: await this.#parts.commands.editorOf(target.node) };
  }

  /** With the names of their bots when these are two. */
  #namesOf(left: CommandTarget, right: CommandTarget): [string, string] {
    const [leftName, rightName] = [shownName(left.command.command), shownName(right.command.command)];
    const [leftBot, rightBot] = [this.#botName(left.ref), this.#botName(right.ref)];
    if (sameBot(left.ref, right.ref)) return [leftName, rightName];
    return [vscode.l10n.t('{0} of {1}', leftName, leftBot), vscode.l10n.t('{0} of {1}', rightName, rightBot)];
  }

  #botName({ accountId, botId }: BotRef): string {
    return shownName(this.#parts.accounts.get(accountId)?.bots.get(botId)?.name);
  }
}
