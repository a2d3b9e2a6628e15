import * as v from 'valibot';

import { hash32 } from '../../util/hash';
import type { BotRef } from '../account';
import { type CommandState, shownFolder, stateOf } from '../compare/commandState';
import type { Version, VersionEnd } from '../contents';

/** A version of a command that was kept. */
export interface KeptVersion {
  readonly entry: KeptEntry;
  readonly state: CommandState;
  /** The id of its folder then; `null` for the root, `undefined` when the server did not say. */
  readonly folderId: number | null | undefined;
}

/** Names a kept version. All that lists and limits need is in it, so that they open nothing. */
export interface KeptEntry {
  readonly ref: BotRef;
  readonly commandId: number;
  /** When it ended, or was made when it was saved, in milliseconds since 1970 by this machine's clock. */
  readonly at: number;
  /** Characters of its text, which is about what it takes on the disk. */
  readonly size: number;
  readonly hash: number;
  readonly how: VersionEnd | 'restored';
  /** Of `restored`: the command that was deleted before, whose history goes on in this one. */
  readonly origin: number | undefined;
}

const text = v.optional(v.nullable(v.string()));
/** Only what is needed to bring a command back: what else a server says of it is not kept. */
const recordSchema = v.object({
  id: v.number(),
  command: text,
  answer: text,
  help: text,
  aliases: v.optional(v.nullable(v.array(v.object({ command: v.nullable(v.string()) })))),
  keyboard_body: text,
  commands_folder_id: v.optional(v.nullable(v.number())),
  need_reply: v.optional(v.nullable(v.boolean())),
  auto_retry_time: v.optional(v.nullable(v.union([v.number(), v.string()]))),
  code: text,
});
const keptSchema = v.object({
  version: v.literal(1),
  folder: v.nullable(v.string()),
  group: text,
  record: recordSchema,
});

/** The text of a version, and the name under which it is kept. */
export function keptTextOf({ command, folder, group }: Omit<Version, 'how'>): string {
  const record = v.parse(recordSchema, command);
  return JSON.stringify({ version: 1, folder, group, record } satisfies v.InferInput<typeof keptSchema>);
}

/** @returns `undefined` for a text that cannot be understood */
export function keptVersionOf(entry: KeptEntry, written: string): KeptVersion | undefined {
  const kept = v.safeParse(keptSchema, parse(written));
  if (!kept.success) return undefined;
  const { folder, group, record } = kept.output;
  return {
    entry,
    state: stateOf(record, shownFolder(record.commands_folder_id, folder), group),
    folderId: record.commands_folder_id,
  };
}

export function entryOf(
  place: { readonly ref: BotRef; readonly commandId: number },
  at: number,
  how: KeptEntry['how'],
  written: string,
  origin?: number,
): KeptEntry {
  return { ...place, at, size: written.length, hash: hash32(written), how, origin };
}

/** `<room>/<account>/<bot>/<command>/<time>-<size>-<hash>-<how>[-<origin>]` */
export function nameOfEntry({ ref, commandId, at, size, hash, how, origin }: KeptEntry): string {
  const parts = [at, size, hash.toString(16), how, ...(origin === undefined ? [] : [origin])];
  return `${folderOfCommand(ref, commandId)}/${parts.join('-')}`;
}

const namePattern =
  /^history\/([\w@.-]+)\/(\d+)\/(\d+)\/(\d+)-(\d+)-([\da-f]+)-(saved|code|properties|rename|move|delete|import|restored)(?:-(\d+))?$/;

/** @returns `undefined` for a name that was never given here */
export function entryFromName(name: string): KeptEntry | undefined {
  const found = namePattern.exec(name);
  if (!found) return undefined;
  const [, accountId = '', botId, commandId, at, size, hash = '', how, origin] = found;
  return {
    ref: { accountId, botId: Number(botId) },
    commandId: Number(commandId),
    at: Number(at),
    size: Number(size),
    hash: Number.parseInt(hash, 16),
    how: how as KeptEntry['how'],
    origin: origin === undefined ? undefined : Number(origin),
  };
}

/** Apart from the caches of an account, which go when one signs out. */
export const historyFolder = 'history';

export function folderOfAccount(accountId: string): string {
  return `${historyFolder}/${accountId}`;
}
export function folderOfBot({ accountId, botId }: BotRef): string {
  return `${folderOfAccount(accountId)}/${botId}`;
}
export function folderOfCommand(ref: BotRef, commandId: number): string {
  return `${folderOfBot(ref)}/${commandId}`;
}

function parse(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
