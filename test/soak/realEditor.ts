import * as vscode from 'vscode';

import { compare, discard, overwrite, useMine } from '../integration/resolving';
import type { EditorStage } from './editorStage';
import type { EditorBook } from './oracle';
import type { StagedEditor } from './stage';

/** How an attempt to save ended; `nothing`: VS Code had nothing to save. */
export type Outcome = 'saved' | 'conflict' | 'failed' | 'nothing';

/** An editor of the VS Code that runs this. Writes into the book of its person what that person types and sees. */
export class RealEditor implements StagedEditor {
  readonly book: EditorBook;
  notice: 'conflict' | 'error' | undefined;
  /** What the file had when it was loaded or saved last. */
  loadedText: string | undefined;
  readonly #stage: EditorStage;
  #document: vscode.TextDocument;
  /** An edit of ours is on its way. */
  #editing = false;
  /** What it was called before it was renamed here, so that Undo can give that back. */
  readonly #formerUris: vscode.Uri[] = [];
  /** Attempts to save that are under way. */
  #attempts = 0;
  /** How many versions the server had when the last save began. */
  #saveBeganAt = 0;

  constructor(stage: EditorStage, document: vscode.TextDocument, book: EditorBook) {
    this.#stage = stage;
    this.#document = document;
    this.book = book;
    if (this.isDirty) {
      // What VS Code kept in spite of everything.
      book.typed(this.text);
    } else {
      this.#showsLoaded();
    }
  }

  get document(): vscode.TextDocument {
    return this.#document;
  }
  get uri(): vscode.Uri {
    return this.#document.uri;
  }
  get text(): string {
    return this.#document.getText();
  }
  get bytes(): string {
    return this.text;
  }
  /** Also what extensions are not told at once: the tab's mark. */
  get isDirty(): boolean {
    return this.#document.isDirty || tabsOf(this.uri).some((tab) => tab.isDirty);
  }
  get isLoaded(): boolean {
    return !this.#document.isClosed;
  }

  /** @returns whether it can be shown: a file that is gone cannot */
  async show(): Promise<boolean> {
    const shown = await vscode.window.showTextDocument(this.uri, { preview: false }).then(
      ({ document }) => document,
      () => undefined,
    );
    if (shown && shown !== this.#document) {
      this.#document = shown;
      if (!this.isDirty) this.#showsLoaded();
    }
    return shown !== undefined;
  }

