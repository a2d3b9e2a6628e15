import * as vscode from 'vscode';

import { fileScheme } from '../util/contract';

/** The open documents of the `bb:` file system, as far as VS Code tells extensions about them. */

/** What an editor holds and has not saved, `undefined` when there is none. */
export function unsavedText(uri: vscode.Uri): string | undefined {
  const document = documentOf(uri);
  return document?.isDirty ? document.getText() : undefined;
}

export function isOpen(uri: vscode.Uri): boolean {
  return documentOf(uri) !== undefined;
}

/** All open command files. */
export function openDocuments(): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === fileScheme);
}

function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return openDocuments().find((document) => document.uri.toString() === key);
}
