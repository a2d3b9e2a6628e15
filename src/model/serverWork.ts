import { type BotSettings, getBotSettings } from '../api/bots';
import { type CsvImportTask, getCsvImportTask, isOver, startCsvImport } from '../api/csvImport';
import { ApiError } from '../api/errors';
import { exportToGit, importFromGit } from '../api/git';
import type { HttpClient } from '../api/http';
import { delay } from '../util/async';
import type { Bots } from './bots';
import type { Contents } from './contents';
import type { Following } from './newBots';
import type { Usage } from './usage';

/** What CSV import, Git export and Git import cost each, in iterations (official help, "Iterations"). */
export const importCost = 5;

const defaultFollowing: Following = { every: 1000, atMost: 60_000 };

export interface ServerWorkParts {
  readonly http: HttpClient;
  readonly bots: Bots;
  readonly contents: Contents;
  readonly usage: Usage;
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
   * Has the server import commands from a CSV file, and follows that to its end. The bot and the usage are read again
   * after it.
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
    const { http } = this.#parts;
    let task = await this.#charged(startCsvImport(http, this.#botId, url));
    const taskId = task?.id;
    try {
      while (!task || !isOver(task)) {
        if (task) told(task);
        await delay(this.#following.every, signal);
        task = await getCsvImportTask(http, this.#botId, taskId, { signal });
      }
    } catch (error) {
      // How far it is cannot be told; that it was begun holds.
      if (!signal.aborted && !ApiError.is(error)) throw error;
      return undefined;
    }
    await this.#readAgain();
    return task;
  }

  /** Has the server write the bot to its repository. @throws ApiError */
  async exportToGit(branch: string | undefined): Promise<void> {
    await this.#charged(exportToGit(this.#parts.http, this.#botId, branch));
  }

  /**
   * Has the server replace all commands and libraries by those of the repository. The server does not say when that is
   * done, so the bot is read again until its commands are others, and once more then.
   * @param signal ends the looking; the server goes on
   * @returns whether other commands came meanwhile
   * @throws ApiError when it was not begun
   */
  async importFromGit(branch: string | undefined, signal: AbortSignal): Promise<boolean> {
    const { http, contents } = this.#parts;
    await contents.openWhole();
    const before = contents.error ? undefined : this.#ids();
    await this.#charged(importFromGit(http, this.#botId, branch));
    // Nothing can be told of a bot whose commands are not to be had, as of a protected one.
    if (before === undefined) return false;
    const until = performance.now() + this.#following.atMost;
    while (!signal.aborted && performance.now() < until) {
      await delay(this.#following.every, signal).catch(() => undefined);
      await contents.refresh();
      if (this.#ids() === before) continue;
      await this.#readAgain();
      return true;
    }
    return false;
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

  async #readAgain(): Promise<void> {
    const { bots, contents } = this.#parts;
    await Promise.all([bots.refreshBot(this.#botId), contents.refresh()]);
  }
}
