import * as v from 'valibot';

import { decodeIfRecord, decodeListing, expectDone, type Listing } from './decode';
import { amount, text } from './fields';
import type { CallOptions, HttpClient } from './http';

/** A message to all chats of a bot, on its way: bot code started it with `Bot.runAll`. `undefined`: not said. */
export interface BroadcastTask {
  readonly id: number;
  /** In the server's word: `new`, `in progress`, `paused`, `terminated`, `finished` (official help). */
  readonly status: string | null;
  /** The command that runs for each chat. */
  readonly command: string | undefined;
  /** Which chats: `all`, `private-chats`, `group-chats`, `super-group-chats`. */
  readonly forChats: string | undefined;
  /** Percent. */
  readonly progress: number | undefined;
  /** Chats done so far. */
  readonly position: number | undefined;
  readonly total: number | undefined;
  /** As bot code has it; its unit is not documented. */
  readonly speed: number | undefined;
  readonly errors: number | undefined;
  readonly delivered: number | undefined;
  readonly failed: number | undefined;
  readonly createdAt: string | undefined;
}

/** Fields of `RunAllTask` in bot code; that the API answers the same is not documented, assumed. */
const taskSchema = v.pipe(
  v.looseObject({
    id: v.number(),
    status: text,
    command: text,
    for_chats: text,
    progress: amount,
    cur_position: amount,
    total: amount,
    speed: amount,
    errors_count: amount,
    delivered: amount,
    failed: amount,
    created_at: text,
  }),
  v.transform((raw): BroadcastTask => ({
    id: raw.id,
    status: raw.status ?? null,
    command: raw.command ?? undefined,
    forChats: raw.for_chats ?? undefined,
    progress: raw.progress,
    position: raw.cur_position,
    total: raw.total,
    speed: raw.speed,
    errors: raw.errors_count,
    delivered: raw.delivered,
    failed: raw.failed,
    createdAt: raw.created_at ?? undefined,
  })),
);

/** Path and paging are not documented, assumed. @param page from 1 @throws ApiError */
export async function getBroadcastTasks(
  http: HttpClient,
  botId: number,
  page: number,
  options?: CallOptions,
): Promise<Listing<BroadcastTask>> {
  const call = { ...options, params: { bot_id: botId }, query: { page } };
  return decodeListing('getBroadcastTasks', taskSchema, await http.call('getBroadcastTasks', call));
}

/**
 * Holds a task that runs. Method and path are not documented, assumed.
 * @returns the task, or `undefined` when the server only confirmed
 * @throws ApiError `refused` for one that does not run
 */
export async function pauseBroadcastTask(
  http: HttpClient,
  botId: number,
  taskId: number,
): Promise<BroadcastTask | undefined> {
  const params = { bot_id: botId, task_id: taskId };
  return decodeIfRecord('pauseBroadcastTask', taskSchema, await http.call('pauseBroadcastTask', { params }));
}

/** Lets a held task go on; otherwise as `pauseBroadcastTask`. */
export async function resumeBroadcastTask(
  http: HttpClient,
  botId: number,
  taskId: number,
): Promise<BroadcastTask | undefined> {
  const params = { bot_id: botId, task_id: taskId };
  const answer = await http.call('resumeBroadcastTask', { params });
  return decodeIfRecord('resumeBroadcastTask', taskSchema, answer);
}

/** Ends a task; what was delivered stays delivered (official help, "Broadcasts"). @throws ApiError */
export async function deleteBroadcastTask(http: HttpClient, botId: number, taskId: number): Promise<void> {
  const params = { bot_id: botId, task_id: taskId };
  expectDone('deleteBroadcastTask', await http.call('deleteBroadcastTask', { params }));
}
