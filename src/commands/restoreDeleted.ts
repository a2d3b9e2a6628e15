import * as vscode from 'vscode';

import { newCommandBody } from '../api/commandBody';
import type { Command } from '../api/commands';
import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import {
  differenceOf,
  isSame,
  isSamePlace,
  knownParts,
  lineChanges,
  stateIn,
  stateParts,
} from '../model/compare/commandState';
import type { Contents } from '../model/contents';
import type { CurrentBot } from '../model/currentBot';
import type { History } from '../model/history/history';
import type { KeptVersion } from '../model/history/keptVersion';
import { checkCommandName } from '../repository/format/nameRules';
import { listAnew } from '../model/structure';
import { partLabel } from '../sentences/partLabels';
import { shownName } from '../sentences/shownName';
import { commandIds, viewIds } from '../util/contract';
import type { BotsView } from '../views/botsView';
import { botNode, botOf, commandNode, type CommandNode, type Node } from '../views/nodes';
import { type CommandActions, goneError } from './commandActions';
import { momentOf } from './commandHistory';
import type { FolderActions } from './folderActions';
import { actOnMany } from './manyResults';
import { askCommandName, askFolderTitle } from './nameInputs';
import { pickBot, pickFolder } from './pickers';
import { inView } from './progress';
import { Cancelled, Explained } from './registry';
import { tell } from './tell';
import { orUnknown } from './unknownOutcome';

export interface RestoreDeletedParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly commands: CommandActions;
  readonly folders: FolderActions;
  readonly history: History;
  readonly view: BotsView;
}

/** Where a command is to be made: a folder that is there, `null` for the root, or the title of one that is yet to be made. */
type Place = number | null | { readonly title: string };

/** A deleted command, and what it is to be. */
interface Planned {
  readonly version: KeptVersion;
  readonly name: string;
  readonly place: Place;
}

/** *Restore Deleted Command*: makes commands anew that were deleted, with all that was kept of them. */
export class RestoreDeleted {
  readonly #parts: RestoreDeletedParts;

  constructor(parts: RestoreDeletedParts) {
    this.#parts = parts;
  }

  /** @throws Cancelled, Explained, ApiError */
  async run(node: Node | undefined): Promise<void> {
    const { accounts, current, history } = this.#parts;
    const title = vscode.l10n.t('Restore Deleted Command');
    const ref = botOf(node) ?? (await pickBot(accounts, current, title));
    const account = accounts.get(ref.accountId);
    if (!account) throw goneError();
    const contents = account.contents(ref.botId);
    const bot = shownName(account.bots.get(ref.botId)?.name);
    // What is taken for deleted must not be what a list lacks for another reason.
    await inView(listAnew(contents));
    const deleted = await history.deleted(ref, (id) => contents.commands.has(id));
    const offered = deleted.filter((version) => !isReplaced(contents, version));
    if (offered.length === 0) {
      tell(
        vscode.l10n.t(
          'No deleted command of {0} is kept on this machine. Commands that you delete here, or saved here before, can be brought back.',
          bot,
        ),
      );
      return;
    }
    const planned = await this.#plan(contents, await pickDeleted(bot, offered));
    const made = await this.#makeAll(account, ref, planned);
    await this.#show(made);
  }

