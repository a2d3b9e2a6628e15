import pLimit from 'p-limit';

import { delay, SharedRuns } from '../util/async';
import { type Log, silentLog } from '../util/log';
import { readAnswer } from './answer';
import { canFill, endpoint, type Endpoint, type EndpointId, fillPath, pathPattern } from './endpoints';
import { ApiError, networkTrouble, type ProtectedBot } from './errors';
import { Exchange, type ExchangeAnswer, ExchangeError } from './exchange';

export interface HttpOptions {
  /** Address of API v2 without a trailing slash, e.g. `https://api.bots.business/v2`. */
  readonly url: string;
  /**
   * Asked before every call, because a key can be replaced while the client lives. `undefined`: this account has no
   * key any more, which fails the call as `unauthorized` without a request.
   */
  readonly apiKey: () => Promise<string | undefined>;
  /**
   * Called when the server does not accept the key, or there is none. Resolves to whether there is another one now:
   * then the call is made again. Absent: such a call fails at once.
   */
  readonly renewKey?: (rejected: string | undefined) => Promise<boolean>;
  readonly log?: Log;
  /** In place of the global one: the sandbox listens on a pipe. */
  readonly fetch?: typeof fetch;
  /** Name and version of the product, for the server's log. Browsers do not let it be set. */
  readonly userAgent?: string;
  /** Paths that a person corrected, asked before every call; those that do not look like a path are ignored. */
  readonly paths?: () => Readonly<Partial<Record<EndpointId, string>>>;
  /** Time limits in milliseconds for one complete answer. */
  readonly timeouts?: { readonly read: number; readonly write: number };
  /** First pause before a read is repeated, in milliseconds; it doubles each time. */
  readonly retryPauseMs?: number;
}

export interface CallOptions {
  readonly params?: Readonly<Record<string, number | string>>;
  readonly query?: Readonly<Record<string, number | string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
  /** A read must not be answered by one that is already under way. */
  readonly fresh?: boolean;
  /** A person waits for this read, as for the look before a save: it does not queue behind listings. */
  readonly urgent?: boolean;
  /** What is sent rests on a look that must not grow old: the call does not wait for another key. */
  readonly nowOrNever?: boolean;
  /** Credentials of one call, in place of the key. */
  readonly session?: Session;
  /** Gets the credentials for the next call from the answer's headers, if it brings some. */
  readonly onSession?: (session: Session) => void;
  /** What is sent beside the key and must not come back in what people read, as a password. */
  readonly secrets?: readonly string[];
  /** Asks for the members of a group, where the path of a read that answered lists groups: see `listsGroups`. */
  readonly members?: true;
}

/** Credentials for one call: every answer to a call with them brings new ones (API documentation, "Get started"). */
export interface Session {
  readonly accessToken: string;
  readonly client: string;
  readonly uid: string;
}

const concurrency = 6;
const readAttempts = 3;
const longestRetryPauseMs = 20_000;
const redirectsFollowed = 3;
const defaultTimeouts = { read: 15_000, write: 30_000 };

/**
 * Sends the calls of one account: puts the key in, keeps time limits and a bound on concurrency, shares reads that are
 * under way, repeats reads after passing faults, tries the alternatives of reads whose route is missing. Never sends
 * anything to another server than the account's, also not after a redirect.
 */
