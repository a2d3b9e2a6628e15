import * as vscode from 'vscode';

import { readOnlyScheme } from '../util/contract';
import { Disposable } from '../util/disposable';

/** Characters of texts that are kept beside those that are open: an editor in the background asks for its text again. */
const mostKept = 20_000_000;

/** Texts that are shown in an editor and lie in no file: reports, values, earlier versions. */
export class ReadOnlyTexts extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  /** VS Code may go on having an editor of the window before. */
  readonly #window = Date.now().toString(36);
  #count = 0;

  constructor() {
    super();
    this._register(vscode.workspace.registerTextDocumentContentProvider(readOnlyScheme, this));
  }

  /** @param name of the editor, whose ending decides the language */
  async show(name: string, text: string): Promise<void> {
    await vscode.window.showTextDocument(this.add(pathOf(name), text), { preview: false });
  }

  /** Shows what a text becomes, beside what it is. @param name as for `show` */
  async compare(title: string, name: string, before: string, after: string): Promise<void> {
    await vscode.commands.executeCommand(
      'vscode.diff',
      this.add(pathOf(name), before),
      this.add(pathOf(name), after),
      title,
      { preview: true } satisfies vscode.TextDocumentShowOptions,
    );
  }

  /**
   * Where a text can be shown, for example beside another one.
   * @param path that the editor is called by. Of two sides of one path VS Code says that something changed, of others
   * that something was renamed. What lies where command files do and ends in `.js` is BJS.
   */
  add(path: string, text: string): vscode.Uri {
    const query = `${this.#window}-${++this.#count}`;
    const uri = vscode.Uri.from({ scheme: readOnlyScheme, path, query });
    this.#texts.set(uri.toString(), text);
    this.#forget();
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // A window that was loaded again has the editor and no longer the text.
    return this.#texts.get(uri.toString()) ?? vscode.l10n.t('This text was not kept. Close the editor.');
  }

  /** Those that were added first go first, unless they are open. */
  #forget(): void {
    let size = 0;
    for (const text of this.#texts.values()) size += text.length;
    if (size <= mostKept) return;
    const open = new Set(vscode.workspace.textDocuments.map((document) => document.uri.toString()));
    for (const [uri, text] of this.#texts) {
      if (size <= mostKept) return;
      if (open.has(uri)) continue;
      this.#texts.delete(uri);
      size -= text.length;
    }
  }
}

function pathOf(name: string): string {
  return `/${name.replaceAll('/', '_')}`;
}
