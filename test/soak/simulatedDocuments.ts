import * as vscode from 'vscode';

import type { DocumentChange, Documents, OpenDocument, SaveBeginning } from '../../src/files/documents';

/** The documents of a simulated window, and VS Code's events about them. */
export class SimulatedDocuments implements Documents {
  readonly #all = new Set<OpenDocument>();
  readonly #willSave = new vscode.EventEmitter<SaveBeginning>();
  readonly #didSave = new vscode.EventEmitter<OpenDocument>();
  readonly #didChange = new vscode.EventEmitter<DocumentChange>();
  readonly #didOpen = new vscode.EventEmitter<OpenDocument>();
  readonly #didClose = new vscode.EventEmitter<OpenDocument>();

  readonly onWillSave = this.#willSave.event;
  readonly onDidSave = this.#didSave.event;
  readonly onDidChange = this.#didChange.event;
  readonly onDidOpen = this.#didOpen.event;
  readonly onDidClose = this.#didClose.event;

  get all(): readonly OpenDocument[] {
    return [...this.#all];
  }

  isInUse(uri: vscode.Uri): boolean {
    const key = uri.toString();
    return this.all.some((document) => document.uri.toString() === key);
  }
  hasTab(uri: vscode.Uri): boolean {
    return this.isInUse(uri);
  }
  below(directory: vscode.Uri): readonly vscode.Uri[] {
    return this.all.map(({ uri }) => uri).filter(({ path }) => path.startsWith(`${directory.path}/`));
  }

  /** Is to set the mark of an editor. */
  onMarkUnsaved: (document: OpenDocument) => void = () => undefined;
  markUnsaved(document: OpenDocument): Promise<void> {
    this.onMarkUnsaved(document);
    return Promise.resolve();
  }

  add(document: OpenDocument): void {
    this.#all.add(document);
    this.#didOpen.fire(document);
  }
  remove(document: OpenDocument): void {
    if (this.#all.delete(document)) this.#didClose.fire(document);
  }
  willSave(document: OpenDocument): void {
    this.#willSave.fire({ document, reason: vscode.TextDocumentSaveReason.Manual });
  }
  didSave(document: OpenDocument): void {
    this.#didSave.fire(document);
  }
  /** @param isEdit the text changed; else only the mark for unsaved text did */
  didChange(document: OpenDocument, isEdit: boolean, isUndo = false): void {
    this.#didChange.fire({ document, isEdit, isUndo });
  }
}
