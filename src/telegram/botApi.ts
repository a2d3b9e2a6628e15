import * as v from 'valibot';

import { errorCodes } from '../util/errorCodes';
import { type Log, silentLog } from '../util/log';
import { type BusinessConnection, businessConnectionSchema } from './businessConnection';
import { TelegramError } from './errors';

export interface BotApiOptions {
  /** Address of the Bot API without a trailing slash; asked before every call. */
  readonly url: () => string;
  /** In place of the global one. */
  readonly fetch?: typeof fetch;
  /** Time limit for one complete answer, in milliseconds. */
  readonly timeoutMs?: number;
  readonly log?: Log;
}

interface MethodRequest {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Telegram's own Bot API. */
export const telegramUrl = 'https://api.telegram.org';
const defaultTimeoutMs = 10_000;

/** Enough of a token's shape that it cannot lead the call to another address. */
const tokenPattern = /^\d+:[\w-]+$/;

/** Telegram Bot API, "Making requests": every answer has this shape. */
const answerSchema = v.looseObject({
  ok: v.boolean(),
  description: v.optional(v.string()),
  result: v.optional(v.unknown()),
  parameters: v.optional(v.looseObject({ retry_after: v.optional(v.number()) })),
});

/** Telegram Bot API, "User"; of a bot the user name is always there. */
const botUserSchema = v.looseObject({ username: v.pipe(v.string(), v.regex(/^\w+$/)) });

/**
 * Descriptions of the 400 with which Telegram says that there is no such connection: unknown, revoked or of another
 * bot. The Bot API has no codes for its errors; the first is its own (https://github.com/tdlib/telegram-bot-api,
 * Client.cpp), the second of the layer below (https://core.telegram.org/method/account.getBotBusinessConnection).
 */
const connectionNotFound = /business connection not found|CONNECTION_ID_INVALID/i;

/**
 * Calls Telegram's Bot API. Every address holds the token of a bot, so none is logged, put into an error or followed
 * to another server.
 */
export class BotApi {
  readonly #options: BotApiOptions;
  readonly #log: Log;

  constructor(options: BotApiOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLog;
  }

  /** The user name of a bot, without `@` (Telegram Bot API, "getMe"). @throws TelegramError */
  async userName(token: string): Promise<string> {
    return (await this.#call('getMe', token, botUserSchema)).username;
  }

  /**
   * What a business account lets a bot do (Telegram Bot API, "getBusinessConnection").
   * @param connectionId as updates of the account bring it, `business_connection_id`
   * @throws TelegramError `connectionNotFound`, `blocked`, …
   */
  async getBusinessConnection(
    token: string,
    connectionId: string,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<BusinessConnection> {
    const parameters = { business_connection_id: connectionId };
    return this.#call('getBusinessConnection', token, businessConnectionSchema, { parameters, signal });
  }

  async #call<S extends v.GenericSchema>(
    method: string,
    token: string,
    schema: S,
    request: MethodRequest = {},
  ): Promise<v.InferOutput<S>> {
    const started = Date.now();
    let outcome = 'ok';
    try {
      if (!tokenPattern.test(token)) throw new TelegramError('unauthorized', { method });
      const { status, text } = await this.#exchange(method, token, request);
      const result = v.safeParse(schema, resultOf(method, status, text));
      if (!result.success) throw new TelegramError('malformed', { method, status });
      return result.output;
    } catch (error) {
      outcome = TelegramError.is(error) ? error.reason : 'failed';
      throw error;
    } finally {
      this.#log.debug(`${method} ${outcome} ${Date.now() - started} ms`);
    }
  }

  /** @throws TelegramError `timeout`, `aborted` or `network` */
  async #exchange(
    method: string,
    token: string,
    { parameters, signal: caller }: MethodRequest,
  ): Promise<{ status: number; text: string }> {
    const send = this.#options.fetch ?? fetch;
    const url = this.#options.url();
    const limit = AbortSignal.timeout(this.#options.timeoutMs ?? defaultTimeoutMs);
    try {
      const response = await send(`${url}/bot${token}/${method}`, {
        redirect: 'manual',
        signal: caller ? AbortSignal.any([limit, caller]) : limit,
        ...(parameters && {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(parameters),
        }),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      if (caller?.aborted) throw new TelegramError('aborted', { method });
      if (limit.aborted) throw new TelegramError('timeout', { method });
      const [code] = errorCodes(error);
      throw new TelegramError('network', { method, ...(code === undefined ? {} : { code }) });
    }
  }
}

/** @throws TelegramError */
function resultOf(method: string, status: number, text: string): unknown {
  const answer = v.safeParse(answerSchema, parse(text));
  // A page of a proxy says nothing about the token.
  if (!answer.success) throw new TelegramError('malformed', { method, status });
  const { ok, result, parameters, description = '' } = answer.output;
  if (ok && status === 200) return result;
  if (status === 401 || status === 404) throw new TelegramError('unauthorized', { method, status });
  if (status === 403) throw new TelegramError('blocked', { method, status });
  if (status === 400 && connectionNotFound.test(description)) {
    throw new TelegramError('connectionNotFound', { method, status });
  }
  if (status !== 429) throw new TelegramError('server', { method, status });
  const seconds = parameters?.retry_after;
  throw new TelegramError('rateLimited', {
    method,
    status,
    ...(seconds === undefined ? {} : { retryAfterMs: seconds * 1000 }),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
