import * as vscode from 'vscode';

import { aliasesOf, groupOf, requiredOnRead } from '../../api/commandBody';
import type { Command } from '../../api/commands';
import { IncompleteCommandError } from '../../api/errors';
import { manyAtOnce } from '../../api/manyAtOnce';
import type { ReadOnlyTexts } from '../../files/readOnlyTexts';
import { type BotRef, sameBot } from '../../model/account';
import type { AccountModel } from '../../model/accountModel';
import type { Accounts } from '../../model/accounts';
import type { Contents } from '../../model/contents';
import {
  type ClashChoice,
  type CopyDecision,
  type CopyPlace,
  decideCopies,
  type PlannedCopy,
  planCopies,
  type PresentCommand,
  type SharedName,
  sharedNames,
  takenMeanwhile,
} from '../../model/copyPlan';
import {
  type Copied,
  type CopyItem,
  CopyRefusal,
  type ReadSource,
  runCopies,
  titlesOf,
} from '../../model/copyRun';
import { stateOf } from '../../model/compare/commandState';
import { listAnew } from '../../model/structure';
import { fileNameOf } from '../../repository/format/names';
import { shownName } from '../../sentences/shownName';
import type { BotsView } from '../../views/botsView';
import { commandNode, type CommandNode, folderNode } from '../../views/nodes';
import { type CommandActions, goneError } from '../commandActions';
import { someNames } from '../confirmations';
import { inNotificationForMany } from '../progress';
import { Cancelled } from '../registry';
import { type ComparedSide, pathOf, showDifference } from '../showDifference';
import { askClashes } from './clashQuestion';
import { type CopyLine, copyReport } from './copyReport';
import { type NotDone, progressSentence, tellOutcomes } from './manyOutcomes';

/** More shared names than these are not read in a notice. */
const mostShared = 3;

/** A command that is to be copied, and where to. */
export interface CopyWish {
  readonly node: CommandNode;
  readonly place: CopyPlace;
}

export interface CopyOrder {
  readonly wishes: readonly CopyWish[];
  readonly target: BotRef;
  /** Names for copies that the person gave, by the ids of the rows. */
  readonly names?: ReadonlyMap<string, string>;
  /** Titles of folders that are made even when nothing comes into them. */
  readonly folders?: readonly string[];
  /** What the person chose when something clashed before, by the ids of the rows. */
  readonly choices?: ReadonlyMap<string, ClashChoice>;
  /** Whose text is taken from the editors, by the ids of the rows; `undefined` until the person was asked. */
  readonly unsaved?: 'saved' | 'unsaved';
}

export interface CopyParts {
  readonly accounts: Accounts;
  readonly commands: CommandActions;
  readonly view: BotsView;
  readonly texts: ReadOnlyTexts;
  readonly inBackground: (work: () => Promise<void>) => void;
}

interface Target {
  readonly ref: BotRef;
  readonly account: AccountModel;
  readonly contents: Contents;
  readonly name: string;
}

interface Prepared {
  readonly planned: readonly PlannedCopy<ReadSource>[];
  readonly present: readonly PresentCommand[];
  /** The records that clash, by their ids. */
  readonly clashing: ReadonlyMap<number, Command>;
  /** What could not be read. */
  readonly unread: readonly NotDoneCommand[];
}

type NotDoneCommand = NotDone & { readonly wish: CopyWish };

/** A command that is to be copied, with the order for it. */
type Source = ReadSource & { readonly wish: CopyWish };

/**
 * Copies commands within a bot, to another one or to another account: shows what clashes first, and says what became of
 * each. The originals stay.
 */
export class Copies {
  readonly #parts: CopyParts;

  constructor(parts: CopyParts) {
    this.#parts = parts;
  }

