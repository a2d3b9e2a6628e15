import assert from 'node:assert/strict';

import type { BotRef } from '../../../../src/model/account';
import { Accounts } from '../../../../src/model/accounts';
import { BotSearch, type SearchOrder } from '../../../../src/model/search/botSearch';
import type { SearchField } from '../../../../src/model/search/commandTexts';
import type { FoundCommand } from '../../../../src/model/search/found';
import { Matcher } from '../../../../src/model/search/matcher';
import type { UnsavedText } from '../../../../src/model/search/replaceRun';
import { edited } from '../../../../src/model/search/textEdits';
import type { SeedBot } from '../../../../src/sandbox/seed';
import type { CommandRecord } from '../../../../src/sandbox/store/records';
import { Emitter } from '../../../../src/util/event';
import { silentLog } from '../../../../src/util/log';
import { ApiSubject } from '../../api/subject';
import { MemoryTextStore } from '../memoryTextStore';

/** Editors, as far as a search knows of them: each holds text that is not saved. */
export class Editors {
  readonly texts = new Map<string, string>();
  readonly #changed = new Emitter<BotRef>();
  readonly onDidChange = this.#changed.event;

  put(ref: BotRef, commandId: number, text: string): void {
    this.texts.set(keyOf(ref, commandId), text);
    this.#changed.fire(ref);
  }

  in(ref: BotRef): Promise<ReadonlyMap<number, string>> {
    const inBot = [...this.texts].filter(([key]) => key.startsWith(`${ref.accountId}/${ref.botId}/`));
    return Promise.resolve(new Map(inBot.map(([key, text]) => [Number(key.split('/')[2]), text])));
  }

  of(ref: BotRef, commandId: number): UnsavedText | undefined {
    const text = this.texts.get(keyOf(ref, commandId));
    if (text === undefined) return undefined;
    return {
      text,
      edit: (edits) => {
        if (this.texts.get(keyOf(ref, commandId)) !== text) return Promise.resolve(false);
        this.put(ref, commandId, edited(text, edits));
        return Promise.resolve(true);
      },
    };
  }
}

function keyOf({ accountId, botId }: BotRef, commandId: number): string {
  return `${accountId}/${botId}/${commandId}`;
}

/** Accounts on servers of their own, and a search through their bots. */
export class SearchedBots {
  readonly editors = new Editors();
  readonly accounts: Accounts;
  readonly search: BotSearch;

  /** @param accountIds one server for each; two calls of its that fail take no longer than a test may */
  static async start(...accountIds: string[]): Promise<SearchedBots> {
    const http = { timeouts: { read: 500, write: 500 } };
    const subjects = await Promise.all(
      accountIds.map(async (id) => [id, await ApiSubject.start({}, http)] as const),
    );
    const bots = new SearchedBots(new Map(subjects));
    for (const [id, { sandbox }] of subjects) {
      await bots.accounts.add({ id, kind: 'cloud', label: id, url: sandbox.url });
    }
    return bots;
  }

  private constructor(readonly subjects: ReadonlyMap<string, ApiSubject>) {
    this.accounts = new Accounts(({ id }) => this.subject(id).http, new MemoryTextStore(), silentLog);
    const matcher = new Matcher(() => assert.fail('plain text needs no thread'));
    this.search = new BotSearch(this.accounts, this.editors, matcher, silentLog);
  }

  async dispose(): Promise<void> {
    this.search.dispose();
    this.accounts.dispose();
    for (const subject of this.subjects.values()) {
      await subject.close();
      subject.assertNoSecrets();
    }
  }

  subject(accountId: string): ApiSubject {
    const subject = this.subjects.get(accountId);
    assert.ok(subject, accountId);
    return subject;
  }

  bot(accountId: string, seed: Partial<SeedBot>): BotRef {
    return { accountId, botId: this.subject(accountId).seed(seed).botId };
  }

  async look(text: string, bots: SearchOrder['bots'], ...fields: SearchField[]): Promise<void> {
    const query = { text, isRegex: false, matchCase: true, wholeWord: false };
    await this.search.run({ query, fields: new Set(fields.length > 0 ? fields : ['code']), bots });
  }

  /** What was found, by account. */
  get found(): string[] {
    return this.search.found.map(({ ref, command }) => `${ref.accountId} ${command.command}`).sort();
  }

  command(name: string): FoundCommand {
    const found = this.search.found.find(({ command }) => command.command === name);
    assert.ok(found, name);
    return found;
  }

  /** A command as its server has it. */
  stored({ accountId, botId }: BotRef, name: string): CommandRecord {
    const commands = this.subject(accountId).sandbox.store.commands(botId);
    const record = commands.find(({ command }) => command === name);
    assert.ok(record, name);
    return record;
  }
}
