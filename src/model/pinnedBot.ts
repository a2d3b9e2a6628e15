import * as v from 'valibot';

import { Disposable } from '../util/disposable';
import type { Log } from '../util/log';
import { type BotRef, sameBot } from './account';
import type { Accounts } from './accounts';
import type { CurrentBot } from './currentBot';
import { listenToEvery } from './everyAccount';

/** What a workspace remembers over reloads; `vscode.Memento` has this shape. */
export interface WorkspaceMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const key = 'pinnedBot';
const storedSchema = v.object({ accountId: v.string(), botId: v.number() });

/**
 * Remembers which bot is pinned in this workspace, by its ids, and lets go of it when it is gone: deleted here or
 * elsewhere, or with its account. No other stays current either when it is gone.
 */
export class PinnedBot extends Disposable {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #memory: WorkspaceMemory;
  readonly #log: Log;
  #stored: BotRef | undefined;

  constructor(accounts: Accounts, current: CurrentBot, memory: WorkspaceMemory, log: Log) {
    super();
    this.#accounts = accounts;
    this.#current = current;
    this.#memory = memory;
    this.#log = log;
    const stored = v.safeParse(storedSchema, memory.get(key));
    if (stored.success) {
      this.#stored = stored.output;
      current.pin(stored.output);
    }
    this._register(current.onDidChange(() => this.#store()));
    this._register(listenToEvery(accounts, ({ bots }) => [bots.onDidChange(() => this.#look())]));
    this._register(accounts.onDidChange(() => this.#look()));
    this.#look();
  }

  #look(): void {
    this.#current.forget((ref) => this.#isGone(ref));
  }

  #isGone({ accountId, botId }: BotRef): boolean {
    const account = this.#accounts.get(accountId);
    if (!account) return this.#accounts.isRestored;
    const { all, broken, error } = account.bots;
    if (!all || error) return false;
    // A record without an id may be this bot.
    return [...all, ...broken].every(({ id }) => id !== undefined && id !== botId);
  }

  #store(): void {
    const { pinned } = this.#current;
    if (sameBot(pinned, this.#stored)) return;
    this.#stored = pinned;
    this.#memory
      .update(key, pinned && { accountId: pinned.accountId, botId: pinned.botId })
      .then(undefined, (error: unknown) =>
        this.#log.warn('which bot is pinned could not be remembered', error),
      );
  }
}
