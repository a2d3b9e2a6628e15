import type { DatabaseSync } from 'node:sqlite';

import { idsStartAfter } from './records';

/** Kept in `user_version`. A change of the tables raises it and adds the step from the version before. */
export const schemaVersion = 1;

/** Makes the tables in an empty database. AUTOINCREMENT: an id that was deleted is never given again. */
export function createTables(database: DatabaseSync): void {
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
    PRAGMA user_version = ${schemaVersion};
  `);
  const seed = database.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)');
  for (const [table, last] of Object.entries(idsStartAfter)) seed.run(table, last);
}
