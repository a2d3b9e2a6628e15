import { ApiError } from './errors';

/** Where something is done, as far as a failure can reach. */
export interface Reached {
  readonly accountId: string;
  readonly botId: number;
}

/**
 * How far a failure reaches: everything else that is asked of the account, or of the bot, would fail as well, each after
 * a time limit of its own. A bot may be forbidden while others of its account are not (official help, "Protected bot").
 * @param error also one that was thrown because of a failed call
 */
export function reachOf(error: unknown): 'account' | 'bot' | undefined {
  let cause = error;
  while (cause instanceof Error && !ApiError.is(cause)) cause = cause.cause;
  if (ApiError.is(cause, 'unauthorized', 'network', 'timeout', 'aborted')) return 'account';
  return ApiError.is(cause, 'forbidden') ? 'bot' : undefined;
}

/** The accounts and bots of which nothing more is asked because of how a call ended. */
export class Ended {
  readonly #errors = new Map<string, unknown>();

  note({ accountId, botId }: Reached, error: unknown): void {
    const reach = reachOf(error);
    if (reach === 'account') this.#errors.set(accountId, error);
    if (reach === 'bot') this.#errors.set(`${accountId}/${botId}`, error);
  }

  /** What ended it, `undefined` while it is not. */
  why({ accountId, botId }: Reached): unknown {
    return this.#errors.get(accountId) ?? this.#errors.get(`${accountId}/${botId}`);
  }
}
