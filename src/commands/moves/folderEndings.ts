import * as vscode from 'vscode';

import { manyAtOnce } from '../../api/manyAtOnce';
import { type BotRef, sameBot } from '../../model/account';
import type { Accounts } from '../../model/accounts';
import type { Contents } from '../../model/contents';
import { listAnew } from '../../model/structure';
import { shownName } from '../../sentences/shownName';
import { KeyedQueue } from '../../util/async';
import type { BotsView } from '../../views/botsView';
import { commandNode, folderNode, type FolderNode } from '../../views/nodes';
import { byName } from '../../views/order';
import { type CommandActions, goneError, type ShownCommand } from '../commandActions';
import { confirm, someNames, undoneSentence } from '../confirmations';
import type { FolderActions } from '../folderActions';
import { inView } from '../progress';
import { Cancelled, Explained } from '../registry';
import type { ManyCommandActions, ManyCommands } from './manyCommands';
import { type NotDone, tellOutcomes, worthRetrying } from './manyOutcomes';

/** What becomes of the commands of folders that are deleted. */
type Fate =
  | { readonly kind: 'delete' }
  /** `null` for the root. */
  | { readonly kind: 'move'; readonly folderId: number | null };

export interface FolderEndingParts {
  readonly accounts: Accounts;
  readonly commands: CommandActions;
  readonly folders: FolderActions;
  readonly many: ManyCommandActions;
  readonly view: BotsView;
  readonly inBackground: (work: () => Promise<void>) => void;
}

interface Held {
  readonly node: FolderNode;
  readonly title: string;
  readonly commands: readonly ShownCommand[];
}

/** Ends folders that hold commands: merges them into others, or deletes them. */
export class FolderEndings {
  readonly #parts: FolderEndingParts;

  constructor(parts: FolderEndingParts) {
    this.#parts = parts;
  }

