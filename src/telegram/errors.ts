/**
 * Why a call of Telegram's Bot API failed.
 * - `unauthorized`: 401 or 404, the token is not or no longer that of a bot; also one that does not look like a token
 * - `blocked`: 403, the account or chat that the call is about keeps the bot out
 * - `connectionNotFound`: no business connection of this bot has this id
 * - `rateLimited`: 429
 * - `server`: Telegram answered with another error
 * - `malformed`: what came back is no answer of the Bot API: a page of a proxy, a redirect, cut JSON
 * - `timeout`: no complete answer within the time limit
 * - `network`: no connection, or it was dropped
 * - `aborted`: the caller no longer wants the answer
 */
export type TelegramErrorReason =
  | 'unauthorized'
  | 'blocked'
  | 'connectionNotFound'
  | 'rateLimited'
  | 'server'
  | 'malformed'
  | 'timeout'
  | 'network'
  | 'aborted';

export interface TelegramErrorDetails {
  /** Method of the Bot API. */
  readonly method: string;
  readonly status?: number;
  /** In milliseconds. */
  readonly retryAfterMs?: number;
  /** What went wrong with the connection, by its code: messages of errors may hold the address with the token. */
  readonly code?: string;
}

/** A failed call. Never holds the token, nor the address, which has the token in it. */
export class TelegramError extends Error {
  readonly reason: TelegramErrorReason;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(reason: TelegramErrorReason, { method, status, retryAfterMs, code }: TelegramErrorDetails) {
    const detail = status ?? code;
    super(`Telegram ${method} ${reason}${detail === undefined ? '' : ` (${detail})`}`);
    this.name = 'TelegramError';
    this.reason = reason;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** True for a `TelegramError` of one of these reasons, or of any when none is named. */
  static is(error: unknown, ...reasons: TelegramErrorReason[]): error is TelegramError {
    return error instanceof TelegramError && (reasons.length === 0 || reasons.includes(error.reason));
  }
}