  /** Asks what cannot be as it was, for all of them before the first is made. @throws Cancelled */
  async #plan(contents: Contents, versions: readonly KeptVersion[]): Promise<Planned[]> {
    const planned: Planned[] = [];
    const places = new Map<string, Place>();
    for (const version of versions) {
      const { state, folderId } = version;
      const others = () => [
        ...[...contents.commands.values()].map(({ command }) => command),
        ...planned.map(({ name }) => name),
      ];
      const isFree = checkCommandName(state.name, others())?.severity !== 'error';
      const isMade = !isFree && (await inView(madeOf(version, contents))) !== undefined;
      const name = isFree || isMade ? state.name : await askOtherName(state.name, others);
      const key = `${folderId ?? ''} ${state.folder ?? ''}`;
      const place = places.get(key) ?? (await placeOf(contents, version));
      places.set(key, place);
      planned.push({ version, name, place });
    }
    return planned;
  }

  /** @throws Explained with the result of each that failed, ApiError when nothing was made */
  async #makeAll(
    account: AccountModel,
    ref: BotRef,
    planned: readonly Planned[],
  ): Promise<readonly CommandNode[]> {
    const made: CommandNode[] = [];
    const contents = account.contents(ref.botId);
    // The questions took their time, and another window or person may have done the same.
    await inView(listAnew(contents));
    const deleted = await this.#parts.history.deleted(ref, (id) => contents.commands.has(id));
    const stillDeleted = new Set(deleted.map(({ entry }) => entry.commandId));
    try {
      await actOnMany(planned, {
        title: vscode.l10n.t('Restoring deleted commands'),
        view: viewIds.bots,
        nameOf: ({ name }) => shownName(name),
        act: async (each) => {
          if (!stillDeleted.has(each.version.entry.commandId))
            throw new Explained(vscode.l10n.t('It was restored meanwhile, maybe in another window.'));
          made.push(await this.#make(account, ref, each));
        },
        summary: (done, all) => vscode.l10n.t('{0} of {1} deleted commands were restored.', done, all),
      });
    } catch (error) {
      await this.#show(made);
      if (!(error instanceof Explained) || planned.length === 1) throw error;
      // What failed is still deleted, so that it is offered again.
      const wayOn = {
        label: vscode.l10n.t('Try Again'),
        command: commandIds.restoreDeletedCommand,
        argument: botNode(ref),
      };
      throw new Explained(error.sentence, error.cause, wayOn);
    }
    return made;
  }

  async #make(account: AccountModel, ref: BotRef, { version, name, place }: Planned): Promise<CommandNode> {
    const { state, entry } = version;
    const contents = account.contents(ref.botId);
    const command =
      (await madeOf(version, contents)) ?? (await this.#create(account, ref, { version, name, place }));
    const { group } = state.properties;
    // The answer to a creation may not say the group, which the next save would then take away.
    if (group) contents.noteGroup(command.id, group);
    await this.#parts.history.restored(ref, entry.commandId, {
      command,
      folder: state.folder ?? null,
      group,
    });
    return commandNode(ref, command.id);
  }

  async #create(account: AccountModel, ref: BotRef, { version, name, place }: Planned): Promise<Command> {
    const contents = account.contents(ref.botId);
    const names = [...contents.commands.values()].map(({ command }) => command);
    if (checkCommandName(name, names)?.severity === 'error') {
      throw new Explained(
        vscode.l10n.t('The bot has a command {0} by now. Restore it again to give it another name.', name),
      );
    }
    const { code, properties } = version.state;
    const folderId = await this.#folderIdOf(contents, ref, place);
    const body = newCommandBody(name, folderId, code ?? '', properties);
    return orUnknown(account.structure(ref.botId).create(body), (why) =>
      vscode.l10n.t(
        '{0} Whether {1} was restored is not known: restore it again, which looks first.',
        why,
        shownName(name),
      ),
    );
  }

  async #folderIdOf({ folders }: Contents, ref: BotRef, place: Place): Promise<number | null> {
    if (place !== null && typeof place === 'object') {
      // One that was restored before, or somebody else, made it.
      const there = folders.find(({ title }) => title === place.title);
      return there?.id ?? (await this.#parts.folders.create(ref, place.title)).folderId;
    }
    if (place === null || folders.some(({ id }) => id === place)) return place;
    throw new Explained(vscode.l10n.t('Its folder is gone by now. Restore it again to choose another one.'));
  }

  /** Opens the only one; of several the last is shown in the view. */
  async #show(made: readonly CommandNode[]): Promise<void> {
    const { commands, view } = this.#parts;
    const last = made.at(-1);
    if (!last) return;
    const uri = made.length === 1 ? await commands.uriOf(last) : undefined;
    if (uri) await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
    await view.show(last);
  }
}

/** An import put another command in its place: nobody deleted it. */
function isReplaced(contents: Contents, { entry, state }: KeptVersion): boolean {
  if (entry.how === 'delete') return false;
  return [...contents.commands.values()].some((command) => isSamePlace(state, stateIn(contents, command)));
}

