import * as vscode from 'vscode';

import type { Command } from '../api/commands';
import type { Folder } from '../api/folders';
import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { Contents } from '../model/contents';
import { folderNameOf } from '../repository/format/names';
import { listAnew } from '../model/structure';
import type { RemoteCommand } from '../model/remoteCommand';
import { fileScheme } from '../util/contract';
import type { Log } from '../util/log';
import { HeldElsewhereError, type TextStore } from '../util/textStore';
import { Bindings, type NamedCommand } from './bindings';
import { Clocks } from './clocks';
import { FileRefusal } from './errors';
import { botDirectory, botPath, parsePlace, type PlaceInBot } from './uri';

/** How long a read waits for the stored accounts, in milliseconds: a restored tab may come before sign-in. */
const signInWait = 10_000;

/** A command file and all that belongs to it. */
export interface CommandFile {
  readonly ref: BotRef;
  readonly commandId: number;
  /** Names the command within its account. */
  readonly key: string;
  readonly contents: Contents;
  readonly remote: RemoteCommand;
  readonly clocks: Clocks;
}

interface AccountFiles {
  readonly bindings: Bindings;
  readonly clocks: Clocks;
}

/** A path and the command it belongs to. */
export interface CommandAt {
  readonly ref: BotRef;
  readonly commandId: number;
}

/** Which URI belongs to what: the way from paths to commands and back. */
export class CommandFiles {
  readonly #accounts: Accounts;
  readonly #store: TextStore;
  readonly #log: Log;
  readonly #ofAccount = new Map<string, AccountFiles>();

  constructor(accounts: Accounts, store: TextStore, log: Log) {
    this.#accounts = accounts;
    this.#store = store;
    this.#log = log;
  }

  /** The URI of a command as it is called now; from then on it answers for this command. */
  async uriOf(ref: BotRef, botName: string | null, command: Command): Promise<vscode.Uri> {
    const { bindings } = await this.#filesOf(ref.accountId);
    const contents = this.#accounts.contents(ref);
    if (contents) await this.followImport(ref, contents);
    if (contents && !(await isPlaced(command, contents))) {
      const known = bindings.lastPathOf(ref.botId, command.id);
      if (known !== undefined) return this.inBot(ref, botName, known);
    }
    const folderTitle = contents?.folderOf(command)?.title;
    const paths = await bindings.pathsFor(ref.botId, [{ command, folderTitle }]);
    return this.inBot(ref, botName, paths.get(command.id) ?? '');
  }

  /** The URI of something in a bot. @param path below the bot's directory, empty for the directory itself */
  async inBot(ref: BotRef, botName: string | null, path: string): Promise<vscode.Uri> {
    const { bindings } = await this.#filesOf(ref.accountId);
    const directory = botDirectory(botName, ref.botId);
    await bindings.bindDirectory(ref.botId, directory);
    return vscode.Uri.from({
      scheme: fileScheme,
      authority: ref.accountId,
      path: botPath(directory, path),
    });
  }

  /** The URI of a folder by its title. */
  folderUri(ref: BotRef, botName: string | null, title: string | null): Promise<vscode.Uri> {
    return this.inBot(ref, botName, folderNameOf(title));
  }

  /** The path that a command would have under another name or in another folder; nothing is bound. */
  async pathUnder(ref: BotRef, named: NamedCommand): Promise<string> {
    const { bindings } = await this.#filesOf(ref.accountId);
    return bindings.pathUnder(ref.botId, named);
  }

  /**
   * Gives a command another path, which no other command has or had.
   * @returns whether it could be had
   */
  async bindPath(ref: BotRef, path: string, named: NamedCommand): Promise<boolean> {
    const { bindings } = await this.#filesOf(ref.accountId);
    return bindings.bindPath(ref.botId, path, named);
  }

  /** The command that a URI belongs to, `undefined` for anything else. */
  async commandAt(uri: vscode.Uri): Promise<CommandAt | undefined> {
    if (uri.scheme !== fileScheme) return undefined;
    const place = parsePlace(uri.authority, uri.path);
    if (place?.kind !== 'inBot') return undefined;
    const { bindings } = await this.#filesOf(place.ref.accountId);
    if (!bindings.hasDirectory(place.ref.botId, place.directory)) return undefined;
    let commandId = bindings.commandAt(place.ref.botId, place.path);
    if (commandId === undefined && place.path.endsWith('.js')) {
      // Another window may have bound it meanwhile.
      await bindings.refresh();
      commandId = bindings.commandAt(place.ref.botId, place.path);
    }
    return commandId === undefined ? undefined : { ref: place.ref, commandId };
  }

