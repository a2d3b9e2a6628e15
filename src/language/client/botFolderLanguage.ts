import * as vscode from 'vscode';

import { bjsLanguage, fileScheme } from '../../util/contract';
import { Disposable } from '../../util/disposable';
import type { Log } from '../../util/log';
import { botFolderOf } from './botFolderOf';

/**
 * Gives command files and libraries of bot folders the language BJS. No pattern tells them from other JavaScript, only
 * the `bot.json` beside them; so each is looked at when it opens. What a person chose stays: an association of files in
 * the settings, and a language picked for the open file.
 */
export class BotFolderLanguage extends Disposable {
  readonly #log: Log;
  /** A document whose language changes is closed and opened again as the same. */
  readonly #seen = new WeakSet<vscode.TextDocument>();

  constructor(log: Log) {
    super();
    this.#log = log;
    this._register(vscode.workspace.onDidOpenTextDocument((document) => this.#look(document)));
    for (const document of vscode.workspace.textDocuments) this.#look(document);
  }

  #look(document: vscode.TextDocument): void {
    if (this.#seen.has(document)) return;
    this.#seen.add(document);
    if (document.languageId !== 'javascript' || document.uri.scheme === fileScheme) return;
    if (!/\/(?:commands|libs)\//.test(document.uri.path) || isAssociated(document)) return;
    this.#give(document).catch((error: unknown) =>
      this.#log.error('a file could not be given the language BJS', error),
    );
  }

  async #give(document: vscode.TextDocument): Promise<void> {
    if (!(await botFolderOf(document.uri)) || document.isClosed || this.isDisposed) return;
    await vscode.languages.setTextDocumentLanguage(document, bjsLanguage);
  }
}

/** The settings name a language for the file: what shows is what the person wants. */
function isAssociated(document: vscode.TextDocument): boolean {
  const associations = vscode.workspace
    .getConfiguration('files', document.uri)
    .get<unknown>('associations', {});
  if (typeof associations !== 'object' || associations === null) return false;
  // As VS Code reads them: without a slash a pattern is about the name of the file, wherever it lies.
  return Object.keys(associations).some((pattern) => {
    const whole = pattern.includes('/') ? pattern : `**/${pattern}`;
    return vscode.languages.match({ pattern: whole }, document) > 0;
  });
}
