import * as vscode from 'vscode';

import type { ReadOnlyTexts } from '../../files/readOnlyTexts';
import type { UnsavedTexts } from '../../files/unsavedTexts';
import { type BotRef, sameBot } from '../../model/account';
import type { Accounts } from '../../model/accounts';
import type { BotSearch } from '../../model/search/botSearch';
import type { Replacement } from '../../model/search/replacement';
import { type ReplaceRunParts, type ReplaceTarget, runReplacements } from '../../model/search/replaceRun';
import { sameMatches } from '../../model/search/sameMatches';
import { shownName } from '../../sentences/shownName';
import { viewIds } from '../../util/contract';
import { commandNode } from '../../views/nodes';
import type { CommandActions } from '../commandActions';
import { confirm, someNames } from '../confirmations';
import { type NotDone, progressSentence, tellOutcomes } from '../moves/manyOutcomes';
import { inNotification, inView, type Steps } from '../progress';
import { Explained } from '../registry';
import { countOf, type ReplaceLine, replaceReport, whyNotReplaced } from './findSentences';

export interface ReplaceFoundParts {
  readonly accounts: Accounts;
  readonly commands: CommandActions;
  readonly unsaved: UnsavedTexts;
  readonly search: BotSearch;
  readonly texts: ReadOnlyTexts;
  /** Why commands were not, or not wholly, replaced in, by their keys. */
  readonly showFailures: (failures: ReadonlyMap<string, string>) => void;
}

/** Asks before what was found is replaced, and tells what became of it. */
export class ReplaceFound {
  readonly #parts: ReplaceFoundParts;
  readonly #run: ReplaceRunParts;

