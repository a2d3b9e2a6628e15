import * as v from 'valibot';

import { decode, decodeListing, expectDone, isRecord, type Listing } from './decode';
import type { CommandBody } from './commandBody';
import { flag, number, text } from './fields';
import { type CallOptions, type HttpClient } from './http';

/**
 * A command as it is read. **Absent is not null**: a key that the server did not send is absent here too, because
 * *Edit Command* sets to null what is left out of its body (API documentation).
 */
const commandSchema = v.looseObject({
  id: v.number(),
  bot_id: number,
  command: text,
  answer: text,
  help: text,
  aliases: v.optional(v.nullable(v.array(v.looseObject({ command: v.nullable(v.string()) })))),
  keyboard_body: text,
  /** Read under another name than it is written (`group`); whether every answer has it is not documented. */
  commands_group: v.optional(v.nullable(v.looseObject({ title: text }))),
  commands_folder_id: number,
  need_reply: flag,
  auto_retry_time: v.optional(v.nullable(v.union([v.number(), v.string()]))),
  code: text,
  updated_at: text,
});
export type Command = v.InferOutput<typeof commandSchema>;

/** @param page from 1; the size of a page is not documented */
export async function getCommands(
  http: HttpClient,
  botId: number,
  page: number,
  options?: CallOptions,
): Promise<Listing<Command>> {
  const answer = await http.call('getCommands', { ...options, params: { bot_id: botId }, query: { page } });
  return decodeListing('getCommands', commandSchema, answer);
}

/** @throws ApiError */
export async function getCommand(
  http: HttpClient,
  botId: number,
  commandId: number,
  options?: CallOptions,
): Promise<Command> {
  const params = { bot_id: botId, command_id: commandId };
  return decode('getCommand', commandSchema, await http.call('getCommand', { ...options, params }));
}

/**
 * Creates a command; the server validates nothing and stores null for what is left out.
 * @throws ApiError
 */
export async function createCommand(http: HttpClient, botId: number, body: CommandBody): Promise<Command> {
  const answer = await http.call('createCommand', { params: { bot_id: botId }, body: { ...body } });
  return decode('createCommand', commandSchema, answer);
}

/**
 * Replaces the whole record of a command.
 * @returns the record as the server answered it, or `undefined` when it only confirmed
 * @throws ApiError
 */
export async function editCommand(
  http: HttpClient,
  botId: number,
  commandId: number,
  body: CommandBody,
): Promise<Command | undefined> {
  const params = { bot_id: botId, command_id: commandId };
  const answer = await http.call('editCommand', { params, body: { ...body }, nowOrNever: true });
  if (!isRecord(answer)) {
    // A sentence or `false` is a refusal. Anything else leaves open what happened; whoever saves looks for it.
    if (answer === false || typeof answer === 'string') expectDone('editCommand', answer);
    return undefined;
  }
  return decode('editCommand', commandSchema, answer);
}

/** @throws ApiError */
export async function deleteCommand(http: HttpClient, botId: number, commandId: number): Promise<void> {
  const params = { bot_id: botId, command_id: commandId };
  expectDone('deleteCommand', await http.call('deleteCommand', { params, nowOrNever: true }));
}
