import * as vscode from 'vscode';

import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { listenToEvery } from '../model/everyAccount';
import { fileScheme } from '../util/contract';
import { Disposable, type IDisposable } from '../util/disposable';
import type { Log } from '../util/log';
import type { Documents } from './documents';
import { groupUnknownSentence } from './fileSentences';
import type { FileSystem } from './fileSystem';
import { parsePlace } from './uri';

/** Ties editors to the model: which bots have files open, which bot the active editor shows, what changed meanwhile. */
export class OpenFiles extends Disposable {
  readonly #accounts: Accounts;
  readonly #fileSystem: FileSystem;
  readonly #documents: Documents;
  readonly #log: Log;
  readonly #toldOfGroups = new Set<string>();

  constructor(
    accounts: Accounts,
    current: CurrentBot,
    fileSystem: FileSystem,
    documents: Documents,
    log: Log,
  ) {
    super();
    this.#accounts = accounts;
    this.#fileSystem = fileSystem;
    this.#documents = documents;
    this.#log = log;
    const show = (editor: vscode.TextEditor | undefined) => {
      const ref = editor && botOfUri(editor.document.uri);
      current.editorShows(ref);
      // A restored tab names a bot before the tree was ever opened; its state needs the listing.
      if (ref) void this.#accounts.get(ref.accountId)?.bots.open();
    };
    this._register(vscode.window.onDidChangeActiveTextEditor(show));
    this._register(listenToEvery(accounts, (model) => this.#listen(model)));
    this._register(
      accounts.onDidChange(() => {
        current.forget((ref) => accounts.isRestored && !accounts.get(ref.accountId));
        show(vscode.window.activeTextEditor);
      }),
    );
    show(vscode.window.activeTextEditor);
  }

  /** The bots that have files open, each once. */
  get bots(): readonly BotRef[] {
    const bots = new Map<string, BotRef>();
    for (const { uri } of this.#documents.all) {
      const ref = botOfUri(uri);
      if (ref) bots.set(`${ref.accountId}/${ref.botId}`, ref);
    }
    return [...bots.values()];
  }

  #listen(model: AccountModel): IDisposable[] {
    return [
      model.onDidChangeContents(({ contents, change }) => {
        this.#fileSystem
          .contentsChanged(contents, model.account.id, change)
          .catch((error: unknown) => this.#log.error('open files could not be told of changes', error));
      }),
      model.onGroupUnknown((botId) => this.#tellGroupUnknown(model, botId)),
    ];
  }

  /** Once per bot: the server does not say groups, so a save may take a command out of its group. */
  #tellGroupUnknown({ account, bots }: AccountModel, botId: number): void {
    const key = `${account.id}/${botId}`;
    if (this.#toldOfGroups.has(key)) return;
    this.#toldOfGroups.add(key);
    void vscode.window.showWarningMessage(groupUnknownSentence(bots.get(botId)?.name ?? String(botId)));
  }
}

function botOfUri(uri: vscode.Uri): BotRef | undefined {
  if (uri.scheme !== fileScheme) return undefined;
  const place = parsePlace(uri.authority, uri.path);
  return place?.kind === 'inBot' ? place.ref : undefined;
}
