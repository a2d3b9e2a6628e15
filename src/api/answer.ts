import { redact } from '../util/redact';
import type { EndpointId } from './endpoints';
import { ApiError } from './errors';

/** What came back over HTTP, before it is understood. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter?: string | undefined;
}

/**
 * Understands an answer of API v2 in all its success styles: JSON, plain `ok` or `success`, nothing at all
 * (API documentation, "Get started": responses vary between endpoints).
 * @returns the JSON value; `true` for a plain word or an empty body
 * @throws ApiError for every failure, also one that hides in a 200
 */
export function readAnswer(endpoint: EndpointId, answer: RawAnswer, effect: 'read' | 'write'): unknown {
  const { status } = answer;
  const text = answer.text.trim();
  const json = parseJson(text);
  const serverMessages = json === undefined ? [] : errorMessages(json.value);
  const details = { endpoint, status, serverMessages };

  if (status === 401) throw new ApiError('unauthorized', details);
  if (status === 403) throw new ApiError('forbidden', details);
  if (status === 404 || status === 405) {
    throw new ApiError(serverMessages.length > 0 ? 'notFound' : 'routeMissing', details);
  }
  if (status === 429) {
    const retryAfterMs = parseRetryAfter(answer.retryAfter, Date.now());
    throw new ApiError('rateLimited', retryAfterMs === undefined ? details : { ...details, retryAfterMs });
  }
  if (status >= 500) throw new ApiError('server', { ...details, outcomeUnknown: effect === 'write' });
  if (serverMessages.length > 0) throw new ApiError('refused', details);
  if (status < 200 || status > 299) throw new ApiError(json || text === '' ? 'refused' : 'notJson', details);

  if (json) return json.value;
  if (text === '' || text === 'ok' || text === 'success') return true;
  throw new ApiError(text.startsWith('{') || text.startsWith('[') ? 'malformed' : 'notJson', {
    ...details,
    outcomeUnknown: effect === 'write',
  });
}

function parseJson(text: string): { value: unknown } | undefined {
  if (text === '') return undefined;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** The sentences of an `errors` list or an `error` string; empty when the value holds no error. */
function errorMessages(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { error, errors } = value as { error?: unknown; errors?: unknown };
  const found: string[] = [];
  if (Array.isArray(errors)) found.push(...errors.filter((item) => typeof item === 'string'));
  else if (typeof errors === 'object' && errors !== null) found.push(...flatMessages(errors));
  if (typeof error === 'string' && error !== '') found.push(error);
  return found.map((message) => redact(message).slice(0, 500));
}

/** Rails also writes `{"errors": {"field": ["is wrong"]}}`. */
function flatMessages(errors: object): string[] {
  return Object.entries(errors).flatMap(([field, said]) =>
    (Array.isArray(said) ? said : [said])
      .filter((item) => typeof item === 'string')
      .map((item) => `${field} ${item}`),
  );
}

/** @returns milliseconds from `now`, or `undefined` when the header is absent or unreadable */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
