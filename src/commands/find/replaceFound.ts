import pLimit from 'p-limit';
import * as vscode from 'vscode';

import type { Command } from '../../api/commands';
import type { UnsavedTexts } from '../../files/unsavedTexts';
import type { ReadOnlyTexts } from '../../files/readOnlyTexts';
import { type BotRef, sameBot } from '../../model/account';
import type { Accounts } from '../../model/accounts';
import { TextsChangedError } from '../../model/changedMeanwhile';
import type { BotSearch } from '../../model/search/botSearch';
import { type CommandTexts, hasStill, type TextPart } from '../../model/search/commandTexts';
import type { FoundCommand, FoundMatch } from '../../model/search/found';
import { ReplaceRefusal, replacedTexts, replacingChange, replacingEdits } from '../../model/search/replacing';
import type { Replacement } from '../../model/search/replacement';
import { sameMatches } from '../../model/search/sameMatches';
import { shownName } from '../../sentences/shownName';
import { viewIds } from '../../util/contract';
import { commandNode } from '../../views/nodes';
import { type CommandActions, goneError } from '../commandActions';
import { confirm, someNames } from '../confirmations';
import { byReason, isEnd, sentenceOf } from '../manyResults';
import { inNotification, inView, type Steps } from '../progress';
import { Explained } from '../registry';
import { countOf, refusalSentence, replaceReport } from './findSentences';

/** Commands that are written at a time. */
const atOnce = 4;

/** What is to be replaced in a command. */
export interface ReplaceTarget {
  readonly found: FoundCommand;
  readonly matches: readonly FoundMatch[];
}

/** What became of one command. */
export interface ReplaceResult {
  readonly target: ReplaceTarget;
  readonly outcome:
    | { readonly kind: 'saved' | 'inEditor' | 'notTried' }
    | { readonly kind: 'failed'; readonly sentence: string };
}

export interface ReplaceFoundParts {
  readonly accounts: Accounts;
  readonly commands: CommandActions;
  readonly unsaved: UnsavedTexts;
  readonly search: BotSearch;
  readonly texts: ReadOnlyTexts;
  /** Why nothing was replaced in commands, by their keys. */
  readonly showFailures: (failures: ReadonlyMap<string, string>) => void;
}

/**
 * Replaces what was found. A command is written by the rules of a save: it is read first, and only what is still the text
 * that was looked through becomes another, in one write. Text that an editor holds and has not saved is changed there.
 */
export class ReplaceFound {
  readonly #parts: ReplaceFoundParts;

  constructor(parts: ReplaceFoundParts) {
    this.#parts = parts;
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
    const work = (steps?: Steps, signal?: AbortSignal) => this.#all(targets, replacement, steps, signal);
    const results =
      targets.length === 1
        ? await inView(work(), viewIds.found)
        : await inNotification(vscode.l10n.t('Replacing'), work);
    await search.settle(refsOf(targets));
    const failures = new Map(
      results.flatMap(({ target, outcome }) =>
        outcome.kind === 'failed' ? [[target.found.key, outcome.sentence] as const] : [],
      ),
    );
    this.#parts.showFailures(failures);
    return () => this.#tell(results, replacement);
  }

