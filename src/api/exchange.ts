import type { AxiosInstance } from 'axios';

import { errorCodes } from '../util/errorCodes';

export interface ExchangeRequest {
  readonly method: string;
  readonly url: URL;
  readonly query: Readonly<Record<string, number | string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Time limit in milliseconds for the complete answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ExchangeAnswer {
  readonly status: number;
  readonly text: string;
  /** A header by its name in lower case. */
  header(name: string): string | undefined;
}

/** Why no answer came. Holds the code of the trouble alone: what axios throws carries the address with the key. */
export class ExchangeError extends Error {
  readonly reason: 'aborted' | 'timeout' | 'network';
  readonly code: string | undefined;

  constructor(reason: ExchangeError['reason'], code?: string) {
    super(code ? `${reason} (${code})` : reason);
    this.name = 'ExchangeError';
    this.reason = reason;
    this.code = code;
  }
}

/** Sends one request over `fetch` and brings the answer, whatever its status; redirects are not followed. */
export class Exchange {
  readonly #fetch: typeof fetch | undefined;
  #axios: Promise<AxiosInstance> | undefined;

  /** @param ownFetch in place of the global one */
  constructor(ownFetch?: typeof fetch) {
    this.#fetch = ownFetch;
  }

  /** @throws ExchangeError */
  async send(request: ExchangeRequest): Promise<ExchangeAnswer> {
    this.#axios ??= createAxios(this.#fetch);
    const axios = await this.#axios;
    try {
      const response = await axios.request<string | undefined>({
        method: request.method,
        url: request.url.href,
        params: request.query,
        headers: request.headers,
        ...(request.body ? { data: request.body } : {}),
        timeout: request.timeoutMs,
        ...(request.signal ? { signal: request.signal } : {}),
      });
      const headers: Readonly<Record<string, unknown>> = response.headers;
      return {
        status: response.status,
        text: response.data ?? '',
        header: (name) => {
          const value = headers[name];
          return typeof value === 'string' ? value : undefined;
        },
      };
    } catch (error) {
      throw toExchangeError(error);
    }
  }
}

/**
 * Axios tries out the platform's `fetch` while it is loaded. That takes longer than all the rest of the activation, so
 * it happens with the first request.
 */
async function createAxios(ownFetch: typeof fetch | undefined): Promise<AxiosInstance> {
  const { default: axios } = await import('axios');
  return axios.create({
    adapter: 'fetch',
    responseType: 'text',
    // Answers come in several styles; they are read in one place, `answer.ts`.
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
    maxRedirects: 0,
    fetchOptions: { redirect: 'manual' },
    // Without own Request and Response the adapter calls `fetch(url, init)` plainly.
    ...(ownFetch ? { env: { fetch: ownFetch, Request: null, Response: null } as never } : {}),
  });
}

/** Codes of axios' own: https://axios-http.com/docs/handling_errors; below them lie those of the platform. */
function toExchangeError(error: unknown): ExchangeError {
  const [outermost, ...others] = errorCodes(error);
  switch (outermost) {
    case 'ERR_CANCELED':
      return new ExchangeError('aborted');
    case 'ETIMEDOUT':
    case 'ECONNABORTED':
      return new ExchangeError('timeout');
    case 'ERR_NETWORK':
      return new ExchangeError('network', others[0]);
    default:
      return new ExchangeError('network', outermost);
  }
}
