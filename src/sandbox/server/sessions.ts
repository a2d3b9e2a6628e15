import { randomBytes } from 'node:crypto';

import type { UserRecord } from '../store/records';
import { sameText } from './key';

/** How credentials travel; HTTP does not tell large letters from small ones. */
export interface SessionHeaders {
  readonly 'access-token': string;
  readonly client: string;
  readonly uid: string;
}

/**
 * Who is signed in with e-mail and password. Credentials serve for one request; its answer brings the next ones (API
 * documentation, "Get started"). They end with the server.
 */
export class Sessions {
  readonly #tokens = new Map<string, string>();

  /** Begins a session. @returns the credentials of its first request */
  begin(user: UserRecord): SessionHeaders {
    return this.#next(user, randomBytes(16).toString('base64url'));
  }

  /**
   * Looks at the credentials of a request; they are spent when it is answered.
   * @param header reads a header of the request
   * @returns the session's id, `undefined` when these are not of this user, or spent
   */
  of(user: UserRecord, header: (name: string) => string | undefined): string | undefined {
    const client = header('client') ?? '';
    const token = this.#tokens.get(client);
    // The documentation writes both.
    const uid = header('uid') ?? header('uuid');
    const isRight = token !== undefined && sameText(token, header('access-token') ?? '');
    return isRight && uid === user.email ? client : undefined;
  }

  /** The credentials of a session's next request; `undefined` when the request that was answered ended it. */
  renewed(user: UserRecord | undefined, client: string): SessionHeaders | undefined {
    return user && this.#tokens.has(client) ? this.#next(user, client) : undefined;
  }

  /** The ids of all sessions, oldest first. */
  list(): string[] {
    return [...this.#tokens.keys()];
  }

  /** Ends all sessions. */
  clear(): void {
    this.#tokens.clear();
  }

  #next(user: UserRecord, client: string): SessionHeaders {
    const token = randomBytes(16).toString('base64url');
    this.#tokens.set(client, token);
    return { 'access-token': token, client, uid: user.email };
  }
}