export class HttpClient {
  readonly #options: HttpOptions;
  readonly #origin: string;
  readonly #exchange: Exchange;
  readonly #log: Log;
  readonly #timeouts: { readonly read: number; readonly write: number };
  readonly #limit = pLimit(concurrency);
  /** Saves do not queue behind listings: the look before a write must not grow old. */
  readonly #urgentLimit = pLimit(concurrency);
  readonly #shared = new SharedRuns<unknown>();
  /** The path that answered, of reads whose primary path does not exist on this server. */
  readonly #found = new Map<EndpointId, string>();
  /** The key that the server did not accept last. */
  #rejectedKey: string | undefined;
  #askIfProtected: ((botId: number) => Promise<ProtectedBot | undefined>) | undefined;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#origin = new URL(options.url).origin;
    this.#log = options.log ?? silentLog;
    this.#timeouts = options.timeouts ?? defaultTimeouts;
    this.#exchange = new Exchange(options.fetch);
  }

  /**
   * Calls about a bot that the server does not allow fail with what is found out here.
   * @param ask never rejects; `undefined`: the bot is not protected, or nobody can say. May ask the server for the bot
   */
  whenForbidden(ask: (botId: number) => Promise<ProtectedBot | undefined>): void {
    this.#askIfProtected = ask;
  }

  /** All paths that were tried for a read, for the sentence that says so. */
  pathsOf(id: EndpointId): string[] {
    const row = endpoint(id);
    return [this.#primary(id, row), ...(row.alternatives ?? [])];
  }

  /** Whether the path of a read that answered lists groups of what was asked for, whose members are to be read. */
  listsGroups(id: EndpointId): boolean {
    return this.#membersPath(id) !== undefined;
  }

  /**
   * Makes one call of the table.
   * @returns the decoded JSON, or `true` for an answer without content
   * @throws ApiError
   */
  async call(id: EndpointId, options: CallOptions = {}): Promise<unknown> {
    try {
      return await this.#call(id, options);
    } catch (error) {
      const botId = options.params?.['bot_id'];
      // The answer to the question is in the bot itself.
      if (!ApiError.is(error, 'forbidden') || typeof botId !== 'number' || id === 'getBot') throw error;
      const bot = await this.#askIfProtected?.(botId);
      throw bot ? error.ofProtected(bot) : error;
    }
  }

  #call(id: EndpointId, options: CallOptions): Promise<unknown> {
    const row = endpoint(id);
    if (row.effect === 'write') {
      return this.#withAnotherKey(row, options, () => this.#send(id, row, this.#path(id, row), options));
    }
    const read = () => this.#withAnotherKey(row, options, () => this.#read(id, row, options));
    // An abort by one caller must not take the answer from another, so only calls without a signal are shared.
    if (options.fresh || options.signal || options.session) return read();
    const key = JSON.stringify([id, options.params, options.query, options.members]);
    return this.#shared.run(key, read);
  }

  /**
   * Sends a read once along one path, whatever is known of its others: to find out whether the server has it.
   * @param path of the table, or in place of one, with `{parameters}`
   * @throws ApiError; TypeError for what writes
   */
  async probe(
    id: EndpointId,
    path: string,
    options: Pick<CallOptions, 'params' | 'query' | 'signal'>,
  ): Promise<unknown> {
    const row = endpoint(id);
    if (row.effect !== 'read') throw new TypeError(`${id} writes, so it is never tried out`);
    return this.#send(id, row, path, options);
  }

  /** A call that the server did not let in has done nothing, so with another key it can be made again. */
  async #withAnotherKey(row: Endpoint, options: CallOptions, make: () => Promise<unknown>): Promise<unknown> {
    for (;;) {
      try {
        return await make();
      } catch (error) {
        const { renewKey } = this.#options;
        const canWait = renewKey && needsKey(row, options) && !options.nowOrNever;
        if (!canWait || !ApiError.is(error, 'unauthorized')) throw error;
        const isRenewed = renewKey(this.#rejectedKey);
        if (!(await unlessAborted(isRenewed, options.signal))) throw error;
      }
    }
  }

  async #read(id: EndpointId, row: Endpoint, options: CallOptions): Promise<unknown> {
    if (options.members) {
      const path = this.#membersPath(id);
      if (path === undefined) throw new ApiError('routeMissing', { endpoint: id });
      return this.#repeat(id, row, path, options);
    }
    const all = this.pathsOf(id);
    const known = this.#found.get(id);
    // Where an id is not known, only those paths are asked that do without it.
    const usable = (known ? [known] : all).filter((path) => canFill(path, options.params ?? {}));
    const paths = usable.length > 0 ? usable : all;
    let missing: ApiError | undefined;
    for (const path of paths) {
      try {
        const answer = await this.#repeat(id, row, path, options);
        // A path that answers is not remembered in place of one that was not asked.
        if (path !== all[0] && paths[0] === all[0]) this.#found.set(id, path);
        return answer;
      } catch (error) {
        if (!ApiError.is(error, 'routeMissing')) throw error;
        this.#found.delete(id);
        missing ??= error;
      }
    }
    throw missing ?? new ApiError('routeMissing', { endpoint: id });
  }

  async #repeat(id: EndpointId, row: Endpoint, path: string, options: CallOptions): Promise<unknown> {
    let pause = this.#options.retryPauseMs ?? 400;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#send(id, row, path, options);
      } catch (error) {
        // Credentials of one call may be spent, although no answer came.
        if (attempt >= readAttempts || options.session || !isPassing(error)) throw error;
        // Jitter, so that the windows of one person do not come back all at the same moment.
        const wait = error.retryAfterMs ?? pause * (0.5 + Math.random());
        if (wait > longestRetryPauseMs) throw error;
        this.#log.debug(`${id}: ${error.reason}, again in ${Math.round(wait)} ms`);
        await delay(wait, options.signal).catch(() => {
          throw new ApiError('aborted', { endpoint: id });
        });
        pause *= 2;
      }
    }
  }

  #send(id: EndpointId, row: Endpoint, path: string, options: CallOptions): Promise<unknown> {
    const limit = row.effect === 'write' || options.urgent ? this.#urgentLimit : this.#limit;
    return limit(() => this.#sendNow(id, row, path, options));
  }

  async #sendNow(id: EndpointId, row: Endpoint, path: string, options: CallOptions): Promise<unknown> {
    const started = Date.now();
    const shownPath = fillPath(path, options.params ?? {});
    let url = new URL(this.#options.url + shownPath);
    let status = '–';
    let apiKey: string | undefined;
    const isKeyed = needsKey(row, options);
    try {
      if (isKeyed) apiKey = await this.#apiKey(id, row);
      if (!apiKey && isKeyed) throw new ApiError('unauthorized', { endpoint: id });
      for (let redirects = 0; ; redirects++) {
        if (url.origin !== this.#origin) throw new ApiError('foreignAddress', { endpoint: id });
        const response = await this.#ask(row, url, apiKey, options);
        status = String(response.status);
        const location = redirectTarget(response, url);
        if (!location) {
          const retryAfter = response.header('retry-after');
          const secrets = [...(apiKey ? [apiKey] : []), ...(options.secrets ?? [])];
          const answer = readAnswer(
            id,
            { status: response.status, text: response.text, retryAfter, secrets },
            row.effect,
          );
          const session = sessionOf(response);
          if (session) options.onSession?.(session);
          return answer;
        }
        if (row.effect === 'write' || redirects >= redirectsFollowed) {
          // A server may apply a write and then point somewhere else.
          const outcomeUnknown = row.effect === 'write';
          throw new ApiError('notJson', { endpoint: id, status: response.status, outcomeUnknown });
        }
        url = location;
      }
    } catch (error) {
      const failure = toApiError(id, row, error, url.host, options.signal);
      status = failure.status === undefined ? failure.reason : `${failure.status} ${failure.reason}`;
      if (isKeyed && failure.reason === 'unauthorized') this.#rejectedKey = apiKey;
      throw failure;
    } finally {
      this.#log.debug(`${row.method} ${shownPath} ${status} ${Date.now() - started} ms`);
    }
  }

  /** A store or a starting sandbox that never answers must not hold the place of other calls for good. */
  async #apiKey(id: EndpointId, row: Endpoint): Promise<string | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ApiError('timeout', { endpoint: id })), this.#limitOf(row));
    });
    return Promise.race([this.#options.apiKey(), limit]).finally(() => clearTimeout(timer));
  }

  #limitOf(row: Endpoint): number {
    return row.effect === 'read' ? this.#timeouts.read : this.#timeouts.write;
  }

  #ask(row: Endpoint, url: URL, apiKey: string | undefined, options: CallOptions): Promise<ExchangeAnswer> {
    const userAgent = this.#options.userAgent;
    return this.#exchange.send({
      method: row.method,
      url,
      query: { ...options.query, ...(apiKey ? { api_key: apiKey } : {}) },
      headers: {
        Accept: 'application/json, text/plain, */*',
        ...(row.body ? { 'Content-Type': 'application/json' } : {}),
        ...(userAgent ? { 'User-Agent': userAgent } : {}),
        ...(options.session ? sessionHeaders(options.session) : {}),
      },
      ...(row.body ? { body: options.body ?? {} } : {}),
      timeoutMs: this.#limitOf(row),
      signal: options.signal,
    });
  }

  #path(id: EndpointId, row: Endpoint): string {
    if (!row.under) return this.#primary(id, row);
    const parent = row.under as EndpointId;
    const parentRow = endpoint(parent);
    const answered = this.#found.get(parent) ?? this.#primary(parent, parentRow);
    return this.#configured(id) ?? answered + row.path.slice(parentRow.path.length);
  }

  #membersPath(id: EndpointId): string | undefined {
    const row = endpoint(id);
    return row.members?.[this.#found.get(id) ?? this.#primary(id, row)];
  }

  #primary(id: EndpointId, row: Endpoint): string {
    return this.#configured(id) ?? row.path;
  }

  #configured(id: EndpointId): string | undefined {
    const path = this.#options.paths?.()[id];
    return path !== undefined && pathPattern.test(path) ? path : undefined;
  }
}

