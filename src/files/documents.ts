import * as vscode from 'vscode';

import { fileScheme } from '../util/contract';
import { allTabs, urisOf } from './tabs';

/** A document of the `bb:` file system, as far as VS Code tells extensions about it. */
export type OpenDocument = Pick<vscode.TextDocument, 'uri' | 'isDirty' | 'getText'>;

/** Why VS Code saves. */
export interface SaveBeginning {
  readonly document: OpenDocument;
  readonly reason: vscode.TextDocumentSaveReason;
}

/** A document is another than it was. */
export interface DocumentChange {
  readonly document: OpenDocument;
  /** Its text changed; else only the mark for unsaved text did. */
  readonly isEdit: boolean;
  /** It was edited by Undo or Redo. */
  readonly isUndo: boolean;
}

/** What is put into a document and taken out again: any edit sets the mark for unsaved text. */
const blank = ' ';

/** The open documents of the `bb:` file system and what happens to them. */
export interface Documents {
  readonly all: readonly OpenDocument[];
  /** Whether a document or a tab has this URI: a tab that was not shown yet has no document. */
  isInUse(uri: vscode.Uri): boolean;
  /** Whether any tab shows a file. */
  hasTab(uri: vscode.Uri): boolean;
  /** The URIs below a directory that documents or tabs have. */
  below(directory: vscode.Uri): readonly vscode.Uri[];
  /** Sets the mark for unsaved text again, which VS Code took away by mistake. Its text stays as it is. */
  markUnsaved(document: OpenDocument): Promise<void>;
  readonly onWillSave: vscode.Event<SaveBeginning>;
  readonly onDidSave: vscode.Event<OpenDocument>;
  readonly onDidChange: vscode.Event<DocumentChange>;
  readonly onDidOpen: vscode.Event<OpenDocument>;
  readonly onDidClose: vscode.Event<OpenDocument>;
}

/** The documents of this window. */
export class WindowDocuments implements Documents {
  get all(): readonly OpenDocument[] {
    return vscode.workspace.textDocuments.filter(isCommandFile);
  }

  isInUse(uri: vscode.Uri): boolean {
    const key = uri.toString();
    return this.#inUse().some((used) => used.toString() === key);
  }

  hasTab(uri: vscode.Uri): boolean {
    const key = uri.toString();
    return tabUris().some((shown) => shown.toString() === key);
  }

  below(directory: vscode.Uri): readonly vscode.Uri[] {
    const head = `${directory.path}/`;
    const isBelow = (uri: vscode.Uri) => uri.authority === directory.authority && uri.path.startsWith(head);
    const uris = this.#inUse().filter(isBelow);
    return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
  }

  async markUnsaved({ uri }: OpenDocument): Promise<void> {
    const start = new vscode.Position(0, 0);
    const there = new vscode.WorkspaceEdit();
    there.insert(uri, start, blank);
    // An edit that was not made must not be taken back: that would take a character of the person's.
    if (!(await vscode.workspace.applyEdit(there))) return;
    if (!documentAt(this, uri)?.getText().startsWith(blank)) return;
    const back = new vscode.WorkspaceEdit();
    back.delete(uri, new vscode.Range(start, start.translate(0, blank.length)));
    await vscode.workspace.applyEdit(back);
  }

  #inUse(): vscode.Uri[] {
    return [...tabUris(), ...this.all.map(({ uri }) => uri)];
  }

  readonly onWillSave: vscode.Event<SaveBeginning> = (listener) =>
    vscode.workspace.onWillSaveTextDocument((event) => {
      if (isCommandFile(event.document)) listener(event);
    });

  readonly onDidSave: vscode.Event<OpenDocument> = (listener) =>
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (isCommandFile(document)) listener(document);
    });

  readonly onDidChange: vscode.Event<DocumentChange> = (listener) =>
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      if (!isCommandFile(document)) return;
      listener({ document, isEdit: contentChanges.length > 0, isUndo: reason !== undefined });
    });

  readonly onDidOpen: vscode.Event<OpenDocument> = (listener) =>
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isCommandFile(document)) listener(document);
    });

  readonly onDidClose: vscode.Event<OpenDocument> = (listener) =>
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (isCommandFile(document)) listener(document);
    });
}

/** The command files that tabs show, alone or compared. */
function tabUris(): vscode.Uri[] {
  return allTabs()
    .flatMap(urisOf)
    .filter(({ scheme }) => scheme === fileScheme);
}

function isCommandFile({ uri }: OpenDocument): boolean {
  return uri.scheme === fileScheme;
}

/** The open document of a URI. */
export function documentAt(documents: Documents, uri: vscode.Uri): OpenDocument | undefined {
  const key = uri.toString();
  return documents.all.find((document) => document.uri.toString() === key);
}

/** What an editor holds and has not saved, `undefined` when there is none. */
export function unsavedText(documents: Documents, uri: vscode.Uri): string | undefined {
  const document = documentAt(documents, uri);
  return document?.isDirty ? document.getText() : undefined;
}
