import type { Command } from './commands';
import { IncompleteCommandError } from './errors';
import { numberOf } from './fields';

/** The body of *Create Command* and *Edit Command* (API documentation): the whole record, in its written form. */
export interface CommandBody {
  readonly command: string | null;
  /** Comma separated. */
  readonly aliases: string | null;
  readonly answer: string | null;
  /** Title of the group; empty for none. */
  readonly group: string | null;
  readonly help: string | null;
  /** `,` separates buttons, a line break rows. */
  readonly keyboard_body: string | null;
  readonly commands_folder_id: number | null;
  /** Seconds as text; empty for none. */
  readonly auto_retry_time: string;
  readonly bjs_code: string | null;
  readonly need_reply: boolean | null;
}

/** What a command has beside its name, code and folder, as a person thinks of it: what is not there is empty. */
export interface CommandProperties {
  readonly answer: string;
  /** `,` separates buttons, a line break rows. */
  readonly keyboard: string;
  readonly aliases: readonly string[];
  readonly help: string;
  /** Title of the group; empty for none. */
  readonly group: string;
  /** Whether the command waits for an answer. */
  readonly needReply: boolean;
  /** `null` for none. */
  readonly autoRetrySeconds: number | null;
}

/** All that a person gives to a command beside its code. */
export interface CommandDetails extends CommandProperties {
  /** Empty when it has none. */
  readonly name: string;
  /** `null` for the root. */
  readonly folderId: number | null;
}
export type DetailName = keyof CommandDetails;

/** What is to be another in a command; what is not named stays. */
export interface CommandChange extends Partial<CommandDetails> {
  readonly code?: string;
}

/** Without one of these in a fresh record a save would silently set it to null. */
export const requiredOnRead = [
  'command',
  'answer',
  'aliases',
  'keyboard_body',
  'help',
  'need_reply',
  'auto_retry_time',
  'commands_folder_id',
  'code',
] as const satisfies readonly (keyof Command)[];

/**
 * The group that a record names: `null` for none, `undefined` when the server does not say groups.
 */
export function groupOf(command: Command): string | null | undefined {
  if (command.commands_group === undefined) return undefined;
  // A group without a title is one whose name is not said.
  return command.commands_group === null ? null : command.commands_group.title;
}

/** The fields of a record that say each property, but for the group, which not every server says. */
const fieldsOfProperties = {
  answer: 'answer',
  keyboard: 'keyboard_body',
  aliases: 'aliases',
  help: 'help',
  needReply: 'need_reply',
  autoRetrySeconds: 'auto_retry_time',
} as const satisfies Record<Exclude<keyof CommandProperties, 'group'>, keyof Command>;

/**
 * The properties of a record.
 * @param lastKnownGroup taken when the record does not say the group
 */
export function propertiesOf(command: Command, lastKnownGroup: string | null | undefined): CommandProperties {
  const group = groupOf(command);
  return {
    answer: command.answer ?? '',
    keyboard: command.keyboard_body ?? '',
    aliases: aliasesOf(command),
    help: command.help ?? '',
    group: (group === undefined ? lastKnownGroup : group) ?? '',
    needReply: command.need_reply ?? false,
    autoRetrySeconds: numberOf(command.auto_retry_time),
  };
}

/** Those of the properties that a record says; absent is not empty. @param lastKnownGroup as for `propertiesOf` */
export function saidProperties(
  command: Command,
  lastKnownGroup: string | null | undefined,
): Partial<CommandProperties> {
  const says = (name: string) =>
    name === 'group'
      ? groupOf(command) !== undefined || lastKnownGroup !== undefined
      : command[fieldsOfProperties[name as keyof typeof fieldsOfProperties]] !== undefined;
  const all = Object.entries(propertiesOf(command, lastKnownGroup));
  return Object.fromEntries(all.filter(([name]) => says(name)));
}

/** The details of a record. @param lastKnownGroup as for `propertiesOf` */
export function detailsOf(command: Command, lastKnownGroup: string | null | undefined): CommandDetails {
  return {
    ...propertiesOf(command, lastKnownGroup),
    name: command.command ?? '',
    folderId: command.commands_folder_id ?? null,
  };
}

/** Those of the wanted details that have another value now, as far as both are known. */
export function detailsUnlike(
  now: Partial<CommandDetails>,
  wanted: Partial<CommandDetails>,
): readonly DetailName[] {
  const names = Object.keys(now) as DetailName[];
  return names.filter((name) => {
    const [value, other] = [now[name], wanted[name]];
    return value !== undefined && other !== undefined && detailKey(name, value) !== detailKey(name, other);
  });
}

/** The same for values that are the same to a person and to the server. */
function detailKey(name: DetailName, value: CommandDetails[DetailName]): unknown {
  if (name === 'aliases') return aliasKey(value as CommandDetails['aliases']);
  // A field of several lines has no other line ends.
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value;
}

/** A part of a command that two records may have otherwise. */
export type CommandPart = 'name' | 'folder' | 'code' | keyof CommandProperties;

