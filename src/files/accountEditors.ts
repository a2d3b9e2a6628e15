import * as vscode from 'vscode';

import { fileScheme } from '../util/contract';
import { closeSavedTabs } from './tabs';
import { pathHead } from './uri';

/** A text as it was when it was written to a file. */
export interface KeptText {
  readonly document: vscode.TextDocument;
  readonly version: number;
}

/** The editors of an account's command files in this window. */
export class AccountEditors {
  /** Those with unsaved text. */
  unsaved(accountId: string): readonly vscode.TextDocument[] {
    return vscode.workspace.textDocuments.filter(({ uri, isDirty }) => isDirty && isOf(uri, accountId));
  }

  /** Saves what is unsaved. @returns what could not be saved; VS Code has said why */
  async saveAll(accountId: string): Promise<readonly vscode.TextDocument[]> {
    // One after the other: a refusal is read before the next one comes.
    for (const document of this.unsaved(accountId)) await document.save();
    return this.unsaved(accountId);
  }

  /**
   * Writes the texts below a folder, as they lie in their bots: `<bot>/<folder>/<file>`. What is there stays; a file
   * that would take its name gets a number.
   * @throws vscode.FileSystemError
   */
  async keep(documents: readonly vscode.TextDocument[], folder: vscode.Uri): Promise<readonly KeptText[]> {
    const { fs } = vscode.workspace;
    const kept: KeptText[] = [];
    for (const document of documents) {
      const path = document.uri.path.split('/').filter((segment) => segment !== '' && segment !== pathHead);
      const file = await freeName(vscode.Uri.joinPath(folder, ...path));
      await fs.createDirectory(vscode.Uri.joinPath(file, '..'));
      const { version } = document;
      await fs.writeFile(file, new TextEncoder().encode(document.getText()));
      kept.push({ document, version });
    }
    return kept;
  }

  /** Closes editors whose unsaved text is kept elsewhere. What was typed since then stays open. */
  async giveUp(kept: readonly KeptText[]): Promise<void> {
    for (const { document, version } of kept) {
      await vscode.window.showTextDocument(document, { preview: false });
      // The command acts on whatever is active, and the person may have gone elsewhere.
      const isActive = vscode.window.activeTextEditor?.document === document;
      if (!isActive || document.version !== version) continue;
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  }

  /** Closes the tabs of an account that hold nothing unsaved. */
  async closeSaved(accountId: string): Promise<void> {
    await closeSavedTabs((uri) => isOf(uri, accountId));
  }
}

function isOf(uri: vscode.Uri, accountId: string): boolean {
  return uri.scheme === fileScheme && uri.authority === accountId;
}

async function freeName(wanted: vscode.Uri): Promise<vscode.Uri> {
  const dot = wanted.path.lastIndexOf('.');
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` ${number}`;
    const uri = wanted.with({ path: wanted.path.slice(0, dot) + suffix + wanted.path.slice(dot) });
    if (!(await exists(uri))) return uri;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}
