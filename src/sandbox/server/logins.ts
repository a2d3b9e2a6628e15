import { randomBytes } from 'node:crypto';

import type { SandboxBehaviour } from './behaviour';

export type LoginState = 'waiting' | 'confirmed' | 'expired';

/** Sign-ins with Telegram that are under way. They end with the server. */
export class Logins {
  readonly #begun = new Map<string, number>();

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
    if (passed < times.loginConfirmMs && passed < times.loginExpireMs) return 'waiting';
    this.#begun.delete(token);
    return passed < times.loginExpireMs ? 'confirmed' : 'expired';
  }

  /** Lets all links expire. */
  expire(): void {
    this.#begun.clear();
  }
}
