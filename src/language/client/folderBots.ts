import * as vscode from 'vscode';

import { isCommandFile } from '../../repository/format/botFolder';
import { decodeText } from '../../repository/format/decodeText';
import { parseCommand } from '../../repository/format/parseCommand';
import { KeyedQueue } from '../../util/async';
import { Disposable } from '../../util/disposable';
import type { Log } from '../../util/log';
import { type BotChange, type CommandFact, type LibraryFact, longestAnswer } from '../protocol/protocol';

export interface FolderBotsOptions {
  /** The files of a bot folder by path; `undefined` when it is none. */
  readonly read: (folder: vscode.Uri) => Promise<ReadonlyMap<string, Uint8Array> | undefined>;
  readonly tell: (change: BotChange) => void;
  readonly log: Log;
}

/** What is known of a bot folder. */
export interface FolderFacts {
  readonly commands: readonly CommandFact[];
  readonly libraries: Readonly<Record<string, LibraryFact>>;
}

/** @param files by path */
export function factsOf(folder: vscode.Uri, files: ReadonlyMap<string, Uint8Array>): FolderFacts {
  const commands = [...files].flatMap(([path, bytes]) =>
    isCommandFile(path) ? (factOf(folder, path, bytes) ?? []) : [],
  );
  return { commands, libraries: librariesIn(folder, files) };
}

interface FolderContents {
  readonly commands: ReadonlyMap<string, CommandFact>;
  readonly libraries: Readonly<Record<string, LibraryFact>>;
}

/** Tells the language server what lies in bot folders of which files are open. */
export class FolderBots extends Disposable {
  readonly #options: FolderBotsOptions;
  /** The URIs of folders whose changes are read. */
  readonly #followed = new Set<string>();
  /** What was told of each folder that was read, by its URI, and then by path. */
  readonly #told = new Map<string, FolderContents>();
  /** Two reads of one folder must not overtake each other. */
  readonly #turns = new KeyedQueue();

  constructor(options: FolderBotsOptions) {
    super();
    this.#options = options;
  }

  /** The key of a bot for the language server. */
  static keyOf(folder: string): string {
    return `folder ${folder}`;
  }

  /**
   * Tells of a folder, from now on whenever a command in it changes. Resolves when it was told of for the first time.
   * A folder that could not be read is not told of, and read again the next time.
   */
  async follow(folder: vscode.Uri): Promise<void> {
    const key = folder.toString();
    if (this.#told.has(key)) return;
    if (!this.#followed.has(key)) this.#watch(folder);
    this.#followed.add(key);
    await this.#read(folder);
  }

  #watch(folder: vscode.Uri): void {
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, '{commands,libs}/**'),
    );
    this._register(watcher);
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      this._register(event(() => void this.#read(folder)));
    }
  }

  /** Everything anew: another server process knows nothing. What was not read yet is told once it is. */
  tellAll(): void {
    for (const [key, { commands }] of this.#told) this.#tell(key, true, [...commands.values()], []);
  }

  /** Never rejects: what cannot be read is as it was. */
  async #read(folder: vscode.Uri): Promise<void> {
    try {
      await this.#turns.run(folder.toString(), () => this.#readInTurn(folder));
    } catch (error) {
      this.#options.log.warn('a bot folder could not be read', error);
    }
  }

  async #readInTurn(folder: vscode.Uri): Promise<void> {
    const files = (await this.#options.read(folder)) ?? new Map<string, Uint8Array>();
    if (this.isDisposed) return;
    const key = folder.toString();
    const before = this.#told.get(key)?.commands;
    const { commands, libraries } = factsOf(folder, files);
    const now = new Map(commands.map((fact) => [fact.id, fact]));
    this.#told.set(key, { commands: now, libraries });
    // Name and aliases stand in the text.
    const changed = [...now].filter(([path, { text }]) => before?.get(path)?.text !== text);
    const gone = [...(before?.keys() ?? [])].filter((path) => !now.has(path));
    this.#tell(
      key,
      false,
      changed.map(([, fact]) => fact),
      gone,
    );
  }

  #tell(folder: string, anew: boolean, changed: readonly CommandFact[], gone: readonly string[]): void {
    const libraries = this.#told.get(folder)?.libraries ?? null;
    const bot = FolderBots.keyOf(folder);
    this.#options.tell({ bot, anew, isComplete: true, changed, gone, libraries });
  }
}

/** `undefined` for what is no text. */
function factOf(folder: vscode.Uri, path: string, bytes: Uint8Array): CommandFact | undefined {
  const text = decodeText(bytes);
  if (text === undefined) return undefined;
  const { name, aliases, answer, needReply, folder: title } = parseCommand(text, { path }).command;
  return {
    id: path,
    name,
    aliases,
    text,
    uri: vscode.Uri.joinPath(folder, path).toString(),
    path,
    ...(answer ? { answer: answer.slice(0, longestAnswer) } : {}),
    ...(needReply ? { waitsForAnswer: true } : {}),
    ...(title ? { folder: title } : {}),
  };
}

/** The libraries by name: a library is called as its file is. */
function librariesIn(
  folder: vscode.Uri,
  files: ReadonlyMap<string, Uint8Array>,
): Record<string, LibraryFact> {
  return Object.fromEntries(
    [...files].flatMap(([path, bytes]) => {
      const name = /^libs\/([^/]+)\.js$/.exec(path)?.[1];
      if (name === undefined) return [];
      const uri = vscode.Uri.joinPath(folder, path).toString();
      return [[name, { text: decodeText(bytes) ?? '', uri }]];
    }),
  );
}
