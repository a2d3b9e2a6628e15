import { redact } from '../util/redact';
import { endpoint, type EndpointId } from './endpoints';
import { ApiError } from './errors';

/** What came back over HTTP, before it is understood. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter?: string | undefined;
  /** The key and what else was sent that is secret: should the server repeat it, it is taken out of what people read. */
  readonly secrets?: readonly string[];
}

/**
 * Understands an answer of API v2 in all its success styles: JSON, plain `ok` or `success`, nothing at all
 * (API documentation, "Get started": responses vary between endpoints).
 * @returns the JSON value; `true` for a plain word or an empty body
 * @throws ApiError for every failure, also one that hides in a 200
 */
export function readAnswer(id: EndpointId, answer: RawAnswer, effect: 'read' | 'write'): unknown {
  const { status } = answer;
  const text = answer.text.trim();
  const json = parseJson(text);
  const said =
    json === undefined || isRecordWithError(id, status, json.value)
      ? undefined
      : errorMessages(json.value, answer.secrets);
  const details = { endpoint: id, status, ...(said ? { serverMessages: said } : {}) };

  if (status === 401) throw new ApiError('unauthorized', details);
  if (status === 403) throw new ApiError('forbidden', details);
  if (status === 404 || status === 405) {
    throw new ApiError(said ? 'notFound' : 'routeMissing', details);
  }
  if (status === 429) {
    const retryAfterMs = parseRetryAfter(answer.retryAfter, Date.now());
    throw new ApiError('rateLimited', retryAfterMs === undefined ? details : { ...details, retryAfterMs });
  }
  if (status >= 500) throw new ApiError('server', { ...details, outcomeUnknown: effect === 'write' });
  if (said) throw new ApiError('refused', details);
  if (status < 200 || status > 299) throw new ApiError(json || text === '' ? 'refused' : 'notJson', details);

  if (json) return withoutSecrets(json.value, answer.secrets);
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

/**
 * What a JSON value says about a failure: the sentences of `errors` or `error` in any of the shapes that Rails gives
 * them. `undefined` when it tells of none.
 */
function errorMessages(value: unknown, secrets: RawAnswer['secrets']): string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { error, errors, success } = value as { error?: unknown; errors?: unknown; success?: unknown };
  const found = [...sentences(errors), ...sentences(error)];
  const failed = found.length > 0 || Boolean(error) || isFilled(errors) || success === false;
  if (!failed) return undefined;
  return found.map((message) => redact(hideSecrets(message, secrets)).slice(0, 500));
}

/** A bare sentence may still turn out to be a refusal that people read. */
function withoutSecrets(value: unknown, secrets: RawAnswer['secrets']): unknown {
  return typeof value === 'string' ? hideSecrets(value, secrets) : value;
}

function hideSecrets(text: string, secrets: RawAnswer['secrets'] = []): string {
  return secrets.reduce((left, secret) => (secret ? left.replaceAll(secret, '…') : left), text);
}

/** A record that was asked for and tells of a failure of its own; the call itself did not fail. */
function isRecordWithError(id: EndpointId, status: number, value: unknown): boolean {
  if (!endpoint(id).ownError || status < 200 || status > 299) return false;
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'number';
}

function isFilled(errors: unknown): boolean {
  if (typeof errors !== 'object' || errors === null) return Boolean(errors);
  return Object.keys(errors).length > 0;
}

/** `"text"`, `["text"]`, `[{"message": "text"}]` and `{"field": ["is wrong"]}`. */
function sentences(said: unknown, field = ''): string[] {
  if (typeof said === 'string') return said === '' ? [] : [field ? `${field} ${said}` : said];
  if (Array.isArray(said)) return said.flatMap((item: unknown) => sentences(item, field));
  if (typeof said !== 'object' || said === null) return [];
  return Object.entries(said).flatMap(([key, item]) => sentences(item, key === 'message' ? '' : key));
}

/** @returns milliseconds from `now`, or `undefined` when the header is absent or unreadable */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