function isPassing(error: unknown): error is ApiError {
  // A sandbox that does not start has tried long enough by itself, and a certificate stays what it is.
  if (ApiError.is(error, 'network')) return networkTrouble(error) === 'unreachable';
  if (ApiError.is(error, 'rateLimited')) return true;
  return (
    ApiError.is(error, 'server') && error.status !== undefined && error.status >= 502 && error.status <= 504
  );
}

function needsKey(row: Endpoint, options: CallOptions): boolean {
  return !row.anonymous && !options.session;
}

/** The documentation calls the third header `Uid` in one place and `Uuid` in another. */
function sessionHeaders({ accessToken, client, uid }: Session): Record<string, string> {
  return { 'Access-Token': accessToken, Client: client, Uid: uid, Uuid: uid };
}

function sessionOf(response: ExchangeAnswer): Session | undefined {
  const accessToken = response.header('access-token');
  const client = response.header('client');
  const uid = response.header('uid') ?? response.header('uuid');
  return accessToken && client && uid ? { accessToken, client, uid } : undefined;
}

/** @returns false when the signal is aborted before */
async function unlessAborted(promise: Promise<boolean>, signal: AbortSignal | undefined): Promise<boolean> {
  if (!signal) return promise;
  const end = new AbortController();
  const aborted = new Promise<boolean>((resolve) => {
    signal.addEventListener('abort', () => resolve(false), { once: true, signal: end.signal });
    if (signal.aborted) resolve(false);
  });
  return Promise.race([promise, aborted]).finally(() => end.abort());
}

