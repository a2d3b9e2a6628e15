import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mock } from 'node:test';

import { emptyCommand } from '../../../src/sandbox/store/records';
import { openSqliteStore } from '../../../src/sandbox/store/sqliteStore';
import { StoreError } from '../../../src/sandbox/store/store';
import { describeStore } from './storeContract';

describe('SQLite store', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bb-store-'));
    path = join(folder, 'sandbox.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe('contract', () => {
    describeStore((now) => openSqliteStore(path, { now }));
  });

  it('keeps everything from one opening to the next', async () => {
    const first = await openSqliteStore(path);
    const bot = first.createBot({
      name: 'Shop',
      token: 't',
      status: 'works',
      status_changed_at: 5,
      csv_url: null,
      git_remote: null,
    });
    const command = first.createCommand(bot.id, { ...emptyCommand, code: 'x', aliases: ['a'] }, 'client');
    first.close();
    const second = await openSqliteStore(path);
    assert.deepEqual(second.bots(), [bot]);
    assert.deepEqual(second.commands(bot.id), [command]);
    assert.equal(second.versions().length, 1);
    second.close();
  });

  it('lets one open it at a time', async () => {
    const first = await openSqliteStore(path);
    await assert.rejects(openSqliteStore(path), isReason('alreadyServed'));
    first.createBot({
      name: 'still writes',
      token: null,
      status: null,
      status_changed_at: null,
      csv_url: null,
      git_remote: null,
    });
    first.close();
    const second = await openSqliteStore(path);
    assert.equal(second.bots().length, 1);
    second.close();
  });

  it('syncs each commit to a write-ahead log', async () => {
    (await openSqliteStore(path)).close();
    const database = new DatabaseSync(path);
    assert.equal(database.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'wal');
    database.close();
  });

  it('refuses a database of a later version and leaves it as it is', async () => {
    (await openSqliteStore(path)).close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 1000');
    database.close();
    await assert.rejects(openSqliteStore(path), isReason('newerSchema'));
    const after = new DatabaseSync(path);
    assert.equal(after.prepare('PRAGMA user_version').get()?.['user_version'], 1000);
    after.close();
  });

  it('says that SQLite is missing where Node has none', async () => {
    const replaced = mock.method(process, 'getBuiltinModule', () => undefined);
    try {
      await assert.rejects(openSqliteStore(path), isReason('sqliteMissing'));
    } finally {
      replaced.mock.restore();
    }
  });
});

function isReason(reason: StoreError['reason']): (error: unknown) => boolean {
  return (error) => error instanceof StoreError && error.reason === reason;
}
