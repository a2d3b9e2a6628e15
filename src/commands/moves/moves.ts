import * as vscode from 'vscode';

import type { ReadOnlyTexts } from '../../files/readOnlyTexts';
import { type BotRef, sameBot } from '../../model/account';
import type { Accounts } from '../../model/accounts';
import type { Contents } from '../../model/contents';
import { type CopyPlace, freeName, freeNameIn } from '../../model/copyPlan';
import type { CurrentBot } from '../../model/currentBot';
import { shownName } from '../../sentences/shownName';
import { commandIds, type MoveCommandId } from '../../util/contract';
import type { BotsView } from '../../views/botsView';
import type { CutOrCopied, CutRows } from '../../views/cutRows';
import { isMovable, type MovableNode } from '../../views/draggedRows';
import {
  botOf,
  commandNode,
  type CommandNode,
  folderNode,
  type FolderNode,
  type FolderTarget,
  type Node,
} from '../../views/nodes';
import { type CommandActions, goneError, type ShownCommand } from '../commandActions';
import { confirm, someNames } from '../confirmations';
import type { FolderActions } from '../folderActions';
import { askCommandName, askFolderTitle } from '../nameInputs';
import { pickBot, pickFolder } from '../pickers';
import { inView } from '../progress';
import { Cancelled, Explained } from '../registry';
import { Copies, type CopyWish, presentIn } from './copies';
import { FolderEndings } from './folderEndings';
import { ManyCommandActions } from './manyCommands';
import { tellOutcomes, worthRetrying } from './manyOutcomes';

/** What these commands are called with: a row, `keyboard` by a key in the view, nothing from the palette. */
type Argument = Node | 'keyboard' | undefined;

export interface MovesParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly view: BotsView;
  readonly cut: CutRows;
  readonly commands: CommandActions;
  readonly folders: FolderActions;
  /** Asks for a command, a folder or a bot, the command in the active editor first. */
  readonly pickRow: (title: string) => Promise<Node>;
  /** Does what nobody waits for, and tells of a failure. */
  readonly inBackground: (work: () => Promise<void>) => void;
  readonly texts: ReadOnlyTexts;
}

/**
 * Moves commands and folders within a bot, and copies them to another one: by drag and drop, by cut, copy and paste, and
 * from the palette.
 */
export class Moves {
  readonly #parts: MovesParts;
  readonly #copies: Copies;
  readonly #many: ManyCommandActions;
  readonly #endings: FolderEndings;
  /** What was cut or copied last, which a paste that comes right behind it waits for. */
  #taken: Promise<void> = Promise.resolve();

  constructor(parts: MovesParts) {
    const { accounts, commands } = parts;
    this.#parts = parts;
    this.#copies = new Copies(parts);
    this.#many = new ManyCommandActions(accounts, commands);
    this.#endings = new FolderEndings({ ...parts, many: this.#many });
  }

  /** @throws Cancelled, Explained, ApiError */
  async run(id: MoveCommandId, argument: Argument, selected: readonly Node[] | undefined): Promise<void> {
    switch (id) {
      case commandIds.cut:
        return this.#taking('cut', argument, selected);
      case commandIds.copy:
        return this.#taking('copied', argument, selected);
      case commandIds.paste:
        return this.#paste(argument);
      case commandIds.duplicate:
        return this.#duplicate(await this.#movable(argument, selected, vscode.l10n.t('Duplicate')));
      case commandIds.copyToBot:
        return this.#copyToBot(await this.#movable(argument, selected, vscode.l10n.t('Copy to Bot')));
      case commandIds.mergeFolder:
        return this.#merge(argument);
    }
  }

  /** @param rows `undefined` when they cannot be understood @throws Cancelled, Explained, ApiError */
  async drop(rows: readonly MovableNode[] | undefined, target: Node): Promise<void> {
    if (!rows) {
      throw new Explained(
        vscode.l10n.t(
          'What was dropped cannot be understood. In its own window choose Copy to Bot… from the menu of the row.',
        ),
      );
    }
    const known = await this.#known(rows);
    const place = this.#placeOf(target);
    if (!place || known.length === 0) throw new Cancelled();
    const { away, within } = apart(known, place.ref);
    await this.#putWithin(within, place);
    // A hand slips easily, and what comes into another bot would have to be found and deleted one by one.
    if (away.length > 0) await this.#putAway(away, place, { isAsked: true });
  }