  constructor(parts: ReplaceFoundParts) {
    this.#parts = parts;
    const { accounts, commands, unsaved, search } = parts;
    this.#run = {
      accounts,
      search,
      unsaved: (ref, commandId) => unsaved.of(ref, commandId),
      isOpen: (ref, commandId) => commands.isOpen(commandNode(ref, commandId)),
      change: (ref, commandId, change, mayReplace) =>
        commands.changeTexts(commandNode(ref, commandId), change, mayReplace),
    };
  }

  /** @param by what was typed to come in place of it @throws Cancelled when the person does not want it */
  async confirm(targets: readonly ReplaceTarget[], by: string): Promise<void> {
    const bots = refsOf(targets).map((ref) => ({ name: this.#botName(ref), of: inBot(targets, ref) }));
    const [only, ...others] = bots;
    if (!only) return;
    const where = others.length === 0 ? only.name : vscode.l10n.t('{0} bots', String(bots.length));
    const names =
      others.length === 0
        ? namesOf(targets).join(', ')
        : someNames(bots.map(({ name, of }) => `${name}: ${namesOf(of).join(', ')}`)).join('\n');
    await confirm(
      by === ''
        ? vscode.l10n.t('Delete {0} of {1}?', inCommands(targets), where)
        : vscode.l10n.t('Replace {0} of {1} with “{2}”?', inCommands(targets), where, by),
      [
        names,
        vscode.l10n.t(
          'Each command is saved to the server at once. Text that is not saved yet is changed in its editor, and stays unsaved there.',
        ),
      ].join('\n\n'),
      by === '' ? vscode.l10n.t('Delete') : vscode.l10n.t('Replace'),
    );
  }

  /** With the account when there are several: bots of two accounts may have the same name. */
  #botName({ accountId, botId }: BotRef): string {
    const { accounts } = this.#parts;
    const model = accounts.get(accountId);
    const name = shownName(model?.bots.get(botId)?.name);
    return model && accounts.all.length > 1 ? `${name} (${model.account.label})` : name;
  }

  /** Replaces and tells what became of it. The promise does not wait for the notice. */
  async run(targets: readonly ReplaceTarget[], replacement: Replacement): Promise<() => Promise<void>> {
    const { search } = this.#parts;
    this.#parts.showFailures(new Map());
    const work = (steps?: Steps, signal?: AbortSignal) =>
      runReplacements(this.#run, targets, replacement, {
        ...(signal ? { signal } : {}),
        onProgress: (at) => steps?.report(at.done, at.total, progressSentence(at)),
      });
    const results =
      targets.length === 1
        ? await inView(work(), viewIds.found)
        : await inNotification(vscode.l10n.t('Replacing'), work);
    await search.settle(refsOf(targets));
    const lines = results.map(({ item: target, outcome }): ReplaceLine => {
      return { target, name: this.#nameOf(target, targets), outcome };
    });
    this.#parts.showFailures(
      new Map(
        lines.flatMap(({ target, outcome }) =>
          outcome.kind === 'failed' ? [[target.found.key, whyNotReplaced(outcome.error)]] : [],
        ),
      ),
    );
    return () => this.#tell(lines, replacement);
  }

  /** With its bot when there are several: each has its /start. */
  #nameOf({ found: { ref, command } }: ReplaceTarget, targets: readonly ReplaceTarget[]): string {
    const name = shownName(command.command);
    return refsOf(targets).length > 1 ? vscode.l10n.t('{0} of {1}', name, this.#botName(ref)) : name;
  }

  #tell(lines: readonly ReplaceLine[], replacement: Replacement): Promise<void> {
    const inEditors = lines.filter(({ outcome }) => outcome.kind === 'done' && outcome.value === 'inEditor');
    const notDone = lines.flatMap(({ name, outcome }): NotDone[] => {
      if (outcome.kind === 'done') return [];
      if (outcome.kind === 'notTried') return [{ name, outcome }];
      const error = new Explained(whyNotReplaced(outcome.error), outcome.error);
      return [{ name, outcome: { kind: 'failed', error } }];
    });
    const [rest, all] = [notDone.length, lines.length];
    const count =
      rest === 0
        ? vscode.l10n.t('{0} replaced.', inCommands(lines.map(({ target }) => target)))
        : vscode.l10n.t(
            '{0} of {1} commands replaced, {2} not.',
            String(all - rest),
            String(all),
            String(rest),
          );
    const unsaved = someNames(inEditors.map(({ name }) => name)).join(', ');
    return tellOutcomes({
      summary:
        unsaved === '' ? count : `${count} ${vscode.l10n.t('Not saved yet, in the editor: {0}.', unsaved)}`,
      notDone,
      again: () => this.#again(lines, replacement),
      ...(rest > 0 || unsaved !== ''
        ? {
            report: () => this.#parts.texts.show(`${vscode.l10n.t('Replace')}.md`, replaceReport(lines)),
          }
        : {}),
    });
  }

  /** What of it is still found: what others made of the commands meanwhile is not overwritten unseen. */
  async #again(lines: readonly ReplaceLine[], replacement: Replacement): Promise<void> {
    const { search } = this.#parts;
    const rest = lines.flatMap(({ target, outcome }) => (outcome.kind === 'done' ? [] : [target]));
    await search.settle(refsOf(rest));
    const targets = rest.flatMap(({ found: before, matches }): ReplaceTarget[] => {
      const found = search.get(before.key);
      const left = found ? sameMatches({ texts: before.texts, matches }, found) : [];
      return found && left.length > 0 ? [{ found, matches: left }] : [];
    });
    if (targets.length === 0) {
      throw new Explained(
        vscode.l10n.t(
          'What was to be replaced is no longer found. Look at the results, and replace what is left.',
        ),
      );
    }
    await (
      await this.run(targets, replacement)
    )();
  }
}

/** How much is meant, as in the middle of a sentence. */
function inCommands(targets: readonly ReplaceTarget[]): string {
  const matches = targets.reduce((sum, { matches: each }) => sum + each.length, 0);
  return countOf(matches, targets.length);
}

function inBot(targets: readonly ReplaceTarget[], ref: BotRef): readonly ReplaceTarget[] {
  return targets.filter(({ found }) => sameBot(found.ref, ref));
}

function namesOf(targets: readonly ReplaceTarget[]): string[] {
  return someNames(targets.map(({ found }) => shownName(found.command.command)));
}

function refsOf(targets: readonly ReplaceTarget[]): BotRef[] {
  return [...new Map(targets.map(({ found: { ref } }) => [`${ref.accountId}/${ref.botId}`, ref])).values()];
}
