import { randomBytes } from 'node:crypto';

import type { SandboxBehaviour } from './behaviour';

export type LoginState = 'waiting' | 'confirmed' | 'expired';

/** Sign-ins with Telegram that are under way. They end with the server. */
export class Logins {
  readonly #begun = new Map<string, number>();
  readonly #confirmed = new Set<string>();

  /** @returns the token that the client asks with */
  begin(now: number): string {
    const token = randomBytes(16).toString('base64url');
    this.#begun.set(token, now);
    return token;
  }

  /** Once a sign-in is confirmed its token is spent. */
  take(
    token: string,
    now: number,
    times: Pick<SandboxBehaviour, 'loginConfirmMs' | 'loginExpireMs'>,
  ): LoginState {
    const passed = now - (this.#begun.get(token) ?? -Infinity);
    const isAlive = passed < times.loginExpireMs;
    const isConfirmed = passed >= times.loginConfirmMs || this.#confirmed.has(token);
    if (isAlive && !isConfirmed) return 'waiting';
    this.#begun.delete(token);
    return isAlive ? 'confirmed' : 'expired';
  }

  /** Confirms all that wait, as a person does in Telegram. */
  confirm(): void {
    for (const token of this.#begun.keys()) this.#confirmed.add(token);
  }

  /** Lets all links expire. */
  expire(): void {
    this.#begun.clear();
    this.#confirmed.clear();
  }
}
