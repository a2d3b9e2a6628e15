import type { HttpClient } from '../api/http';
import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';
import type { Account } from './account';
import { Bots } from './bots';
import { Contents, type ContentsChange } from './contents';
import { Usage } from './usage';

/** Everything that is known of one account. */
export class AccountModel extends Disposable {
  readonly account: Account;
  readonly http: HttpClient;
  readonly bots: Bots;
  readonly usage: Usage;
  readonly #store: TextStore;
  readonly #log: Log;
  readonly #contents = new Map<number, Contents>();
  readonly #contentsChanged = this._register(
    new Emitter<{ readonly contents: Contents; readonly change: ContentsChange }>(),
  );

  /** Fires for every bot whose contents were opened. */
  readonly onDidChangeContents = this.#contentsChanged.event;

  constructor(account: Account, http: HttpClient, store: TextStore, log: Log) {
    super();
    this.account = account;
    this.http = http;
    this.#store = store;
    this.#log = log;
    this.bots = this._register(new Bots(http, store, account.id, log.for('bots')));
    this.usage = this._register(new Usage(http, log.for('usage')));
  }

  /** The contents of a bot; nothing is asked of the server before they are opened. */
  contents(botId: number): Contents {
    const known = this.#contents.get(botId);
    if (known) return known;
    const contents = this._register(
      new Contents(this.http, this.#store, this.account.id, botId, this.#log.for('contents')),
    );
    this._register(contents.onDidChange((change) => this.#contentsChanged.fire({ contents, change })));
    this.#contents.set(botId, contents);
    return contents;
  }

  /** The contents that were opened in this window. */
  get openedContents(): readonly Contents[] {
    return [...this.#contents.values()];
  }
}
