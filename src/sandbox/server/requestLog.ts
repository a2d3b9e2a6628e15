import type { EndpointId } from '../../api/endpoints';
import { Emitter } from '../../util/event';
import type { TelegramMethod } from './telegramMethods';

/** A request as the sandbox saw it. Holds neither the key nor other secrets. */
export interface LoggedRequest {
  /** ISO time of arrival. */
  readonly at: string;
  readonly method: string;
  /** Without the query, and without the token in an address of Telegram's Bot API. */
  readonly path: string;
  /** `null` for a path that no row of the table has. */
  readonly endpoint: EndpointId | TelegramMethod | null;
  /** Without the key. */
  readonly query: Readonly<Record<string, string>>;
  /** The JSON body with its secrets taken out; `null` when there is none. */
  readonly body: unknown;
  readonly userAgent: string | null;
  /**
   * The answer's status. `null` until it is sent, so also while it is held back; `dropped` when the connection was
   * ended in its place. An answer of which only half was sent counts as sent.
   */
  status: number | 'dropped' | null;
}

const secretKeys = new Set(['api_key', 'token', 'password', 'password_confirmation', 'current_password']);

/** The last requests, oldest first. */
export class RequestLog {
  readonly #entries: { readonly request: LoggedRequest; readonly size: number }[] = [];
  readonly #answered = new Emitter<LoggedRequest>();
  readonly #longest: number;
  readonly #mostCharacters: number;
  #characters = 0;

  /** Fires when the status of a request is known. */
  readonly onAnswered = this.#answered.event;

  constructor(options: { readonly longest?: number; readonly mostCharacters?: number } = {}) {
    this.#longest = options.longest ?? 2000;
    this.#mostCharacters = options.mostCharacters ?? 16_000_000;
  }

  /** @param size of the body in characters, for the bound on what is kept */
  begin(request: LoggedRequest, size: number): void {
    this.#entries.push({ request, size });
    this.#characters += size;
    while (this.#entries.length > this.#longest || this.#characters > this.#mostCharacters) {
      this.#characters -= this.#entries.shift()?.size ?? 0;
      if (this.#entries.length === 0) break;
    }
  }

  answered(request: LoggedRequest, status: number | 'dropped'): void {
    request.status = status;
    this.#answered.fire(request);
  }

  /** Copies; later answers do not change them. */
  list(endpoint?: LoggedRequest['endpoint']): LoggedRequest[] {
    const all = this.#entries.map(({ request }) => ({ ...request }));
    return endpoint === undefined ? all : all.filter((request) => request.endpoint === endpoint);
  }

  clear(): void {
    this.#entries.length = 0;
    this.#characters = 0;
  }
}

/** An address of Telegram's Bot API without its token, however that is written; others as they are. */
export function withoutToken(path: string): string {
  return path.replace(/^\/bot\d[^/]*/, '/bot…');
}

/** A JSON value in which secrets are replaced. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      secretKeys.has(key) && typeof item === 'string' ? '…' : withoutSecrets(item),
    ]),
  );
}
