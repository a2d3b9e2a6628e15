import pLimit from 'p-limit';
import * as v from 'valibot';

import type { HttpClient } from '../api/http';
import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';
import type { Account, BotRef } from './account';
import { AccountModel } from './accountModel';
import type { BotParts } from './bot/botParts';
import type { Contents } from './contents';
import { accountFolder, LastKnown } from './lastKnown';

const storedSchema = v.object({
  version: v.literal(1),
  accounts: v.array(
    v.object({ id: v.string(), kind: v.picklist(['cloud', 'sandbox']), label: v.string(), url: v.string() }),
  ),
});

type StoredAccount = v.InferOutput<typeof storedSchema>['accounts'][number];

/** The accounts that a person is signed in to, in the order they came. */
export class Accounts extends Disposable {
  /** The name under which the list is stored: what all windows share. */
  static readonly storedAs = 'accounts.json';

  readonly #connect: (account: Account) => HttpClient;
  readonly #store: TextStore;
  readonly #log: Log;
  readonly #stored: LastKnown<typeof storedSchema>;
  readonly #models = new Map<string, AccountModel>();
  readonly #changed = this._register(new Emitter<void>());
  /** Accounts come and go one after the other. */
  readonly #turns = pLimit(1);
  /** Our last change could not be stored, so what is stored is not what the person wants. */
  #isUnstored = false;
  #restored = false;
  #used = false;
  #restoring: Promise<void> | undefined;

  /** Fires when accounts came, went or are called otherwise. */
  readonly onDidChange = this.#changed.event;

  /** @param connect makes the client of an account; where its key comes from is not this layer's business */
  constructor(connect: (account: Account) => HttpClient, store: TextStore, log: Log) {
    super();
    this.#connect = connect;
    this.#store = store;
    this.#log = log;
    this.#stored = new LastKnown(store, Accounts.storedAs, storedSchema, log);
  }

  /** True once the stored accounts are read. */
  get isRestored(): boolean {
    return this.#restored;
  }
  /** Somebody is or was signed in on this machine. */
  get isUsed(): boolean {
    return this.#used;
  }
  get all(): readonly AccountModel[] {
    return [...this.#models.values()];
  }

  get(accountId: string): AccountModel | undefined {
    return this.#models.get(accountId);
  }

  /** The contents of a bot, `undefined` when its account is not signed in. */
  contents(ref: BotRef): Contents | undefined {
    return this.get(ref.accountId)?.contents(ref.botId);
  }

  /** What a bot has beside its contents, `undefined` when its account is not signed in. */
  parts(ref: BotRef): BotParts | undefined {
    return this.get(ref.accountId)?.parts(ref.botId);
  }

  /** Reads the stored accounts, once. */
  restore(): Promise<void> {
    this.#restoring ??= this.#restore();
    return this.#restoring;
  }

  async #restore(): Promise<void> {
    const stored = await this.#stored.read();
    for (const account of stored?.accounts ?? []) this.#put(account);
    // Signing out leaves an empty list.
    this.#used ||= stored !== undefined;
    this.#restored = true;
    this.#changed.fire();
  }

  /** Adds an account. One that is there already stays, by its new name; one at another address is made anew. */
  add(account: Account): Promise<AccountModel> {
    return this.#turns(async () => {
      const model = this.#put(account);
      this.#used = true;
      await this.#change((others) => [...others, account], account.id);
      this.#changed.fire();
      return model;
    });
  }

  /**
   * Lets the accounts come and go that other windows signed in to or out of.
   * @returns those that went
   */
  async follow(): Promise<readonly Account[]> {
    await this.restore();
    return this.#turns(async () => {
      const stored = await this.#stored.read();
      if (!stored || this.#isUnstored || this.isDisposed) return [];
      const before = this.all;
      const names = namesOf(before);
      const gone = before.filter(({ account }) => !stored.accounts.some(({ id }) => id === account.id));
      for (const model of gone) {
        this.#drop(model);
        await this.#deleteStored(model);
      }
      for (const account of stored.accounts) this.#put(account);
      const isSame = this.all.length === before.length && this.all.every((model) => before.includes(model));
      const isAsBefore = isSame && namesOf(before) === names;
      if (!isAsBefore) this.#changed.fire();
      return gone.map(({ account }) => account);
    });
  }

  /** Takes an account out and deletes what is stored of it. */
  remove(accountId: string): Promise<void> {
    return this.#turns(async () => {
      const model = this.#models.get(accountId);
      if (!model) return;
      this.#drop(model);
      await this.#change((others) => others, accountId);
      await this.#deleteStored(model);
      this.#changed.fire();
    });
  }

  #drop(model: AccountModel): void {
    this.#models.delete(model.account.id);
    model.dispose();
  }

  async #deleteStored(model: AccountModel): Promise<void> {
    const accountId = model.account.id;
    // What is still on its way to the disk would come back after the deletion.
    await model.whenStored();
    try {
      await this.#store.deleteAll(accountFolder(accountId));
    } catch (error) {
      this.#log.warn(`what is stored of account ${accountId} could not be deleted`, error);
    }
  }

  override dispose(): void {
    for (const model of this.#models.values()) model.dispose();
    super.dispose();
  }

  #put(account: Account): AccountModel {
    const known = this.#models.get(account.id);
    if (known && isAtSamePlace(known.account, account)) {
      known.call(account.label);
      return known;
    }
    known?.dispose();
    const model = new AccountModel(account, this.#connect(account), this.#store, this.#log);
    this.#models.set(account.id, model);
    return model;
  }

  /** Another window may have signed in or out meanwhile: the stored list is changed, not replaced by ours. */
  async #change(change: (others: StoredAccount[]) => StoredAccount[], accountId: string): Promise<void> {
    this.#isUnstored = !(await this.#stored.change((stored) => {
      const others = (stored?.accounts ?? []).filter(({ id }) => id !== accountId);
      return { version: 1, accounts: change(others) };
    }));
  }
}

function isAtSamePlace(a: Account, b: Account): boolean {
  return a.kind === b.kind && a.url === b.url;
}

function namesOf(models: readonly AccountModel[]): string {
  return JSON.stringify(models.map(({ account }) => account.label));
}