  /**
   * *Merge Folder Into…*: moves all commands of a folder into another one and deletes it.
   * @throws Cancelled, Explained, ApiError
   */
  async merge(node: FolderNode): Promise<void> {
    const { title } = await this.#held(node);
    const target = await this.#pickOther(node.ref, new Set([node.folderId]), {
      title: vscode.l10n.t('Merge {0} Into', title),
      placeHolder: vscode.l10n.t('Its commands move there, and {0} is deleted', title),
      none: vscode.l10n.t('{0} is the only folder of its bot, so there is none to merge it into.', title),
    });
    await this.mergeInto([node], target);
  }

  /** Asks for a folder of a bot. @throws Cancelled, Explained when there is none, ApiError */
  async pickFolder(ref: BotRef, title: string): Promise<FolderNode> {
    const contents = this.#contents(ref);
    await contents.openWhole();
    if (!contents.isKnown && contents.error) throw contents.error;
    return this.#pickOther(ref, new Set(), {
      title,
      placeHolder: vscode.l10n.t('Which folder?'),
      none: vscode.l10n.t('The bot has no folders.'),
    });
  }

  /**
   * Offers to merge folders that were put into another one, which Bots.Business does not know.
   * @throws Cancelled, Explained, ApiError
   */
  async offerMerge(nodes: readonly FolderNode[], target: FolderNode): Promise<void> {
    const held = await Promise.all(nodes.map((node) => this.#held(node)));
    const into = shownName(this.#folder(target).title);
    const count = held.flatMap(({ commands }) => commands).length;
    const names = held.map(({ title }) => title);
    await confirm(
      vscode.l10n.t(
        'Folders cannot lie in folders on Bots.Business. Merge {0} into {1}?',
        names.join(', '),
        into,
      ),
      held.length === 1
        ? vscode.l10n.t('{0} move to {1}, and {2} is deleted.', countWord(count), into, names[0] ?? '')
        : vscode.l10n.t(
            '{0} move to {1}, and the {2} folders are deleted.',
            countWord(count),
            into,
            names.length,
          ),
      vscode.l10n.t('Merge'),
    );
    await this.mergeInto(nodes, target);
  }

  /** @throws Explained, FolderNotEmptyError, ApiError */
  async mergeInto(nodes: readonly FolderNode[], target: FolderNode): Promise<void> {
    const into = shownName(this.#folder(target).title);
    await inView(listAnew(this.#contents(target.ref)));
    const held = await Promise.all(nodes.map((node) => this.#held(node)));
    await this.#emptyAndDelete(held, { kind: 'move', folderId: target.folderId }, (moved, titles) =>
      vscode.l10n.t('{0} was merged into {1}: {2} moved.', titles, into, countWord(moved)),
    );
    await this.#parts.view.show(target);
  }

  /**
   * Deletes folders; what becomes of the commands in them the person decides.
   * @throws Cancelled, Explained, FolderNotEmptyError, ApiError
   */
  async delete(nodes: readonly FolderNode[]): Promise<void> {
    // Whether a folder is empty is asked of the server by whoever deletes it: of those that seem so nothing is asked.
    const seeming = nodes.filter(({ ref, folderId }) => commandsIn(this.#contents(ref), folderId).length > 0);
    const bots = new Map(seeming.map(({ ref }) => [`${ref.accountId} ${ref.botId}`, ref]));
    await inView(Promise.all([...bots.values()].map((ref) => listAnew(this.#contents(ref)))));
    const held = await Promise.all(nodes.map((node) => this.#held(node)));
    const full = held.filter(({ commands }) => commands.length > 0);
    const fate = full.length > 0 ? await this.#askFate(full) : ({ kind: 'delete' } as const);
    await this.#emptyAndDelete(held, fate, (count, titles) => {
      if (count === 0) return vscode.l10n.t('{0} was deleted.', titles);
      return fate.kind === 'delete'
        ? vscode.l10n.t('{0} was deleted with {1}.', titles, countWord(count))
        : vscode.l10n.t('{0} was deleted; {1} moved.', titles, countWord(count));
    });
  }

  /** @throws Cancelled */
  async #askFate(full: readonly Held[]): Promise<Fate> {
    const [first] = full;
    if (!first) throw new Cancelled();
    const commands = full.flatMap((each) => each.commands).sort(byName(({ shown }) => shown.command));
    const isOneBot = full.every(({ node }) => sameBot(node.ref, first.node.ref));
    const unsaved = await Promise.all(commands.map(({ node }) => this.#parts.commands.hasUnsavedText(node)));
    const names = commands.map(({ shown }, index) =>
      unsaved[index]
        ? vscode.l10n.t('{0} (with unsaved text)', shownName(shown.command))
        : shownName(shown.command),
    );
    const toRoot = vscode.l10n.t('Move Commands out of the Folder');
    const toFolder = vscode.l10n.t('Move Commands to Another Folder…');
    const along =
      commands.length === 1
        ? vscode.l10n.t('Delete the Command Too')
        : vscode.l10n.t('Delete {0} Commands Too', commands.length);
    const contents = this.#contents(first.node.ref);
    const others = contents.folders.filter(({ id }) => !full.some(({ node }) => node.folderId === id));
    // Those with unsaved text come first: they are never among the ones that are only counted.
    const inOrder = [...names.filter((_, index) => unsaved[index]), ...names.filter((_, i) => !unsaved[i])];
    const pressed = await vscode.window.showWarningMessage(
      full.length === 1
        ? vscode.l10n.t('Delete the folder {0}? It holds {1}.', first.title, countWord(commands.length))
        : vscode.l10n.t('Delete {0} folders? They hold {1}.', full.length, countWord(commands.length)),
      {
        modal: true,
        detail: `${someNames(inOrder).join('\n')}\n\n${undoneSentence()}`,
      },
      toRoot,
      ...(isOneBot && others.length > 0 ? [toFolder] : []),
      along,
    );
    switch (pressed) {
      case toRoot:
        return { kind: 'move', folderId: null };
      case along:
        return { kind: 'delete' };
      case toFolder:
        return { kind: 'move', folderId: (await this.#pickFate(first.node.ref, full)).folderId };
      default:
        throw new Cancelled();
    }
  }

  /** @throws Cancelled */
  async #pickFate(ref: BotRef, full: readonly Held[]): Promise<FolderNode> {
    const gone = new Set(full.map(({ node }) => node.folderId));
    return this.#pickOther(ref, gone, {
      title: vscode.l10n.t('Move Commands to Another Folder'),
      placeHolder: vscode.l10n.t('Which folder?'),
      none: vscode.l10n.t('There is no other folder. Move the commands out of the folder.'),
    });
  }

  /** Asks for one of the other folders. @throws Cancelled, Explained when there is none */
  async #pickOther(
    ref: BotRef,
    except: ReadonlySet<number>,
    { none, ...options }: { readonly title: string; readonly placeHolder: string; readonly none: string },
  ): Promise<FolderNode> {
    const contents = this.#contents(ref);
    const others = contents.folders
      .filter(({ id }) => !except.has(id))
      .sort(byName((folder) => folder.title));
    if (others.length === 0) throw new Explained(none);
    const picked = await vscode.window.showQuickPick(
      others.map(({ id, title }) => ({
        label: `$(folder) ${shownName(title)}`,
        description: countWord(commandsIn(contents, id).length),
        node: folderNode(ref, id),
      })),
      options,
    );
    if (!picked) throw new Cancelled();
    return picked.node;
  }

  /**
   * Takes commands out of folders, and deletes those that are empty then.
   * @param held with the commands that the person was told of: others that came meanwhile keep their folder from being
   *   deleted
   */
  async #emptyAndDelete(
    held: readonly Held[],
    fate: Fate,
    summary: (commands: number, titles: string) => string,
    before = 0,
  ): Promise<void> {
    const commands = held.flatMap((each) => each.commands);
    const { many } = this.#parts;
    const none: ManyCommands = { done: [], notDone: [] };
    const moveTo = (folderId: number | null) =>
      this.#eachBot(commands, (ref, own) => many.move(own, { ref, folderId }));
    const { done, notDone } =
      commands.length === 0
        ? none
        : fate.kind === 'delete'
          ? await many.delete(commands)
          : await moveTo(fate.folderId);
    // Those that somebody else moved or changed meanwhile are left alone: their folder may be empty all the same.
    const stuck = new Set(worthRetrying(notDone).map(({ command }) => command.node.id));
    const stuckIn = (each: Held) => each.commands.filter(({ node }) => stuck.has(node.id));
    const failed = await inView(this.#deleteEach(held.filter((each) => stuckIn(each).length === 0)));
    const [only] = failed;
    if (only?.outcome.kind === 'failed' && held.length === 1 && commands.length === 0)
      throw only.outcome.error;
    const rest = held
      .map((each) => ({ ...each, commands: stuckIn(each) }))
      .filter((each) => each.commands.length > 0 || failed.some(({ node }) => node === each.node));
    const count = before + done.length;
    const titles = (of: readonly Held[]) => of.map(({ title }) => title).join(', ');
    const said =
      rest.length === 0
        ? summary(count, titles(held))
        : [
            ...(commands.length > 0 ? [doneSentence(fate, done.length, commands.length)] : []),
            rest.length === 1
              ? vscode.l10n.t('The folder {0} stays.', titles(rest))
              : vscode.l10n.t('The folders {0} stay.', titles(rest)),
          ].join(' ');
    const again = rest.length > 0 ? () => this.#emptyAndDelete(rest, fate, summary, count) : undefined;
    this.#parts.inBackground(() => tellOutcomes({ summary: said, notDone: [...notDone, ...failed], again }));
  }

  /** @returns those that could not be deleted */
  async #deleteEach(held: readonly Held[]): Promise<(NotDone & { readonly node: FolderNode })[]> {
    // Each lists its bot anew first.
    const turns = new KeyedQueue();
    const results = await manyAtOnce(
      held,
      ({ node }, patiently) => turns.run('folders', () => patiently(() => this.#parts.folders.delete(node))),
      { placeOf: ({ node }) => node.ref },
    );
    return results.flatMap(({ item: { node, title: name }, outcome }) =>
      outcome.kind === 'done' ? [] : [{ node, name, outcome }],
    );
  }

  /** Commands move within their bot alone. */
  async #eachBot(
    commands: readonly ShownCommand[],
    act: (ref: BotRef, own: readonly ShownCommand[]) => Promise<ManyCommands>,
  ): Promise<ManyCommands> {
    const bots = new Map<string, ShownCommand[]>();
    for (const command of commands) {
      const { accountId, botId } = command.node.ref;
      const key = `${accountId} ${botId}`;
      bots.set(key, [...(bots.get(key) ?? []), command]);
    }
    const all: ManyCommands[] = [];
    for (const own of bots.values()) if (own[0]) all.push(await act(own[0].node.ref, own));
    return { done: all.flatMap(({ done }) => done), notDone: all.flatMap(({ notDone }) => notDone) };
  }

  /** @throws Explained when it is gone or being renamed, ApiError when the contents are not known */
  async #held(node: FolderNode): Promise<Held> {
    await this.#parts.folders.expectFree(node);
    const contents = this.#contents(node.ref);
    await contents.openWhole();
    const { title } = this.#folder(node);
    const commands = commandsIn(contents, node.folderId).map((shown) => ({
      node: commandNode(node.ref, shown.id),
      shown,
    }));
    return { node, title: shownName(title), commands };
  }

  #folder({ ref, folderId }: FolderNode) {
    const folder = this.#contents(ref).folders.find(({ id }) => id === folderId);
    if (!folder) throw goneError();
    return folder;
  }

  #contents({ accountId, botId }: BotRef): Contents {
    const contents = this.#parts.accounts.get(accountId)?.contents(botId);
    if (!contents) throw goneError();
    return contents;
  }
}

function commandsIn(contents: Contents, folderId: number) {
  return [...contents.commands.values()].filter((command) => command.commands_folder_id === folderId);
}

function doneSentence({ kind }: Fate, done: number, all: number): string {
  return kind === 'delete'
    ? vscode.l10n.t('{0} of {1} commands were deleted.', done, all)
    : vscode.l10n.t('{0} of {1} commands were moved.', done, all);
}

/** As `1 command`. */
function countWord(count: number): string {
  return count === 1 ? vscode.l10n.t('1 command') : vscode.l10n.t('{0} commands', count);
}
