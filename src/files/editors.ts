import * as vscode from 'vscode';

import { Disposable } from '../util/disposable';
import type { Documents, OpenDocument } from './documents';
import { EditState } from './editState';

/** What is known of the editor of one file. */
export interface Editor {
  readonly state: EditState;
  /** When VS Code began the last save, on the clock of `performance.now()`. */
  saveBeganAt: number;
  /** VS Code looks again right after a write. Were that look to fail, the good save would count as failed. */
  justWritten: boolean;
  /** A write is under way, so that changes need not be told: VS Code looks itself when it is over. */
  saving: boolean;
}

/** Follows what VS Code says of editors of command files, so that each has its `EditState`. */
export class Editors extends Disposable {
  readonly #editors = new Map<string, Editor>();
  readonly #mustReload = this._register(new vscode.EventEmitter<vscode.Uri>());

  /** Fires after a save whose text the server rewrote: the editor is to load it. */
  readonly onMustReload = this.#mustReload.event;

  constructor(documents: Documents) {
    super();
    this._register(documents.onWillSave(({ document }) => this.#saveBegins(document)));
    this._register(documents.onDidChange((document) => this.#textChanged(document)));
    this._register(documents.onDidSave((document) => this.#saveEnded(document)));
  }

  of(uri: vscode.Uri): Editor {
    const key = uri.toString();
    const known = this.#editors.get(key);
    if (known) return known;
    const editor = { state: new EditState(), saveBeganAt: 0, justWritten: false, saving: false };
    this.#editors.set(key, editor);
    return editor;
  }

  #saveBegins(document: OpenDocument): void {
    const editor = this.of(document.uri);
    editor.state.saveBegins();
    editor.saveBeganAt = performance.now();
    editor.justWritten = false;
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
