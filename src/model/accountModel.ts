import type { HttpClient } from '../api/http';
import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';
import type { Account } from './account';
import { BotParts, type PartName } from './bot/botParts';
import { SavedCommands } from './bot/savedCommands';
import { SeenErrors } from './bot/seenErrors';
import { BusinessConnections } from './bot/businessConnections';
import { Bots } from './bots';
import { Contents, type ContentsChange, type Version } from './contents';
import { FolderMoves } from './folderMoves';
import { NewBots } from './newBots';
import type { PendingChange } from './pending';
import { Profile } from './profile';
import { ProtectedBots } from './protectedBots';
import { ServerWork } from './serverWork';
import { Structure } from './structure';
import { Usage } from './usage';

/** What is known of one bot, and the ways to change its commands and folders. */
interface OpenedBot {
  readonly contents: Contents;
  readonly structure: Structure;
  readonly folderMoves: FolderMoves;
  readonly serverWork: ServerWork;
}

/** Everything that is known of one account. */
export class AccountModel extends Disposable {
  #account: Account;
  readonly http: HttpClient;
  readonly bots: Bots;
  readonly newBots: NewBots;
  readonly usage: Usage;
  readonly profile: Profile;
  readonly businessConnections: BusinessConnections;
  readonly savedCommands: SavedCommands;
  readonly #store: TextStore;
  readonly #log: Log;
  readonly #opened = new Map<number, OpenedBot>();
  readonly #parts = new Map<number, BotParts>();
  readonly #seenErrors: SeenErrors;
  readonly #contentsChanged = this._register(
    new Emitter<{ readonly contents: Contents; readonly change: ContentsChange }>(),
  );
  readonly #groupUnknown = this._register(new Emitter<number>());
  readonly #versions = this._register(new Emitter<{ readonly botId: number; readonly version: Version }>());
  readonly #folderMovesChanged = this._register(new Emitter<number>());
  readonly #pendingChanged = this._register(
    new Emitter<{ readonly contents: Contents; readonly change: PendingChange }>(),
  );

  readonly #partsChanged = this._register(
    new Emitter<{ readonly parts: BotParts; readonly part: PartName }>(),
  );

  /** Fires for every bot whose parts were asked for. */
  readonly onDidChangeParts = this.#partsChanged.event;
  /** Fires for every bot whose contents were opened. */
  readonly onDidChangeContents = this.#contentsChanged.event;
  /** Fires with the id of a bot before a write that may take a command out of its group. */
  readonly onGroupUnknown = this.#groupUnknown.event;
  /** Fires with each version of a command of any of its bots that this window ends or makes. */
  readonly onVersion = this.#versions.event;
  /** Fires with the id of a bot of which a folder is being renamed. */
  readonly onDidChangeFolderMoves = this.#folderMovesChanged.event;
  /** Fires when something begins to be done to a folder or command, and when it ended. For bots: `bots.pending`. */
  readonly onDidChangePending = this.#pendingChanged.event;

  constructor(account: Account, http: HttpClient, store: TextStore, log: Log) {
    super();
    this.#account = account;
    this.http = http;
    this.#store = store;
    this.#log = log;
    this.#seenErrors = new SeenErrors(store, account.id, log.for('errors'));
    this.savedCommands = new SavedCommands(store, account.id, log.for('saves'));
    this.bots = this._register(new Bots(http, store, account.id, log.for('bots')));
    const protectedBots = new ProtectedBots(http, log.for('bots'));
    http.whenForbidden(async (botId) =>
      (await protectedBots.has(botId)) ? { name: this.bots.get(botId)?.name ?? null } : undefined,
    );
    this.newBots = new NewBots(http, this.bots);
    this.usage = this._register(new Usage(http, log.for('usage')));
    this.profile = this._register(new Profile(http, this.usage, log.for('profile')));
    this.businessConnections = this._register(
      new BusinessConnections(store, account.id, log.for('business connections')),
    );
  }

  get account(): Account {
    return this.#account;
  }

  /** The same account, called by another name from now on. */
  call(label: string): void {
    if (label !== this.#account.label) this.#account = { ...this.#account, label };
  }

  /** The contents of a bot; nothing is asked of the server before they are opened. */
  contents(botId: number): Contents {
    return this.#bot(botId).contents;
  }

  /** Creates and deletes the commands and folders of a bot. */
  structure(botId: number): Structure {
    return this.#bot(botId).structure;
  }

  /** The renames of a bot's folders. */
  folderMoves(botId: number): FolderMoves {
    return this.#bot(botId).folderMoves;
  }

  /** What the server can do to a bot in its own time. */
  serverWork(botId: number): ServerWork {
    return this.#bot(botId).serverWork;
  }

  /** What a bot has beside its contents. */
  parts(botId: number): BotParts {
    const known = this.#parts.get(botId);
    if (known) return known;
    const owner = { http: this.http, botId, log: this.#log.for('parts') };
    const parts = this._register(new BotParts(owner, this.#seenErrors));
    this._register(parts.onDidChange((part) => this.#partsChanged.fire({ parts, part })));
    this.#parts.set(botId, parts);
    return parts;
  }

  /** The parts of those bots of which something was asked for in this window. */
  get openedParts(): readonly BotParts[] {
    return [...this.#parts.values()];
  }

  /** The contents that were opened in this window. */
  get openedContents(): readonly Contents[] {
    return [...this.#opened.values()].map(({ contents }) => contents);
  }

  /** There is another key: what failed without it is tried again. */
  async keyChanged(): Promise<void> {
    const refused = this.openedContents.filter(({ error }) => error?.reason === 'unauthorized');
    await Promise.all([
      this.bots.refreshAnew(),
      ...(this.usage.error ? [this.usage.refresh()] : []),
      ...(this.profile.isOpened ? [this.profile.refresh()] : []),
      ...refused.map((contents) => contents.refresh()),
      ...this.openedParts.map((parts) => parts.keyChanged()),
    ]);
  }

  /** Resolves when nothing of the account is being stored any more. */
  async whenStored(): Promise<void> {
    const opened = [...this.#opened.values()].flatMap(({ contents, folderMoves }) => [contents, folderMoves]);
    const own = [this.bots, this.#seenErrors, this.savedCommands, this.businessConnections];
    await Promise.all([...own, ...opened].map((part) => part.whenStored()));
  }

  #bot(botId: number): OpenedBot {
    const known = this.#opened.get(botId);
    if (known) return known;
    const { id: accountId } = this.account;
    const log = this.#log.for('contents');
    const contents = this._register(new Contents(this.http, this.#store, accountId, botId, log));
    const structure = new Structure(this.http, contents);
    const folderMoves = this._register(new FolderMoves(contents, structure, this.#store, accountId, log));
    this._register(contents.onDidChange((change) => this.#contentsChanged.fire({ contents, change })));
    this._register(contents.pending.onDidChange((change) => this.#pendingChanged.fire({ contents, change })));
    this._register(contents.onGroupUnknown(() => this.#groupUnknown.fire(botId)));
    this._register(contents.onVersion((version) => this.#versions.fire({ botId, version })));
    this._register(folderMoves.onDidChange(() => this.#folderMovesChanged.fire(botId)));
    const { http, bots, usage } = this;
    const serverWork = new ServerWork({
      http,
      bots,
      contents,
      usage,
      libraries: () => this.parts(botId).libraries,
    });
    const opened = { contents, structure, folderMoves, serverWork };
    this.#opened.set(botId, opened);
    return opened;
  }
}
