import * as v from 'valibot';

import { redact } from '../util/redact';
import { decode, decodeIfRecord } from './decode';
import { amount, number, text } from './fields';
import type { CallOptions, HttpClient } from './http';

/** The import of a CSV file, carried out by the server in its own time. */
export interface CsvImportTask {
  /** `undefined` when the server does not say. */
  readonly id: number | undefined;
  /** In the server's word; `new` and `in progress` are those of work that goes on. */
  readonly status: string | null;
  /** Counts of commands; `undefined` as long as they are not known. */
  readonly created: number | undefined;
  readonly updated: number | undefined;
  readonly removed: number | undefined;
  /** Why it failed, in the server's words. */
  readonly error: string | undefined;
}

/** Not documented, assumed; the counts have the names that the app's own texts give them. */
const taskSchema = v.pipe(
  v.looseObject({
    id: number,
    status: text,
    created: amount,
    updated: amount,
    removed: amount,
    error: text,
  }),
  v.transform((raw): CsvImportTask => ({
    id: raw.id ?? undefined,
    status: raw.status ?? null,
    created: raw.created,
    updated: raw.updated,
    removed: raw.removed,
    error: raw.error ? redact(raw.error) : undefined,
  })),
);

/** Words for the end of an import. None is documented: a word that is not here may mean anything. */
const ends = [
  'finished',
  'done',
  'completed',
  'complete',
  'success',
  'failed',
  'error',
  'terminated',
  'canceled',
];

/** Whether the server says that it has no more to do for an import. */
export function isOver({ status, created, error }: CsvImportTask): boolean {
  if (error !== undefined) return true;
  return status === null ? created !== undefined : ends.includes(status);
}

/**
 * Has the server import commands from a public CSV file; it costs 5 iterations (official help). Commands of the file
 * replace those of the same name, and those that came with an earlier file and are no longer in it are removed. Path
 * and body are not documented, assumed.
 * @returns the task, or `undefined` when the server only confirmed
 * @throws ApiError `refused` while another import of the bot goes on; `forbidden` for a protected bot
 */
export async function startCsvImport(
  http: HttpClient,
  botId: number,
  csvUrl: string,
): Promise<CsvImportTask | undefined> {
  const answer = await http.call('startCsvImport', { params: { bot_id: botId }, body: { csv_url: csvUrl } });
  return decodeIfRecord('startCsvImport', taskSchema, answer);
}

/**
 * How far an import is.
 * @param taskId `undefined` when the server did not say it: then only the paths are tried that do without
 * @throws ApiError; one that failed is an answer, not an error
 */
export async function getCsvImportTask(
  http: HttpClient,
  botId: number,
  taskId: number | undefined,
  options?: CallOptions,
): Promise<CsvImportTask> {
  const params = { bot_id: botId, ...(taskId === undefined ? {} : { task_id: taskId }) };
  const answer = await http.call('getCsvImportTask', { ...options, params, fresh: true });
  return decode('getCsvImportTask', taskSchema, answer);
}
