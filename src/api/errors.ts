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
  /** Of the server, with its port when that is not the usual one. */
  readonly host?: string;
  /** A write may have been applied although it failed: the request had left and no usable answer came. */
  readonly outcomeUnknown?: boolean;
  /** The bot that the call was about, when it is known that this is why it is `forbidden`. */
  readonly protectedBot?: ProtectedBot;
  readonly cause?: unknown;
}

/** A bot whose author lets nobody else see or change its commands (official help, "Protected bot"). */
export interface ProtectedBot {
  readonly name: string | null;
}

/** A failed call. Carries data, no sentence for a person: those are made where a person reads them. */
export class ApiError extends Error {
  readonly reason: ApiErrorReason;
  readonly endpoint: EndpointId;
  readonly status: number | undefined;
  readonly serverMessages: readonly string[];
  readonly retryAfterMs: number | undefined;
  readonly outcomeUnknown: boolean;
  readonly host: string | undefined;
  readonly protectedBot: ProtectedBot | undefined;
  readonly #details: ApiErrorDetails;

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
    this.host = details.host;
    this.protectedBot = details.protectedBot;
    this.#details = details;
  }

  /** The same failure, of a bot that is known to be protected. */
  ofProtected(protectedBot: ProtectedBot): ApiError {
    return new ApiError(this.reason, { ...this.#details, protectedBot });
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

/**
 * What stood in the way of a connection.
 * - `untrusted`: the server's certificate is by an authority that this machine does not know
 * - `outdated`: its certificate is not valid at the time that this machine's clock shows
 * - `otherServer`: its certificate is for servers of other names
 * - `proxy`: the proxy builds no tunnel to the server
 * - `sandboxWithoutSqlite`, `sandboxNotStarted`: the sandbox cannot be started
 * - `unreachable`: anything else
 */
export type NetworkTrouble =
  | 'untrusted'
  | 'outdated'
  | 'otherServer'
  | 'proxy'
  | 'sandboxWithoutSqlite'
  | 'sandboxNotStarted'
  | 'unreachable';

/**
 * Codes of OpenSSL as Node reports them (https://nodejs.org/api/tls.html#x509-certificate-error-codes). What `fetch`
 * calls a tunnel that was refused is not documented: seen in VS Code 1.139.
 */
const troubles: Readonly<Record<string, NetworkTrouble>> = {
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_HAS_EXPIRED: 'outdated',
  CERT_NOT_YET_VALID: 'outdated',
  ERR_TLS_CERT_ALTNAME_INVALID: 'otherServer',
  UND_ERR_ABORTED: 'proxy',
  SANDBOX_SQLITE_MISSING: 'sandboxWithoutSqlite',
  SANDBOX_NOT_STARTED: 'sandboxNotStarted',
};

/** Of an error whose reason is `network`. */
export function networkTrouble({ cause }: ApiError): NetworkTrouble {
  return (typeof cause === 'string' ? troubles[cause] : undefined) ?? 'unreachable';
}

/** There is no connection: nothing at all came back. */
export function isUnreachable(error: unknown): boolean {
  return (
    ApiError.is(error, 'timeout') ||
    (ApiError.is(error, 'network') && networkTrouble(error) === 'unreachable')
  );
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
