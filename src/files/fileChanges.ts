import * as vscode from 'vscode';

import type { Command } from '../api/commands';
import type { Folder } from '../api/folders';
import type { AccountModel } from '../model/accountModel';
import type { Contents } from '../model/contents';
import { NotKeptError } from '../model/notKept';
import type { Judge } from '../model/judges';
import { isRewriting } from '../model/remoteCommand';
import { listAnew } from '../model/structure';
import { commandNameFromFileName, fileNameOf, folderNameOf } from '../repository/format/names';
import { type CommandFile, type CommandFiles, fileNameIn } from './commandFiles';
import { FileRefusal } from './errors';
import { parsePlace, type PlaceInBot } from './uri';

/** A file of a command that got another name or folder. */
export interface RenamedFile {
  readonly file: CommandFile;
  readonly before: Command;
  readonly after: Command;
}

/**
 * What a person wants a path to be called. A file name does not say it all: `_start.js` may be `/start`, `_start` or
 * `*start`; so whoever renames through VS Code says here what the name is to be, and learns here why it failed.
 */
export interface Intention {
  /** `undefined` for whatever the path says. */
  readonly name?: string;
  /** The server has the change of a command, or of a folder, already: only the editors are to be taken along. */
  readonly done?: { readonly before: Command; readonly after: Command };
  readonly folderDone?: { readonly formerTitle: string };
  /** The command that is to be deleted, as the person was shown it. */
  readonly shown?: Command;
}

/** An intention while VS Code is at it. */
export interface RunningIntention extends Intention {
  failure?: unknown;
  hasArrived?: boolean;
}

/** Creates, renames, moves and deletes commands and folders by their paths. */
export class FileChanges {
  readonly #files: CommandFiles;
  readonly #intentions = new Map<string, RunningIntention>();
  /** What a path was called that was renamed here, so that Undo gives back the very name. */
  readonly #formerNames = new Map<string, string>();

  constructor(files: CommandFiles) {
    this.#files = files;
  }

  /** Says what the command or folder at a URI is to be called, until `work` is over. */
  async intending<T>(
    uri: vscode.Uri,
    intention: Intention,
    work: (intention: RunningIntention) => PromiseLike<T>,
  ): Promise<T> {
    const key = uri.toString();
    const running: RunningIntention = { ...intention };
    this.#intentions.set(key, running);
    try {
      return await work(running);
    } finally {
      this.#intentions.delete(key);
    }
  }

  /** Whether something comes to this URI whose editors VS Code has yet to bring: it brings them only where nothing is. */
  isAwaited(uri: vscode.Uri): boolean {
    const intention = this.#intentions.get(uri.toString());
    return (intention?.done ?? intention?.folderDone) !== undefined && !intention?.hasArrived;
  }

  /** What the person was shown who has the command at this URI deleted; `undefined` when nobody said it. */
  shownAt(uri: vscode.Uri): Command | undefined {
    return this.#intentions.get(uri.toString())?.shown;
  }

  /** VS Code renames to this URI now. */
  arrives(uri: vscode.Uri): void {
    const intention = this.#intentions.get(uri.toString());
    if (intention) intention.hasArrived = true;
  }

  /** Notes for whoever intended a change why it failed: VS Code does not tell. */
  failed(uri: vscode.Uri, error: unknown): void {
    const intention = this.#intentions.get(uri.toString());
    if (intention) intention.failure = error;
  }

