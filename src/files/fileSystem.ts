import * as vscode from 'vscode';

import type { Command } from '../api/commands';
import { ApiError, isOffline } from '../api/errors';
import type { Contents } from '../model/contents';
import { KeyedQueue } from '../util/async';
import { Disposable } from '../util/disposable';
import type { Log } from '../util/log';
import { reportedSize } from './clocks';
import { type CommandFile, type CommandFiles, fileNameIn } from './commandFiles';
import { documentAt, type Documents, unsavedText } from './documents';
import { type Editor, Editors } from './editors';
import { FileRefusal } from './errors';
import { fileSentence } from './fileSentences';
import { restoreLineEnds } from './lineEnds';
import { isGone } from './remoteCommand';
import { parsePlace, pathHead } from './uri';

/**
 * The `bb:` file system: the code of commands as files. What VS Code does on its side of a save, and in which order,
 * was measured; the rules that follow from it are in `EditState`.
 */
export class FileSystem extends Disposable implements vscode.FileSystemProvider {
  readonly #files: CommandFiles;
  readonly #documents: Documents;
  readonly #log: Log;
  readonly #editors: Editors;
  readonly #writes = new KeyedQueue();
  readonly #changed = this._register(new vscode.EventEmitter<vscode.FileChangeEvent[]>());

  readonly onDidChangeFile = this.#changed.event;

  constructor(files: CommandFiles, documents: Documents, log: Log) {
    super();
    this.#files = files;
    this.#documents = documents;
    this.#log = log;
    this.#editors = this._register(new Editors(documents));
    this._register(this.#editors.onMustReload((uri) => this.#fireChanged([uri])));
  }

  /** Tells VS Code that commands of a bot changed on the server, so that clean editors show it. */
  async commandsChanged(contents: Contents, accountId: string, commandIds: readonly number[]): Promise<void> {
    const changed: vscode.Uri[] = [];
    for (const { uri } of this.#documents.all) {
      const at = await this.#files.commandAt(uri);
      if (at?.ref.accountId !== accountId || at.ref.botId !== contents.botId) continue;
      if (commandIds.includes(at.commandId) && !this.#editors.of(uri).saving) changed.push(uri);
    }
    this.#fireChanged(changed);
  }

  #fireChanged(uris: readonly vscode.Uri[]): void {
    if (uris.length > 0)
      this.#changed.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  watch(): vscode.Disposable {
    // The server cannot push; what changed is found by looking, for all open files at once.
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (await this.#files.isDirectory(uri)) return directoryStat;
    const file = await this.#find(uri);
    const editor = this.#editors.of(uri);
    const text = await this.#textForStat(uri, file, editor);
    const shown = editor.state.shownFor(text, unsavedText(this.#documents, uri));
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
    const isCheck = unsavedText(this.#documents, uri) !== undefined && !editor.justWritten;
    editor.justWritten = false;
    if (isCheck) {
      // Only a save, Compare and Revert look at a dirty file: this is the check for other people's versions.
      try {
        const text = this.#codeOf(uri, await remote.fresh(editor.saveBeganAt));
        state.reported(text, true);
        return text;
      } catch (error) {
        // An error here would switch VS Code's own check off. What is known keeps it on, and the write finds out.
        const known = isGone(error) ? undefined : remote.lastKnown;
        if (known?.code === undefined) throw this.#toFileError(uri, error);
        const text = this.#codeOf(uri, known);
        state.reported(text, true);
        return text;
      }
    }
    // An editor that is just opening must be told the text that it reads at the same time; later ones what is known.
    const known = documentAt(this.#documents, uri) ? remote.lastKnown : undefined;
    const text = known?.code !== undefined ? this.#codeOf(uri, known) : await this.#open(uri, file);
    state.reported(text, false);
    return text;
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const file = await this.#find(uri);
    const isDirty = unsavedText(this.#documents, uri) !== undefined;
    const text = isDirty ? await this.#readFresh(uri, file) : await this.#open(uri, file);
    this.#editors.of(uri).state.read(text, isDirty);
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
      const known = isOffline(error) ? remote.lastKnown : undefined;
      if (known?.code === undefined) throw this.#toFileError(uri, error);
      this.#log.info(`${uri.path} is shown as last known: the server cannot be reached`);
      return this.#codeOf(uri, known);
    }
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const file = await this.#files.find(uri).catch((error: unknown) => {
      throw this.#toSaveError(uri, error);
    });
    if (!file) throw this.#onlyCode(uri);
    const editor = this.#editors.of(uri);
    await this.#writes.run(`${file.ref.accountId}/${file.key}`, async () => {
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
    const name = fileNameIn(uri);
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
    if (!place || !(await this.#files.isDirectory(uri))) throw vscode.FileSystemError.FileNotFound(uri);
    if (place.kind === 'root') return [[pathHead, vscode.FileType.Directory]];
    try {
      if (place.kind === 'bots') return asEntries(await this.#files.botDirectories(uri), []);
      const { folders, files } = await this.#files.entriesOf(uri, place.ref, place.path);
      return asEntries(folders, files);
    } catch (error) {
      throw this.#toFileError(uri, error);
    }
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
    return vscode.FileSystemError.NoPermissions(fileSentence(new FileRefusal('onlyCode', fileNameIn(uri))));
  }

  /** @throws FileSystemError when the URI belongs to no command or its account is not signed in */
  async #find(uri: vscode.Uri): Promise<CommandFile> {
    const file = await this.#files.find(uri).catch((error: unknown) => {
      throw this.#toFileError(uri, error);
    });
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }

  /** @throws FileRefusal when the record came without its code: absent is not empty */
  #codeOf(uri: vscode.Uri, command: Command): string {
    if (command.code === undefined) throw new FileRefusal('noCode', fileNameIn(uri));
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
    return new Error(fileSentence(error, fileNameIn(uri)));
  }
}

const directoryStat: vscode.FileStat = { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };

function asEntries(folders: readonly string[], files: readonly string[]): [string, vscode.FileType][] {
  const { Directory, File } = vscode.FileType;
  return [
    ...folders.map((name): [string, vscode.FileType] => [name, Directory]),
    ...files.map((name): [string, vscode.FileType] => [name, File]),
  ];
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
