import { type ApiError, toApiError } from '../api/errors';
import type { HttpClient } from '../api/http';
import { getIterationUsage, getPaymentPlan, type IterationUsage, type PaymentPlan } from '../api/usage';
import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';

/** Iterations and plan of one account. */
export class Usage extends Disposable {
  readonly #http: HttpClient;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #changed = this._register(new Emitter<void>());
  #usage: IterationUsage | undefined;
  #readAt: number | undefined;
  #plan: PaymentPlan | undefined;
  #error: ApiError | undefined;
  #planError: ApiError | undefined;
  #refreshing: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  /** @param now in milliseconds since 1970 */
  constructor(http: HttpClient, log: Log, now: () => number = Date.now) {
    super();
    this.#http = http;
    this.#log = log;
    this.#now = now;
  }

  get current(): IterationUsage | undefined {
    return this.#usage;
  }
  /** When `current` was read, in milliseconds since 1970. */
  get readAt(): number | undefined {
    return this.#readAt;
  }
  /** As it was known last; `undefined` when it never could be had or was not asked yet. */
  get plan(): PaymentPlan | undefined {
    return this.#plan;
  }
  /** Why usage cannot be had. */
  get error(): ApiError | undefined {
    return this.#error;
  }
  /** Why the plan cannot be had; that is no failure of the usage. */
  get planError(): ApiError | undefined {
    return this.#planError;
  }
  /** The paths that were tried for the usage. */
  get triedPaths(): readonly string[] {
    return this.#http.pathsOf('getIterationUsage');
  }

  /** Never rejects: a failure is kept in `error`. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** Like `refresh`, and never joins a reading that began before: something was spent or changed since. */
  async refreshAnew(): Promise<void> {
    await this.#refreshing;
    await this.refresh();
  }

  async #refresh(): Promise<void> {
    const before = this.#shown();
    const [usage, plan] = await Promise.allSettled([
      getIterationUsage(this.#http, { fresh: true }),
      getPaymentPlan(this.#http, { fresh: true }),
    ]);
    if (this.isDisposed) return;
    if (usage.status === 'fulfilled') {
      this.#usage = usage.value;
      this.#readAt = this.#now();
      this.#error = undefined;
    } else {
      this.#error = toApiError(usage.reason, 'getIterationUsage');
      this.#log.warn('iteration usage could not be read', usage.reason);
    }
    if (plan.status === 'fulfilled') {
      this.#plan = plan.value;
      this.#planError = undefined;
    } else {
      this.#planError = toApiError(plan.reason, 'getPaymentPlan');
      this.#log.debug(`the plan could not be read: ${String(plan.reason)}`);
    }
    if (this.#shown() !== before) this.#changed.fire();
  }

  /** What is shown of it; of when it was read, the minute. */
  #shown(): string {
    const minute = this.#readAt === undefined ? undefined : Math.floor(this.#readAt / 60_000);
    return JSON.stringify([this.#usage, minute, this.#plan, this.#error?.reason, this.#planError?.reason]);
  }
}

/** Iterations that are left, none when more than the limit is used. */
export function available({ limit, progress }: IterationUsage): number {
  return Math.max(0, limit - progress);
}