/** The parts that two records say otherwise; what one of them does not say is no difference. */
export function differences(one: Command, other: Command): readonly CommandPart[] {
  const [before, after] = [propertiesOf(one, undefined), propertiesOf(other, undefined)];
  const both = (field: keyof Command) => one[field] !== undefined && other[field] !== undefined;
  const properties = Object.entries(fieldsOfProperties).flatMap(([name, field]) => {
    const property = name as keyof typeof fieldsOfProperties;
    return both(field) && detailKey(property, before[property]) !== detailKey(property, after[property])
      ? [property]
      : [];
  });
  const groups = [groupOf(one), groupOf(other)];
  const isOtherGroup = !groups.includes(undefined) && before.group !== after.group;
  return [
    ...(both('command') && (one.command ?? '') !== (other.command ?? '') ? (['name'] as const) : []),
    ...(both('commands_folder_id') && one.commands_folder_id !== other.commands_folder_id
      ? (['folder'] as const)
      : []),
    ...(both('code') && (one.code ?? '') !== (other.code ?? '') ? (['code'] as const) : []),
    ...properties,
    ...(isOtherGroup ? (['group'] as const) : []),
  ];
}

/** Whether two records say the same command. */
export function isSameCommand(one: Command, other: Command): boolean {
  return differences(one, other).length === 0;
}

/** Whether the record says the properties that a change is about; the group is not asked for. */
export function saysProperties(command: Command, change: CommandChange): boolean {
  return Object.entries(fieldsOfProperties).every(
    ([name, field]) =>
      change[name as keyof typeof fieldsOfProperties] === undefined || command[field] !== undefined,
  );
}

/** Whether the record says all details; the group is not asked for. */
export function saysDetails(command: Command): boolean {
  const { command: name, commands_folder_id } = command;
  return (
    name !== undefined &&
    commands_folder_id !== undefined &&
    Object.values(fieldsOfProperties).every((field) => command[field] !== undefined)
  );
}

/** The aliases of a record; one that is null on the server has no text. */
export function aliasesOf({ aliases }: Pick<Command, 'aliases'>): string[] {
  return (aliases ?? []).flatMap((alias) => alias.command ?? []);
}

/** The server trims and lower-cases aliases and keeps an order of its own (API reference): none of it is a difference. */
function aliasKey(aliases: readonly string[]): string {
  return JSON.stringify([...new Set(aliases.map((alias) => alias.trim().toLowerCase()))].sort());
}

/** Whether the record has all of the change already; a record that does not say its group has no change of it. */
export function hasChange(command: Command, change: CommandChange): boolean {
  return (
    (change.group === undefined || groupOf(command) !== undefined) &&
    detailsUnlike(detailsOf(command, undefined), change).length === 0 &&
    (change.code === undefined || change.code === command.code) &&
    // What the record does not say is no value that was asked for.
    (change.folderId === undefined || command.commands_folder_id !== undefined)
  );
}

/**
 * The full current record with a change, ready to be sent.
 * @param fresh from *Get Command Details* just now
 * @param lastKnownGroup sent when `fresh` does not say the group
 * @throws IncompleteCommandError when a field is absent from `fresh`
 */
export function changedBody(
  fresh: Command,
  change: CommandChange,
  lastKnownGroup: string | null | undefined,
): CommandBody {
  const absent = requiredOnRead.filter((field) => fresh[field] === undefined);
  if (absent.length > 0) throw new IncompleteCommandError(absent);
  const group = groupOf(fresh);
  return {
    command: change.name ?? fresh.command ?? null,
    aliases: (change.aliases ?? aliasesOf(fresh)).join(', '),
    answer: change.answer ?? fresh.answer ?? null,
    group: change.group ?? (group === undefined ? lastKnownGroup : group) ?? '',
    help: change.help ?? fresh.help ?? null,
    keyboard_body: change.keyboard ?? fresh.keyboard_body ?? null,
    commands_folder_id: (change.folderId === undefined ? fresh.commands_folder_id : change.folderId) ?? null,
    auto_retry_time: String(
      (change.autoRetrySeconds === undefined ? fresh.auto_retry_time : change.autoRetrySeconds) ?? '',
    ),
    bjs_code: change.code ?? fresh.code ?? null,
    need_reply: change.needReply ?? fresh.need_reply ?? null,
  };
}

/** A new command. @param folderId `null` for the root @param properties those that are not named are empty */
export function newCommandBody(
  name: string,
  folderId: number | null,
  code: string,
  properties: Partial<CommandProperties> = {},
): CommandBody {
  return {
    command: name,
    aliases: (properties.aliases ?? []).join(', '),
    answer: properties.answer ?? '',
    group: properties.group ?? '',
    help: properties.help ?? null,
    keyboard_body: properties.keyboard ?? '',
    commands_folder_id: folderId,
    auto_retry_time: String(properties.autoRetrySeconds ?? ''),
    bjs_code: code,
    need_reply: properties.needReply ?? false,
  };
}
