import * as v from 'valibot';

import { decodeListing, expectDone, type Listing } from './decode';
import { number, text } from './fields';
import type { CallOptions, HttpClient } from './http';

/** An error that was thrown while a bot ran. */
export interface ErrorLogEntry {
  readonly id: number;
  readonly createdAt: string | undefined;
  /** As the engine says it, e.g. `ReferenceError: x is not defined`; may be empty. */
  readonly message: string;
  readonly stackTrace: string | null;
  /** The name of the command that ran; `null` when the server does not say. */
  readonly command: string | null;
  readonly commandId: number | undefined;
}

/** Fields that a third-party client of v2 reads; the command's id is not documented, assumed. */
const entrySchema = v.pipe(
  v.looseObject({
    id: v.number(),
    created_at: text,
    title: text,
    stack_trace: text,
    scenario: v.optional(
      v.nullable(
        v.looseObject({ bot_command: v.optional(v.nullable(v.looseObject({ id: number, command: text }))) }),
      ),
    ),
  }),
  v.transform((raw): ErrorLogEntry => ({
    id: raw.id,
    createdAt: raw.created_at ?? undefined,
    message: raw.title ?? '',
    stackTrace: raw.stack_trace ?? null,
    command: raw.scenario?.bot_command?.command ?? null,
    commandId: raw.scenario?.bot_command?.id ?? undefined,
  })),
);

/**
 * One page of the errors of a bot, in the server's order. Whether it pages is not documented.
 * @param page from 1
 * @throws ApiError
 */
export async function getErrorLog(
  http: HttpClient,
  botId: number,
  page: number,
  options?: CallOptions,
): Promise<Listing<ErrorLogEntry>> {
  const answer = await http.call('getErrorLog', { ...options, params: { bot_id: botId }, query: { page } });
  return decodeListing('getErrorLog', entrySchema, answer);
}

/** Deletes all errors of a bot for good. @throws ApiError */
export async function clearErrorLog(http: HttpClient, botId: number): Promise<void> {
  expectDone('clearErrorLog', await http.call('clearErrorLog', { params: { bot_id: botId } }));
}
