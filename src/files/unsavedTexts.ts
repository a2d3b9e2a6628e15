import * as vscode from 'vscode';

import { type BotRef, sameBot } from '../model/account';
import type { UnsavedTexts as SearchedTexts } from '../model/search/botSearch';
import type { UnsavedText } from '../model/search/replaceRun';
import type { TextEdit } from '../model/search/textEdits';
import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { CommandFiles } from './commandFiles';
import type { Documents, OpenDocument } from './documents';
import { parsePlace } from './uri';

/** What editors hold of commands and have not saved. */
export class UnsavedTexts extends Disposable implements SearchedTexts {
  readonly #files: CommandFiles;
  readonly #documents: Documents;
  readonly #changed = this._register(new Emitter<BotRef>());

  readonly onDidChange = this.#changed.event;

  constructor(files: CommandFiles, documents: Documents) {
    super();
    this.#files = files;
    this.#documents = documents;
    const tell = ({ uri }: OpenDocument) => {
      const place = parsePlace(uri.authority, uri.path);
      if (place?.kind === 'inBot') this.#changed.fire(place.ref);
    };
    this._register(documents.onDidChange(({ document }) => tell(document)));
    this._register(documents.onDidSave(tell));
    this._register(documents.onDidClose(tell));
  }

  async in(ref: BotRef): Promise<ReadonlyMap<number, string>> {
    const texts = new Map<number, string>();
    for (const document of this.#documents.all) {
      const commandId = await this.#commandOf(document, ref);
      if (commandId !== undefined) texts.set(commandId, document.getText());
    }
    return texts;
  }

  /** The text of a command that an editor holds and that is not saved. */
  async of(ref: BotRef, commandId: number): Promise<UnsavedText | undefined> {
    for (const document of this.#documents.all) {
      if ((await this.#commandOf(document, ref)) !== commandId) continue;
      const text = document.getText();
      return { text, edit: (edits) => edit(document, text, edits) };
    }
    return undefined;
  }

  async #commandOf({ uri, isDirty }: OpenDocument, ref: BotRef): Promise<number | undefined> {
    if (!isDirty) return undefined;
    const place = parsePlace(uri.authority, uri.path);
    if (place?.kind !== 'inBot' || !sameBot(place.ref, ref)) return undefined;
    return (await this.#files.commandAt(uri))?.commandId;
  }
}

/** @param before while the text is another nothing happens */
async function edit({ uri }: OpenDocument, before: string, edits: readonly TextEdit[]): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.getText() !== before) return false;
  const change = new vscode.WorkspaceEdit();
  for (const { start, end, text } of edits) {
    change.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  }
  return vscode.workspace.applyEdit(change);
}
