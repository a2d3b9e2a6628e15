import * as vscode from 'vscode';

import { Disposable } from '../util/disposable';
import { documentAt, type Documents, type OpenDocument, type SaveBeginning } from './documents';
import { EditState, sameLines } from './editState';

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
  /** Unsaved text came here with a rename, and VS Code is still to learn what it started from. */
  carried: boolean;
}

/** Follows what VS Code says of editors of command files, so that each has its `EditState`. */
export class Editors extends Disposable {
  readonly #documents: Documents;
  readonly #editors = new Map<string, Editor>();
  readonly #mustReload = this._register(new vscode.EventEmitter<vscode.Uri>());

  /** Fires after a save whose text the server rewrote: the editor is to load it. */
  readonly onMustReload = this.#mustReload.event;

  constructor(documents: Documents) {
    super();
    this.#documents = documents;
    this._register(documents.onWillSave((save) => this.#saveBegins(save)));
    this._register(documents.onDidChange((document) => this.#textChanged(document)));
    this._register(documents.onDidSave((document) => this.#saveEnded(document)));
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
      carried: false,
    };
    this.#editors.set(key, editor);
    return editor;
  }

  /** A file got another path: what is known of its editor goes with the text that VS Code takes there. */
  move(from: vscode.Uri, to: vscode.Uri): void {
    const document = documentAt(this.#documents, from);
    const editor = this.of(from);
    this.#editors.delete(from.toString());
    if (!document) return;
    // VS Code takes the mark for unsaved text away before it renames; so it is the text that tells.
    const { base } = editor.state;
    editor.carried = base === undefined || !sameLines(base, document.getText());
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
  }

  #textChanged(document: OpenDocument): void {
    if (document.isDirty) return;
    this.of(document.uri).state.shows(document.getText());
  }

  #saveEnded(document: OpenDocument): void {
    if (this.of(document.uri).state.announceNormalised(document.getText())) {
      this.#mustReload.fire(document.uri);
    }
  }
}