  /** @throws Cancelled, Explained, ApiError */
  async run(order: CopyOrder): Promise<void> {
    const target = this.#target(order.target);
    const unsaved = order.unsaved ?? (await this.#askUnsaved(order.wishes));
    const show = this.#parts.view.showingLater();
    const prepared = await this.#prepare(target, order, unsaved);
    const isWithin = isWithinBot(order);
    // A copy beside the original is what is asked for, so nothing is asked then.
    const choices = isWithin
      ? new Map(order.wishes.map(({ node }) => [node.id, 'keepBoth'] as const))
      : await this.#choose(target, prepared, order);
    const { planned, present } = prepared;
    const decisions = decideCopies(planned, choices, present, order.names) as readonly CopyDecision<Source>[];
    const lines = await this.#copy(target, { order, prepared, decisions, isWithin });
    await this.#show(target, order, lines, show);
    const done = new Set(
      lines.flatMap(({ wish, outcome }) => (copiedOf(outcome).length > 0 ? [wish.node.id] : [])),
    );
    const made = decisions.filter(({ source }) => done.has(source.key));
    this.#tell(target, { ...order, choices, unsaved }, lines, sharedNames(made, present, aliasesOfSource));
  }

  #target(ref: BotRef): Target {
    const account = this.#parts.accounts.get(ref.accountId);
    const bot = account?.bots.get(ref.botId);
    if (!account || !bot) throw goneError();
    return { ref, account, contents: account.contents(ref.botId), name: shownName(bot.name) };
  }

  /** A copy takes what the server has, unless the person wants what is not saved yet. @throws Cancelled */
  async #askUnsaved(wishes: readonly CopyWish[]): Promise<'saved' | 'unsaved'> {
    const { commands } = this.#parts;
    const isUnsaved = await Promise.all(wishes.map(({ node }) => commands.hasUnsavedText(node)));
    const names = wishes.filter((_, index) => isUnsaved[index]).map(({ node }) => this.#nameOf(node));
    if (names.length === 0) return 'saved';
    const [saved, unsaved] = [vscode.l10n.t('Copy Saved Text'), vscode.l10n.t('Copy Unsaved Text')];
    const pressed = await vscode.window.showWarningMessage(
      names.length === 1
        ? vscode.l10n.t('{0} has unsaved text in an editor. Which text is to be copied?', names[0] ?? '')
        : vscode.l10n.t(
            '{0} commands have unsaved text in editors. Which text is to be copied?',
            names.length,
          ),
      {
        modal: true,
        detail: [
          ...(names.length > 1 ? [someNames(names).join('\n')] : []),
          vscode.l10n.t('The editors keep their unsaved text either way.'),
        ].join('\n\n'),
      },
      saved,
      unsaved,
    );
    if (pressed === undefined) throw new Cancelled();
    return pressed === unsaved ? 'unsaved' : 'saved';
  }

  /** Reads what is to be copied and what it clashes with, all of it now. @throws Cancelled, ApiError */
  async #prepare(target: Target, order: CopyOrder, unsaved: 'saved' | 'unsaved'): Promise<Prepared> {
    const title = vscode.l10n.t('Reading what is to be copied to {0}', target.name);
    return inNotificationForMany(order.wishes.length, title, async (steps, signal) => {
      const listing = this.#list(target);
      // Waited for below; until then a failure is not left alone.
      listing.catch(() => undefined);
      const read = await manyAtOnce(order.wishes, (wish) => this.#read(wish, unsaved), {
        placeOf: ({ node }) => node.ref,
        signal,
        onProgress: (at) => steps.report(at.done, at.total, progressSentence(at)),
      });
      await listing;
      stopIf(signal);
      const sources = read.flatMap(({ outcome }) => (outcome.kind === 'done' ? [outcome.value] : []));
      const unread = read.flatMap(({ item: wish, outcome }) =>
        outcome.kind === 'done' ? [] : [{ wish, name: this.#nameOf(wish.node), outcome }],
      );
      const present = presentIn(target.contents);
      const planned = planCopies(sources, present, folderIds(target.contents));
      const ids = planned.flatMap(({ clash }) => (clash?.kind === 'present' ? [clash.command.id] : []));
      const isWithin = isWithinBot(order);
      const records = await manyAtOnce(
        isWithin ? [] : ids,
        (id) => target.contents.remote(id).fresh(performance.now()),
        { signal, onProgress: (at) => steps.report(at.done, at.total, progressSentence(at)) },
      );
      stopIf(signal);
      const clashing = new Map<number, Command>();
      for (const { item, outcome } of records) {
        // What could not be read cannot be shown, and must not be replaced unseen.
        if (outcome.kind === 'failed') throw outcome.error;
        if (outcome.kind === 'done') clashing.set(item, outcome.value);
      }
      return { planned, present, clashing, unread };
    });
  }

