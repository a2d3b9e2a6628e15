import assert from 'node:assert/strict';

import * as vscode from 'vscode';

/*
 * What a person presses after a conflict. Notices cannot be pressed here; these commands are what their buttons and the
 * tool bar of the comparison run.
 */

/** *Compare*: shows the comparison. @returns its left side, the text of the server */
export async function compare({ uri }: vscode.TextDocument): Promise<vscode.TextDocument> {
  const query = JSON.stringify({ scheme: uri.scheme, query: uri.query });
  const left = uri.with({ scheme: 'conflictResolution', query });
  await vscode.commands.executeCommand('vscode.diff', left, uri);
  const shown = vscode.workspace.textDocuments.find((open) => open.uri.toString() === left.toString());
  assert.ok(shown, 'the comparison shows the text of the server');
  return shown;
}

/** *Use your changes and overwrite file contents* in the comparison, which must be the active editor. */
export async function useMine({ uri }: vscode.TextDocument): Promise<void> {
  await vscode.commands.executeCommand('workbench.files.action.acceptLocalChanges', uri);
}

/** *Discard your changes and revert to file contents* in the comparison, which must be the active editor. */
export async function discard({ uri }: vscode.TextDocument): Promise<void> {
  await vscode.commands.executeCommand('workbench.files.action.revertLocalChanges', uri);
}

/**
 * *Overwrite* without a look at the server's text, and *Retry* after it was refused: both save without VS Code's own
 * check. The command takes any comparison for the one of the conflict, so this shows one with nothing.
 */
export async function overwrite(document: vscode.TextDocument): Promise<void> {
  await vscode.commands.executeCommand('vscode.diff', vscode.Uri.parse('untitled:nothing'), document.uri);
  await useMine(document);
}
