import * as vscode from 'vscode';

import type { Command } from '../api/commands';
import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { Contents } from '../model/contents';
import { folderNameOf } from '../repository/format/names';
import { fileScheme } from '../util/contract';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';
import { Bindings } from './bindings';
import { Clocks } from './clocks';
import { FileRefusal } from './errors';
import { groupUnknownSentence } from './fileSentences';
import { RemoteCommand } from './remoteCommand';
import { botDirectory, botPath, parsePlace } from './uri';

/** How long a read waits for the stored accounts, in milliseconds: a restored tab may come before sign-in. */
const signInWait = 10_000;

/** A command file and all that belongs to it. */
export interface CommandFile {
  readonly ref: BotRef;
  readonly commandId: number;
  /** Names the command within its account. */
  readonly key: string;
  readonly remote: RemoteCommand;
  readonly clocks: Clocks;
}

interface AccountFiles {
  readonly bindings: Bindings;
  readonly clocks: Clocks;
  readonly commands: Map<string, RemoteCommand>;
}

/** Which URI belongs to what: the way from paths to commands and back. */
export class CommandFiles {
  readonly #accounts: Accounts;
  readonly #store: TextStore;
  readonly #log: Log;
  readonly #ofAccount = new Map<string, AccountFiles>();
  readonly #toldOfGroups = new Set<string>();

  constructor(accounts: Accounts, store: TextStore, log: Log) {
    this.#accounts = accounts;
    this.#store = store;
    this.#log = log;
  }

  /** The URI of a command as it is called now; from then on it answers for this command. */
  async uriOf(ref: BotRef, botName: string | null, command: Command): Promise<vscode.Uri> {
    const { bindings } = await this.#filesOf(ref.accountId);
    const directory = botDirectory(botName, ref.botId);
    await bindings.bindDirectory(ref.botId, directory);
    const folderTitle = this.#accounts.contents(ref)?.folderOf(command)?.title;
    const paths = await bindings.pathsFor(ref.botId, [{ command, folderTitle }]);
    const path = botPath(directory, paths.get(command.id) ?? '');
    return vscode.Uri.from({ scheme: fileScheme, authority: ref.accountId, path });
  }

  /** The command that a URI belongs to, `undefined` for anything else. */
  async commandAt(
    uri: vscode.Uri,
  ): Promise<{ readonly ref: BotRef; readonly commandId: number } | undefined> {
    if (uri.scheme !== fileScheme) return undefined;
    const place = parsePlace(uri.authority, uri.path);
    if (place?.kind !== 'inBot') return undefined;
    const { bindings } = await this.#filesOf(place.ref.accountId);
    if (!bindings.hasDirectory(place.ref.botId, place.directory)) return undefined;
    let commandId = bindings.commandAt(place.ref.botId, place.path);
    if (commandId === undefined && place.path.endsWith('.js')) {
      // Another window may have bound it meanwhile.
      await bindings.refresh();
      commandId = bindings.commandAt(place.ref.botId, place.path);
    }
    return commandId === undefined ? undefined : { ref: place.ref, commandId };
  }

