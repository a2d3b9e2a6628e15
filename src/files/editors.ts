import * as vscode from 'vscode';

import { Disposable } from '../util/disposable';
import type { Log } from '../util/log';
import {
  type DocumentChange,
  documentAt,
  type Documents,
  type OpenDocument,
  type SaveBeginning,
} from './documents';
import { EditState } from './editState';

/** What is known of the editor of one file. */
export interface Editor {
  readonly state: EditState;
  /** When VS Code began the last save, on the clock of `performance.now()`. */
  saveBeganAt: number;
  /** The last save was VS Code's own, after a delay or when the editor lost the focus. */
  savesByItself: boolean;
  /** The look of the running save did not reach the server. */
  checkFailed: boolean;
  /** VS Code looks again right after a write. Were that look to fail, the good save would count as failed. */
  justWritten: boolean;
  /** A write is under way, so that changes need not be told: VS Code looks itself when it is over. */
  saving: boolean;
  /**
   * What the editor shows while its file is renamed or deleted. VS Code takes the mark for unsaved text away before, and
   * would load what others wrote meanwhile over it.
   */
  leaving: string | undefined;
  /** Unsaved text came here with a rename, and VS Code is still to learn what it started from. */
  carried: boolean;
  /** A save has begun and did not succeed yet. */
  saveUnderWay: boolean;
  /**
   * The text that VS Code stopped calling unsaved while a save was under way: the person chose *Don't Save* or *Revert
   * File*. A save of it that waits for the one under way must not write it.
   */
  dropped: string | undefined;
  /** The text from which VS Code took the mark for unsaved text away last, without its being what the server has. */
  unmarked: string | undefined;
  /**
   * A text that is marked as unsaved again after VS Code had taken the mark away: for *Revert File* during a save that
   * then failed, or for a rename that failed. VS Code remembers it as the saved one, so that Undo makes it look saved.
   */
  mistakenForSaved: string | undefined;
  /** The last that happened to the text was Undo or Redo. */
  wasUndone: boolean;
}

/** Follows what VS Code says of editors of command files, so that each has its `EditState`. */
export class Editors extends Disposable {
  readonly #documents: Documents;
  readonly #log: Log;
  readonly #editors = new Map<string, Editor>();
  readonly #mustReload = this._register(new vscode.EventEmitter<vscode.Uri>());

  /** Fires after a save when the editor shows another text than the server has: it is to load that. */
  readonly onMustReload = this.#mustReload.event;

  constructor(documents: Documents, log: Log) {
    super();
    this.#documents = documents;
    this.#log = log;
    this._register(documents.onWillSave((save) => this.#saveBegins(save)));
    this._register(documents.onDidChange((change) => this.#changed(change)));
    this._register(documents.onDidOpen((document) => this.#shows(document)));
    this._register(documents.onDidSave((document) => this.#saveEnded(document)));
    this._register(documents.onDidClose(({ uri }) => (this.of(uri).dropped = undefined)));
  }

  of(uri: vscode.Uri): Editor {
    const key = uri.toString();
    const known = this.#editors.get(key);
    if (known) return known;
    const editor: Editor = {
      state: new EditState(),
      saveBeganAt: 0,
      savesByItself: false,
      checkFailed: false,
      justWritten: false,
      saving: false,
      saveUnderWay: false,
      carried: false,
      leaving: undefined,
      dropped: undefined,
      unmarked: undefined,
      mistakenForSaved: undefined,
      wasUndone: false,
    };
    this.#editors.set(key, editor);
    return editor;
  }

  /** Keeps editors as they are while their files are renamed or deleted. */
  async whileLeaving(uris: readonly vscode.Uri[], work: () => Promise<void>): Promise<void> {
    const leaving = uris.map((uri) => ({ editor: this.of(uri), document: documentAt(this.#documents, uri) }));
    for (const { editor, document } of leaving) editor.leaving = document?.getText();
    try {
      await work();
    } catch (error) {
      // Taking the mark away belonged to what failed; nobody gave the text up.
      for (const { editor } of leaving) editor.dropped = undefined;
      throw error;
    } finally {
      for (const { editor } of leaving) editor.leaving = undefined;
    }
  }

  /** A file got another path: what is known of its editor goes with the text that VS Code takes there. */
  move(from: vscode.Uri, to: vscode.Uri): void {
    const document = documentAt(this.#documents, from);
    const editor = this.of(from);
    this.#editors.delete(from.toString());
    if (!document) return;
    // VS Code takes the mark for unsaved text away before it renames; so it is the text that tells.
    const { base } = editor.state;
    const text = editor.leaving ?? document.getText();
    editor.carried = base === undefined || !editor.state.isBase(text);
    editor.dropped = undefined;
    this.#editors.set(to.toString(), editor);
  }

  #saveBegins({ document, reason }: SaveBeginning): void {
    const editor = this.of(document.uri);
    editor.state.saveBegins();
    editor.saveBeganAt = performance.now();
    editor.savesByItself = reason !== vscode.TextDocumentSaveReason.Manual;
    editor.checkFailed = false;
    editor.justWritten = false;
    editor.carried = false;
    editor.saveUnderWay = true;
  }

  #changed({ document, isEdit, isUndo }: DocumentChange): void {
    const editor = this.of(document.uri);
    const { wasUndone } = editor;
    editor.wasUndone = isUndo;
    this.#shows(document);
    if (isEdit) editor.dropped = undefined;
    else this.#marked(document, editor, wasUndone);
  }

  /** VS Code set the mark for unsaved text, or took it away: it does so after the edit that is the reason. */
  #marked(document: OpenDocument, editor: Editor, byUndo: boolean): void {
    const text = document.getText();
    if (document.isDirty) {
      if (editor.unmarked === text) editor.mistakenForSaved = text;
      return;
    }
    editor.unmarked = undefined;
    const isBaseKnown = editor.state.base !== undefined;
    if (isBaseKnown && editor.state.isBase(text)) return;
    if (byUndo && editor.mistakenForSaved === text) {
      this.#documents
        .markUnsaved(document)
        .catch((error: unknown) => this.#log.error('a text could not be marked as unsaved', error));
      return;
    }
    editor.unmarked = text;
    // While a save is under way VS Code drops a text by taking its mark away and nothing else. What went back by Undo
    // is the base, and so is what a Revert read.
    if (editor.saveUnderWay && (isBaseKnown || !byUndo)) editor.dropped = text;
  }

  #shows(document: OpenDocument): void {
    if (!document.isDirty) this.of(document.uri).state.shows(document.getText());
  }

  #saveEnded(document: OpenDocument): void {
    const { state } = this.of(document.uri);
    const text = document.getText();
    // What was dropped or undone during the save still shows, and VS Code calls it saved. When it is marked as unsaved
    // after all (the mark is late when one types during a save), VS Code does not reload.
    if (state.announceNormalised(text) || (!document.isDirty && !state.isBase(text))) {
      this.#mustReload.fire(document.uri);
    }
  }
}
