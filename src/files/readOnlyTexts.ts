import * as vscode from 'vscode';

import { readOnlyScheme } from '../util/contract';
import { Disposable } from '../util/disposable';

/** Texts that are shown in an editor and lie in no file: reports, values. They live as long as their editor. */
export class ReadOnlyTexts extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  /** VS Code may go on having an editor of the window before. */
  readonly #window = Date.now().toString(36);
  #count = 0;

  constructor() {
    super();
    this._register(vscode.workspace.registerTextDocumentContentProvider(readOnlyScheme, this));
    this._register(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === readOnlyScheme) this.#texts.delete(uri.toString());
      }),
    );
  }

  /** @param name of the editor, whose ending decides the language */
  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({
      scheme: readOnlyScheme,
      path: `/${this.#window}-${++this.#count}/${name.replaceAll('/', '_')}`,
    });
    this.#texts.set(uri.toString(), text);
    await vscode.window.showTextDocument(uri, { preview: false });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // A window that was loaded again has the editor and no longer the text.
    return this.#texts.get(uri.toString()) ?? vscode.l10n.t('This text was not kept. Close the editor.');
  }
}