  async #list({ contents }: Target): Promise<void> {
    await contents.open();
    await listAnew(contents);
  }

  /** @throws Explained, ApiError, IncompleteCommandError */
  async #read(wish: CopyWish, unsaved: 'saved' | 'unsaved'): Promise<Source> {
    const { node, place } = wish;
    const contents = this.#parts.accounts.contents(node.ref);
    if (!contents) throw goneError();
    const record = await contents.remote(node.commandId).fresh(performance.now());
    const absent = requiredOnRead.filter((field) => record[field] === undefined);
    if (absent.length > 0) throw new IncompleteCommandError(absent);
    const text = unsaved === 'unsaved' ? await this.#parts.commands.unsavedText(node) : undefined;
    return {
      key: node.id,
      name: record.command ?? null,
      place,
      record: text === undefined ? record : { ...record, code: text },
      lastKnownGroup: contents.lastKnownGroup(node.commandId),
      wish,
    };
  }

  /** @throws Cancelled */
  async #choose(
    { name: bot, contents, ref }: Target,
    { planned, present, clashing }: Prepared,
    { choices = new Map(), names }: CopyOrder,
  ): Promise<ReadonlyMap<string, ClashChoice>> {
    if (!planned.some(({ clash }) => clash)) return choices;
    const notes = (decisions: readonly CopyDecision<ReadSource>[]) => {
      const { length: shared } = sharedNames(decisions, present, aliasesOfSource);
      return [
        ...(contents.broken.length > 0
          ? [vscode.l10n.t('{0} has records that cannot be read: a command among them may come twice', bot)]
          : []),
        ...(shared === 1 ? [vscode.l10n.t('1 name or alias will be that of two commands')] : []),
        ...(shared > 1 ? [vscode.l10n.t('{0} names or aliases will be those of two commands', shared)] : []),
      ];
    };
    const folders = new Map(contents.folders.map(({ id, title }) => [id, title]));
    const decide = (chosen: ReadonlyMap<string, ClashChoice>) =>
      decideCopies(planned, chosen, present, names);
    const compare = (source: ReadSource, there: Command) => this.#compare(source, there, ref, bot);
    return askClashes({ planned, bot, present: clashing, folders, notes, decide, compare }, choices);
  }

  /** Shows what a bot has beside what would replace it. */
  async #compare(
    { record, lastKnownGroup }: ReadSource,
    there: Command,
    ref: BotRef,
    bot: string,
  ): Promise<void> {
    const { accounts, texts } = this.#parts;
    // Its folder stays, so that it is no difference.
    const side = (command: Command, group: string | null | undefined): ComparedSide => {
      const state = stateOf(command, null, group);
      return { state, code: texts.add(pathOf(state, fileNameOf(state.name)), state.code ?? '') };
    };
    const group = accounts.contents(ref)?.lastKnownGroup(there.id);
    const title = vscode.l10n.t('{0} of {1} ↔ What Would Replace It', shownName(there.command), bot);
    await showDifference(texts, title, side(there, group), side(record, lastKnownGroup));
  }

  async #copy(
    target: Target,
    {
      order,
      prepared,
      decisions,
      isWithin,
    }: {
      readonly order: CopyOrder;
      readonly prepared: Prepared;
      readonly decisions: readonly CopyDecision<Source>[];
      readonly isWithin: boolean;
    },
  ): Promise<readonly CopyLine<CopyWish>[]> {
    const { ref, contents, account } = target;
    const skipped = decisions.filter((decision) => decision.act === 'skip');
    const items = decisions.flatMap((decision): CopyItem[] => {
      if (decision.act === 'skip') return [];
      const shown = decision.act === 'replace' ? prepared.clashing.get(decision.command.id) : undefined;
      return [{ decision, ...(shown ? { shown } : {}) }];
    });
    const title = isWithin
      ? vscode.l10n.t('Duplicating in {0}', target.name)
      : vscode.l10n.t('Copying to {0}', target.name);
    const results = await inNotificationForMany(items.length, title, async (steps, signal) => {
      // The question may have been open for long.
      if (!isWithin && items.length > 0) await listAnew(contents);
      const taken = new Set([
        ...takenMeanwhile(decisions, prepared.present, presentIn(contents)),
        ...namesTaken(order.names, prepared.present),
      ]);
      const structure = account.structure(ref.botId);
      for (const folder of order.folders ?? []) {
        if (signal.aborted || contents.folders.some((known) => known.title === folder)) continue;
        await structure.createFolder(folder);
      }
      return runCopies({ contents, structure }, items, {
        taken,
        isUnsaved: (id) => this.#parts.commands.hasUnsavedText(commandNode(ref, id)),
        signal,
        onProgress: (at) => steps.report(at.done, at.total, progressSentence(at)),
      });
    });
    const wishOf = (source: ReadSource) => (source as Source).wish;
    return [
      ...results.map(({ item: { decision }, outcome }) => ({
        wish: wishOf(decision.source),
        name: shownName(decision.source.name),
        isGroupUnknown: isGroupUnknown(decision.source),
        ...(decision.act === 'create' ? { newName: decision.name ?? '' } : {}),
        outcome,
      })),
      ...skipped.map(({ source }) => ({
        wish: source.wish,
        name: shownName(source.name),
        isGroupUnknown: false,
        outcome: 'skipped' as const,
      })),
      ...prepared.unread.map(({ wish, name, outcome }) => ({ wish, name, isGroupUnknown: false, outcome })),
    ];
  }

  /** The last that was made, or the folder that was made for nothing. */
  async #show(
    { ref, contents }: Target,
    { folders = [] }: CopyOrder,
    lines: readonly CopyLine<CopyWish>[],
    show: ReturnType<BotsView['showingLater']>,
  ): Promise<void> {
    const last = lines.flatMap(({ outcome }) => copiedOf(outcome)).at(-1);
    const folder = contents.folders.find(({ title }) => title === folders.at(-1));
    if (last && contents.commands.has(last.id)) await show(commandNode(ref, last.id));
    else if (folder) await show(folderNode(ref, folder.id));
  }

  #tell(
    target: Target,
    order: CopyOrder,
    lines: readonly CopyLine<CopyWish>[],
    shared: readonly SharedName[],
  ): void {
    const notDone = lines.flatMap(({ wish, name, outcome }) =>
      outcome === 'skipped' || outcome.kind === 'done' ? [] : [{ wish, name, outcome }],
    );
    const copied = lines.filter(({ outcome }) => copiedOf(outcome).length > 0);
    const isWithin = isWithinBot(order);
    const report = async () => {
      const text = copyReport(lines, { bot: target.name, account: target.account.account.label, shared });
      await this.#parts.texts.show(`${vscode.l10n.t('Copy to {0}', target.name)}.md`, text);
    };
    const wishes = notDone.map(({ wish }) => wish);
    const folders = titlesOf(wishes.map(({ place }) => place));
    const { folders: made = [] } = order;
    if (lines.length === 0) {
      const said = vscode.l10n.t(
        'The folder {0} was made in {1}; it holds no commands.',
        made.map(shownName).join(', '),
        target.name,
      );
      vscode.window.setStatusBarMessage(said, 5000);
      return;
    }
    const said = isWithin
      ? duplicatedSentence(copied, lines.length, target.name)
      : copiedSentence(copied.length, lines, target.name);
    const summary = shared.length > 0 ? `${said} ${sharedSentence(shared)}` : said;
    const again = () => this.run({ ...order, wishes, folders, names: namesForRetry(lines) });
    // Of copies that lie beside their originals the tree says enough.
    const isLong = (lines.length > 1 && !isWithin) || notDone.length > 1;
    const reports = isLong || shared.length > 0 ? { report } : {};
    this.#parts.inBackground(() => tellOutcomes({ summary, notDone, again, ...reports }));
  }

  #nameOf({ ref, commandId }: CommandNode): string {
    return shownName(this.#parts.accounts.contents(ref)?.commands.get(commandId)?.command);
  }
}

