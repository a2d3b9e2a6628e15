import * as vscode from 'vscode';

import type { Command } from '../api/commands';
import { ApiError, isOffline } from '../api/errors';
import type { BotRef } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { Contents } from '../model/contents';
import { folderNameOf } from '../repository/format/names';
import { fileSentence, groupUnknownSentence } from './fileSentences';
import { KeyedQueue } from '../util/async';
import { fileScheme } from '../util/contract';
import { Disposable } from '../util/disposable';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';
import { Bindings } from './bindings';
import { Clocks, reportedSize } from './clocks';
import { EditState } from './editState';
import { FileRefusal } from './errors';
import { restoreLineEnds } from './lineEnds';
import { isGone, RemoteCommand } from './remoteCommand';
import { botDirectory, botPath, parsePlace, pathHead } from './uri';

/** How long a read waits for the stored accounts, in milliseconds: a restored tab may come before sign-in. */
const signInWait = 10_000;

interface AccountFiles {
  readonly bindings: Bindings;
  readonly clocks: Clocks;
  readonly commands: Map<string, RemoteCommand>;
}

/** A command file and all that belongs to it. */
interface CommandFile {
  readonly ref: BotRef;
  readonly commandId: number;
  /** Names the command within its account. */
  readonly key: string;
  readonly contents: Contents;
  readonly remote: RemoteCommand;
  readonly clocks: Clocks;
}

interface Editor {
  readonly state: EditState;
  /** When VS Code began the last save, on the clock of `performance.now()`. */
  saveBeganAt: number;
  /** VS Code looks again right after a write. Were that look to fail, the good save would count as failed. */
  justWritten: boolean;
  /** A write is under way, so that changes need not be told: VS Code looks itself when it is over. */
  saving: boolean;
}

/**
 * The `bb:` file system: the code of commands as files. What VS Code does on its side of a save, and in which order,
 * was measured; the rules that follow from it are in `EditState`.
 */
export class FileSystem extends Disposable implements vscode.FileSystemProvider {
  readonly #accounts: Accounts;
  readonly #store: TextStore;
  readonly #log: Log;
  readonly #ofAccount = new Map<string, AccountFiles>();
  readonly #editors = new Map<string, Editor>();
  readonly #writes = new KeyedQueue();
  readonly #toldOfGroups = new Set<string>();
  readonly #changed = this._register(new vscode.EventEmitter<vscode.FileChangeEvent[]>());

  readonly onDidChangeFile = this.#changed.event;

