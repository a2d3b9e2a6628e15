import * as vscode from 'vscode';

import type { OpenDocument } from '../../src/files/documents';
import type { EditorBook } from './oracle';
import type { Provider, SimulatedWindow } from './simulatedWindow';
import { type Buffer, bytesOf, load } from './typing';

/** How an attempt to save ended; `gone`: its window was loaded again meanwhile. */
export type Outcome = 'saved' | 'conflict' | 'failed' | 'readonly' | 'gone';

type Stat = Pick<vscode.FileStat, 'mtime' | 'size' | 'permissions' | 'type'>;

/**
 * An editor of VS Code with one file: its text model, in the order of calls that was measured in the real one. Writes
 * into the book of its person what that person types and sees.
 */
export class SimulatedEditor {
  readonly book: EditorBook;
  /** What is not there is not in `editors` either. */
  readonly isLoaded = true;
  #document: OpenDocument;
  #window: SimulatedWindow;
  /** Rises with every reload of the window: what began before is over. */
  #session = 0;
  #buffer: Buffer = { text: '', bom: false };
  /** What Undo leads back to. */
  #saved: string | undefined;
  #dirty = false;
  /** The mark that extensions see; it is late when one types during a save. */
  #markedDirty = false;
  /** What VS Code remembers of the version that the text goes back to. */
  #base = { mtime: 0, size: 0 };
  #readonly = false;
  /** Counts the changes of the text. */
  #version = 0;
  #notice: 'conflict' | 'error' | undefined;
  /** Retry after a refused Overwrite keeps VS Code's check off. */
  #retryUnchecked = false;
  #comparing = false;
  #closed = false;
  #running: { readonly version: number; readonly done: Promise<Outcome> } | undefined;
  #queued: Promise<Outcome> | undefined;

  private constructor(window: SimulatedWindow, uri: vscode.Uri, book: EditorBook) {
    this.#window = window;
    this.book = book;
    this.#document = this.#documentAt(uri);
  }

  get uri(): vscode.Uri {
    return this.#document.uri;
  }
  get document(): OpenDocument {
    return this.#document;
  }

