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
    await vscode.window.showTextDocument(this.#put(name, text), { preview: false });
  }

  /** Shows what a text becomes, beside what it is. @param name as for `show` */
  async compare(title: string, name: string, before: string, after: string): Promise<void> {
    await vscode.commands.executeCommand(
      'vscode.diff',
      this.#put(name, before),
      this.#put(name, after),
      title,
      { preview: true } satisfies vscode.TextDocumentShowOptions,
    );
  }

  #put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({
      scheme: readOnlyScheme,
      path: `/${this.#window}-${++this.#count}/${name.replaceAll('/', '_')}`,
    });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // A window that was loaded again has the editor and no longer the text.
    return this.#texts.get(uri.toString()) ?? vscode.l10n.t('This text was not kept. Close the editor.');
  }
}