  constructor(accounts: Accounts, store: TextStore, log: Log) {
    super();
    this.#accounts = accounts;
    this.#store = store;
    this.#log = log;
    this._register(vscode.workspace.onWillSaveTextDocument(({ document }) => this.#saveBegins(document)));
    this._register(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#textChanged(document)));
    this._register(vscode.workspace.onDidSaveTextDocument((document) => this.#saveEnded(document)));
  }

  /** The URI of a command as it is called now; from then on it answers for this command. */
  async uriOf(ref: BotRef, botName: string | null, command: Command): Promise<vscode.Uri> {
    const { bindings } = await this.#filesOf(ref.accountId);
    const directory = botDirectory(botName, ref.botId);
    await bindings.bindDirectory(ref.botId, directory);
    const folderTitle = this.#accounts.contents(ref)?.folderOf(command)?.title;
    const paths = await bindings.pathsFor(ref.botId, [{ command, folderTitle }]);
    return fileUri(ref.accountId, directory, paths.get(command.id) ?? '');
  }

  /** The command that a URI belongs to, `undefined` for anything else. */
  async commandAt(
    uri: vscode.Uri,
  ): Promise<{ readonly ref: BotRef; readonly commandId: number } | undefined> {
    if (uri.scheme !== fileScheme) return undefined;
    const place = parsePlace(uri.authority, uri.path);
    if (place?.kind !== 'inBot') return undefined;
    const { bindings } = await this.#filesOf(place.ref.accountId);
    const commandId = bindings.commandAt(place.ref.botId, place.path);
    return commandId === undefined ? undefined : { ref: place.ref, commandId };
  }

  /** Tells VS Code that commands of a bot changed on the server, so that clean editors show it. */
  async commandsChanged(contents: Contents, accountId: string, commandIds: readonly number[]): Promise<void> {
    const events: vscode.FileChangeEvent[] = [];
    for (const document of vscode.workspace.textDocuments) {
      const at = await this.commandAt(document.uri);
      if (at?.ref.accountId !== accountId || at.ref.botId !== contents.botId) continue;
      if (!commandIds.includes(at.commandId) || this.#editors.get(document.uri.toString())?.saving) continue;
      events.push({ type: vscode.FileChangeType.Changed, uri: document.uri });
    }
    if (events.length > 0) this.#changed.fire(events);
  }

  watch(): vscode.Disposable {
    // The server cannot push; what changed is found by looking, for all open files at once.
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const place = parsePlace(uri.authority, uri.path);
    if (!place) throw vscode.FileSystemError.FileNotFound(uri);
    if (place.kind !== 'inBot') return directoryStat;
    const { bindings } = await this.#filesOf(place.ref.accountId);
    if (!bindings.hasDirectory(place.ref.botId, place.directory))
      throw vscode.FileSystemError.FileNotFound(uri);
    if (place.path === '' || this.#isFolder(place.ref, place.path, bindings)) return directoryStat;

    const file = await this.#file(uri);
    const editor = this.#editor(uri);
    const { state } = editor;
    const text = await this.#textForStat(uri, file, editor);
    const shown = state.shownFor(text, unsavedText(uri));
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: await file.clocks.mtimeOf(file.key, shown),
      size: reportedSize(shown),
      ...(isEditable(text) ? {} : { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async #textForStat(uri: vscode.Uri, file: CommandFile, editor: Editor): Promise<string> {
    const { remote } = file;
    const { state } = editor;
    const isCheck = isDirty(uri) && !editor.justWritten;
    editor.justWritten = false;
    if (isCheck) {
      // Only a save, Compare and Revert look at a dirty file: this is the check for other people's versions.
      try {
        const text = this.#codeOf(uri, await remote.fresh(editor.saveBeganAt));
        state.reported(text);
        return text;
      } catch (error) {
        // An error here would switch VS Code's own check off. What is known keeps it on, and the write finds out.
        const known = isGone(error) ? undefined : remote.lastKnown?.code;
        if (known != null) return known;
        throw this.#toFileError(uri, error);
      }
    }
    // An editor that is just opening must be told the text that it reads at the same time; later ones what is known.
    const known = isOpen(uri) ? remote.lastKnown : undefined;
    const text = known?.code !== undefined ? this.#codeOf(uri, known) : await this.#open(uri, file);
    state.reported(text);
    return text;
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const file = await this.#file(uri);
    const text = isDirty(uri) ? await this.#readFresh(uri, file) : await this.#open(uri, file);
    this.#editor(uri).state.read(text, isDirty(uri));
    return new TextEncoder().encode(text);
  }

  async #open(uri: vscode.Uri, file: CommandFile): Promise<string> {
    const recent = file.remote.recent;
    return recent ? this.#codeOf(uri, recent) : this.#readFresh(uri, file);
  }

  async #readFresh(uri: vscode.Uri, { remote }: CommandFile): Promise<string> {
    try {
      return this.#codeOf(uri, await remote.fresh());
    } catch (error) {
      const known = isOffline(error) ? remote.lastKnown?.code : undefined;
      if (known == null) throw this.#toFileError(uri, error);
      this.#log.info(`${uri.path} is shown as last known: the server cannot be reached`);
      return known;
    }
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const file = await this.#file(uri, 'write');
    const key = `${file.ref.accountId}/${file.key}`;
    const editor = this.#editor(uri);
    await this.#writes.run(key, async () => {
      editor.saving = true;
      try {
        await this.#write(uri, file, editor, content);
        editor.justWritten = true;
      } catch (error) {
        throw this.#toSaveError(uri, error);
      } finally {
        editor.saving = false;
      }
    });
  }

  async #write(uri: vscode.Uri, file: CommandFile, editor: Editor, content: Uint8Array): Promise<void> {
    const { state } = editor;
    const name = nameOf(uri);
    const reported = state.writeBegins();
    const text = withOwnLineEnds(decodeText(name, content), state.base ?? file.remote.lastKnown?.code);
    if (state.isUnchanged(text, reported)) return;
    try {
      const stored = await file.remote.write(text, editor.saveBeganAt, (remote) => {
        const code = this.#codeOf(uri, remote);
        if (code === text) return;
        const verdict = state.judge(code, reported);
        if (verdict !== 'accepted') throw new FileRefusal(verdict, name);
      });
      state.wrote(text, stored);
      // The time is set now, so that the `stat` that follows finds it without a request.
      await file.clocks.mtimeOf(file.key, text);
    } catch (error) {
      if (ApiError.is(error) && error.outcomeUnknown) state.writeMayHaveHappened(text);
      if (isGone(error)) throw new FileRefusal('deleted', name, error);
      throw error;
    }
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const place = parsePlace(uri.authority, uri.path);
    if (place?.kind === 'root') return [[pathHead, vscode.FileType.Directory]];
    if (place?.kind === 'bots') return this.#botDirectories(uri, place.accountId);
    if (place?.kind !== 'inBot') throw vscode.FileSystemError.FileNotFound(uri);
    const { bindings } = await this.#filesOf(place.ref.accountId);
    if (!bindings.hasDirectory(place.ref.botId, place.directory))
      throw vscode.FileSystemError.FileNotFound(uri);
    const contents = this.#accounts.contents(place.ref);
    if (!contents) throw this.#toFileError(uri, new FileRefusal('signedOut', nameOf(uri)));
    // A folder is never listed by halves.
    await (contents.isKnown && !contents.isIncomplete ? contents.open() : contents.openFresh());
    if (!contents.isKnown && contents.error) throw this.#toFileError(uri, contents.error);

    const commands = [...contents.commands.values()].map((command) => ({
      command,
      folderTitle: contents.folderOf(command)?.title,
    }));
    const paths = [...(await bindings.pathsFor(place.ref.botId, commands)).values()];
    const head = place.path ? `${place.path}/` : '';
    const files = paths
      .filter((path) => path.startsWith(head) && !path.slice(head.length).includes('/'))
      .map((path): [string, vscode.FileType] => [path.slice(head.length), vscode.FileType.File]);
    if (place.path) return files;
    const folders = new Set(contents.folders.map((folder) => folderNameOf(folder.title ?? '')));
    return [
      ...[...folders].map((name): [string, vscode.FileType] => [name, vscode.FileType.Directory]),
      ...files,
    ];
  }

  async #botDirectories(uri: vscode.Uri, accountId: string): Promise<[string, vscode.FileType][]> {
    const { bindings } = await this.#filesOf(accountId);
    const account = this.#accounts.get(accountId);
    if (!account) throw this.#toFileError(uri, new FileRefusal('signedOut', nameOf(uri)));
    await account.bots.open();
    const names: [string, vscode.FileType][] = [];
    for (const bot of account.bots.all ?? []) {
      const directory = botDirectory(bot.name, bot.id);
      await bindings.bindDirectory(bot.id, directory);
      names.push([directory, vscode.FileType.Directory]);
    }
    return names;
  }

  createDirectory(uri: vscode.Uri): never {
    throw this.#onlyCode(uri);
  }
  delete(uri: vscode.Uri): never {
    throw this.#onlyCode(uri);
  }
  rename(uri: vscode.Uri): never {
    throw this.#onlyCode(uri);
  }

  #onlyCode(uri: vscode.Uri): vscode.FileSystemError {
    return vscode.FileSystemError.NoPermissions(fileSentence(new FileRefusal('onlyCode', nameOf(uri))));
  }

  /** @throws FileSystemError when the URI belongs to no command or its account is not signed in */
  async #file(uri: vscode.Uri, purpose: 'read' | 'write' = 'read'): Promise<CommandFile> {
    const place = parsePlace(uri.authority, uri.path);
    if (place?.kind !== 'inBot') throw vscode.FileSystemError.FileNotFound(uri);
    const { ref } = place;
    const files = await this.#filesOf(ref.accountId);
    const find = () =>
      files.bindings.hasDirectory(ref.botId, place.directory)
        ? files.bindings.commandAt(ref.botId, place.path)
        : undefined;
    let commandId = find();
    if (commandId === undefined && place.path.endsWith('.js')) {
      // Another window may have bound it meanwhile.
      await files.bindings.refresh();
      commandId = find();
    }
    if (commandId === undefined) {
      if (purpose === 'write') throw this.#onlyCode(uri);
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    const account = this.#accounts.get(ref.accountId);
    if (!account) throw this.#toFileError(uri, new FileRefusal('signedOut', nameOf(uri)));
    const contents = account.contents(ref.botId);
    await contents.restore();
    const key = `${ref.botId}/${commandId}`;
    let remote = files.commands.get(key);
    if (!remote) {
      remote = new RemoteCommand(account.http, contents, commandId, () => this.#tellGroupUnknown(ref));
      files.commands.set(key, remote);
    }
    return { ref, commandId, key, contents, remote, clocks: files.clocks };
  }

  async #filesOf(accountId: string): Promise<AccountFiles> {
    await within(signInWait, this.#accounts.restore());
    let files = this.#ofAccount.get(accountId);
    if (!files) {
      const log = this.#log;
      files = {
        bindings: new Bindings(this.#store, accountId, log),
        clocks: new Clocks(this.#store, accountId, log),
        commands: new Map(),
      };
      this.#ofAccount.set(accountId, files);
    }
    await Promise.all([files.bindings.restore(), files.clocks.restore()]);
    return files;
  }

  /** An account was signed out: its client and what was read through it must not be used again. */
  accountGone(accountId: string): void {
    this.#ofAccount.get(accountId)?.commands.clear();
  }

  /** Once per bot: the server does not say groups, so a save may take a command out of its group. */
  #tellGroupUnknown(ref: BotRef): void {
    const key = `${ref.accountId}/${ref.botId}`;
    if (this.#toldOfGroups.has(key)) return;
    this.#toldOfGroups.add(key);
    const bot = this.#accounts.get(ref.accountId)?.bots.get(ref.botId)?.name ?? String(ref.botId);
    void vscode.window.showWarningMessage(groupUnknownSentence(bot));
  }

  #isFolder(ref: BotRef, path: string, bindings: Bindings): boolean {
    if (path.includes('/')) return false;
    const folders = this.#accounts.contents(ref)?.folders ?? [];
    return (
      folders.some((folder) => folderNameOf(folder.title ?? '') === path) ||
      bindings.hasFolder(ref.botId, path)
    );
  }

  #editor(uri: vscode.Uri): Editor {
    const key = uri.toString();
    let editor = this.#editors.get(key);
    if (!editor)
      this.#editors.set(
        key,
        (editor = { state: new EditState(), saveBeganAt: 0, justWritten: false, saving: false }),
      );
    return editor;
  }

  #saveBegins(document: vscode.TextDocument): void {
    if (document.uri.scheme !== fileScheme) return;
    const editor = this.#editor(document.uri);
    editor.state.saveBegins();
    editor.saveBeganAt = performance.now();
    editor.justWritten = false;
  }

  #textChanged(document: vscode.TextDocument): void {
    if (document.uri.scheme !== fileScheme || document.isDirty) return;
    this.#editor(document.uri).state.shows(document.getText());
  }

