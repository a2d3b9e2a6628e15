import * as vscode from 'vscode';

import type { ErrorLogEntry } from '../api/errorLog';
import { errorPosition } from '../api/errorPosition';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import { Disposable, type IDisposable } from '../util/disposable';
import type { Log } from '../util/log';
import { localAndUtc } from '../util/times';
import type { CommandFiles } from './commandFiles';
import type { Documents, OpenDocument } from './documents';

/** Longest line that is marked; the rest of it is not looked at. */
const endOfLine = 10_000;

/**
 * The errors of a bot in those of its commands that are open, where the stack names a line: see `errorPosition` for
 * which line that is. They go when the errors are cleared, and when the command is saved, because they tell of the
 * code before.
 */
export class ErrorDiagnostics extends Disposable {
  readonly #accounts: Accounts;
  readonly #files: CommandFiles;
  readonly #documents: Documents;
  readonly #log: Log;
  readonly #collection = this._register(vscode.languages.createDiagnosticCollection('botsBusiness'));
  readonly #listeners = new Map<AccountModel, IDisposable>();
  /** The newest error that was known when a file was saved, by its URI. */
  readonly #outdated = new Map<string, number>();

  constructor(accounts: Accounts, files: CommandFiles, documents: Documents, log: Log) {
    super();
    this.#accounts = accounts;
    this.#files = files;
    this.#documents = documents;
    this.#log = log;
    this._register(documents.onDidOpen((document) => this.#show(document)));
    this._register(documents.onDidClose(({ uri }) => this.#forget(uri)));
    this._register(documents.onDidSave((document) => this.#saved(document)));
    this._register(accounts.onDidChange(() => this.#accountsChanged()));
    this.#accountsChanged();
  }

  override dispose(): void {
    for (const listener of this.#listeners.values()) listener.dispose();
    super.dispose();
  }

  #accountsChanged(): void {
    const models = new Set(this.#accounts.all);
    for (const [model, listener] of this.#listeners) {
      if (models.has(model)) continue;
      listener.dispose();
      this.#listeners.delete(model);
    }
    for (const model of models) {
      if (this.#listeners.has(model)) continue;
      const listener = model.onDidChangeParts(({ part }) => {
        if (part === 'errors') this.#showAll();
      });
      this.#listeners.set(model, listener);
    }
    this.#showAll();
  }

  #showAll(): void {
    for (const document of this.#documents.all) this.#show(document);
  }

  #show(document: OpenDocument): void {
    this.#draw(document).catch((error: unknown) =>
      this.#log.error('errors could not be shown in an editor', error),
    );
  }

  async #draw({ uri }: OpenDocument): Promise<void> {
    const entries = await this.#entriesOf(uri);
    const outdated = this.#outdated.get(uri.toString()) ?? 0;
    this.#collection.set(uri, diagnosticsOf(entries.filter(({ id }) => id > outdated)));
  }

  async #entriesOf(uri: vscode.Uri): Promise<readonly ErrorLogEntry[]> {
    const at = await this.#files.commandAt(uri);
    const account = at && this.#accounts.get(at.ref.accountId);
    if (!account) return [];
    const name = account.contents(at.ref.botId).commands.get(at.commandId)?.command;
    return account
      .parts(at.ref.botId)
      .errors.items.filter(({ commandId, command }) =>
        commandId === undefined ? command !== null && command === name : commandId === at.commandId,
      );
  }

  #saved(document: OpenDocument): void {
    const key = document.uri.toString();
    this.#entriesOf(document.uri).then(
      (entries) => {
        this.#outdated.set(key, Math.max(this.#outdated.get(key) ?? 0, ...entries.map(({ id }) => id)));
        this.#show(document);
      },
      (error: unknown) => this.#log.error('errors of a saved command could not be taken away', error),
    );
  }

  #forget(uri: vscode.Uri): void {
    this.#collection.delete(uri);
  }
}

/** One for each message and place, with how often and when last. */
function diagnosticsOf(entries: readonly ErrorLogEntry[]): vscode.Diagnostic[] {
  const groups = new Map<string, ErrorLogEntry[]>();
  for (const entry of entries.toSorted((a, b) => b.id - a.id)) {
    const at = errorPosition(entry.stackTrace, entry.command);
    if (!at) continue;
    const key = JSON.stringify([at.line, at.column, entry.message]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const [newest] = group;
    const at = newest && errorPosition(newest.stackTrace, newest.command);
    if (!newest || !at) return [];
    const range = new vscode.Range(at.line - 1, Math.max(0, (at.column ?? 1) - 1), at.line - 1, endOfLine);
    const time = localAndUtc(newest.createdAt)?.local;
    const facts = [...(group.length > 1 ? [`${group.length}×`] : []), ...(time ? [time] : [])];
    const message = facts.length > 0 ? `${newest.message} (${facts.join(' · ')})` : newest.message;
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = 'Bots.Business';
    return [diagnostic];
  });
}