  /** Moves commands within their bot, and shows where the last of them is. @throws Explained, FileRefusal, ApiError */
  async move(commands: readonly ShownCommand[], target: FolderTarget): Promise<void> {
    const { view } = this.#parts;
    const contents = this.#contents(target.ref);
    const isElsewhere = ({ node, shown }: ShownCommand) =>
      !view.isPending(node) &&
      sameBot(node.ref, target.ref) &&
      (contents.folderOf(shown)?.id ?? null) !== target.folderId;
    await this.#move(commands.filter(isElsewhere), target);
  }

  async #move(moving: readonly ShownCommand[], target: FolderTarget): Promise<void> {
    const { commands, view } = this.#parts;
    const [only, ...others] = moving;
    if (!only) return;
    if (others.length === 0) {
      await inView(commands.move(only.node, target, only.shown));
      await view.show(only.node);
      return;
    }
    const { done, notDone } = await this.#many.move(moving, target);
    const last = done.at(-1);
    if (last) await view.show(last.node);
    const rest = worthRetrying(notDone).map(({ command }) => command);
    this.#parts.inBackground(() =>
      tellOutcomes({
        summary: vscode.l10n.t('{0} of {1} commands were moved.', done.length, moving.length),
        notDone,
        again: rest.length > 0 ? () => this.#move(rest, target) : undefined,
      }),
    );
  }

  /**
   * Deletes several commands that the person wants to be deleted, and then folders as `deleteFolders`: those may be
   * what the commands are in.
   * @throws Cancelled, Explained, ApiError
   */
  async deleteAll(commands: readonly ShownCommand[], folders: readonly FolderNode[]): Promise<void> {
    const { done, notDone } = await this.#many.delete(commands);
    const rest = worthRetrying(notDone).map(({ command }) => command);
    const counts = [done.length, commands.length] as const;
    const summary =
      notDone.length > 0 && folders.length > 0
        ? vscode.l10n.t('{0} of {1} commands were deleted, and no folder yet.', ...counts)
        : vscode.l10n.t('{0} of {1} commands were deleted.', ...counts);
    const again = rest.length > 0 ? () => this.deleteAll(rest, folders) : undefined;
    this.#parts.inBackground(() => tellOutcomes({ summary, notDone, again }));
    if (notDone.length === 0 && folders.length > 0) await this.deleteFolders(folders);
  }

  /** Deletes folders after asking what becomes of the commands in them. @throws Cancelled, Explained, ApiError */
  async deleteFolders(nodes: readonly FolderNode[]): Promise<void> {
    await this.#endings.delete(nodes);
  }

  async #taking(how: CutOrCopied, argument: Argument, selected: readonly Node[] | undefined): Promise<void> {
    const taken = this.#rows(argument, selected).then((rows) => this.#take(how, rows));
    this.#taken = taken.catch(() => undefined);
    await taken;
  }

  #take(how: CutOrCopied, rows: readonly Node[]): void {
    const movable = rows.filter(isMovable);
    const count = movable.length;
    if (count === 0) {
      throw new Explained(
        vscode.l10n.t('Only commands and folders can be cut and copied. Select some of them.'),
      );
    }
    this.#parts.cut.take(how, movable);
    const said =
      how === 'cut'
        ? vscode.l10n.t(
            '{0} cut: paste to move within the bot, or to copy to another one',
            countWord(movable),
          )
        : vscode.l10n.t('{0} copied: paste into a bot or folder', countWord(movable));
    vscode.window.setStatusBarMessage(said, 5000);
  }

  /** @throws Cancelled, Explained, ApiError */
  async #paste(argument: Argument): Promise<void> {
    const { cut } = this.#parts;
    const [target, ...others] = await this.#rows(argument, undefined);
    await this.#taken;
    const { rows, how } = cut;
    const place = target && others.length === 0 ? this.#placeOf(target) : undefined;
    if (!place) {
      throw new Explained(
        vscode.l10n.t('Select the bot, folder or command where to paste, and nothing else.'),
      );
    }
    if (rows.length === 0) {
      throw new Explained(
        vscode.l10n.t(
          'Nothing is cut or copied in this window. Select commands or folders, and cut or copy them first.',
        ),
      );
    }
    const known = await this.#known(rows);
    const { away, within } = apart(known, place.ref);
    if (how === 'cut') await this.#putWithin(within, place);
    else await this.#duplicateIn(within, place);
    if (away.length > 0) await this.#putAway(away, place, { isAsked: false });
    if (how === 'cut') cut.clear();
  }

  /** What stays in its bot moves: commands into the folder, folders by a merge. */
  async #putWithin(rows: readonly MovableNode[], place: FolderTarget): Promise<void> {
    const commands = rows.filter((row) => row.kind === 'command');
    const folders = rows.filter((row) => row.kind === 'folder');
    if (commands.length > 0) await this.move(this.#parts.commands.shown(commands), place);
    const { folderId } = place;
    if (folderId === null) return;
    const others = folders.filter((folder) => folder.folderId !== folderId);
    if (others.length > 0) await this.#endings.offerMerge(others, folderNode(place.ref, folderId));
  }

  /** What goes to another bot is copied. @throws Cancelled, Explained, ApiError */
  async #putAway(
    rows: readonly MovableNode[],
    place: FolderTarget,
    { isAsked }: { readonly isAsked: boolean },
  ): Promise<void> {
    const hasFolders = rows.some(({ kind }) => kind === 'folder');
    const bot = this.#botName(place.ref);
    const wishes = await this.#wishes(rows, place);
    const count = commandCount(wishes.length);
    const { folderId } = place;
    if (hasFolders && folderId !== null) {
      await confirm(
        vscode.l10n.t(
          'Folders cannot lie in folders on Bots.Business. Copy {0} into {1} of {2}?',
          count,
          shownName(this.#folderTitle(place.ref, folderId)),
          bot,
        ),
        vscode.l10n.t('To copy the folder itself, put it on the bot. The originals stay where they are.'),
        vscode.l10n.t('Copy'),
      );
    } else if (isAsked) {
      await confirm(
        rows.every(({ kind }) => kind === 'folder')
          ? vscode.l10n.t(
              'Copy {0} with {1} to {2}?',
              this.#titlesOf(rows).map(shownName).join(', '),
              count,
              bot,
            )
          : vscode.l10n.t('Copy {0} to {1}?', count, bot),
        `${someNames(wishes.map(({ node }) => this.#nameOf(node))).join('\n')}\n\n${vscode.l10n.t('The originals stay where they are.')}`,
        vscode.l10n.t('Copy'),
      );
    }
    const folders = folderId === null ? this.#titlesOf(rows) : [];
    await this.#copies.run({ wishes, target: place.ref, folders });
  }

  /** @throws Cancelled, Explained, ApiError */
  async #copyToBot(rows: readonly MovableNode[]): Promise<void> {
    const title = vscode.l10n.t('Copy {0} to Bot', countWord(rows));
    const ref = await pickBot(this.#parts.accounts, this.#parts.current, title);
    const contents = this.#contents(ref);
    await contents.openWhole();
    if (!contents.isKnown && contents.error) throw contents.error;
    const hasCommands = rows.some(({ kind }) => kind === 'command');
    // Folders come beside the others.
    const folderId = hasCommands ? await this.#askFolder(ref, contents) : null;
    const { away, within } = apart(rows, ref);
    await this.#duplicateIn(within, { ref, folderId });
    if (away.length > 0) await this.#putAway(away, { ref, folderId }, { isAsked: false });
  }

  /** @throws Cancelled, Explained, ApiError */
  async #askFolder(ref: BotRef, contents: Contents): Promise<number | null> {
    if (contents.folders.length === 0) return null;
    const title = vscode.l10n.t('Copy to {0}', this.#botName(ref));
    const target = await pickFolder(contents, { title, except: undefined });
    if (target !== 'new') return target;
    const name = await askFolderTitle({
      title: vscode.l10n.t('New Folder in {0}', this.#botName(ref)),
      others: () => contents.folders.map((folder) => folder.title),
    });
    return (await inView(this.#parts.folders.create(ref, name))).folderId;
  }

  /** Copies beside the originals: each where it lies. @throws Cancelled, Explained, ApiError */
  async #duplicate(rows: readonly MovableNode[]): Promise<void> {
    const bots = new Map(rows.map(({ ref }) => [`${ref.accountId} ${ref.botId}`, ref]));
    for (const ref of bots.values())
      await this.#duplicateIn(apart(rows, ref).within, { ref, folderId: 'own' });
  }

  /** @param place with `own` for where each lies @throws Cancelled, Explained, ApiError */
  async #duplicateIn(
    rows: readonly MovableNode[],
    { ref, folderId }: { readonly ref: BotRef; readonly folderId: number | null | 'own' },
  ): Promise<void> {
    if (rows.length === 0) return;
    const contents = this.#contents(ref);
    const folders = rows.filter((row) => row.kind === 'folder');
    const commands = rows.filter((row) => row.kind === 'command');
    if (folders.length > 0) await contents.openWhole();
    const titles = await this.#titlesForCopies(folders, contents);
    const places = (node: CommandNode): CopyPlace =>
      placeIn(folderId === 'own' ? this.#folderIdOf(node) : folderId);
    const wishes = [
      ...commands.map((node) => ({ node, place: places(node) })),
      ...folders.flatMap((folder) => {
        const place: CopyPlace = { kind: 'titled', title: titles.get(folder.id) ?? '' };
        return commandsOf(contents, folder).map((node) => ({ node, place }));
      }),
    ];
    const [only] = commands;
    const isOne = only && commands.length === 1 && folders.length === 0;
    const names = isOne ? new Map([[only.id, await this.#askName(only, contents)]]) : undefined;
    await this.#copies.run({
      wishes,
      target: ref,
      folders: [...titles.values()],
      ...(names ? { names } : {}),
    });
  }

  /** @throws Cancelled */
  async #askName(node: CommandNode, contents: Contents): Promise<string> {
    const command = contents.commands.get(node.commandId);
    if (!command) throw goneError();
    const others = () => [...contents.commands.values()].map((each) => each.command);
    return askCommandName({
      title: vscode.l10n.t('Duplicate {0}', shownName(command.command)),
      value: freeNameIn(command.command ?? '', presentIn(contents)),
      mayStay: true,
      others,
    });
  }

  /** Titles for copies of folders; of a single one the person is asked. @throws Cancelled */
  async #titlesForCopies(
    folders: readonly FolderNode[],
    contents: Contents,
  ): Promise<ReadonlyMap<string, string>> {
    const titles = contents.folders.map(({ title }) => title ?? '');
    const taken = new Set(titles);
    const found = new Map<string, string>();
    for (const folder of folders) {
      const title = this.#folderTitle(folder.ref, folder.folderId) ?? '';
      const free = freeName(title, (name) => taken.has(name));
      taken.add(free);
      found.set(folder.id, free);
    }
    const [only] = folders;
    if (!only || folders.length > 1) return found;
    const asked = await askFolderTitle({
      title: vscode.l10n.t('Duplicate Folder {0}', shownName(this.#folderTitle(only.ref, only.folderId))),
      value: found.get(only.id) ?? '',
      mayStay: true,
      others: () => contents.folders.map(({ title }) => title),
    });
    return new Map([[only.id, asked]]);
  }

  /** @throws Cancelled, Explained, ApiError */
  async #merge(argument: Argument): Promise<void> {
    const [row] = argument === undefined ? [] : await this.#rows(argument, undefined);
    if (row?.kind === 'folder') return this.#endings.merge(row);
    const { accounts, current } = this.#parts;
    const title = vscode.l10n.t('Merge Folder');
    const ref = current.ref ?? (await pickBot(accounts, current, title));
    await this.#endings.merge(await this.#endings.pickFolder(ref, title));
  }

  /** Rows that can be moved; from the palette the command of the editor, or what the person chooses. */
  async #movable(
    argument: Argument,
    selected: readonly Node[] | undefined,
    title: string,
  ): Promise<readonly MovableNode[]> {
    if (argument === undefined) return [await this.#pick(title)];
    const rows = (await this.#rows(argument, selected)).filter(isMovable);
    if (rows.length === 0) throw new Cancelled();
    return rows;
  }

  /** @throws Cancelled, Explained, ApiError */
  async #pick(title: string): Promise<MovableNode> {
    const node = await this.#parts.pickRow(title);
    if (isMovable(node)) return node;
    throw new Explained(vscode.l10n.t('A whole bot is copied with Copy Bot….'));
  }

  /** The rows that are meant, without those to which something is being done already. */
  async #rows(argument: Argument, selected: readonly Node[] | undefined): Promise<readonly Node[]> {
    const { view } = this.#parts;
    if (argument === undefined) return [];
    const rows = argument === 'keyboard' ? await view.rowsForKey() : (selected ?? [argument]);
    return rows.filter((row) => !view.isPending(row));
  }

  /** Rows whose accounts are signed in here and that are still there. @throws Explained when there is none */
  async #known(rows: readonly MovableNode[]): Promise<readonly MovableNode[]> {
    const { accounts } = this.#parts;
    await accounts.restore();
    const signedOut = rows.find(({ ref }) => !accounts.get(ref.accountId));
    if (signedOut) {
      throw new Explained(
        vscode.l10n.t('The account of these rows is not signed in in this window. Sign in and try again.'),
      );
    }
    const refs = new Map(rows.map(({ ref }) => [`${ref.accountId} ${ref.botId}`, ref]));
    // In another window than they were dragged from, nothing may be known of their bot.
    await inView(Promise.all([...refs.values()].map((ref) => this.#contents(ref).openWhole())));
    const there = rows.filter((row) => this.#isThere(row));
    if (there.length === 0) throw goneError();
    // What lies in a folder that goes along goes with it.
    const folders = new Set(there.filter(({ kind }) => kind === 'folder').map(({ id }) => id));
    return there.filter((row) => {
      const folderId = row.kind === 'command' ? this.#folderIdOf(row) : null;
      return folderId === null || !folders.has(folderNode(row.ref, folderId).id);
    });
  }

  #isThere(row: MovableNode): boolean {
    const { commands, folders } = this.#contents(row.ref);
    return row.kind === 'command'
      ? commands.has(row.commandId)
      : folders.some(({ id }) => id === row.folderId);
  }

  /** What is to be copied to another bot, and where each is to lie. @throws Explained, ApiError */
  async #wishes(rows: readonly MovableNode[], { folderId }: FolderTarget): Promise<CopyWish[]> {
    const wishes: CopyWish[] = [];
    for (const row of rows) {
      if (row.kind === 'command') {
        wishes.push({ node: row, place: placeIn(folderId) });
        continue;
      }
      const contents = this.#contents(row.ref);
      await contents.openWhole();
      if (contents.error) throw contents.error;
      const title = this.#folderTitle(row.ref, row.folderId);
      if (contents.isIncomplete || contents.broken.length > 0) {
        throw new Explained(
          vscode.l10n.t(
            'The list of commands of {0} is not whole, so the folder {1} would be copied with parts missing. Refresh the list, or copy the commands one by one.',
            this.#botName(row.ref),
            shownName(title),
          ),
        );
      }
      const place = folderId === null ? ({ kind: 'titled', title: title ?? '' } as const) : placeIn(folderId);
      wishes.push(...commandsOf(contents, row).map((node) => ({ node, place })));
    }
    return wishes;
  }

  #titlesOf(rows: readonly MovableNode[]): string[] {
    return rows.flatMap((row) =>
      row.kind === 'folder' ? [this.#folderTitle(row.ref, row.folderId) ?? ''] : [],
    );
  }

  /** Where a row stands for when something is put on it; `undefined` for rows that hold nothing. */
  #placeOf(row: Node): FolderTarget | undefined {
    if (row.kind === 'command') return { ref: row.ref, folderId: this.#folderIdOf(row) };
    if (row.kind === 'folder') return { ref: row.ref, folderId: row.folderId };
    const ref = row.kind === 'bot' ? botOf(row) : undefined;
    return ref && { ref, folderId: null };
  }

  #folderIdOf({ ref, commandId }: CommandNode): number | null {
    const contents = this.#contents(ref);
    const command = contents.commands.get(commandId);
    return (command && contents.folderOf(command)?.id) ?? null;
  }

  #folderTitle(ref: BotRef, folderId: number): string | null | undefined {
    return this.#contents(ref).folders.find(({ id }) => id === folderId)?.title;
  }

  #contents({ accountId, botId }: BotRef): Contents {
    const contents = this.#parts.accounts.get(accountId)?.contents(botId);
    if (!contents) throw goneError();
    return contents;
  }

  #botName({ accountId, botId }: BotRef): string {
    return shownName(this.#parts.accounts.get(accountId)?.bots.get(botId)?.name);
  }

  #nameOf({ ref, commandId }: CommandNode): string {
    return shownName(this.#contents(ref).commands.get(commandId)?.command);
  }
}