  #saveEnded(document: vscode.TextDocument): void {
    if (document.uri.scheme !== fileScheme) return;
    if (this.#editor(document.uri).state.announceNormalised(document.getText())) {
      this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri: document.uri }]);
    }
  }

  /** @throws FileRefusal when the record came without its code: absent is not empty */
  #codeOf(uri: vscode.Uri, command: Command): string {
    if (command.code === undefined) throw new FileRefusal('noCode', nameOf(uri));
    return command.code ?? '';
  }

  #toFileError(uri: vscode.Uri, error: unknown): Error {
    if (error instanceof vscode.FileSystemError) return error;
    this.#log.warn(`${uri.path} could not be read`, error);
    if (isGone(error)) return vscode.FileSystemError.FileNotFound(uri);
    const sentence = fileSentence(error);
    const noAccess = ApiError.is(error, 'unauthorized', 'forbidden') || error instanceof FileRefusal;
    return noAccess
      ? vscode.FileSystemError.NoPermissions(sentence)
      : vscode.FileSystemError.Unavailable(sentence);
  }

  /** VS Code puts the message of a plain error into its notice with the least around it. */
  #toSaveError(uri: vscode.Uri, error: unknown): Error {
    this.#log.warn(`${uri.path} could not be saved`, error);
    return new Error(fileSentence(error, nameOf(uri)));
  }
}

const directoryStat: vscode.FileStat = { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };

function fileUri(accountId: string, directory: string, path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: fileScheme, authority: accountId, path: botPath(directory, path) });
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** What an editor holds and has not saved, `undefined` when there is none. */
function unsavedText(uri: vscode.Uri): string | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments
    .find((document) => document.isDirty && document.uri.toString() === key)
    ?.getText();
}

function isOpen(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === key);
}

function isDirty(uri: vscode.Uri): boolean {
  return unsavedText(uri) !== undefined;
}

/** UTF-8 cannot carry half a surrogate pair, so such text would come back another: it is shown but not edited. */
function isEditable(text: string): boolean {
  return text.isWellFormed();
}

function withOwnLineEnds(text: string, base: string | null | undefined): string {
  return base == null ? text : restoreLineEnds(base, text);
}

/** @throws FileRefusal */
function decodeText(name: string, content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (error) {
    throw new FileRefusal('notText', name, error);
  }
}

/** Waits for `promise`, but not longer than `ms`; what then is missing is found by whoever needs it. */
async function within(ms: number, promise: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