  #documentAt(uri: vscode.Uri): OpenDocument {
    const isDirty = () => this.#markedDirty;
    return {
      uri,
      get isDirty() {
        return isDirty();
      },
      getText: () => this.#buffer.text,
    };
  }

  /** Opens a file. @returns `undefined` when it could not be read: VS Code shows a page that says so */
  static async open(
    window: SimulatedWindow,
    uri: vscode.Uri,
    book: EditorBook,
  ): Promise<SimulatedEditor | undefined> {
    const editor = new SimulatedEditor(window, uri, book);
    return (await editor.#loadAnew()) ? editor : undefined;
  }

  get bytes(): string {
    return bytesOf(this.#buffer);
  }
  get text(): string {
    return this.#buffer.text;
  }
  get isDirty(): boolean {
    return this.#dirty;
  }
  get isReadonly(): boolean {
    return this.#readonly;
  }
  get notice(): 'conflict' | 'error' | undefined {
    return this.#notice;
  }
  /** The text that was loaded or saved last, as far as it can be told. */
  get loadedText(): string | undefined {
    return this.#saved;
  }
  get canUndo(): boolean {
    return this.#dirty && this.#saved !== undefined && this.#saved !== this.#buffer.text;
  }

  /** One edit by the person. */
  type(typed: string): boolean {
    const { text } = load(typed);
    if (this.#readonly || text === this.#buffer.text) return false;
    this.#buffer = { ...this.#buffer, text };
    this.#version++;
    this.#dirty = true;
    this.#markedDirty = true;
    this.book.typed(this.bytes);
    this.#window.documents.didChange(this.document, true);
    return true;
  }

  /** Back to the text that was loaded or saved last: VS Code takes it for saved. */
  undo(): void {
    if (this.#saved === undefined) return;
    this.#buffer = { ...this.#buffer, text: this.#saved };
    this.#version++;
    this.#dirty = false;
    this.#notice = undefined;
    this.book.dropped();
    // The mark comes after the text.
    this.#window.documents.didChange(this.document, true, true);
    this.#mark(false);
  }

  /** An edit there and back: the text is unsaved, whatever VS Code took for saved. */
  touch(): void {
    this.#version++;
    this.#dirty = true;
    this.#saved = undefined;
    this.#window.documents.didChange(this.document, true);
    this.#mark(true);
    this.book.finds(this.bytes);
  }

  /** Ctrl+S. Joins a save of the same text that is under way; of other text, one is queued behind it. */
  save(): Promise<Outcome> {
    return this.#save(true);
  }

  /** *Overwrite* on the notice, and the tick in the comparison. */
  overwrite(): Promise<Outcome> {
    return this.#save(false);
  }

  /** *Retry* on the notice of a save that failed. */
  retry(): Promise<Outcome> {
    return this.#save(!this.#retryUnchecked);
  }

  /** *Compare*: whether the other side could be shown. */
  async compare(): Promise<boolean> {
    const read = await this.#readAndStat();
    if (!read) return false;
    this.book.saw(read.raw);
    this.#comparing = true;
    return true;
  }

  /** *File: Revert File*, and discarding in the comparison. */
  async revert(): Promise<boolean> {
    if (this.#running) {
      // While a save is under way VS Code takes the mark away and nothing else; a save that waits runs all the same.
      this.book.dropped();
      this.#saved = this.#buffer.text;
      this.#dirty = false;
      this.#notice = undefined;
      this.#mark(false);
      return true;
    }
    const read = await this.#readAndStat();
    if (!read) return false;
    this.book.dropped();
    this.#show(read.raw, read.stat);
    return true;
  }

  /** The file may have changed: a Changed event, or the tab is activated. */
  async look(): Promise<void> {
    const { provider } = this.#window;
    if (this.#closed) return;
    if (this.#dirty) {
      if (this.#comparing) await this.compare();
      return;
    }
    const version = this.#version;
    const session = this.#session;
    await new Promise((resolve) => setImmediate(resolve));
    // VS Code loads nothing into what is being saved, nor into what is unsaved again since its save failed.
    if (this.#running || this.isDirty) return;
    const stat = await statOf(provider, this.uri);
    if (!stat || (stat.mtime === this.#base.mtime && stat.size === this.#base.size)) {
      if (stat) this.#readonly = isReadonly(stat);
      return;
    }
    const raw = await textOf(provider, this.uri);
    // What one types while the file is read again counts more.
    if (raw === undefined || this.#session !== session || this.#version !== version) return;
    this.#show(raw, stat);
  }

  /** Closes the tab; the question about unsaved text is answered with *Don't Save*. */
  async close(): Promise<void> {
    if (this.#dirty) await this.#readAndStat();
    this.#closed = true;
    this.#version++;
    this.book.dropped();
    this.#window.documents.remove(this.document);
  }

  /**
   * Gives the file another path, as `WorkspaceEdit.renameFile` does: unsaved text comes along, and its base is what the
   * new path is told to have; a file without is read again.
   * @returns whether that was done
   */
  async rename(to: vscode.Uri): Promise<boolean> {
    const { provider, documents } = this.#window;
    const wasDirty = this.#dirty;
    if (await statOf(provider, to)) return false;
    if (wasDirty) this.#mark(false);
    await statOf(provider, to);
    const parent = await statOf(provider, parentOf(to));
    const from = this.#document;
    const isRenamed =
      parent?.type === vscode.FileType.Directory &&
      (await succeeds(() => provider.rename(from.uri, to, { overwrite: false })));
    if (!isRenamed) {
      if (wasDirty) this.#mark(true);
      return false;
    }
    this.#notice = undefined;
    this.#comparing = false;
    this.#retryUnchecked = false;
    this.#version++;
    if (!wasDirty) {
      documents.remove(from);
      this.#document = this.#documentAt(to);
      return this.#loadAnew();
    }
    await statOf(provider, to);
    const stat = await statOf(provider, to);
    this.#base = { mtime: stat?.mtime ?? 0, size: stat?.size ?? 0 };
    this.#saved = undefined;
    const opened = this.#documentAt(to);
    documents.add(opened);
    this.#document = opened;
    this.#mark(true);
    documents.remove(from);
    return true;
  }

  /** VS Code's mark for unsaved text, without a change of the text. */
  #mark(isDirty: boolean): void {
    this.#markedDirty = isDirty;
    this.#window.documents.didChange(this.#document, false);
  }

  /** Deletes the file; its tab closes. @returns whether that was done */
  async delete(): Promise<boolean> {
    const { provider } = this.#window;
    await statOf(provider, this.uri);
    if (!(await succeeds(() => provider.delete(this.uri, { recursive: false })))) return false;
    await this.close();
    return true;
  }

  /**
   * The window was loaded again. Unsaved text comes back with VS Code's memory of the base and without any call;
   * anything else is read again.
   * @returns whether the editor is still there
   */
  async moveInto(window: SimulatedWindow): Promise<boolean> {
    this.#window = window;
    this.#session++;
    this.#running = undefined;
    this.#queued = undefined;
    this.#notice = undefined;
    this.#retryUnchecked = false;
    this.#comparing = false;
    this.book.startedAnew();
    if (!this.#dirty) return this.#loadAnew();
    this.#saved = undefined;
    this.#markedDirty = true;
    window.documents.add(this.document);
    return true;
  }

  async #loadAnew(): Promise<boolean> {
    this.#base = { mtime: 0, size: 0 };
    const read = await this.#readAndStat();
    if (!read) return false;
    this.#show(read.raw, read.stat);
    this.#window.documents.add(this.document);
    return true;
  }

  #save(checked: boolean): Promise<Outcome> {
    const running = this.#running;
    if (!running) return this.#start(checked);
    if (running.version === this.#version) return running.done;
    this.#queued ??= running.done.then(() => {
      this.#queued = undefined;
      return this.#start(checked);
    });
    return this.#queued;
  }

  #start(checked: boolean): Promise<Outcome> {
    const session = this.#session;
    const done = this.#attempt(checked, session).finally(() => {
      if (this.#session === session) this.#running = undefined;
    });
    this.#running = { version: this.#version, done };
    return done;
  }

  async #attempt(checked: boolean, session: number): Promise<Outcome> {
    const { provider, documents, wire, clock } = this.#window;
    if (this.#readonly && !this.#dirty) return 'readonly';
    const since = clock();
    const heard = wire.received.length;
    const version = this.#version;
    const sent = this.bytes;
    documents.willSave(this.document);
    const before = await statOf(provider, this.uri);
    if (this.#session !== session) return 'gone';
    if (!before) {
      // VS Code takes the file as missing, looks for its folder and writes.
      const parent = await statOf(provider, parentOf(this.uri));
      if (parent?.type !== vscode.FileType.Directory) return this.#failed(checked);
    } else if (isReadonly(before)) {
      return this.#failed(checked);
    } else if (checked && before.mtime > this.#base.mtime && before.size !== this.#base.size) {
      const isSame = byteLength(sent) === before.size && (await textOf(provider, this.uri)) === sent;
      if (!isSame) return this.#conflict(heard);
    }
    if (this.#session !== session) return 'gone';
    this.book.sending(sent);
    const isWritten = await succeeds(() =>
      provider.writeFile(this.uri, new TextEncoder().encode(sent), { create: true, overwrite: true }),
    );
    if (this.#session !== session) return 'gone';
    if (!isWritten) return this.#failed(checked);
    const after = await statOf(provider, this.uri);
    if (this.#session !== session) return 'gone';
    if (!after) return this.#failed(checked);
    this.#raiseBase(after);
    if (version === this.#version) this.#dirty = false;
    this.#saved = version === this.#version ? this.#buffer.text : undefined;
    this.#notice = undefined;
    this.#retryUnchecked = false;
    this.book.saved(sent, since);
    if (this.#closed) return 'saved';
    if (this.#markedDirty) {
      this.#markedDirty = false;
      documents.didChange(this.document, false);
    }
    documents.didSave(this.document);
    if (this.#comparing) await this.#closeComparison();
    return 'saved';
  }

  #conflict(heard: number): Outcome {
    this.#notice = 'conflict';
    this.#markUnsaved();
    const commandId = this.book.commandIds.at(-1) ?? 0;
    this.book.noticed(this.#window.wire.textsSince(commandId, heard));
    return 'conflict';
  }

  #failed(checked: boolean): Outcome {
    this.#notice = 'error';
    this.#retryUnchecked = !checked;
    this.#markUnsaved();
    return 'failed';
  }

  /** VS Code takes a text whose save failed for unsaved, also when nothing was typed. */
  #markUnsaved(): void {
    this.#dirty = true;
    this.book.finds(this.bytes);
    if (this.#markedDirty) return;
    this.#markedDirty = true;
    this.#window.documents.didChange(this.document, false);
  }

  /** Looks that VS Code takes while it closes the comparison after its tick. */
  async #closeComparison(): Promise<void> {
    this.#comparing = false;
    await textOf(this.#window.provider, this.uri);
    await statOf(this.#window.provider, this.uri);
    await statOf(this.#window.provider, this.uri);
  }

  #show(raw: string, stat: Stat): void {
    this.#buffer = load(raw);
    this.#saved = this.#buffer.text;
    this.#version++;
    this.#dirty = false;
    this.#markedDirty = false;
    this.#notice = undefined;
    this.#comparing = false;
    this.#readonly = isReadonly(stat);
    this.#raiseBase(stat);
    this.book.loaded(raw);
    this.#window.documents.didChange(this.document, true);
  }

  #raiseBase({ mtime, size }: Stat): void {
    this.#base = { mtime: Math.max(mtime, this.#base.mtime), size };
  }

  /** VS Code sends both calls at the same time. */
  async #readAndStat(): Promise<{ readonly raw: string; readonly stat: Stat } | undefined> {
    const session = this.#session;
    const { provider } = this.#window;
    const [raw, stat] = await Promise.all([textOf(provider, this.uri), statOf(provider, this.uri)]);
    if (raw === undefined || !stat || this.#session !== session) return undefined;
    return { raw, stat };
  }
}

async function statOf(provider: Provider, uri: vscode.Uri): Promise<Stat | undefined> {
  try {
    return await provider.stat(uri);
  } catch {
    return undefined;
  }
}

async function textOf(provider: Provider, uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await provider.readFile(uri));
  } catch {
    return undefined;
  }
}

async function succeeds(run: () => unknown): Promise<boolean> {
  try {
    await run();
    return true;
  } catch {
    return false;
  }
}

function isReadonly({ permissions }: Stat): boolean {
  return permissions === vscode.FilePermission.Readonly;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function parentOf(uri: vscode.Uri): vscode.Uri {
  return uri.with({ path: uri.path.slice(0, uri.path.lastIndexOf('/')) });
}
