import type { EndpointId } from './endpoints';

/**
 * Why a call failed.
 * - `unauthorized`: 401, the key is wrong or was reset
 * - `forbidden`: 403
 * - `notFound`: the server knows the route and says that the bot, command, … does not exist
 * - `routeMissing`: 404 or 405 that is not a JSON error: this server has no such endpoint
 * - `rateLimited`: 429
 * - `server`: 5xx
 * - `refused`: the server answered with an error of its own, also inside a 200
 * - `notJson`: HTML or other text where JSON was due: a proxy's or a provider's page
 * - `malformed`: cut or broken JSON, or JSON of another shape
 * - `timeout`: no complete answer within the time limit
 * - `network`: no connection, or it was dropped
 * - `aborted`: the caller no longer wants the answer
 * - `foreignAddress`: the call or a redirect would leave the account's server
 */
export type ApiErrorReason =
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'routeMissing'
  | 'rateLimited'
  | 'server'
  | 'refused'
  | 'notJson'
  | 'malformed'
  | 'timeout'
  | 'network'
  | 'aborted'
  | 'foreignAddress';

export interface ApiErrorDetails {
  readonly endpoint: EndpointId;
  readonly status?: number;
  /** The server's own sentences, redacted. */
  readonly serverMessages?: readonly string[];
  /** From `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
  /** A write may have been applied although it failed: the request had left and no usable answer came. */
  readonly outcomeUnknown?: boolean;
  readonly cause?: unknown;
}

/** A failed call. Carries data, no sentence for a person: those are made where a person reads them. */
export class ApiError extends Error {
  readonly reason: ApiErrorReason;
  readonly endpoint: EndpointId;
  readonly status: number | undefined;
  readonly serverMessages: readonly string[];
  readonly retryAfterMs: number | undefined;
  readonly outcomeUnknown: boolean;

  constructor(reason: ApiErrorReason, details: ApiErrorDetails) {
    const said = details.serverMessages?.length ? `: ${details.serverMessages.join('; ')}` : '';
    const status = details.status === undefined ? '' : ` (${details.status})`;
    super(`${details.endpoint} ${reason}${status}${said}`, { cause: details.cause });
    this.name = 'ApiError';
    this.reason = reason;
    this.endpoint = details.endpoint;
    this.status = details.status;
    this.serverMessages = details.serverMessages ?? [];
    this.retryAfterMs = details.retryAfterMs;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
  }

  /** True for an `ApiError` of one of these reasons, or of any when none is named. */
  static is(error: unknown, ...reasons: ApiErrorReason[]): error is ApiError {
    return error instanceof ApiError && (reasons.length === 0 || reasons.includes(error.reason));
  }
}

/** Anything thrown on the way to an answer, as an `ApiError`; what is none is a fault of ours in reading the answer. */
export function toApiError(error: unknown, endpoint: EndpointId): ApiError {
  return error instanceof ApiError ? error : new ApiError('malformed', { endpoint, cause: error });
}

/** There is no connection: nothing at all came back. */
export function isUnreachable(error: unknown): boolean {
  return ApiError.is(error, 'network', 'timeout') && !String(error.cause).startsWith('SANDBOX_');
}

/** The server could not be had at all: what is known from before still holds. */
export function isOffline(error: unknown): boolean {
  return ApiError.is(error, 'network', 'timeout', 'notJson', 'server', 'rateLimited');
}

/**
 * *Get Command Details* left out fields without which *Edit Command* would set them to null
 * (API documentation: "Any omitted fields will be saved as null").
 */
export class IncompleteCommandError extends Error {
  readonly reason = 'incompleteCommand';
  readonly fields: readonly string[];

  constructor(fields: readonly string[]) {
    super(`the command came without ${fields.join(', ')}`);
    this.name = 'IncompleteCommandError';
    this.fields = fields;
  }
}
