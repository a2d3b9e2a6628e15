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

  it('brings a database of the first version along, with all that is in it', async () => {
    const old = new DatabaseSync(path);
    old.exec(firstVersion);
    old.close();
    const store = await openSqliteStore(path);
    const [bot] = store.bots();
    assert.deepEqual(
      [bot?.name, bot?.protected, bot?.store_bot_id, store.user()?.email],
      ['Old shop', false, null, 'you@sandbox.invalid'],
    );
    const [command] = store.commands(bot!.id);
    assert.deepEqual(
      [command?.command, command?.code, command?.created_via_csv_import, command?.aliases[0]?.command],
      ['/start', 'hello', null, 'hi'],
    );
    const part = store.addPart('errors', bot!.id, { title: 'Oh', stack_trace: null, command: null });
    assert.ok(part.id > 88_400_000);
    store.close();
    const again = await openSqliteStore(path);
    assert.deepEqual(again.parts('errors', bot!.id), [part]);
    again.close();
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

/** The tables as the first version made them, with a bot in them. */
const firstVersion = `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE bots (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, token TEXT, status TEXT, status_changed_at INTEGER,
    csv_url TEXT, git_remote TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  );
  CREATE TABLE folders (
    id INTEGER PRIMARY KEY AUTOINCREMENT, bot_id INTEGER NOT NULL REFERENCES bots (id), title TEXT,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  );
  CREATE INDEX folders_of_bot ON folders (bot_id);
  CREATE TABLE commands (
    id INTEGER PRIMARY KEY AUTOINCREMENT, bot_id INTEGER NOT NULL REFERENCES bots (id), command TEXT, answer TEXT,
    "group" TEXT, help TEXT, keyboard_body TEXT, commands_folder_id INTEGER, auto_retry_time INTEGER, code TEXT,
    need_reply INTEGER, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  );
  CREATE INDEX commands_of_bot ON commands (bot_id);
  CREATE TABLE aliases (
    id INTEGER PRIMARY KEY AUTOINCREMENT, command TEXT NOT NULL, bot_command_id INTEGER NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  );
  CREATE INDEX aliases_of_command ON aliases (bot_command_id);
  CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, bot_id INTEGER NOT NULL, command_id INTEGER NOT NULL, command TEXT,
    code TEXT NOT NULL, writer TEXT NOT NULL, at TEXT NOT NULL
  );
  CREATE INDEX versions_of_command ON versions (command_id);
  PRAGMA user_version = 1;
  INSERT INTO facts VALUES ('user', '{"id":1,"created_at":"","email":"you@sandbox.invalid","api_key":"k"}');
  INSERT INTO bots VALUES (2790001, 'Old shop', NULL, NULL, NULL, NULL, NULL, '2026', '2026');
  INSERT INTO commands VALUES
    (65750001, 2790001, '/start', NULL, NULL, NULL, NULL, NULL, NULL, 'hello', 0, '2026', '2026');
  INSERT INTO aliases VALUES (20630001, 'hi', 65750001, '2026', '2026');
`;

function isReason(reason: StoreError['reason']): (error: unknown) => boolean {
  return (error) => error instanceof StoreError && error.reason === reason;
}