function aliasesOfSource({ record }: ReadSource): readonly string[] {
  return aliasesOf(record);
}

function sharedSentence(shared: readonly SharedName[]): string {
  const each = shared.map(({ name, copy, other }) =>
    vscode.l10n.t('{0} of {1} and {2}', name, shownName(copy), shownName(other)),
  );
  return vscode.l10n.t(
    'Two commands share a name or alias now, so it is not certain which one runs: {0}. Change it with Edit Properties….',
    someNames(each, mostShared).join(', '),
  );
}

/** Copies beside their originals. A folder without commands is no such copy. */
function isWithinBot({ wishes, target }: CopyOrder): boolean {
  return wishes.length > 0 && wishes.every(({ node }) => sameBot(node.ref, target));
}

/** @throws Cancelled when the person ended it */
function stopIf({ aborted }: AbortSignal): void {
  if (aborted) throw new Cancelled();
}

/** The commands of a bot as plans look at them. */
export function presentIn({ commands }: Contents): PresentCommand[] {
  return [...commands.values()].map(({ id, command, aliases, commands_folder_id: folderId }) => ({
    id,
    name: command ?? null,
    aliases: aliasesOf({ aliases }),
    folderId: folderId ?? null,
  }));
}

/** Of two folders of one title the first counts, as for those that are made. */
function folderIds({ folders }: Contents): ReadonlyMap<string, number> {
  return new Map(folders.map(({ id, title }) => [title ?? '', id] as const).reverse());
}

