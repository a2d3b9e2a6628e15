import * as vscode from 'vscode';

import { isSameCommand } from '../api/commandBody';
import type { Command } from '../api/commands';
import { ApiError, isOffline } from '../api/errors';
import { type BotRef, sameBot } from '../model/account';
import type { Contents, ContentsChange } from '../model/contents';
import { isGone, isRewriting } from '../model/remoteCommand';
import { delay, KeyedQueue } from '../util/async';
import { Disposable, toDisposable } from '../util/disposable';
import type { Log } from '../util/log';
import { reportedSize } from './clocks';
import { type CommandFile, type CommandFiles, fileNameIn } from './commandFiles';
import { documentAt, type Documents, unsavedText } from './documents';
import { type Editor, Editors } from './editors';
import { sameLines } from './editState';
import { FileRefusal } from './errors';
import type { FileChanges } from './fileChanges';
import { fileSentence } from './fileSentences';
import { restoreLineEnds } from './lineEnds';
import { parsePlace, pathHead } from './uri';

/** The least time between two saves of one command that nobody asked for, in milliseconds: each is two requests. */
const automaticSavesApart = 5000;

/** Waiting for longer than this, in milliseconds, what was seen before is looked at again. */
const longestMoment = 100;

/**
 * The `bb:` file system: the code of commands as files. What VS Code does on its side of a save, and in which order,
 * was measured; the rules that follow from it are in `EditState`.
 */
export class FileSystem extends Disposable implements vscode.FileSystemProvider {
  readonly #files: CommandFiles;
  readonly #changes: FileChanges;
  readonly #documents: Documents;
  readonly #log: Log;
  readonly #editors: Editors;
  readonly #turns = new KeyedQueue();
  /** When a command was saved last without anybody asking, on the clock of `performance.now()`. */
  readonly #savedByItselfAt = new Map<string, number>();
  /**
   * Paths that files came to and that no editor showed since. Each answers also when somebody moved its command to
   * another folder before: VS Code looks at it to see whether the rename was done.
   */
  readonly #arrived = new Set<string>();
  readonly #ended = new AbortController();
  readonly #changed = this._register(new vscode.EventEmitter<vscode.FileChangeEvent[]>());

  readonly onDidChangeFile = this.#changed.event;

  constructor(files: CommandFiles, changes: FileChanges, documents: Documents, log: Log) {
    super();
    this.#files = files;
    this.#changes = changes;
    this.#documents = documents;
    this.#log = log;
    this.#editors = this._register(new Editors(documents, log));
    this._register(toDisposable(() => this.#ended.abort()));
    // From then on it answers for as long as it is open.
    this._register(documents.onDidOpen(({ uri }) => this.#arrived.delete(uri.toString())));
    this._register(
      this.#editors.onMustReload((uri) => {
        this.#haveLoaded(uri).catch((error: unknown) =>
          this.#log.error('an editor could not be told', error),
        );
      }),
    );
  }

  /** Has VS Code load a file anew, also when its text is the one that VS Code was told before. */
  async #haveLoaded(uri: vscode.Uri): Promise<void> {
    const file = await this.#files.find(uri);
    await file?.clocks.touch(file.key);
    this.#fireChanged(uri);
  }

