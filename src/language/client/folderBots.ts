import * as vscode from 'vscode';

import { isCommandFile } from '../../repository/format/botFolder';
import { decodeText } from '../../repository/format/decodeText';
import { parseCommand } from '../../repository/format/parseCommand';
import { KeyedQueue } from '../../util/async';
import { Disposable } from '../../util/disposable';
import type { Log } from '../../util/log';
import type { BotChange, CommandFact } from '../protocol/protocol';

export interface FolderBotsOptions {
  /** The files of a bot folder by path; `undefined` when it is none. */
  readonly read: (folder: vscode.Uri) => Promise<ReadonlyMap<string, Uint8Array> | undefined>;
  readonly tell: (change: BotChange) => void;
  readonly log: Log;
}

/** Tells the language server what lies in bot folders of which files are open. */
export class FolderBots extends Disposable {
  readonly #options: FolderBotsOptions;
  /** What was told of each folder, as JSON by path. */
  readonly #told = new Map<string, ReadonlyMap<string, string>>();
  /** Two reads of one folder must not overtake each other. */
  readonly #turns = new KeyedQueue();

  constructor(options: FolderBotsOptions) {
    super();
    this.#options = options;
  }

  /** The key of a bot for the language server. */
  static keyOf(folder: vscode.Uri): string {
    return `folder ${folder.toString()}`;
  }

  /** Tells of a folder, from now on whenever a command in it changes. */
  follow(folder: vscode.Uri): void {
    const key = folder.toString();
    if (this.#told.has(key)) return;
    this.#told.set(key, new Map());
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, 'commands/**'),
    );
    this._register(watcher);
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      this._register(event(() => this.#tell(folder, false)));
    }
    this.#tell(folder, false);
  }

  /** Everything anew: another server process knows nothing. */
  tellAll(): void {
    for (const key of this.#told.keys()) this.#tell(vscode.Uri.parse(key), true);
  }

  #tell(folder: vscode.Uri, anew: boolean): void {
    const key = folder.toString();
    const read = async () => {
      const files = (await this.#options.read(folder)) ?? new Map<string, Uint8Array>();
      if (this.isDisposed) return;
      const before = anew ? new Map<string, string>() : (this.#told.get(key) ?? new Map<string, string>());
      const facts = new Map(
        [...files].flatMap(([path, bytes]) => {
          const fact = isCommandFile(path) ? factOf(folder, path, bytes) : undefined;
          return fact ? [[path, fact] as const] : [];
        }),
      );
      const now = new Map([...facts].map(([path, fact]) => [path, JSON.stringify(fact)]));
      this.#told.set(key, now);
      this.#options.tell({
        bot: FolderBots.keyOf(folder),
        anew,
        isComplete: true,
        changed: [...facts].filter(([path]) => before.get(path) !== now.get(path)).map(([, fact]) => fact),
        gone: [...before.keys()].filter((path) => !now.has(path)),
      });
    };
    this.#turns
      .run(key, read)
      .catch((error: unknown) => this.#options.log.warn('a bot folder could not be read', error));
  }
}

/** `undefined` for what is no text. */
function factOf(folder: vscode.Uri, path: string, bytes: Uint8Array): CommandFact | undefined {
  const text = decodeText(bytes);
  if (text === undefined) return undefined;
  const { name, aliases } = parseCommand(text, { path }).command;
  return { id: path, name, aliases, text, uri: vscode.Uri.joinPath(folder, path).toString() };
}
