import { type ChangeObject, diffArrays } from 'diff';

import { type CommandProperties, detailsUnlike, propertiesOf } from '../../api/commandBody';
import type { Command } from '../../api/commands';

/** Milliseconds; texts that take longer count as all new. */
const longestComparison = 300;

/** All that a person can change of a command, for comparing: what is not there is empty. */
export interface CommandState {
  readonly name: string;
  /** Title of its folder; `null` at the root. */
  readonly folder: string | null;
  readonly properties: CommandProperties;
  /** `undefined` when no answer of the server said it. */
  readonly code: string | undefined;
}

/** A part of a command that is no code. */
export type StatePart = 'name' | 'folder' | keyof CommandProperties;

/** In the order in which a person reads them. */
export const stateParts = [
  'name',
  'folder',
  'answer',
  'keyboard',
  'aliases',
  'help',
  'group',
  'needReply',
  'autoRetrySeconds',
] as const satisfies readonly StatePart[];

/** How two states of a command differ. */
export interface StateDifference {
  readonly parts: readonly StatePart[];
  /** `undefined` when the code is the same, or not known of one. */
  readonly code: LineChanges | undefined;
}

export interface LineChanges {
  readonly added: number;
  readonly removed: number;
}

/**
 * @param folder title of the command's folder; `null` at the root
 * @param lastKnownGroup taken when the record does not say the group
 */
export function stateOf(
  command: Command,
  folder: string | null,
  lastKnownGroup: string | null | undefined,
): CommandState {
  return {
    name: command.command ?? '',
    folder,
    properties: propertiesOf(command, lastKnownGroup),
    code: command.code === undefined ? undefined : (command.code ?? ''),
  };
}

/** How `now` differs from `before`. What the server makes of aliases (their case and order) is no difference. */
export function differenceOf(before: CommandState, now: CommandState): StateDifference {
  const isKnown = before.code !== undefined && now.code !== undefined;
  return {
    parts: stateParts.filter((part) => !isSamePart(part, before, now)),
    code: isKnown && before.code !== now.code ? lineChanges(before.code, now.code) : undefined,
  };
}

/** Whether nothing differs that is known of both. */
export function isSame({ parts, code }: StateDifference): boolean {
  return parts.length === 0 && code === undefined;
}

function isSamePart(part: StatePart, before: CommandState, now: CommandState): boolean {
  if (part === 'name' || part === 'folder') return before[part] === now[part];
  const details = { ...now.properties, name: now.name, folderId: null };
  return detailsUnlike(details, { [part]: before.properties[part] }).length === 0;
}

/** How many lines came and went; texts that differ in the ends of lines alone differ in those lines. */
export function lineChanges(before: string, now: string): LineChanges {
  const [old, recent] = [linesOf(before), linesOf(now)];
  const changes = diffArrays(old, recent, { timeout: longestComparison });
  if (!changes) return { added: recent.length, removed: old.length };
  const count = (isMeant: (change: ChangeObject<string[]>) => boolean) =>
    changes.filter(isMeant).reduce((sum, change) => sum + change.count, 0);
  return { added: count(({ added }) => added), removed: count(({ removed }) => removed) };
}

/** Each with its end. An empty text has no lines. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