  async #all(
    targets: readonly ReplaceTarget[],
    replacement: Replacement,
    steps: Steps | undefined,
    signal: AbortSignal | undefined,
  ): Promise<ReplaceResult[]> {
    const limit = pLimit(atOnce);
    let [done, isOver] = [0, false];
    const one = async (target: ReplaceTarget): Promise<ReplaceResult> => {
      if (isOver || signal?.aborted) return { target, outcome: { kind: 'notTried' } };
      try {
        return { target, outcome: { kind: await this.#one(target, replacement) } };
      } catch (error) {
        isOver ||= isEnd(error instanceof Explained ? error.cause : error);
        const sentence = error instanceof ReplaceRefusal ? refusalSentence(error) : sentenceOf(error);
        return { target, outcome: { kind: 'failed', sentence } };
      } finally {
        steps?.report(
          ++done,
          targets.length,
          vscode.l10n.t('{0} of {1}', String(done), String(targets.length)),
        );
      }
    };
    return Promise.all(targets.map((target) => limit(() => one(target))));
  }

  /** @throws ReplaceRefusal, TextsChangedError, and whatever a save fails with */
  async #one({ found, matches }: ReplaceTarget, replacement: Replacement): Promise<'saved' | 'inEditor'> {
    const { ref, command } = found;
    const { unsaved, search } = this.#parts;
    const edits = replacingEdits(found, matches, replacement);
    search.expect(found, edits);
    const texts = new Map(replacedTexts(found, edits));
    const document = texts.has('code') ? await unsaved.of(ref, command.id) : undefined;
    const code = found.texts.get('code') ?? '';
    if (document) {
      if (document.getText() !== code) throw new TextsChangedError(command.command ?? '');
      texts.delete('code');
    }
    await this.#save(found, texts);
    if (!document) return 'saved';
    // A name that was replaced may have taken the editor to another path.
    const now = (await unsaved.of(ref, command.id)) ?? document;
    if (!(await unsaved.replace(now, code, edits.get('code') ?? [])))
      throw new TextsChangedError(command.command ?? '');
    return 'inEditor';
  }

  async #save(found: FoundCommand, texts: CommandTexts): Promise<void> {
    const { ref, command } = found;
    const { accounts, commands } = this.#parts;
    if (texts.size === 0) return;
    const contents = accounts.contents(ref);
    if (!contents) throw goneError();
    const others = [...contents.commands.values()].filter(({ id }) => id !== command.id);
    const change = replacingChange(
      found,
      texts,
      others.map((each) => each.command),
    );
    const before = new Map<TextPart, string>(
      [...texts.keys()].map((part) => [part, found.texts.get(part) ?? '']),
    );
    const mayReplace = (remote: Command) => {
      if (!hasStill(remote, command, before)) throw new TextsChangedError(command.command ?? '');
    };
    await commands.changeTexts(commandNode(ref, command.id), change, mayReplace);
  }

  async #tell(results: readonly ReplaceResult[], replacement: Replacement): Promise<void> {
    const of = (...kinds: ReplaceResult['outcome']['kind'][]) =>
      results.filter(({ outcome }) => kinds.includes(outcome.kind));
    const inEditors = of('inEditor');
    const rest = of('failed', 'notTried');
    const sentences = [
      rest.length === 0
        ? vscode.l10n.t('{0} replaced.', inCommands(results.map(({ target }) => target)))
        : vscode.l10n.t(
            '{0} of {1} commands replaced, {2} not.',
            String(results.length - rest.length),
            String(results.length),
            String(rest.length),
          ),
      ...(inEditors.length === 0
        ? []
        : [vscode.l10n.t('Not saved yet, in the editor: {0}.', names(inEditors).join(', '))]),
      ...byReason(
        rest.flatMap(({ target, outcome }) =>
          outcome.kind === 'failed'
            ? [{ name: shownName(target.found.command.command), sentence: outcome.sentence }]
            : [],
        ),
      ),
    ];
    const message = sentences.join(' ').replaceAll('](', '] (');
    if (rest.length === 0) {
      if (inEditors.length > 0) void vscode.window.showInformationMessage(message);
      else vscode.window.setStatusBarMessage(message, 5000);
      return;
    }
    const [retry, report] = [vscode.l10n.t('Retry'), vscode.l10n.t('Show Report')];
    const pressed = await vscode.window.showWarningMessage(message, retry, report);
    if (pressed === report) {
      await this.#parts.texts.show(`${vscode.l10n.t('Replace')}.md`, replaceReport(results));
    }
    if (pressed === retry) await this.#again(rest, replacement);
  }

  /** What of it is still found: what others made of the commands meanwhile is not overwritten unseen. */
  async #again(rest: readonly ReplaceResult[], replacement: Replacement): Promise<void> {
    const { search } = this.#parts;
    await search.settle(refsOf(rest.map(({ target }) => target)));
    const targets = rest.flatMap(({ target: { found: before, matches } }): ReplaceTarget[] => {
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

function names(results: readonly ReplaceResult[]): string[] {
  return someNames(results.map(({ target }) => shownName(target.found.command.command)));
}

function refsOf(targets: readonly ReplaceTarget[]): BotRef[] {
  return [...new Map(targets.map(({ found: { ref } }) => [`${ref.accountId}/${ref.botId}`, ref])).values()];
}
