import * as vscode from 'vscode';

import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import {
  type BotComparison,
  compareBots,
  type ComparedCommand,
  type ComparedPair,
} from '../model/compare/compareBots';
import { type ReadCommands, readCommands } from '../model/compare/readCommands';
import type { CurrentBot } from '../model/currentBot';
import { fileNameOf } from '../repository/format/names';
import { shownName } from '../sentences/shownName';
import { botOf, type Node } from '../views/nodes';
import { goneError } from './commandActions';
import { type ComparedBot, comparisonReport, comparisonSummary } from './compareReport';
import { pickBot } from './pickers';
import { inNotification } from './progress';
import { Explained } from './registry';
import { type ChangedResource, pathOf, propertiesResource, showChanges } from './showDifference';

/** Rows that VS Code's editor for many changes is given: whoever looks through more reads the report. */
const mostRows = 300;

export interface CompareBotsParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly texts: ReadOnlyTexts;
}

/** *Compare Bots…*: what the commands of two bots, of any accounts, differ in. */
export class CompareBots {
  readonly #parts: CompareBotsParts;

  constructor(parts: CompareBotsParts) {
    this.#parts = parts;
  }

  /** @param selected two rows are compared with each other @throws Cancelled, Explained, ApiError */
  async run(node: Node | undefined, selected: readonly Node[] | undefined): Promise<void> {
    const [leftRef, rightRef] = await this.#refs(node, selected);
    const [left, right] = await this.#read(leftRef, rightRef);
    const comparison = compareBots(left.read.commands, right.read.commands);
    const title = vscode.l10n.t('{0} ↔ {1}', left.name, right.name);
    const rows = rowsOf(this.#parts.texts, comparison);
    if (rows.length > 0) await showChanges(title, rows.slice(0, mostRows));
    const summary = comparisonSummary(comparison, left, right, rows.length > mostRows);
    void this.#tell(summary, title, () => comparisonReport(comparison, left, right));
  }

  async #refs(
    node: Node | undefined,
    selected: readonly Node[] | undefined,
  ): Promise<readonly [BotRef, BotRef]> {
    const { accounts, current } = this.#parts;
    const refs = (selected ?? []).flatMap((row) => (row.kind === 'bot' ? [row.ref] : []));
    const [first, second, third] = refs;
    if (third) throw new Explained(vscode.l10n.t('Two bots can be compared. Select two and nothing else.'));
    if (first && second) return [first, second];
    const left = botOf(node) ?? (await pickBot(accounts, current, vscode.l10n.t('Compare Bots')));
    const title = vscode.l10n.t('Compare {0} With', this.#nameOf(left));
    return [left, await pickBot(accounts, current, title, left)];
  }

  async #read(leftRef: BotRef, rightRef: BotRef): Promise<readonly [ComparedBot, ComparedBot]> {
    const isOneName = this.#nameOf(leftRef) === this.#nameOf(rightRef);
    return inNotification(vscode.l10n.t('Comparing bots'), async (steps, signal) => {
      // One after the other: no more is asked of a server at a time than for one.
      const read = async (ref: BotRef): Promise<ComparedBot> => {
        const { model, name } = this.#find(ref);
        steps.report(0, undefined, name);
        const commands: ReadCommands = await readCommands(model.contents(ref.botId), signal, (done, of) =>
          steps.report(done, of, vscode.l10n.t('{0}: {1} of {2} commands', name, done, of)),
        );
        return { name: this.#nameOf(ref, isOneName), read: commands };
      };
      return [await read(leftRef), await read(rightRef)] as const;
    });
  }

  async #tell(summary: string, title: string, report: () => string): Promise<void> {
    const showReport = vscode.l10n.t('Show Report');
    const pressed = await vscode.window.showInformationMessage(summary, showReport);
    if (pressed === showReport) await this.#parts.texts.show(`${title}.md`, report());
  }

  #find(ref: BotRef): { readonly model: AccountModel; readonly name: string } {
    const model = this.#parts.accounts.get(ref.accountId);
    if (!model) throw goneError();
    return { model, name: this.#nameOf(ref) };
  }

  /** @param withId two bots of one name are told apart by what nobody can give twice */
  #nameOf({ accountId, botId }: BotRef, withId = false): string {
    const model = this.#parts.accounts.get(accountId);
    const name = shownName(model?.bots.get(botId)?.name);
    return withId ? vscode.l10n.t('{0} ({1}, {2})', name, model?.account.label ?? accountId, botId) : name;
  }
}

/** What an editor shows of a comparison, in the order of the bots. */
function rowsOf(texts: ReadOnlyTexts, { changed, added, removed }: BotComparison): ChangedResource[] {
  return [
    ...changed.flatMap((pair) => changedRows(texts, pair)),
    ...added.flatMap((each) => wholeRows(texts, each, 'added')),
    ...removed.flatMap((each) => wholeRows(texts, each, 'removed')),
  ];
}

function changedRows(texts: ReadOnlyTexts, { left, right, difference }: ComparedPair): ChangedResource[] {
  const rows: ChangedResource[] = [];
  if (difference.parts.length > 0) rows.push(propertiesResource(texts, left.state, right.state));
  if (difference.code) {
    const [before, after] = [codeOf(texts, left), codeOf(texts, right)];
    rows.push([after, before, after]);
  }
  return rows;
}

function wholeRows(
  texts: ReadOnlyTexts,
  command: ComparedCommand,
  how: 'added' | 'removed',
): ChangedResource[] {
  const { state } = command;
  const properties =
    how === 'added'
      ? propertiesResource(texts, undefined, state)
      : propertiesResource(texts, state, undefined);
  if (!state.code) return [properties];
  const code = codeOf(texts, command);
  return [properties, how === 'added' ? [code, undefined, code] : [code, code, undefined]];
}

function codeOf(texts: ReadOnlyTexts, { command, state }: ComparedCommand): vscode.Uri {
  return texts.add(pathOf(state, fileNameOf(command.command)), state.code ?? '');
}
