import * as vscode from 'vscode';

import type { Command } from '../api/commands';
import { type BotRef, sameBot } from '../model/account';
import { asError } from '../util/async';
import { fileScheme } from '../util/contract';
import type { Log } from '../util/log';
import { type CommandFiles, fileNameIn } from './commandFiles';
import { documentAt, type Documents, unsavedText } from './documents';
import { FileRefusal } from './errors';
import type { FileChanges, Intention } from './fileChanges';
import { closeSavedTabs } from './tabs';
import { pathHead } from './uri';

/**
 * Renames and deletes by way of VS Code, which takes editors with their unsaved text along. VS Code takes the text from
 * when it begins and drops what is typed meanwhile, so the server is told first, and VS Code when that is done.
 */
export class FileEdits {
  readonly #files: CommandFiles;
  readonly #changes: FileChanges;
  readonly #documents: Documents;
  readonly #log: Log;

  constructor(files: CommandFiles, changes: FileChanges, documents: Documents, log: Log) {
    this.#files = files;
    this.#changes = changes;
    this.#documents = documents;
    this.#log = log;
  }

  /** The URIs under which a command is open: more than one when it was renamed elsewhere meanwhile. */
  async openAt(ref: BotRef, commandId: number): Promise<readonly vscode.Uri[]> {
    return this.#open(ref, (id) => id === commandId);
  }

  /** The URIs under which commands of a bot are open. */
  async openIn(ref: BotRef): Promise<readonly vscode.Uri[]> {
    return this.#open(ref, () => true);
  }

  async #open(ref: BotRef, isMeant: (commandId: number) => boolean): Promise<readonly vscode.Uri[]> {
    const bots = vscode.Uri.from({ scheme: fileScheme, authority: ref.accountId, path: `/${pathHead}` });
    const found: vscode.Uri[] = [];
    for (const uri of this.#documents.below(bots)) {
      const at = await this.#files.commandAt(uri);
      if (at && sameBot(at.ref, ref) && isMeant(at.commandId)) found.push(uri);
    }
    return found;
  }

  /** Closes the tabs of these files that hold no unsaved text. */
  async closeSaved(uris: readonly vscode.Uri[]): Promise<void> {
    const keys = new Set(uris.map((uri) => uri.toString()));
    await closeSavedTabs((uri) => keys.has(uri.toString()));
  }

  /** Whether an editor of this URI holds unsaved text. */
  hasUnsavedText(uri: vscode.Uri): boolean {
    return documentAt(this.#documents, uri)?.isDirty ?? false;
  }

  /** The text that editors of a command hold and that is not saved, `undefined` when there is none. */
  async unsavedTextOf(ref: BotRef, commandId: number): Promise<string | undefined> {
    for (const uri of await this.openAt(ref, commandId)) {
      const text = unsavedText(this.#documents, uri);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /**
   * Whether VS Code can take the editors of a file along, and there are any: it renames nothing to a path that answers
   * already, as a former one of the same command may.
   */
  async canCarry(from: vscode.Uri, to: vscode.Uri): Promise<boolean> {
    if (from.toString() === to.toString() || !this.#documents.isInUse(from)) return false;
    return vscode.workspace.fs.stat(to).then(
      () => false,
      () => true,
    );
  }

  /** Whether VS Code can take the editors of the files in a folder along, and there are any. */
  canCarryFolder(from: vscode.Uri, to: vscode.Uri): boolean {
    if (from.toString() === to.toString()) return false;
    return this.#documents.below(from).length > 0 && this.#documents.below(to).length === 0;
  }

  /**
   * Takes the editors of a file or folder along that has another path now. Where that fails they go on under the old
   * path, which answers for as long as they are open.
   * @param change what was done on the server
   */
  async carry(from: vscode.Uri, to: vscode.Uri, change: Intention): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    try {
      await this.#apply(edit, to, change);
    } catch (error) {
      this.#log.warn(`the editors of ${from.path} could not be taken to ${to.path}`, error);
    }
  }

  /**
   * Deletes a file; nothing happens when it is not there.
   * @param shown its command as the person was shown it: one that is another by now stays
   * @throws FileRefusal, ApiError and whatever else the file system failed with
   */
  async delete(uri: vscode.Uri, shown: Command): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(uri, { ignoreIfNotExists: true });
    const wasUnsaved = this.hasUnsavedText(uri);
    try {
      await this.#apply(edit, uri, { shown });
    } catch (error) {
      if (wasUnsaved) await this.#markUnsaved(uri);
      throw error;
    }
  }

  async #apply(edit: vscode.WorkspaceEdit, uri: vscode.Uri, what: Intention): Promise<void> {
    await this.#changes.intending(uri, what, async (intention) => {
      if (await vscode.workspace.applyEdit(edit)) return;
      const { failure } = intention;
      if (failure === undefined) throw new FileRefusal('notDone', fileNameIn(uri));
      if (failure instanceof vscode.FileSystemError) throw new FileRefusal('gone', fileNameIn(uri), failure);
      throw asError(failure);
    });
  }

  /** Before it deletes, VS Code takes the mark for unsaved text away; any edit sets it again. */
  async #markUnsaved(uri: vscode.Uri): Promise<void> {
    const document = documentAt(this.#documents, uri);
    if (document && !document.isDirty) await this.#documents.markUnsaved(document);
  }
}
