import type { DatabaseSync } from 'node:sqlite';

import { partKinds } from './parts';
import { idsStartAfter } from './records';

/** Kept in `user_version`. A change of the tables raises it and adds the step from the version before. */
export const schemaVersion = 2;

/**
 * Brings the tables of a database to this version; the first version is that of an empty one.
 * @param found the version that it has, 0 for an empty database
 */
export function migrate(database: DatabaseSync, found: number): void {
  if (found < 1) createTables(database);
  if (found < 2) addParts(database);
  database.exec(`PRAGMA user_version = ${schemaVersion}`);
}

/** AUTOINCREMENT: an id that was deleted is never given again. */
function createTables(database: DatabaseSync): void {
  database.exec(`
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
  `);
  startIds(database, ['bots', 'folders', 'commands', 'aliases', 'versions']);
}

/** Version 2: everything else that a bot has. A part's fields are one JSON text, as nothing looks for them inside. */
function addParts(database: DatabaseSync): void {
  database.exec(`
    ALTER TABLE bots ADD COLUMN protected INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE bots ADD COLUMN store_bot_id INTEGER;
    ALTER TABLE commands ADD COLUMN last_csv_import_at TEXT;
    ALTER TABLE commands ADD COLUMN created_via_csv_import INTEGER;
  `);
  for (const kind of partKinds) {
    database.exec(`
      CREATE TABLE ${kind} (
        id INTEGER PRIMARY KEY AUTOINCREMENT, bot_id INTEGER NOT NULL REFERENCES bots (id), fields TEXT NOT NULL,
        created_at TEXT NOT NULL, updated_at TEXT NOT NULL
      );
      CREATE INDEX ${kind}_of_bot ON ${kind} (bot_id);
    `);
  }
  startIds(database, partKinds);
}

function startIds(database: DatabaseSync, tables: readonly (keyof typeof idsStartAfter)[]): void {
  const seed = database.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)');
  for (const table of tables) seed.run(table, idsStartAfter[table]);
}
