import { isOffline } from '../../api/errors';
import { Disposable } from '../../util/disposable';
import { Emitter } from '../../util/event';
import { AdminPanels } from './adminPanels';
import { Broadcasts } from './broadcasts';
import { Chats } from './chats';
import { ErrorLog } from './errorLog';
import { InstalledLibraries } from './installedLibraries';
import { Properties } from './properties';
import type { ListOwner, SectionList } from './sectionList';
import type { SeenErrors } from './seenErrors';

/** Everything that a bot has beside its folders and commands, in the order in which it is shown. */
export const partNames = ['errors', 'libraries', 'broadcasts', 'chats', 'properties', 'panels'] as const;
export type PartName = (typeof partNames)[number];

/** What a bot has beside its folders and commands. Nothing is asked of the server before a list is opened. */
export class BotParts extends Disposable {
  readonly botId: number;
  readonly errors: ErrorLog;
  readonly libraries: InstalledLibraries;
  readonly broadcasts: Broadcasts;
  readonly chats: Chats;
  readonly properties: Properties;
  readonly panels: AdminPanels;
  readonly #changed = this._register(new Emitter<PartName>());

  /** Fires with the list of which anything changed. */
  readonly onDidChange = this.#changed.event;

  constructor(owner: ListOwner, seen: SeenErrors) {
    super();
    this.botId = owner.botId;
    this.errors = this._register(new ErrorLog(owner, seen));
    this.libraries = this._register(new InstalledLibraries(owner));
    this.broadcasts = this._register(new Broadcasts(owner));
    this.chats = this._register(new Chats(owner));
    this.properties = this._register(new Properties(owner));
    this.panels = this._register(new AdminPanels(owner));
    for (const name of partNames) this._register(this[name].onDidChange(() => this.#changed.fire(name)));
  }

  /** Reads anew what was opened. */
  async refresh(): Promise<void> {
    await this.#refreshWhere(({ isKnown, error }) => isKnown || error !== undefined);
  }

  /** Reads again what could not be had because the server was away. */
  async recover(): Promise<void> {
    await this.#refreshWhere(({ error }) => error !== undefined && isOffline(error));
  }

  /** There is another key: what failed without it is read again. */
  async keyChanged(): Promise<void> {
    await this.#refreshWhere(({ error }) => error?.reason === 'unauthorized');
  }

  async #refreshWhere(isMeant: (list: SectionList<{ readonly id: number }>) => boolean): Promise<void> {
    const lists = partNames.map((name) => this[name]);
    await Promise.all(lists.filter((list) => isMeant(list)).map((list) => list.refresh()));
  }
}