function redirectTarget(response: ExchangeAnswer, from: URL): URL | undefined {
  if (response.status < 300 || response.status > 399 || response.status === 304) return undefined;
  const location = response.header('location');
  if (!location || !URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from.href);
  // The key is put in anew; a copy in the address would be logged by servers twice.
  target.searchParams.delete('api_key');
  return target;
}

function toApiError(
  id: EndpointId,
  row: Endpoint,
  error: unknown,
  host: string,
  signal: AbortSignal | undefined,
): ApiError {
  if (error instanceof ApiError) return error;
  const outcomeUnknown = row.effect === 'write';
  const reason = error instanceof ExchangeError ? error.reason : 'network';
  if (reason === 'aborted' || signal?.aborted)
    return new ApiError('aborted', { endpoint: id, outcomeUnknown });
  if (reason === 'timeout') return new ApiError('timeout', { endpoint: id, outcomeUnknown });
  const failure = new ApiError('network', { endpoint: id, host, outcomeUnknown, cause: codeOf(error) });
  return outcomeUnknown && neverLeft(failure)
    ? new ApiError('network', { endpoint: id, host, cause: failure.cause })
    : failure;
}

/** The connection was never made, so a write cannot have been applied. */
function neverLeft(error: ApiError): boolean {
  return (
    networkTrouble(error) !== 'unreachable' ||
    ['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(error.cause))
  );
}

/** The cause is named by its code only: errors may carry the address with the key. */
function codeOf(error: unknown): string | undefined {
  const { code } = error instanceof Error ? (error as { code?: unknown }) : {};
  return typeof code === 'string' ? code : undefined;
}
