import assert from 'node:assert/strict';

import * as vscode from 'vscode';

/** The file of another name in the same directory. */
export function besides(uri: vscode.Uri, name: string): vscode.Uri {
  return uri.with({ path: uri.path.slice(0, uri.path.lastIndexOf('/') + 1) + name });
}

/** A path below the directory of the bot that a URI lies in. */
export function inBot(uri: vscode.Uri, path: string): vscode.Uri {
  return uri.with({ path: `${uri.path.split('/').slice(0, 3).join('/')}/${path}` });
}

/** The document of a URI, which must be open: VS Code gives a renamed file another one. */
export function opened(uri: vscode.Uri): vscode.TextDocument {
  const found = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  assert.ok(found, `${uri.path} is open`);
  return found;
}

/** Renames as the Explorer does. @returns whether VS Code made the change */
export async function rename(from: vscode.Uri, to: vscode.Uri): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(from, to);
  return vscode.workspace.applyEdit(edit);
}

/** Deletes as the Explorer does. @returns whether VS Code made the change */
export async function remove(uri: vscode.Uri, recursive = false): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.deleteFile(uri, { recursive });
  return vscode.workspace.applyEdit(edit);
}
