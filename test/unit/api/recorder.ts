import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { ApiError, type ApiErrorReason } from '../../../src/api/errors';
import { HttpClient, type HttpOptions } from '../../../src/api/http';
import { madeUpApiKey } from '../../fixtures/api/answers';
import { urlOf } from './subject';

export interface Recorded {
  readonly method: string;
  /** Below the API's head. */
  readonly path: string;
  /** Without the key. */
  readonly query: Readonly<Record<string, string>>;
  /** `undefined` when there was none. */
  readonly body: unknown;
  readonly hasKey: boolean;
  readonly headers: Headers;
}

type Says = (request: Recorded) => Response | Promise<Response>;

/** JSON, or a text as it is. */
export function says(body: unknown, init?: ResponseInit): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), init);
}

/** What a server of Rails sends for a path that it does not know. */
export const noSuchRoute = (): Response => says('<h1>The page you were looking for</h1>', { status: 404 });

/** A client whose requests are kept, and answered by a function. */
export function recording(
  answer: Says,
  options: Partial<HttpOptions> = {},
): { http: HttpClient; requests: Recorded[] } {
  const requests: Recorded[] = [];
  const http = new HttpClient({
    url: 'https://api.invalid/v2',
    apiKey: () => Promise.resolve(madeUpApiKey),
    retryPauseMs: 1,
    fetch: async (input, init) => {
      const url = urlOf(input);
      const { api_key, ...query } = Object.fromEntries(url.searchParams);
      const request: Recorded = {
        method: init?.method ?? 'GET',
        path: url.pathname.replace(/^\/v2/, ''),
        query,
        body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
        hasKey: api_key === madeUpApiKey,
        headers: new Headers(init?.headers),
      };
      requests.push(request);
      return answer(request);
    },
    ...options,
  });
  return { http, requests };
}

/** The error that a call ends with; it must be one of the client's own. */
export async function failureOf(call: Promise<unknown>, reason?: ApiErrorReason): Promise<ApiError> {
  const error: unknown = await call.then(
    (value) => assert.fail(`expected a failure, got ${inspect(value)}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ApiError, inspect(error));
  if (reason) assert.equal(error.reason, reason, inspect(error));
  return error;
}
