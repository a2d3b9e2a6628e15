import * as vscode from 'vscode';

import type { Documents, OpenDocument, SaveBeginning } from '../../src/files/documents';

/** The documents of a simulated window, and VS Code's events about them. */
export class SimulatedDocuments implements Documents {
  readonly #all = new Set<OpenDocument>();
  readonly #willSave = new vscode.EventEmitter<SaveBeginning>();
  readonly #didSave = new vscode.EventEmitter<OpenDocument>();
  readonly #didChange = new vscode.EventEmitter<OpenDocument>();

  readonly onWillSave = this.#willSave.event;
  readonly onDidSave = this.#didSave.event;
  readonly onDidChange = this.#didChange.event;

  get all(): readonly OpenDocument[] {
    return [...this.#all];
  }

  isInUse(uri: vscode.Uri): boolean {
    const key = uri.toString();
    return this.all.some((document) => document.uri.toString() === key);
  }
  below(directory: vscode.Uri): readonly vscode.Uri[] {
    return this.all.map(({ uri }) => uri).filter(({ path }) => path.startsWith(`${directory.path}/`));
  }

  add(document: OpenDocument): void {
    this.#all.add(document);
  }
  remove(document: OpenDocument): void {
    this.#all.delete(document);
  }
  willSave(document: OpenDocument): void {
    this.#willSave.fire({ document, reason: vscode.TextDocumentSaveReason.Manual });
  }
  didSave(document: OpenDocument): void {
    this.#didSave.fire(document);
  }
  didChange(document: OpenDocument): void {
    this.#didChange.fire(document);
  }
}
