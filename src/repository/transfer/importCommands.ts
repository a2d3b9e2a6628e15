import pLimit from 'p-limit';

import type { CommandBody } from '../../api/commandBody';
import type { Command } from '../../api/commands';
import { ApiError } from '../../api/errors';
import { delay } from '../../util/async';
import type { RepositoryCommandFile } from '../format/parseBot';
import { bodyOf, type CommandPart, partsUnlike } from './records';

/** Where commands are made: a bot of some account. */
export interface ImportTarget {
  /** @throws ApiError */
  createFolder(title: string): Promise<{ readonly id: number }>;
  /** @throws ApiError */
  createCommand(body: CommandBody): Promise<Command>;
}

/** What became of a file's command. */
export type ImportOutcome =
  /** `unlike`: parts of it that the server stored otherwise. */
  | { readonly kind: 'created'; readonly id: number; readonly unlike: readonly CommandPart[] }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The import ended before it was its turn: it was cancelled, or the server could no longer be had. */
  | { readonly kind: 'notTried' };

export interface ImportedCommand {
  readonly command: RepositoryCommandFile;
  readonly outcome: ImportOutcome;
}

export interface ImportOptions {
  /** Ids of the folders that the bot has, by title. */
  readonly folders?: ReadonlyMap<string, number>;
  /** Ends the import after what is under way; what was made stays. */
  readonly signal?: AbortSignal;
  /** Called after each command, and when the server asks to wait. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
  /** The server takes no more for so many seconds; absent when it does. */
  readonly waitSeconds?: number;
}

/** Creations at a time. */
const atOnce = 4;
/** How often one creation waits when the server says that there are too many. */
const mostWaits = 5;
/** In milliseconds, when the server does not say how long. */
const usualWait = 5000;
const longestWait = 60_000;

/**
 * Makes commands in a bot, and first the folders that they need. One that fails keeps no other from being made, unless
 * the account cannot be used any more. Nothing that the bot has is changed.
 * @returns what became of each, in the order given; never rejects for a command of its own
 */
export async function importCommands(
  target: ImportTarget,
  commands: readonly RepositoryCommandFile[],
  options: ImportOptions = {},
): Promise<readonly ImportedCommand[]> {
  const run = new ImportRun(target, commands.length, options);
  return run.all(commands);
}

class ImportRun {
  readonly #target: ImportTarget;
  readonly #total: number;
  readonly #signal: AbortSignal | undefined;
  readonly #onProgress: ((progress: ImportProgress) => void) | undefined;
  readonly #folders: Map<string, Promise<number>>;
  readonly #limit = pLimit(atOnce);
  #done = 0;
  #isOver = false;

  constructor(target: ImportTarget, total: number, { folders, signal, onProgress }: ImportOptions) {
    this.#target = target;
    this.#total = total;
    this.#signal = signal;
    this.#onProgress = onProgress;
    this.#folders = new Map([...(folders ?? [])].map(([title, id]) => [title, Promise.resolve(id)]));
  }

  all(commands: readonly RepositoryCommandFile[]): Promise<ImportedCommand[]> {
    return Promise.all(
      commands.map((command) =>
        this.#limit(async () => {
          const outcome = await this.#import(command);
          this.#onProgress?.({ done: ++this.#done, total: this.#total });
          return { command, outcome };
        }),
      ),
    );
  }

  async #import(command: RepositoryCommandFile): Promise<ImportOutcome> {
    if (this.#isOver || this.#signal?.aborted) return { kind: 'notTried' };
    try {
      const folderId = command.folder === null ? null : await this.#folder(command.folder);
      const body = bodyOf(command, folderId);
      const made = await this.#patiently(() => this.#target.createCommand(body));
      return { kind: 'created', id: made.id, unlike: partsUnlike(command, made, folderId) };
    } catch (error) {
      // The others would fail as well, each after a time limit of its own.
      if (ApiError.is(error, 'unauthorized', 'forbidden', 'network', 'timeout', 'aborted'))
        this.#isOver = true;
      return { kind: 'failed', error };
    }
  }

  /** The folder of a title; commands that need the same one share it, also its failure. */
  #folder(title: string): Promise<number> {
    const known = this.#folders.get(title);
    if (known) return known;
    const making = this.#patiently(() => this.#target.createFolder(title)).then(({ id }) => id);
    this.#folders.set(title, making);
    return making;
  }

  /** What the server refuses because of too many requests was not done, so it may be asked for again. */
  async #patiently<T>(make: () => Promise<T>): Promise<T> {
    for (let waits = 0; ; waits++) {
      try {
        return await make();
      } catch (error) {
        if (!ApiError.is(error, 'rateLimited') || waits >= mostWaits || this.#signal?.aborted) throw error;
        const wait = Math.min(error.retryAfterMs ?? usualWait, longestWait);
        this.#onProgress?.({ done: this.#done, total: this.#total, waitSeconds: Math.ceil(wait / 1000) });
        await delay(wait, this.#signal).catch(() => undefined);
        if (this.#signal?.aborted) throw error;
      }
    }
  }
}
