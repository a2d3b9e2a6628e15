import { type BotSettings, getBotSettings } from '../api/bots';
import { type CsvImportTask, getCsvImportTask, isOver, startCsvImport } from '../api/csvImport';
import { ApiError, isOffline } from '../api/errors';
import { exportToGit, importFromGit } from '../api/git';
import type { HttpClient } from '../api/http';
import { delay } from '../util/async';
import type { InstalledLibraries } from './bot/installedLibraries';
import type { Bots } from './bots';
import type { Contents } from './contents';
import type { Following } from './newBots';
import type { Usage } from './usage';

/** What CSV import, Git export and Git import cost each, in iterations (official help, "Iterations"). */
export const importCost = 5;

/** How long a CSV import is followed, in milliseconds: a server may have a word for its end that nobody knows. */
const longestImport = 600_000;

/** How often in a row the progress of an import may fail to be had before nobody looks any longer. */
const mostFailures = 5;

/** Whether other commands came with a Git import; `notLookedAt`: the commands of the bot are not to be had. */
export type GitImportOutcome = 'came' | 'notYet' | 'notLookedAt';

const defaultFollowing: Following = { every: 1000, atMost: 60_000 };

export interface ServerWorkParts {
  readonly http: HttpClient;
  readonly bots: Bots;
  readonly contents: Contents;
  readonly usage: Usage;
  /** The libraries of the bot, which a Git import replaces too. */
  readonly libraries: () => Pick<InstalledLibraries, 'isKnown' | 'refresh'>;
}

/** What the server does to one bot in its own time and for iterations. */
export class ServerWork {
  readonly #parts: ServerWorkParts;
  readonly #following: Following;

  constructor(parts: ServerWorkParts, following: Following = defaultFollowing) {
    this.#parts = parts;
    this.#following = following;
  }

  /** Where its CSV and its repository are, as far as the server says. @throws ApiError */
  settings(): Promise<BotSettings> {
    return getBotSettings(this.#parts.http, this.#botId, { fresh: true });
  }

  /**
   * Has the server import commands from a CSV file, and follows that to its end. However the following ends, the bot
   * and the usage are read again after it.
   * @param told called with how far it is
   * @param signal ends the following; the server goes on
   * @returns the task when it is over, also when it failed; `undefined` when it is not known to be over
   * @throws ApiError when it was not begun
   */
  async importCsv(
    url: string,
    told: (task: CsvImportTask) => void,
    signal: AbortSignal,
  ): Promise<CsvImportTask | undefined> {
    const { http, contents } = this.#parts;
    await contents.restore();
    contents.tellAllVersions();
    const begun = await this.#charged(startCsvImport(http, this.#botId, url));
    try {
      return await this.#followCsv(begun, told, signal);
    } finally {
      // Also when nobody knows how far it is: it may be done.
      await this.#readAgain();
    }
  }

  /** @returns `undefined` when how far it is cannot be told; that it was begun holds */
  async #followCsv(
    begun: CsvImportTask | undefined,
    told: (task: CsvImportTask) => void,
    signal: AbortSignal,
  ): Promise<CsvImportTask | undefined> {
    let task = begun;
    let failures = 0;
    const until = performance.now() + longestImport;
    while (!task || !isOver(task)) {
      if (task) told(task);
      if (performance.now() > until) return undefined;
      try {
        await delay(this.#following.every, signal);
        task = await getCsvImportTask(this.#parts.http, this.#botId, begun?.id, { signal });
        failures = 0;
      } catch (error) {
        if (!signal.aborted && !ApiError.is(error)) throw error;
        if (signal.aborted || !isOffline(error) || ++failures >= mostFailures) return undefined;
      }
    }
    return task;
  }

  /** Has the server write the bot to its repository. @throws ApiError */
  async exportToGit(branch: string | undefined): Promise<void> {
    await this.#charged(exportToGit(this.#parts.http, this.#botId, branch));
  }

  /**
   * Has the server replace all commands and libraries by those of the repository. The server does not say when that is
   * done, so the bot is read again, ever less often, until its commands are others and two looks agree about them: in
   * between it may be empty or half.
   * @param signal ends the looking; the server goes on
   * @throws ApiError when it was not begun
   */
  async importFromGit(branch: string | undefined, signal: AbortSignal): Promise<GitImportOutcome> {
    const { http, contents } = this.#parts;
    // What another person made since the last listing is no sign of the import.
    await this.#listAnew();
    const before = contents.error ? undefined : this.#ids();
    contents.tellAllVersions();
    await this.#charged(importFromGit(http, this.#botId, branch));
    // Nothing can be told of a bot whose commands are not to be had, as of a protected one.
    if (before === undefined) return 'notLookedAt';
    const until = performance.now() + this.#following.atMost;
    let pause = this.#following.every;
    let last = before;
    while (!signal.aborted && performance.now() < until) {
      await delay(pause, signal).catch(() => undefined);
      pause = Math.min(pause * 1.5, this.#following.every * 5);
      await this.#listAnew();
      const ids = this.#ids();
      if (contents.error || ids === '' || ids === before || ids !== last) {
        last = ids;
        continue;
      }
      await this.#readAgain();
      return 'came';
    }
    return 'notYet';
  }

  get #botId(): number {
    return this.#parts.contents.botId;
  }

  /** An import gives commands new ids, or brings and removes some. */
  #ids(): string {
    return [...this.#parts.contents.commands.keys()].sort((a, b) => a - b).join();
  }

  /** What was begun is paid for, and so may be what no answer came to. */
  #charged<T>(begun: Promise<T>): Promise<T> {
    return begun.finally(() => void this.#parts.usage.refreshAnew());
  }

  /** Never joins a listing that began before. */
  async #listAnew(): Promise<void> {
    const { contents } = this.#parts;
    if (contents.isRefreshing) await contents.refresh();
    await contents.refresh();
  }

  async #readAgain(): Promise<void> {
    const { bots, libraries } = this.#parts;
    const installed = libraries();
    await Promise.all([
      bots.refreshBot(this.#botId),
      this.#listAnew(),
      ...(installed.isKnown ? [installed.refresh()] : []),
    ]);
  }
}