/**
 * The command that a version was made into already, by a creation whose answer was lost or in another window: a later
 * one that is the same in all that is known. @throws ApiError
 */
async function madeOf({ entry, state }: KeptVersion, contents: Contents): Promise<Command | undefined> {
  const isIt = (command: Command) => isSame(differenceOf(state, stateIn(contents, command)));
  for (const command of contents.commands.values()) {
    if (command.id < entry.commandId || !isIt(command)) continue;
    // Not every listing says all.
    const fresh = await contents.remote(command.id).fresh(performance.now());
    if (isIt(fresh)) return fresh;
  }
  return undefined;
}

async function pickDeleted(bot: string, versions: readonly KeptVersion[]): Promise<readonly KeptVersion[]> {
  const items = versions.map((version) => ({
    label: shownName(version.state.name),
    description: [version.state.folder, sizeWords(version)].filter(Boolean).join(' · '),
    detail: [goneWords(version), ...unknownWords(version)].join(' · '),
    version,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    // From the palette a list of bots was there before.
    ignoreFocusOut: true,
    title: vscode.l10n.t('Restore Deleted Commands of {0}', bot),
    placeHolder: vscode.l10n.t('Which ones? They are made anew with all their properties.'),
    matchOnDescription: true,
  });
  if (!picked || picked.length === 0) throw new Cancelled();
  return picked.map(({ version }) => version);
}

function sizeWords({ state: { code } }: KeptVersion): string {
  if (code === undefined) return vscode.l10n.t('its code is not known');
  const lines = lineChanges('', code).added;
  return lines === 1 ? vscode.l10n.t('1 line of code') : vscode.l10n.t('{0} lines of code', lines);
}

function unknownWords({ state }: KeptVersion): string[] {
  const known = knownParts(state);
  // The folder is not asked for: where it is not known, the command goes to the root.
  const unknown = stateParts.filter((part) => part !== 'folder' && !known.includes(part)).map(partLabel);
  return unknown.length === 0 ? [] : [vscode.l10n.t('not known: {0}', unknown.join(', '))];
}

function goneWords({ entry }: KeptVersion): string {
  const moment = momentOf(entry);
  if (entry.how === 'delete') return vscode.l10n.t('deleted here on {0}', moment);
  return entry.how === 'import'
    ? vscode.l10n.t('gone since an import that was begun here on {0}', moment)
    : vscode.l10n.t('deleted elsewhere; as it was known here on {0}', moment);
}

/** @throws Cancelled */
async function askOtherName(
  name: string,
  others: () => readonly (string | null | undefined)[],
): Promise<string> {
  return askCommandName({
    title: vscode.l10n.t('Another Name for {0}', shownName(name)),
    prompt: vscode.l10n.t(
      'The bot has a command of this name by now, or it has none. What is it to be called?',
    ),
    others,
  });
}

/** @throws Cancelled */
async function placeOf(contents: Contents, { state, folderId }: KeptVersion): Promise<Place> {
  const { folder } = state;
  if (folder === null) return null;
  const { folders } = contents;
  const there = folders.find(({ id }) => id === folderId) ?? folders.find(({ title }) => title === folder);
  if (there) return there.id;
  if (folder === undefined) return null;
  const again = { label: `$(new-folder) ${vscode.l10n.t('Make the folder {0} again', folder)}` };
  const other = { label: `$(folder) ${vscode.l10n.t('Choose another folder…')}` };
  const picked = await vscode.window.showQuickPick([again, other], {
    ignoreFocusOut: true,
    title: vscode.l10n.t('The Folder {0} Is Gone', folder),
    placeHolder: vscode.l10n.t('Where is {0} to be?', shownName(state.name)),
  });
  if (!picked) throw new Cancelled();
  if (picked === again) return { title: folder };
  const target = await pickFolder(contents, {
    title: vscode.l10n.t('Restore {0} in Folder', shownName(state.name)),
    except: undefined,
  });
  if (target !== 'new') return target;
  const title = await askFolderTitle({
    title: vscode.l10n.t('New Folder'),
    others: () => folders.map((folder) => folder.title),
  });
  return { title };
}
