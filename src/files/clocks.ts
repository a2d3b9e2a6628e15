import * as v from 'valibot';

import { LastKnown } from '../model/lastKnown';
import { hash32 } from '../util/hash';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';

const storedSchema = v.object({
  version: v.literal(1),
  clocks: v.array(v.tuple([v.string(), v.number(), v.number()])),
});

/** How many clocks are kept, the latest ones: a command without one gets the present time, which is later still. */
const mostClocks = 5000;

/**
 * The modification times that VS Code is told, one clock per command. VS Code takes an older time for no change at
 * all, so a clock never goes back, also not after a restart; and it moves only when the text is another, because a
 * newer time on the same text would be reported as a conflict.
 */
export class Clocks {
  readonly #stored: LastKnown<typeof storedSchema>;
  readonly #now: () => number;
  readonly #clocks = new Map<string, { readonly hash: number; readonly mtime: number }>();
  #restoring: Promise<void> | undefined;

  constructor(store: TextStore, accountId: string, log: Log, now: () => number = Date.now) {
    this.#stored = new LastKnown(store, `clocks/${accountId}.json`, storedSchema, log);
    this.#now = now;
  }

  /** Must have resolved before a time is asked. */
  restore(): Promise<void> {
    this.#restoring ??= this.#restore();
    return this.#restoring;
  }

  async #restore(): Promise<void> {
    this.#merge(await this.#stored.read());
  }

  /**
   * The time of a text, in milliseconds since 1970.
   * @param key names the command
   */
  async mtimeOf(key: string, text: string): Promise<number> {
    const hash = hash32(text);
    const known = this.#clocks.get(key);
    if (known?.hash === hash) return known.mtime;
    // On disk before VS Code hears of it: a time that was told must not be undone by a crash.
    await this.#stored.change((stored) => {
      this.#merge(stored);
      this.#raise(key, hash);
      return this.#all();
    });
    return this.#raise(key, hash);
  }

  /** Another command comes for one that is gone: in editors of its file no time may go back. */
  async follow(gone: string, successor: string): Promise<void> {
    await this.#stored.change((stored) => {
      this.#merge(stored);
      const before = this.#clocks.get(gone);
      if (before && before.mtime > (this.#clocks.get(successor)?.mtime ?? 0)) {
        this.#clocks.set(successor, before);
      }
      return this.#all();
    });
  }

  /** Whether another window has seen or written another text of a command since this one looked last. */
  async isMovedElsewhere(key: string): Promise<boolean> {
    const stored = (await this.#stored.read())?.clocks.find(([name]) => name === key);
    return stored !== undefined && stored[1] !== this.#clocks.get(key)?.hash;
  }

  /**
   * Moves the clock of a text that stays as it is, so that VS Code reads it again. Where there is unsaved text VS Code
   * sees no conflict in it: the size is the same.
   */
  async touch(key: string): Promise<void> {
    const known = this.#clocks.get(key);
    if (!known) return;
    this.#clocks.set(key, { hash: known.hash, mtime: Math.max(this.#now(), known.mtime + 1) });
    await this.#stored.change((stored) => {
      this.#merge(stored);
      return this.#all();
    });
  }

  #raise(key: string, hash: number): number {
    const known = this.#clocks.get(key);
    if (known?.hash === hash) return known.mtime;
    const mtime = Math.max(this.#now(), (known?.mtime ?? 0) + 1);
    this.#clocks.set(key, { hash, mtime });
    return mtime;
  }

  #all(): v.InferOutput<typeof storedSchema> {
    const latest = [...this.#clocks].sort(([, a], [, b]) => b.mtime - a.mtime).slice(0, mostClocks);
    const clocks = latest.map(([key, { hash, mtime }]): [string, number, number] => [key, hash, mtime]);
    return { version: 1, clocks };
  }

  /** Of two windows' clocks the later one counts. */
  #merge(stored: v.InferOutput<typeof storedSchema> | undefined): void {
    for (const [key, hash, mtime] of stored?.clocks ?? []) {
      if (mtime > (this.#clocks.get(key)?.mtime ?? 0)) this.#clocks.set(key, { hash, mtime });
    }
  }
}

/**
 * The size that VS Code is told: a pure function of the server's text and never its length. VS Code notices a change
 * only when the size differs too, and remembers the size across restarts; so it notices changes of equal length.
 */
export function reportedSize(text: string): number {
  return 1 + (hash32(text) % 2 ** 22);
}
