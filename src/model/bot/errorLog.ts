import { clearErrorLog, type ErrorLogEntry, getErrorLog } from '../../api/errorLog';
import type { SeenErrors } from './seenErrors';
import { type ListOwner, SectionList } from './sectionList';

/** Errors with the same message, the newest first. */
export interface ErrorGroup {
  readonly message: string;
  readonly entries: readonly [ErrorLogEntry, ...ErrorLogEntry[]];
}

/** The errors of a bot. That ids grow with time is not documented, assumed. */
export class ErrorLog extends SectionList<ErrorLogEntry> {
  readonly #owner: ListOwner;
  readonly #seen: SeenErrors;
  #seenUpTo: number | undefined;
  #lastGroups:
    { readonly items: readonly ErrorLogEntry[]; readonly groups: readonly ErrorGroup[] } | undefined;

  constructor(owner: ListOwner, seen: SeenErrors) {
    super(
      {
        endpoint: 'getErrorLog',
        isPaged: true,
        read: (page, signal) => getErrorLog(owner.http, owner.botId, page, signal ? { signal } : {}),
      },
      owner.log,
    );
    this.#owner = owner;
    this.#seen = seen;
    seen.of(owner.botId).then(
      (errorId) => {
        this.#seenUpTo ??= errorId;
        if (this.unseen > 0) this.fireChanged();
      },
      (error: unknown) => owner.log.warn('which errors were seen is not known', error),
    );
  }

  /** What is known, in groups; the group of the newest error first. */
  get groups(): readonly ErrorGroup[] {
    // Each row asks.
    if (this.#lastGroups?.items !== this.items)
      this.#lastGroups = { items: this.items, groups: groupsOf(this.items) };
    return this.#lastGroups.groups;
  }

  /** How many of the known ones nobody has seen yet. */
  get unseen(): number {
    const seen = this.#seenUpTo;
    return seen === undefined ? 0 : this.items.filter(({ id }) => id > seen).length;
  }

  /** A person has everything before their eyes that is known. */
  async markSeen(): Promise<void> {
    if (this.unseen === 0) return;
    const newest = Math.max(...this.items.map(({ id }) => id));
    this.#seenUpTo = newest;
    this.fireChanged();
    await this.#seen.set(this.#owner.botId, newest);
  }

  /** Deletes all of them for good. @throws ApiError */
  async clear(): Promise<void> {
    await clearErrorLog(this.#owner.http, this.#owner.botId);
    this.takeOutAll();
  }
}

/** The newest first, whatever order the server has. */
function groupsOf(entries: readonly ErrorLogEntry[]): ErrorGroup[] {
  const groups = new Map<string, [ErrorLogEntry, ...ErrorLogEntry[]]>();
  for (const entry of entries.toSorted((a, b) => b.id - a.id)) {
    const group = groups.get(entry.message);
    if (group) group.push(entry);
    else groups.set(entry.message, [entry]);
  }
  return [...groups].map(([message, inGroup]) => ({ message, entries: inGroup }));
}
