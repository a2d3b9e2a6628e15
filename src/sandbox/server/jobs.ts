import type { Log } from '../../util/log';

/** What runs on after its request was answered. */
export class Jobs {
  readonly #running = new Set<Promise<void>>();
  readonly #closing: AbortSignal;
  readonly #log: Log;

  /** @param closing ends all jobs */
  constructor(closing: AbortSignal, log: Log) {
    this.#closing = closing;
    this.#log = log;
  }

  start(job: (signal: AbortSignal) => Promise<void>): void {
    const running = job(this.#closing)
      .catch((error: unknown) => {
        if (!this.#closing.aborted) this.#log.error('a job failed', error);
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when no job runs any longer. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }
}