/** What lies in a bot, and what in others. */
function apart(
  rows: readonly MovableNode[],
  bot: BotRef,
): { readonly within: readonly MovableNode[]; readonly away: readonly MovableNode[] } {
  return {
    within: rows.filter(({ ref }) => sameBot(ref, bot)),
    away: rows.filter(({ ref }) => !sameBot(ref, bot)),
  };
}

function placeIn(folderId: number | null): CopyPlace {
  return folderId === null ? { kind: 'root' } : { kind: 'folder', id: folderId };
}

function commandsOf(contents: Contents, { ref, folderId }: FolderNode): CommandNode[] {
  return [...contents.commands.values()]
    .filter((command) => command.commands_folder_id === folderId)
    .map(({ id }) => commandNode(ref, id));
}

function commandCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 command') : vscode.l10n.t('{0} commands', count);
}

/** As `2 commands` or `3 rows`, when folders are among them. */
function countWord(rows: readonly MovableNode[]): string {
  if (rows.every(({ kind }) => kind === 'command')) return commandCount(rows.length);
  if (rows.every(({ kind }) => kind === 'folder')) {
    return rows.length === 1 ? vscode.l10n.t('1 folder') : vscode.l10n.t('{0} folders', rows.length);
  }
  return vscode.l10n.t('{0} commands and folders', rows.length);
}