  /**
   * The person goes to the tab when VS Code holds no text for it: one that it brought to another path behind others is
   * read when it is shown, and let go of after each change by others.
   */
  async goTo(): Promise<void> {
    if (this.#document.isClosed) await this.show();
  }

  /** @returns whether it made the text another */
  async type(text: string): Promise<boolean> {
    await this.goTo();
    const before = this.text;
    const edit = new vscode.WorkspaceEdit();
    const end = this.#document.lineAt(this.#document.lineCount - 1).range.end;
    edit.replace(this.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
    // VS Code refuses when it loads the file at the same moment.
    const isDone = await this.#edit(() => vscode.workspace.applyEdit(edit));
    if (!isDone || this.text === before) return false;
    this.book.typed(this.text);
    return true;
  }

  /** @returns whether there was anything to undo */
  async undo(): Promise<boolean> {
    if (!(await this.show())) return false;
    const before = this.text;
    await this.#edit(() => vscode.commands.executeCommand('undo'));
    await this.#stage.settled();
    // Undo may take a rename back, also one that VS Code cannot follow.
    if (this.#formerUris.length > 0) this.#stage.expectPlace(this.#stage.commandIdOf(this));
    if (this.#document.isClosed) {
      // It was the rename that was undone.
      const former = this.#formerUris.pop();
      const opened = former && documentAt(former);
      if (opened) await this.#isAt(opened);
      return true;
    }
    if (this.text === before) return false;
    // The mark comes later than the text.
    if (this.text === this.loadedText) this.book.dropped();
    else this.book.typed(this.text);
    await this.#stage.settled();
    return true;
  }

  async #edit<T>(run: () => Thenable<T>): Promise<T> {
    this.#editing = true;
    try {
      return await run();
    } finally {
      this.#editing = false;
    }
  }

  save(): Promise<Outcome> {
    return this.attempt(() => this.#document.save());
  }

  /** Ctrl+S, which also saves what has no changes. */
  async saveByKey(): Promise<Outcome> {
    if (!(await this.show())) return 'nothing';
    return this.attempt(() => vscode.commands.executeCommand('workbench.action.files.save'));
  }

  /** *Overwrite* without a look, and *Retry* after one was refused. */
  overwrite(): Promise<Outcome> {
    return this.attempt(() => overwrite(this.#document));
  }

  /** *Compare*. @returns whether the other side could be shown */
  async compare(): Promise<boolean> {
    const left = await compare(this.#document).catch(() => undefined);
    if (!left) return false;
    await this.#stage.settled();
    this.book.saw(left.getText());
    return true;
  }

  /** *Compare* and then the tick. */
  async compareAndOverwrite(): Promise<Outcome> {
    await this.compare();
    return this.attempt(() => useMine(this.#document));
  }

  /** *Compare* and then *Discard*. */
  async compareAndDiscard(): Promise<void> {
    if (await this.compare()) await this.#giveUp(() => discard(this.#document));
  }

  /** *File: Revert File*. */
  async revert(): Promise<void> {
    if (!(await this.show())) return;
    await this.#giveUp(() => vscode.commands.executeCommand('workbench.action.files.revert'));
  }

  async #giveUp(run: () => Thenable<unknown>): Promise<void> {
    const { pending } = this.book;
    const { text } = this;
    const isSaving = this.#attempts > 0;
    this.book.dropped();
    await run().then(undefined, () => undefined);
    await this.#stage.settled();
    if (this.isDirty) {
      // The server's text could not be had, so that the person keeps the own one.
      if (pending !== undefined) this.book.typed(this.text);
      // VS Code goes on taking for saved what was given up during a save that failed.
      if (isSaving) this.loadedText = text;
      return;
    }
    this.notice = undefined;
    this.#showsLoaded();
  }

  /** Closes the tab, and answers the question about unsaved text with *Don't Save*. */
  async close(): Promise<void> {
    const isShown = await this.show();
    this.book.dropped();
    if (isShown) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    else await vscode.window.tabGroups.close(tabsOf(this.uri));
  }

  /** Gives the file another path. @returns whether that was done */
  async rename(to: vscode.Uri): Promise<boolean> {
    const from = this.uri;
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    if (!(await vscode.workspace.applyEdit(edit))) return false;
    // A tab behind others has no document until it is looked at.
    const opened = documentAt(to) ?? (await vscode.window.showTextDocument(to, { preview: false })).document;
    this.#formerUris.push(from);
    await this.#isAt(opened);
    return true;
  }

  async #isAt(document: vscode.TextDocument): Promise<void> {
    const { uri } = this;
    this.#document = document;
    this.notice = undefined;
    this.#stage.moved(this, uri, document.uri);
    await this.#stage.settled();
    // Unsaved text comes along, anything else is read again.
    if (!this.isDirty) this.#showsLoaded();
  }

  /** @returns whether it was deleted */
  async delete(): Promise<boolean> {
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(this.uri);
    const isDeleted = await vscode.workspace.applyEdit(edit);
    if (isDeleted) this.book.dropped();
    return isDeleted;
  }

  /** The window was loaded again, as far as the extension goes. */
  startedAnew(): void {
    this.notice = undefined;
    this.book.startedAnew();
  }

  saveBegins(): void {
    this.#saveBeganAt = this.book.now;
  }

  saved(): void {
    const sent = this.#stage.calls.all.findLast(
      ({ what, uri }) => what === 'writeFile' && uri === this.uri.toString(),
    );
    if (sent?.text === undefined) return;
    this.notice = undefined;
    // A byte order mark is none of what one sees and types.
    this.loadedText = sent.text.replace(/^\ufeff/, '');
    this.book.saved(sent.text, this.#saveBeganAt);
  }

  /** VS Code says that the text changed. */
  changed(): void {
    const read = this.#stage.lastRead(this.uri);
    // The extension edits too: to set the mark for unsaved text again.
    const isLoaded = read !== undefined && unified(read) === unified(this.text);
    if (!this.#editing && isLoaded) this.#showsLoaded();
  }

  /** VS Code shows what it read. */
  #showsLoaded(): void {
    const read = this.#stage.lastRead(this.uri);
    const isIt = read !== undefined && unified(read) === unified(this.text);
    this.loadedText = this.text;
    this.book.loaded(isIt ? read : this.text);
  }

  /** Runs what may save, and tells from the calls of VS Code what came of it. */
  async attempt(run: () => Thenable<unknown>): Promise<Outcome> {
    const { calls, heard } = this.#stage;
    const from = calls.all.length;
    const heardBefore = heard.count;
    this.#attempts++;
    await run().then(undefined, () => undefined);
    await calls.idle();
    let outcome = this.#outcomeOf(from);
    if (outcome === 'conflict' || outcome === 'failed') {
      // A save that was joined may still be between two of its calls.
      await this.#stage.settled();
      outcome = this.#outcomeOf(from);
    }
    this.#attempts--;
    this.#stage.trace.push(`  ⇒ ${outcome}`);
    if (outcome === 'conflict') {
      this.notice = 'conflict';
      this.book.noticed(heard.since(this.#stage.commandIdOf(this), heardBefore));
    } else if (outcome === 'failed') {
      this.notice = 'error';
    }
    return outcome;
  }

  #outcomeOf(from: number): Outcome {
    const uri = this.uri.toString();
    const calls = this.#stage.calls.all.slice(from).filter((call) => call.uri === uri);
    const begin = calls.findLastIndex(({ what }) => what === 'save begins');
    if (begin < 0) return 'nothing';
    const later = calls.slice(begin + 1);
    if (later.some(({ what }) => what === 'saved')) return 'saved';
    if (later.some(({ what }) => what === 'writeFile')) return 'failed';
    return later.some(({ what, done }) => what === 'stat' && done) ? 'conflict' : 'failed';
  }
}

/** The open document of a URI. */
export function documentAt(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}

function tabsOf(uri: vscode.Uri): vscode.Tab[] {
  const key = uri.toString();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => {
    if (input instanceof vscode.TabInputText) return input.uri.toString() === key;
    return input instanceof vscode.TabInputTextDiff && input.modified.toString() === key;
  });
}

function unified(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
}
