import { isOffline } from '../api/errors';
import { every } from '../util/async';
import { Disposable, type IDisposable } from '../util/disposable';
import type { Log } from '../util/log';
import type { Accounts } from './accounts';
import type { CurrentBot } from './currentBot';

export interface WatchIntervals {
  /** Milliseconds. */
  readonly runState: number;
  readonly usage: number;
  readonly openFiles: number;
  readonly errors: number;
  /** How long a bot is current before its errors are looked at for the first time. */
  readonly firstErrors: number;
  readonly broadcasts: number;
}

export const defaultIntervals: WatchIntervals = {
  runState: 60_000,
  usage: 300_000,
  openFiles: 60_000,
  errors: 60_000,
  // What a person opens comes first, and who walks through the bots means none of them.
  firstErrors: 2000,
  broadcasts: 3000,
};

/**
 * Looks at the world while the window is focused: the current bot's run state, its errors, its broadcasts while one
 * runs and somebody watches, usage of its account, and the bots that have clean files open.
 */
export class Watch extends Disposable {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #openBots: () => readonly { accountId: string; botId: number }[];
  readonly #log: Log;
  readonly #intervals: WatchIntervals;
  #timers: IDisposable[] = [];
  #soon: ReturnType<typeof setTimeout> | undefined;

  /** @param openBots the bots that have files open in editors */
  constructor(
    accounts: Accounts,
    current: CurrentBot,
    openBots: () => readonly { accountId: string; botId: number }[],
    log: Log,
    intervals: WatchIntervals = defaultIntervals,
  ) {
    super();
    this.#accounts = accounts;
    this.#current = current;
    this.#openBots = openBots;
    this.#log = log;
    this.#intervals = intervals;
    this._register(current.onDidChange(() => void this.#usage(false)));
    this._register(current.onDidChange(() => this.#errorsSoon()));
    this._register(accounts.onDidChange(() => void this.#usage(false)));
  }

  /** Tells whether the window has the focus; nothing is asked while it has not. */
  setFocused(focused: boolean): void {
    const wasFocused = this.#timers.length > 0;
    if (focused === wasFocused || this.isDisposed) return;
    for (const timer of this.#timers) timer.dispose();
    this.#timers = [];
    if (!focused) return;
    const failed = (error: unknown) => this.#log.error('looking at the server failed', error);
    this.#timers = [
      every(this.#intervals.runState, () => this.#runState(), failed),
      every(this.#intervals.usage, () => this.#usage(true), failed),
      every(this.#intervals.openFiles, () => this.#openFiles(), failed),
      every(this.#intervals.errors, () => this.#errors(), failed),
      every(this.#intervals.broadcasts, () => this.#broadcasts(), failed),
    ];
    void this.#openFiles();
    void this.#recover();
    void this.#usage(false);
    this.#errorsSoon();
  }

  override dispose(): void {
    this.setFocused(false);
    clearTimeout(this.#soon);
    super.dispose();
  }

  async #runState(): Promise<void> {
    const ref = this.#current.ref;
    if (ref) await this.#accounts.get(ref.accountId)?.bots.refreshBot(ref.botId);
    await this.#recover();
  }

  async #usage(again: boolean): Promise<void> {
    const ref = this.#current.ref;
    const usage = ref && this.#accounts.get(ref.accountId)?.usage;
    if (usage && (again || (!usage.current && !usage.error))) await usage.refresh();
  }

  #errorsSoon(): void {
    clearTimeout(this.#soon);
    if (this.isDisposed) return;
    this.#soon = setTimeout(() => {
      const ref = this.#current.ref;
      const isFocused = this.#timers.length > 0;
      if (ref && isFocused) void this.#accounts.parts(ref)?.errors.open();
    }, this.#intervals.firstErrors);
  }

  async #errors(): Promise<void> {
    const ref = this.#current.ref;
    const errors = ref && this.#accounts.parts(ref)?.errors;
    // A server that has no such endpoint, or does not allow it, does not change its mind within a minute.
    if (errors && (!errors.error || isOffline(errors.error))) await errors.look();
  }

  async #broadcasts(): Promise<void> {
    const ref = this.#current.ref;
    const broadcasts = ref && this.#accounts.parts(ref)?.broadcasts;
    if (broadcasts?.isWatched && broadcasts.running.length > 0) await broadcasts.look();
  }

  /** Tries listings again that failed because the server was away. */
  async #recover(): Promise<void> {
    const failed = this.#accounts.all.filter(({ bots }) => bots.error && isOffline(bots.error));
    await Promise.all(failed.map(({ bots }) => bots.refresh()));
    const contents = this.#accounts.all.flatMap((model) => model.openedContents);
    const broken = contents.filter(({ error }) => error && isOffline(error));
    const parts = this.#accounts.all.flatMap((model) => model.openedParts);
    await Promise.all([...broken.map((bot) => bot.refresh()), ...parts.map((part) => part.recover())]);
  }

  async #openFiles(): Promise<void> {
    const opened = this.#openBots().flatMap((ref) => this.#accounts.contents(ref) ?? []);
    await Promise.all(opened.map((contents) => contents.refresh()));
  }
}