  /**
   * The file of a URI, `undefined` when it belongs to no command.
   * @throws FileRefusal `signedOut`
   */
  async find(uri: vscode.Uri): Promise<CommandFile | undefined> {
    const at = await this.commandAt(uri);
    if (!at) return undefined;
    const { ref, commandId } = at;
    const account = this.#accountOf(ref.accountId, uri);
    const files = await this.#filesOf(ref.accountId);
    const contents = account.contents(ref.botId);
    await contents.restore();
    const key = `${ref.botId}/${commandId}`;
    let remote = files.commands.get(key);
    if (!remote) {
      remote = new RemoteCommand(account.http, contents, commandId, () => this.#tellGroupUnknown(ref));
      files.commands.set(key, remote);
    }
    return { ref, commandId, key, remote, clocks: files.clocks };
  }

  /** Whether a URI is a directory of this file system: answered without a request. */
  async isDirectory(uri: vscode.Uri): Promise<boolean> {
    const place = parsePlace(uri.authority, uri.path);
    if (place?.kind !== 'inBot') return place !== undefined;
    const { ref, directory, path } = place;
    const { bindings } = await this.#filesOf(ref.accountId);
    if (!bindings.hasDirectory(ref.botId, directory)) return false;
    if (path === '') return true;
    if (path.includes('/') || bindings.commandAt(ref.botId, path) !== undefined) return false;
    const folders = this.#accounts.contents(ref)?.folders ?? [];
    return folders.some(({ title }) => folderNameOf(title) === path) || bindings.hasFolder(ref.botId, path);
  }

  /**
   * The names of the bots' directories.
   * @throws FileRefusal `signedOut`
   */
  async botDirectories(uri: vscode.Uri): Promise<string[]> {
    const account = this.#accountOf(uri.authority, uri);
    const { bindings } = await this.#filesOf(uri.authority);
    await account.bots.open();
    const names: string[] = [];
    for (const { id, name } of account.bots.all ?? []) {
      const directory = botDirectory(name, id);
      await bindings.bindDirectory(id, directory);
      names.push(directory);
    }
    return names;
  }

  /**
   * The folders and files directly below a directory of a bot.
   * @param path of the directory below the bot's, empty for the bot's own
   * @throws FileRefusal `signedOut`, ApiError
   */
  async entriesOf(
    uri: vscode.Uri,
    ref: BotRef,
    path: string,
  ): Promise<{ folders: string[]; files: string[] }> {
    const contents = this.#accountOf(ref.accountId, uri).contents(ref.botId);
    await openWhole(contents);
    const { bindings } = await this.#filesOf(ref.accountId);
    const commands = [...contents.commands.values()].map((command) => ({
      command,
      folderTitle: contents.folderOf(command)?.title,
    }));
    const head = path ? `${path}/` : '';
    const paths = [...(await bindings.pathsFor(ref.botId, commands)).values()];
    const files = paths
      .filter((file) => file.startsWith(head) && !file.slice(head.length).includes('/'))
      .map((file) => file.slice(head.length));
    const folders = path ? [] : [...new Set(contents.folders.map(({ title }) => folderNameOf(title)))];
    return { folders, files };
  }

  /** An account was signed out: its client and what was read through it must not be used again. */
  accountGone(accountId: string): void {
    this.#ofAccount.get(accountId)?.commands.clear();
  }

  #accountOf(accountId: string, uri: vscode.Uri): AccountModel {
    const account = this.#accounts.get(accountId);
    if (!account) throw new FileRefusal('signedOut', fileNameIn(uri));
    return account;
  }

  async #filesOf(accountId: string): Promise<AccountFiles> {
    await within(signInWait, this.#accounts.restore());
    let files = this.#ofAccount.get(accountId);
    if (!files) {
      const bindings = new Bindings(this.#store, accountId, this.#log);
      const clocks = new Clocks(this.#store, accountId, this.#log);
      files = { bindings, clocks, commands: new Map() };
      this.#ofAccount.set(accountId, files);
    }
    await Promise.all([files.bindings.restore(), files.clocks.restore()]);
    return files;
  }

  /** Once per bot: the server does not say groups, so a save may take a command out of its group. */
  #tellGroupUnknown(ref: BotRef): void {
    const key = `${ref.accountId}/${ref.botId}`;
    if (this.#toldOfGroups.has(key)) return;
    this.#toldOfGroups.add(key);
    const bot = this.#accounts.get(ref.accountId)?.bots.get(ref.botId)?.name ?? String(ref.botId);
    void vscode.window.showWarningMessage(groupUnknownSentence(bot));
  }
}

/** The last segment of a URI's path: what a person calls the file. */
export function fileNameIn(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** A directory is never listed by halves. @throws ApiError when nothing is known */
async function openWhole(contents: Contents): Promise<void> {
  await (contents.isKnown && !contents.isIncomplete ? contents.open() : contents.openFresh());
  if (contents.error && (!contents.isKnown || contents.isIncomplete)) throw contents.error;
}

/** Waits for `promise`, but not longer than `ms`; what then is missing is found by whoever needs it. */
async function within(ms: number, promise: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
