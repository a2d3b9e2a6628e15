import { apiKeyFromTelegram } from '../api/authentication';
import { ApiError, isOffline } from '../api/errors';
import type { HttpClient } from '../api/http';
import { delay } from '../util/async';

export interface TelegramWait {
  /** Aborted when the person does not want to wait any longer. */
  readonly signal: AbortSignal;
  /** Called before each pause; with its length in milliseconds when the server said that there were too many attempts. */
  readonly waiting?: (tooManyMs: number | undefined) => void;
  /** How often is asked, in milliseconds. */
  readonly every?: number;
}

/** In milliseconds. How long a link lives is not documented; the server says when it is over, at the latest we do. */
const longestWait = 600_000;
/** In milliseconds, when the server asks for fewer questions and does not say how long. */
const pauseWhenTooMany = 15_000;

/**
 * Waits until a person has confirmed a sign-in in Telegram. A server that is away for a moment is asked again.
 * @returns the account's API key
 * @throws ApiError `unauthorized` when the link has expired, `aborted`
 */
export async function confirmedInTelegram(
  http: HttpClient,
  token: string,
  { signal, waiting, every = 2000 }: TelegramWait,
): Promise<string> {
  const until = performance.now() + longestWait;
  while (performance.now() < until) {
    let tooManyMs: number | undefined;
    try {
      const apiKey = await apiKeyFromTelegram(http, token, signal);
      if (apiKey !== undefined) return apiKey;
    } catch (error) {
      if (!isOffline(error)) throw error;
      if (ApiError.is(error, 'rateLimited')) {
        tooManyMs = error.retryAfterMs ?? pauseWhenTooMany;
      }
    }
    waiting?.(tooManyMs);
    await delay(tooManyMs ?? every, signal).catch(() => {
      throw new ApiError('aborted', { endpoint: 'telegramLogin' });
    });
  }
  throw new ApiError('unauthorized', { endpoint: 'telegramLogin' });
}
