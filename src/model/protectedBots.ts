import { getBotSettings } from '../api/bots';
import type { HttpClient } from '../api/http';
import type { Log } from '../util/log';

/** Which bots of an account are protected, as far as it was asked: when the server does not allow something of them. */
export class ProtectedBots {
  readonly #http: HttpClient;
  readonly #log: Log;
  readonly #asked = new Map<number, Promise<boolean | undefined>>();

  constructor(http: HttpClient, log: Log) {
    this.#http = http;
    this.#log = log;
  }

  /** Asks the server, once. Never rejects. @returns `undefined` when the server does not say, or did not answer */
  has(botId: number): Promise<boolean | undefined> {
    const known = this.#asked.get(botId);
    if (known) return known;
    const asked = getBotSettings(this.#http, botId).then(
      ({ isProtected }) => isProtected,
      (error: unknown) => {
        this.#asked.delete(botId);
        this.#log.debug(`whether bot ${botId} is protected is not known: ${String(error)}`);
        return undefined;
      },
    );
    this.#asked.set(botId, asked);
    return asked;
  }
}