  /**
   * The file of a URI, `undefined` when it belongs to no command.
   * @throws FileRefusal `signedOut`
   */
  async find(uri: vscode.Uri): Promise<CommandFile | undefined> {
    const at = await this.commandAt(uri);
    if (!at) return undefined;
    const { ref, commandId } = at;
    const account = this.accountOf(uri);
    const { clocks } = await this.#filesOf(ref.accountId);
    const contents = account.contents(ref.botId);
    await contents.restore();
    const key = keyOf(ref, commandId);
    return { ref, commandId, key, contents, remote: contents.remote(commandId), clocks };
  }

  /**
   * The file of a path whose command is gone: after an import of the bot another command has its name and folder.
   * @returns `undefined` when no command came for it
   * @throws ApiError when the server cannot say
   */
  async successorOf(
    uri: vscode.Uri,
    { ref, commandId, contents }: CommandFile,
  ): Promise<CommandFile | undefined> {
    await listAnew(contents);
    if (contents.commands.has(commandId)) return undefined;
    // Another window may know what it was called last, or have followed the import already.
    await (await this.#filesOf(ref.accountId)).bindings.refresh();
    await this.followImport(ref, contents);
    const file = await this.find(uri);
    return file?.commandId === commandId ? undefined : file;
  }

  /** Lets paths follow an import, as far as the last listing tells. */
  async followImport(ref: BotRef, contents: Contents): Promise<void> {
    if (!contents.isKnown || contents.isStale || contents.isIncomplete) return;
    const { bindings, clocks } = await this.#filesOf(ref.accountId);
    for (const [gone, successor] of await bindings.followImport(ref.botId, namedCommands(contents))) {
      await clocks.follow(keyOf(ref, gone), keyOf(ref, successor));
      contents.inheritGroup(gone, successor);
    }
  }

  /** Whether a path is what its command is called now: after a rename the old path still leads to it. */
  async isCurrent(uri: vscode.Uri, { ref, commandId, contents }: CommandFile): Promise<boolean> {
    const command = contents.commands.get(commandId);
    const place = parsePlace(uri.authority, uri.path);
    // Of one that is not in the list nobody knows what it is called.
    if (!command || place?.kind !== 'inBot') return true;
    const { bindings } = await this.#filesOf(ref.accountId);
    const folderTitle = contents.folderOf(command)?.title;
    return bindings.pathOf(ref.botId, { command, folderTitle }) === place.path;
  }

  /**
   * Writes a command while no other window of this person does: the server takes whatever comes last.
   * @param write is told whether what was read before may be from before another window's write
   * @throws FileRefusal `savedElsewhere`, or what `write` throws
   */
  async writeAlone(
    uri: vscode.Uri,
    { commandId, contents, key, clocks }: CommandFile,
    write: (mayBeOld: boolean) => Promise<void>,
  ): Promise<void> {
    const hold = await contents.hold(commandId).catch((error: unknown) => {
      if (!(error instanceof HeldElsewhereError)) throw error;
      throw new FileRefusal('savedElsewhere', fileNameIn(uri), error);
    });
    try {
      await write(hold.waited || (await clocks.isMovedElsewhere(key)));
    } finally {
      await hold.letGo();
    }
  }

  /**
   * Whether a URI is a directory of this file system: answered without a request.
   * @param isInUse whether anything below a URI is open
   */
  async isDirectory(uri: vscode.Uri, isInUse: (uri: vscode.Uri) => boolean): Promise<boolean> {
    const place = parsePlace(uri.authority, uri.path);
    if (place?.kind !== 'inBot') return place !== undefined;
    const { ref, directory, path } = place;
    const { bindings } = await this.#filesOf(ref.accountId);
    if (!bindings.hasDirectory(ref.botId, directory)) return false;
    if (path === '') return true;
    if (path.includes('/') || bindings.commandAt(ref.botId, path) !== undefined) return false;
    const contents = this.#accounts.contents(ref);
    if (contents?.folders.some(({ title }) => folderNameOf(title) === path)) return true;
    // A folder that is gone stays one for as long as files in it are open: VS Code looks for it when they are saved.
    return bindings.hasFolder(ref.botId, path) && (!contents?.isKnown || isInUse(uri));
  }

  /** Binds the paths of all commands of a bot, so that one that nobody asked for yet is not made twice. */
  async bindAll(uri: vscode.Uri): Promise<void> {
    const place = parsePlace(uri.authority, uri.path);
    if (place?.kind !== 'inBot' || !(await this.hasBotDirectory(place))) return;
    const contents = this.accountOf(uri).contents(place.ref.botId);
    await openWhole(contents);
    await this.followImport(place.ref, contents);
    const { bindings } = await this.#filesOf(place.ref.accountId);
    await bindings.pathsFor(place.ref.botId, namedCommands(contents));
  }

  /** Notes what the commands that have paths are called now: after an import that tells which came for which. */
  async noteNames(ref: BotRef, contents: Contents): Promise<void> {
    const { bindings } = await this.#filesOf(ref.accountId);
    // A command that was read alone may lie in a folder of which nothing is known: that is not the root.
    const named = namedCommands(contents).filter(
      ({ command, folderTitle }) => command.commands_folder_id === null || folderTitle !== undefined,
    );
    await bindings.noteNames(ref.botId, named);
  }

  /** Whether the directory of a place was handed out for its bot: no other spelling is answered. */
  async hasBotDirectory({ ref, directory }: PlaceInBot): Promise<boolean> {
    const { bindings } = await this.#filesOf(ref.accountId);
    return bindings.hasDirectory(ref.botId, directory);
  }

  /**
   * The names of the bots' directories.
   * @throws FileRefusal `signedOut`
   */
  async botDirectories(uri: vscode.Uri): Promise<string[]> {
    const account = this.accountOf(uri);
    const { bindings } = await this.#filesOf(uri.authority);
    await account.bots.open();
    const names: string[] = [];
    for (const { id, name } of account.bots.all ?? []) {
      const directory = botDirectory(name, id);
      await bindings.bindDirectory(id, directory);
      names.push(directory);
    }
    return names;
  }

  /**
   * The folders and files directly below a directory of a bot.
   * @param path of the directory below the bot's, empty for the bot's own
   * @throws FileRefusal `signedOut`, ApiError
   */
  async entriesOf(
    uri: vscode.Uri,
    ref: BotRef,
    path: string,
  ): Promise<{ folders: string[]; files: string[] }> {
    const contents = this.accountOf(uri).contents(ref.botId);
    await openWhole(contents);
    await this.followImport(ref, contents);
    const { bindings } = await this.#filesOf(ref.accountId);
    const head = path ? `${path}/` : '';
    const paths = [...(await bindings.pathsFor(ref.botId, namedCommands(contents))).values()];
    const files = paths
      .filter((file) => file.startsWith(head) && !file.slice(head.length).includes('/'))
      .map((file) => file.slice(head.length));
    const folders = path ? [] : [...new Set(contents.folders.map(({ title }) => folderNameOf(title)))];
    return { folders, files };
  }

  /**
   * The account of a URI.
   * @throws FileRefusal `signedOut`
   */
  accountOf(uri: vscode.Uri): AccountModel {
    const account = this.#accounts.get(uri.authority);
    if (!account) throw new FileRefusal('signedOut', fileNameIn(uri));
    return account;
  }

  async #filesOf(accountId: string): Promise<AccountFiles> {
    await within(signInWait, this.#accounts.restore());
    let files = this.#ofAccount.get(accountId);
    if (!files) {
      const bindings = new Bindings(this.#store, accountId, this.#log);
      const clocks = new Clocks(this.#store, accountId, this.#log);
      files = { bindings, clocks };
      this.#ofAccount.set(accountId, files);
    }
    await Promise.all([files.bindings.restore(), files.clocks.restore()]);
    return files;
  }
}

/** The last segment of a URI's path: what a person calls the file. */
export function fileNameIn(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Whether another folder of the bot has the same directory name, so that a path does not tell which one is meant. */
export function sharesDirectory(contents: Contents, folder: Folder): boolean {
  const name = folderNameOf(folder.title);
  return contents.folders.some(({ id, title }) => id !== folder.id && folderNameOf(title) === name);
}

function keyOf({ botId }: BotRef, commandId: number): string {
  return `${botId}/${commandId}`;
}

/** All commands of a bot with what their folders are called. */
export function namedCommands(contents: Contents): NamedCommand[] {
  return [...contents.commands.values()].map((command) => ({
    command,
    folderTitle: contents.folderOf(command)?.title,
  }));
}

/**
 * Whether it is known where a command lies. One that was read alone, as after a sign-in, may lie in a folder of which
 * nothing is known: without the listing it would pass for one at the root.
 */
async function isPlaced(command: Command, contents: Contents): Promise<boolean> {
  if (command.commands_folder_id === null || contents.folderOf(command)) return true;
  await contents.openWhole();
  return contents.isKnown && !contents.error && !contents.isIncomplete;
}

/** A directory is never listed by halves. @throws ApiError when nothing is known */
async function openWhole(contents: Contents): Promise<void> {
  await (contents.isKnown && !contents.isIncomplete ? contents.open() : contents.openWhole());
  if (contents.error && (!contents.isKnown || contents.isIncomplete)) throw contents.error;
}

/** Waits for `promise`, but not longer than `ms`; what then is missing is found by whoever needs it. */
async function within(ms: number, promise: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