  /**
   * Creates the command of a path that no command has or had.
   * @throws FileRefusal, ApiError
   */
  async create(uri: vscode.Uri, code: string): Promise<void> {
    const { place, account, folder, file } = await this.#target(uri);
    const { ref, path } = place;
    const name = this.#nameFor(uri, file);
    const command = await account.structure(ref.botId).createCommand(name, folder?.id ?? null, code);
    if (!(await this.#files.bindPath(ref, path, { command, folderTitle: folder?.title })))
      throw new FileRefusal('taken', file);
    if (!isRewriting(command.code ?? '', code)) throw new NotKeptError(name);
  }

  /** @throws FileRefusal, ApiError */
  async createFolder(uri: vscode.Uri): Promise<void> {
    const place = placeOf(uri);
    const title = this.#intentionAt(uri);
    // VS Code makes folders for its own files where it is let.
    const isOfTools = title === undefined && /^(\.|node_modules$)/.test(place.path);
    if (place.path === '' || place.path.includes('/') || isOfTools)
      throw new FileRefusal('notHere', fileNameIn(uri));
    const { account, contents } = await this.#bot(uri, place);
    // VS Code makes the folders it does not know of when it renames: a second one of the name would help nobody.
    await listAnew(contents);
    const isThere = contents.folders.some((folder) => folderNameOf(folder.title) === place.path);
    if (isThere) throw vscode.FileSystemError.FileExists(uri);
    await account.structure(place.ref.botId).createFolder(title ?? place.path);
  }

  /**
   * Gives the command of a file another name or folder.
   * @throws FileRefusal, ApiError
   */
  async rename(from: vscode.Uri, file: CommandFile, to: vscode.Uri): Promise<RenamedFile> {
    const target = await this.#target(to);
    const { ref, path } = target.place;
    if (ref.accountId !== file.ref.accountId || ref.botId !== file.ref.botId)
      throw new FileRefusal('otherBot', fileNameIn(from));
    const holder = await this.#files.commandAt(to);
    if (holder && holder.commandId !== file.commandId) throw new FileRefusal('taken', target.file);
    const done = this.#intentions.get(to.toString())?.done;
    const renamed = done ?? (await this.#renameOnServer(from, file, to, target));
    const formerName = renamed.before.command ?? '';
    // Renamed elsewhere meanwhile, it was called otherwise than this path says.
    if (fileNameOf(formerName) === withoutId(fileNameIn(from), file)) {
      this.#formerNames.set(from.toString(), formerName);
    }
    const named = { command: renamed.after, folderTitle: target.folder?.title };
    if (!(await this.#files.bindPath(ref, path, named))) throw new FileRefusal('taken', target.file);
    return { file, ...renamed };
  }

  async #renameOnServer(
    from: vscode.Uri,
    file: CommandFile,
    to: vscode.Uri,
    target: { readonly folder: Folder | undefined; readonly file: string },
  ): Promise<{ before: Command; after: Command }> {
    const name =
      this.#intentionAt(to) === undefined && target.file === fileNameIn(from)
        ? undefined
        : this.#nameFor(to, withoutId(target.file, file));
    // Within its directory it stays where others may have moved it meanwhile.
    const isMove = directoryOf(from) !== directoryOf(to);
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(isMove ? { folderId: target.folder?.id ?? null } : {}),
    };
    // Whoever renames a path says what it is to be called, whatever it is called elsewhere.
    return file.remote.change(change, () => undefined);
  }

  /**
   * Gives a folder another name: a new one is made, each command moved, the old one deleted.
   * @param open the files below the folder that are open
   * @throws FileRefusal, ApiError, FolderNotEmptyError; what was begun can be gone on with
   */
  async renameFolder(from: vscode.Uri, to: vscode.Uri, open: readonly vscode.Uri[]): Promise<void> {
    const [source, target] = [placeOf(from), placeOf(to)];
    const isFolder = target.path !== '' && !target.path.includes('/');
    if (!isFolder) throw new FileRefusal('notHere', fileNameIn(to));
    if (source.ref.accountId !== target.ref.accountId || source.ref.botId !== target.ref.botId)
      throw new FileRefusal('otherBot', fileNameIn(from));
    const { account, contents } = await this.#bot(from, source);
    const title = this.#intentionAt(to) ?? target.path;
    // VS Code takes what is open along to the new folder: no path there may be another command's.
    const moved = await this.#pathsInto(open, from, to);
    let formerTitle = this.#intentions.get(to.toString())?.folderDone?.formerTitle;
    if (formerTitle === undefined) {
      const folder = folderAt(contents, source.path);
      if (!folder) throw vscode.FileSystemError.FileNotFound(from);
      await account.folderMoves(source.ref.botId).start(folder, title);
      formerTitle = folder.title ?? '';
    }
    this.#formerNames.set(from.toString(), formerTitle);
    for (const { path, commandId } of moved) {
      const command = contents.commands.get(commandId);
      if (command) await this.#files.bindPath(source.ref, path, { command, folderTitle: title });
    }
  }

  async #pathsInto(
    open: readonly vscode.Uri[],
    from: vscode.Uri,
    to: vscode.Uri,
  ): Promise<{ path: string; commandId: number }[]> {
    const paths: { path: string; commandId: number }[] = [];
    for (const uri of open) {
      const at = await this.#files.commandAt(uri);
      if (!at) continue;
      const target = to.with({ path: to.path + uri.path.slice(from.path.length) });
      const holder = await this.#files.commandAt(target);
      if (holder && holder.commandId !== at.commandId) throw new FileRefusal('closeFirst', fileNameIn(uri));
      paths.push({ path: placeOf(target).path, commandId: at.commandId });
    }
    return paths;
  }

  /** @throws FileRefusal, ApiError, or what `mayDelete` throws */
  async delete(file: CommandFile, mayDelete: Judge): Promise<void> {
    await file.remote.delete(mayDelete);
  }

  /**
   * Deletes a folder that a fresh listing shows empty.
   * @throws FileRefusal, FolderNotEmptyError, ApiError
   */
  async deleteFolder(uri: vscode.Uri): Promise<void> {
    const place = placeOf(uri);
    if (place.path === '') throw new FileRefusal('notHere', fileNameIn(uri));
    const { account, contents } = await this.#bot(uri, place);
    const folder = folderAt(contents, place.path);
    if (!folder) throw vscode.FileSystemError.FileNotFound(uri);
    await account.structure(place.ref.botId).deleteFolder(folder);
  }

  /** @throws FileRefusal for a path where no command can be */
  async #target(uri: vscode.Uri): Promise<{
    place: PlaceInBot;
    account: AccountModel;
    folder: Folder | undefined;
    file: string;
  }> {
    const place = placeOf(uri);
    const segments = place.path.split('/');
    const file = segments.at(-1) ?? '';
    if (!file.endsWith('.js') || file === '.js') throw new FileRefusal('notHere', file);
    const { account, contents } = await this.#bot(uri, place);
    const directory = segments.length > 1 ? segments[0] : undefined;
    const folder = directory === undefined ? undefined : folderAt(contents, directory);
    if (directory !== undefined && !folder) throw vscode.FileSystemError.FileNotFound(uri);
    return { place, account, folder, file };
  }

  /** The bot of a place, its folders and commands known. */
  async #bot(uri: vscode.Uri, place: PlaceInBot): Promise<{ account: AccountModel; contents: Contents }> {
    if (!(await this.#files.hasBotDirectory(place))) throw vscode.FileSystemError.FileNotFound(uri);
    const account = this.#files.accountOf(uri);
    const contents = account.contents(place.ref.botId);
    await (contents.isKnown ? contents.open() : contents.openWhole());
    if (!contents.isKnown && contents.error) throw contents.error;
    return { account, contents };
  }

  #nameFor(uri: vscode.Uri, file: string): string {
    return this.#intentionAt(uri) ?? commandNameFromFileName(file);
  }

  #intentionAt(uri: vscode.Uri): string | undefined {
    const key = uri.toString();
    return this.#intentions.get(key)?.name ?? this.#formerNames.get(key);
  }
}

function directoryOf({ path }: vscode.Uri): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** A file name without what tells it apart from others of the name. */
function withoutId(name: string, { commandId }: CommandFile): string {
  return name.replace(` (${commandId}).js`, '.js');
}

/** @throws FileRefusal for a place that is in no bot */
function placeOf(uri: vscode.Uri): PlaceInBot {
  const place = parsePlace(uri.authority, uri.path);
  if (place?.kind !== 'inBot') throw new FileRefusal('notHere', fileNameIn(uri));
  return place;
}

/**
 * The folder of a directory name.
 * @throws FileRefusal when two folders have it: which one is meant cannot be told
 */
function folderAt(contents: Contents, directory: string): Folder | undefined {
  const [folder, another] = contents.folders.filter(({ title }) => folderNameOf(title) === directory);
  if (another) throw new FileRefusal('twoFolders', directory);
  return folder;
}