  /** Tells VS Code what changed on the server, so that clean editors show it. */
  async contentsChanged(contents: Contents, accountId: string, change: ContentsChange): Promise<void> {
    const { structure, texts, gone } = change;
    const ref: BotRef = { accountId, botId: contents.botId };
    const before: { uri: vscode.Uri; commandId: number }[] = [];
    for (const { uri } of this.#documents.all) {
      const at = await this.#files.commandAt(uri);
      if (at && sameBot(at.ref, ref)) before.push({ uri, commandId: at.commandId });
    }
    if (structure) {
      await this.#files.followImport(ref, contents);
      await this.#files.noteNames(ref, contents);
    }
    const events: vscode.FileChangeEvent[] = [];
    for (const { uri, commandId } of before) {
      const isGone = gone.includes(commandId);
      if (!isGone && !texts.includes(commandId)) continue;
      const isDeleted = isGone && (await this.#files.commandAt(uri))?.commandId === commandId;
      const type = isDeleted ? vscode.FileChangeType.Deleted : vscode.FileChangeType.Changed;
      const { saving, leaving } = this.#editors.of(uri);
      if (isDeleted || (!saving && leaving === undefined)) events.push({ type, uri });
    }
    if (events.length > 0) this.#changed.fire(events);
  }

  #fireChanged(uri: vscode.Uri): void {
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  watch(): vscode.Disposable {
    // The server cannot push; what changed is found by looking, for all open files at once.
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (this.#changes.isAwaited(uri)) throw vscode.FileSystemError.FileNotFound(uri);
    // What a save is about to send: dropped during its look, the text is still what VS Code compares for.
    const looksFor = unsavedText(this.#documents, uri);
    if (await this.#isDirectory(uri)) return directoryStat;
    const file = await this.#find(uri);
    const editor = this.#editors.of(uri);
    const isCarried = editor.carried || editor.leaving !== undefined;
    if (isCarried && unsavedText(this.#documents, uri) === undefined) {
      // VS Code takes what it is told now for what the unsaved text started from.
      return this.#statOf(file, editor.state.base ?? unknownBase);
    }
    const text = await this.#textForStat(uri, file, editor);
    const current = looksFor ?? unsavedText(this.#documents, uri);
    const stat = await this.#statOf(file, editor.state.shownFor(text, current));
    // VS Code raises no conflict with anything older than what it knows.
    if (editor.state.isThereAlready(text, current)) stat.mtime = 0;
    return isEditable(text) ? stat : { ...stat, permissions: vscode.FilePermission.Readonly };
  }

  async #statOf({ clocks, key }: CommandFile, text: string): Promise<vscode.FileStat> {
    const mtime = await clocks.mtimeOf(key, text);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: reportedSize(text) };
  }

  async #textForStat(uri: vscode.Uri, file: CommandFile, editor: Editor): Promise<string> {
    const { remote } = file;
    const { state } = editor;
    const { justWritten } = editor;
    const isCheck = unsavedText(this.#documents, uri) !== undefined && !justWritten;
    editor.justWritten = false;
    // What was just written is the base now, whatever somebody put there since.
    if (justWritten && state.base !== undefined) return state.base;
    if (isCheck) {
      // Only a save, Compare and Revert look at a dirty file: this is the check for other people's versions.
      try {
        const text = this.#codeOf(uri, await this.#fresh(uri, file, editor.saveBeganAt));
        state.reported(text, true);
        return text;
      } catch (error) {
        // An error here would switch VS Code's own check off. What is known keeps it on, and the write finds out.
        editor.checkFailed = true;
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
    const editor = this.#editors.of(uri);
    // No older than what `stat` tells at the same time: an older text with a newer time would pass for the newer one.
    const text = await (isDirty ? this.#readFresh(uri, file, editor.saveBeganAt) : this.#open(uri, file));
    editor.carried = false;
    if (editor.leaving === undefined) editor.state.read(text, isDirty);
    return new TextEncoder().encode(text);
  }

  async #open(uri: vscode.Uri, file: CommandFile): Promise<string> {
    const recent = file.remote.recent;
    return recent ? this.#codeOf(uri, recent) : this.#readFresh(uri, file);
  }

  async #readFresh(uri: vscode.Uri, file: CommandFile, notBefore?: number): Promise<string> {
    try {
      return this.#codeOf(uri, await this.#fresh(uri, file, notBefore));
    } catch (error) {
      const isAway = isOffline(error) || ApiError.is(error, 'unauthorized');
      const known = isAway ? file.remote.lastKnown : undefined;
      if (known?.code === undefined) throw this.#toFileError(uri, error);
      this.#log.info(`${uri.path} is shown as last known: the server cannot be reached`);
      return this.#codeOf(uri, known);
    }
  }

  /** The record of a file's command, or of the one that an import put in its place. @throws ApiError */
  async #fresh(uri: vscode.Uri, file: CommandFile, notBefore?: number): Promise<Command> {
    try {
      return await file.remote.fresh(notBefore);
    } catch (error) {
      const successor = isGone(error) ? await this.#files.successorOf(uri, file) : undefined;
      if (!successor) throw error;
      return successor.remote.fresh(notBefore);
    }
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const document = documentAt(this.#documents, uri);
    try {
      const file = (await this.#files.find(uri)) ?? (await this.#findUnbound(uri));
      if (!file) await this.#create(uri, content);
      else if (await this.#answers(uri, file)) await this.#save(uri, file, content);
      else throw new FileRefusal('taken', fileNameIn(uri));
    } catch (error) {
      const isClosed = document && !documentAt(this.#documents, uri);
      throw this.#toSaveError(uri, error, isClosed ? 'closed' : 'open');
    }
  }

  /** A command that is there already and whose path nobody asked for: it must not be made a second time. */
  async #findUnbound(uri: vscode.Uri): Promise<CommandFile | undefined> {
    await this.#files.bindAll(uri);
    return this.#files.find(uri);
  }

  async #create(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const text = decodeText(fileNameIn(uri), content);
    await this.#changes.create(uri, text);
    this.#changed.fire([{ type: vscode.FileChangeType.Created, uri }]);
  }

  async #save(uri: vscode.Uri, file: CommandFile, content: Uint8Array): Promise<void> {
    const editor = this.#editors.of(uri);
    const { savesByItself } = editor;
    const command = `${file.ref.accountId}/${file.key}`;
    const asked = performance.now();
    if (savesByItself) await this.#waitForAutomaticSave(command);
    await this.#inTurn(file, async () => {
      const hasWaited = performance.now() - asked > longestMoment;
      const before = documentAt(this.#documents, uri);
      editor.saving = true;
      editor.saveUnderWay = true;
      editor.carried = false;
      try {
        await this.#files.writeAlone(uri, file, (mayBeOld) =>
          this.#write(
            uri,
            file,
            editor,
            content,
            mayBeOld || hasWaited ? performance.now() : editor.saveBeganAt,
          ),
        );
        editor.justWritten = true;
        // After one that failed VS Code may still say that the text was dropped.
        editor.saveUnderWay = false;
      } finally {
        editor.saving = false;
        if (savesByItself) this.#savedByItselfAt.set(command, performance.now());
      }
      // Other code wrote it, nothing had to be saved, or it was opened anew meanwhile: an editor does not look then. One
      // that is just opening may have read what was there before, and is not known yet.
      const now = documentAt(this.#documents, uri);
      if (!now?.isDirty || now !== before) this.#fireChanged(uri);
    });
  }

  /** Who types with auto save on would otherwise send every pause in their typing to the server. */
  async #waitForAutomaticSave(command: string): Promise<void> {
    const now = performance.now();
    const at = (this.#savedByItselfAt.get(command) ?? -Infinity) + automaticSavesApart;
    if (at > now) await delay(at - now, this.#ended.signal);
  }

  /** What is done to one command is done one after the other, or an editor's state would be another's. */
  #inTurn<T>(file: CommandFile, task: () => Promise<T>): Promise<T> {
    return this.#turns.run(`${file.ref.accountId}/${file.key}`, task);
  }

  /** @param notBefore on the clock of `performance.now()`: what was read from the server earlier is not relied on */
  async #write(
    uri: vscode.Uri,
    file: CommandFile,
    editor: Editor,
    content: Uint8Array,
    notBefore: number,
  ): Promise<void> {
    const { state } = editor;
    const name = fileNameIn(uri);
    const reported = state.writeBegins();
    const edited = decodeText(name, content);
    if (editor.dropped !== undefined && sameLines(editor.dropped, edited)) {
      // As the person wants it: nothing is written, and the end of this save loads what the server has.
      if (unsavedText(this.#documents, uri) === undefined) return;
      // The save before it failed, so that VS Code takes the text for unsaved again and is about to show it.
      if (!this.#documents.hasTab(uri)) throw new FileRefusal('dropped', name);
    }
    const text = withOwnLineEnds(edited, state.base ?? file.remote.lastKnown?.code);
    // What is shown as saved is on the server: not only as far as was known before the look failed.
    if (!editor.checkFailed && state.isUnchanged(text, reported)) return;
    const write = ({ remote }: CommandFile, readAfter: number) =>
      remote.write(text, readAfter, (record) => {
        const code = this.#codeOf(uri, record);
        if (code === text) return;
        const verdict = state.judge(code, reported);
        if (verdict !== 'accepted') throw new FileRefusal(verdict, name);
      });
    try {
      const { stored, file: written } = await this.#orToSuccessor(uri, file, notBefore, write);
      state.wrote(text, stored);
      // The time is set now, so that the `stat` that follows finds it without a request.
      await written.clocks.mtimeOf(written.key, text);
    } catch (error) {
      if (ApiError.is(error) && error.outcomeUnknown) state.writeMayHaveHappened(text);
      if (isGone(error)) throw new FileRefusal('deleted', name, error);
      throw error;
    }
  }

  /** Writes to the command of a file, or to the one that an import put in its place. */
  async #orToSuccessor(
    uri: vscode.Uri,
    file: CommandFile,
    notBefore: number,
    write: (file: CommandFile, notBefore: number) => Promise<string>,
  ): Promise<{ stored: string; file: CommandFile }> {
    try {
      return { stored: await write(file, notBefore), file };
    } catch (error) {
      const successor = isGone(error) ? await this.#files.successorOf(uri, file) : undefined;
      if (!successor) throw error;
      // Held is only the command that is gone, and another window may be saving the one that came for it.
      let stored = '';
      await this.#files.writeAlone(uri, successor, async () => {
        stored = await write(successor, performance.now());
      });
      return { stored, file: successor };
    }
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const place = parsePlace(uri.authority, uri.path);
    if (!place || !(await this.#isDirectory(uri))) throw vscode.FileSystemError.FileNotFound(uri);
    if (place.kind === 'root') return [[pathHead, vscode.FileType.Directory]];
    try {
      if (place.kind === 'bots') return asEntries(await this.#files.botDirectories(uri), []);
      const { folders, files } = await this.#files.entriesOf(uri, place.ref, place.path);
      return asEntries(folders, files);
    } catch (error) {
      throw this.#toFileError(uri, error);
    }
  }

  async createDirectory(uri: vscode.Uri): Promise<void> {
    await this.#change(uri, async () => {
      await this.#changes.createFolder(uri);
      this.#changed.fire([{ type: vscode.FileChangeType.Created, uri }]);
    });
  }

  async rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    this.#changes.arrives(to);
    await this.#change(to, async () => {
      const file = await this.#files.find(from);
      await this.#editors.whileLeaving([from, ...this.#documents.below(from)], async () => {
        if (file) await this.#inTurn(file, () => this.#renameFile(from, file, to));
        else await this.#renameFolder(from, to);
      });
      const { Deleted, Created } = vscode.FileChangeType;
      this.#changed.fire([
        { type: Deleted, uri: from },
        { type: Created, uri: to },
      ]);
    });
  }

  async #renameFile(from: vscode.Uri, file: CommandFile, to: vscode.Uri): Promise<void> {
    const { before, after } = await this.#changes.rename(from, file, to);
    const [code, stored] = [before.code ?? '', after.code ?? ''];
    // Anything but a rewriting is somebody's version, which the person is still to be shown.
    if (isRewriting(stored, code)) this.#editors.of(from).state.rewritten(code, stored);
    this.#editors.move(from, to);
    this.#arrived.delete(from.toString());
    this.#arrived.add(to.toString());
  }

  async #renameFolder(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    if (!(await this.#isDirectory(from))) throw vscode.FileSystemError.FileNotFound(from);
    const open = this.#documents.below(from);
    await this.#changes.renameFolder(from, to, open);
    for (const uri of open) {
      const target = uri.with({ path: to.path + uri.path.slice(from.path.length) });
      this.#editors.move(uri, target);
      this.#arrived.add(target.toString());
    }
  }

  async delete(uri: vscode.Uri): Promise<void> {
    await this.#change(uri, async () => {
      const file = await this.#files.find(uri);
      if (file) {
        await this.#editors.whileLeaving([uri], () => this.#inTurn(file, () => this.#deleteFile(uri, file)));
      } else if (await this.#isDirectory(uri)) await this.#changes.deleteFolder(uri);
      else throw vscode.FileSystemError.FileNotFound(uri);
      this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
    });
  }

  async #deleteFile(uri: vscode.Uri, file: CommandFile): Promise<void> {
    const isOpen = documentAt(this.#documents, uri) !== undefined;
    const { base } = this.#editors.of(uri).state;
    // Deleted by way of VS Code alone, it was shown as it is known.
    const shown = this.#changes.shownAt(uri) ?? file.remote.lastKnown;
    await this.#changes.delete(file, (remote) => {
      // Whoever has it open decided by what the editor shows. Without a base that is text from before a restart.
      if (isOpen && this.#codeOf(uri, remote) !== base)
        throw new FileRefusal(base === undefined ? 'unknownDelete' : 'unseenDelete', fileNameIn(uri));
      // The code of one that is open is what the editor shows.
      const code = isOpen ? remote.code : shown?.code;
      if (shown && !isSameCommand({ ...shown, code }, remote))
        throw new FileRefusal('changedBeforeDelete', fileNameIn(uri));
    });
  }

  async #change(uri: vscode.Uri, change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      this.#changes.failed(uri, error);
      if (error instanceof vscode.FileSystemError) throw error;
      this.#log.warn(`${uri.path} could not be changed`, error);
      throw new Error(fileSentence(error), { cause: error });
    }
  }

  #isDirectory(uri: vscode.Uri): Promise<boolean> {
    return this.#files.isDirectory(uri, (directory) => this.#documents.below(directory).length > 0);
  }

  /** @throws FileSystemError when the URI belongs to no command or its account is not signed in */
  async #find(uri: vscode.Uri): Promise<CommandFile> {
    const file = await this.#files.find(uri).catch((error: unknown) => {
      throw this.#toFileError(uri, error);
    });
    if (!file || !(await this.#answers(uri, file))) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }

  /** A path that its command is no longer called by answers for as long as it is open. */
  async #answers(uri: vscode.Uri, file: CommandFile): Promise<boolean> {
    if (this.#documents.isInUse(uri) || this.#arrived.has(uri.toString())) return true;
    return this.#files.isCurrent(uri, file);
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
  #toSaveError(uri: vscode.Uri, error: unknown, editor: 'open' | 'closed'): Error {
    this.#log.warn(`${uri.path} could not be saved`, error);
    return new Error(fileSentence(error, editor));
  }
}

/** Stands for a text that nobody knows: whatever the server has is another one, so that VS Code asks. */
const unknownBase = '\0what the unsaved text started from is not known';

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
