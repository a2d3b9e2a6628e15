import { parse } from 'csv-parse/sync';

import { errorCodes } from '../util/errorCodes';
import { aliasesField, booleanField } from './server/fields';
import { type CommandFields, emptyCommand } from './store/records';
import type { SandboxStore } from './store/store';

/** In milliseconds and bytes; not documented, assumed. */
const timeLimit = 10_000;
const sizeLimit = 5 * 1024 * 1024;

/**
 * - `address`: not http or https · `unreachable`: nobody answers · `status`: the answer is an error
 * - `tooLate`, `tooLarge`: beyond the limits · `malformed`: no CSV · `noCommandColumn`: no column names the commands
 */
export type CsvErrorReason =
  'address' | 'unreachable' | 'status' | 'tooLate' | 'tooLarge' | 'malformed' | 'noCommandColumn';

/** A CSV import failed. The message is the server's own; the real ones are not documented. */
export class CsvError extends Error {
  readonly reason: CsvErrorReason;

  constructor(reason: CsvErrorReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CsvError';
    this.reason = reason;
  }
}

export interface CsvCounts {
  readonly created: number;
  readonly updated: number;
  readonly removed: number;
}

/**
 * Marks imports that a server left unfinished when it ended. Without that their bots could never import again.
 */
export function failInterruptedImports(store: SandboxStore): void {
  store.transaction(() => {
    for (const bot of store.bots()) {
      for (const { id, status } of store.parts('imports', bot.id)) {
        if (status !== 'new' && status !== 'in progress') continue;
        store.updatePart('imports', bot.id, id, { status: 'failed', error: 'The server was restarted' });
      }
    }
  });
}

/** Carries an import out and writes down how it went. @throws the signal's reason when that is aborted */
export async function runCsvImport(
  store: SandboxStore,
  botId: number,
  importId: number,
  now: () => number,
  signal: AbortSignal,
): Promise<void> {
  const task = store.updatePart('imports', botId, importId, { status: 'in progress' });
  if (!task) return;
  try {
    const text = await fetchCsv(task.csv_url, signal);
    store.transaction(() => {
      if (!store.bot(botId)) return;
      const counts = applyCsv(store, botId, text, now());
      store.updatePart('imports', botId, importId, { status: 'finished', ...counts });
    });
  } catch (error) {
    signal.throwIfAborted();
    const message = error instanceof CsvError ? error.message : 'The import failed';
    store.updatePart('imports', botId, importId, { status: 'failed', error: message });
    if (!(error instanceof CsvError)) throw error;
  }
}

/** @throws CsvError */
async function fetchCsv(address: string, closing: AbortSignal): Promise<string> {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new CsvError('address', 'The CSV URL is not valid');
  }
  const late = AbortSignal.timeout(timeLimit);
  try {
    const response = await fetch(address, { signal: AbortSignal.any([late, closing]) });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new CsvError('status', `The CSV file cannot be downloaded: status ${response.status}`);
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > sizeLimit) throw new CsvError('tooLarge', 'The CSV file is larger than 5 MB');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    if (error instanceof CsvError) throw error;
    if (late.aborted) throw new CsvError('tooLate', 'The CSV file did not come in time', error);
    const [code = 'no answer'] = errorCodes(error);
    throw new CsvError('unreachable', `The CSV file cannot be downloaded: ${code}`, error);
  }
}

/**
 * Writes a table's rows into a bot's commands: those with the name of a command replace it, apart from its folder, of
 * which a table says nothing; what an earlier import created and this table lacks goes (API reference, "Start CSV
 * import"; BJS reference, §10.4). Of rows with the same name the last counts, rows without a name say nothing
 * (assumed). `runtime_mode` has no field in the API.
 * @throws CsvError
 */
export function applyCsv(store: SandboxStore, botId: number, text: string, now: number): CsvCounts {
  const rows = readCsv(text);
  const at = new Date(now).toISOString();
  let created = 0;
  for (const [name, fields] of rows) {
    const same = store.commands(botId).filter((command) => command.command === name);
    if (same.length === 0) {
      const { id } = store.createCommand(botId, fields, 'import');
      store.markCsvImport(botId, id, { last_csv_import_at: at, created_via_csv_import: true });
      created++;
    }
    for (const { id, commands_folder_id, created_via_csv_import } of same) {
      store.updateCommand(botId, id, { ...fields, commands_folder_id }, 'import');
      store.markCsvImport(botId, id, { last_csv_import_at: at, created_via_csv_import });
    }
  }
  const gone = store
    .commands(botId)
    .filter((command) => command.created_via_csv_import === true && !rows.has(command.command ?? ''));
  for (const { id } of gone) store.deleteCommand(botId, id);
  return { created, updated: rows.size - created, removed: gone.length };
}

/** The commands of a table by their names. @throws CsvError */
function readCsv(text: string): Map<string, CommandFields> {
  let records: Record<string, string | undefined>[];
  let columns: readonly string[] = [];
  try {
    records = parse<Record<string, string | undefined>>(text, {
      bom: true,
      columns: (header: string[]) => (columns = header.map((title) => title.trim().toLowerCase())),
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new CsvError('malformed', 'The file is not a CSV table', error);
  }
  if (!columns.includes('command'))
    throw new CsvError('noCommandColumn', 'The CSV file has no column "command"');
  const named = records.map((row) => [row['command']?.trim() ?? '', fieldsOf(row)] as const);
  return new Map(named.filter(([name]) => name !== ''));
}

function fieldsOf(row: Readonly<Record<string, string | undefined>>): CommandFields {
  return {
    ...emptyCommand,
    command: row['command']?.trim() ?? '',
    aliases: aliasesField(row['aliases']),
    answer: row['answer'] || null,
    group: row['group'] || null,
    help: row['help'] || null,
    keyboard_body: row['keyboard'] || null,
    code: row['scenarios'] ?? '',
    need_reply: booleanField(row['need_reply']?.trim().toLowerCase()) ?? false,
  };
}
