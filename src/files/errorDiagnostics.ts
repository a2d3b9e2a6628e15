import * as vscode from 'vscode';

import type { ErrorLogEntry } from '../api/errorLog';
import { errorPosition } from '../api/errorPosition';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import { isOutdated } from '../model/bot/savedCommands';
import { listenToEvery } from '../model/everyAccount';
import { Disposable, type IDisposable } from '../util/disposable';
import type { Log } from '../util/log';
import { localAndUtc } from '../util/times';
import type { CommandAt, CommandFiles } from './commandFiles';
import { documentAt, type Documents, type OpenDocument } from './documents';

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

  constructor(accounts: Accounts, files: CommandFiles, documents: Documents, log: Log) {
    super();
    this.#accounts = accounts;
    this.#files = files;
    this.#documents = documents;
    this.#log = log;
    this._register(documents.onDidOpen((document) => this.#show(document)));
    this._register(documents.onDidClose(({ uri }) => this.#forget(uri)));
    this._register(documents.onDidSave((document) => this.#saved(document)));
    this._register(listenToEvery(accounts, (model) => this.#listen(model)));
    this._register(accounts.onDidChange(() => this.#showAll()));
    this.#showAll();
  }

  #listen(model: AccountModel): IDisposable[] {
    return [
      model.onDidChangeParts(({ part }) => {
        if (part === 'errors') this.#showAll();
      }),
    ];
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
    const at = await this.#files.commandAt(uri);
    const save = at && (await this.#accountOf(at)?.savedCommands.of(at.ref.botId, at.commandId));
    // It may have been closed meanwhile.
    if (this.isDisposed || !documentAt(this.#documents, uri)) return;
    const entries = at ? this.#entriesOf(at) : [];
    this.#collection.set(uri, diagnosticsOf(entries.filter((entry) => !isOutdated(entry, save))));
  }

  /** The errors of a command: by its name when the id is gone, because an import gives all commands new ids. */
  #entriesOf({ ref: { accountId, botId }, commandId: wanted }: CommandAt): readonly ErrorLogEntry[] {
    const account = this.#accounts.get(accountId);
    if (!account) return [];
    const { commands } = account.contents(botId);
    const name = commands.get(wanted)?.command;
    return account
      .parts(botId)
      .errors.items.filter(({ commandId, command }) =>
        commandId !== undefined && (commandId === wanted || commands.has(commandId))
          ? commandId === wanted
          : command !== null && command === name,
      );
  }

  #accountOf({ ref }: CommandAt): AccountModel | undefined {
    return this.#accounts.get(ref.accountId);
  }

  #saved(document: OpenDocument): void {
    this.#noteSave(document).catch((error: unknown) =>
      this.#log.error('errors of a saved command could not be taken away', error),
    );
  }

  async #noteSave(document: OpenDocument): Promise<void> {
    const time = Date.now();
    const at = await this.#files.commandAt(document.uri);
    if (!at) return;
    const newestError = Math.max(0, ...this.#entriesOf(at).map(({ id }) => id));
    await this.#accountOf(at)?.savedCommands.set(at.ref.botId, at.commandId, { time, newestError });
    this.#show(document);
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
