import type { Event } from '../util/event';

/** Where API keys lie. One entry per account. */
export interface SecretStore {
  get(accountId: string): Promise<string | undefined>;
  set(accountId: string, apiKey: string): Promise<void>;
  delete(accountId: string): Promise<void>;
  /** A key came, went or was replaced, also by another window. Names the account. */
  readonly onDidChange: Event<string>;
}