function copiedOf(outcome: CopyLine<CopyWish>['outcome']): readonly Copied[] {
  return outcome !== 'skipped' && outcome.kind === 'done' ? [outcome.value] : [];
}

/** Its server never said a group, so the copy has none. */
function isGroupUnknown({ record, lastKnownGroup }: ReadSource): boolean {
  return groupOf(record) === undefined && lastKnownGroup === undefined;
}

/** Names that the person gave, or that were found before, and that a command of the bot has by now. */
function namesTaken(
  names: ReadonlyMap<string, string> | undefined,
  present: readonly PresentCommand[],
): string[] {
  const there = new Set(present.map(({ name }) => name));
  return [...(names?.values() ?? [])].filter((name) => there.has(name));
}

/**
 * A copy that got a name of its own and may have been made although nobody knows gets no second one: the name stays what
 * it was, and is found to be taken then.
 */
function namesForRetry(lines: readonly CopyLine<CopyWish>[]): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap(({ wish, name, newName, outcome }) => {
      if (outcome === 'skipped' || outcome.kind === 'done' || newName === undefined) return [];
      const isTaken = outcome.kind === 'failed' && outcome.error instanceof CopyRefusal;
      return isTaken || shownName(newName) === name ? [] : [[wish.node.id, newName] as const];
    }),
  );
}

function duplicatedSentence(copied: readonly CopyLine<CopyWish>[], all: number, bot: string): string {
  const [only] = copied;
  if (only && all === 1) {
    return vscode.l10n.t('{0} was duplicated as {1}.', only.name, shownName(only.newName));
  }
  return all === 1
    ? vscode.l10n.t('Nothing was duplicated.')
    : vscode.l10n.t('{0} of {1} commands were duplicated in {2}.', copied.length, all, bot);
}

function copiedSentence(count: number, lines: readonly CopyLine<CopyWish>[], bot: string): string {
  const [only, ...others] = lines;
  if (only && others.length === 0) {
    return count === 1
      ? vscode.l10n.t('{0} was copied to {1}; the original stays.', only.name, bot)
      : vscode.l10n.t('Nothing was copied to {0}.', bot);
  }
  const skipped = lines.filter(({ outcome }) => outcome === 'skipped').length;
  const copied = vscode.l10n.t(
    '{0} of {1} commands were copied to {2}; the originals stay.',
    count,
    lines.length,
    bot,
  );
  return skipped > 0 ? `${copied} ${vscode.l10n.t('{0} skipped.', skipped)}` : copied;
}
