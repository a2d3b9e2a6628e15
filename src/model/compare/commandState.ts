import { type ChangeObject, diffArrays } from 'diff';

import {
  type CommandPart,
  type CommandProperties,
  detailsUnlike,
  saidProperties,
} from '../../api/commandBody';
import type { Command } from '../../api/commands';
import type { Contents } from '../contents';

/** Milliseconds; texts that take longer count as all new. */
const longestComparison = 300;

/** All that a person can change of a command, for comparing. What nobody said is absent, which is not empty. */
export interface CommandState {
  readonly name: string;
  /** Title of its folder; `null` at the root, `undefined` when that is not known. */
  readonly folder: string | null | undefined;
  readonly properties: Partial<CommandProperties>;
  /** `undefined` when no answer of the server said it. */
  readonly code: string | undefined;
}

/** A part of a command that is no code. */
export type StatePart = Exclude<CommandPart, 'code'>;

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
 * @param folder as in the state
 * @param lastKnownGroup taken when the record does not say the group
 */
export function stateOf(
  command: Command,
  folder: string | null | undefined,
  lastKnownGroup: string | null | undefined,
): CommandState {
  return {
    name: command.command ?? '',
    folder,
    properties: saidProperties(command, lastKnownGroup),
    code: command.code === undefined ? undefined : (command.code ?? ''),
  };
}

/** The state of a command with all that is known of its bot. */
export function stateIn(contents: Contents, command: Command): CommandState {
  const folder = shownFolder(command.commands_folder_id, contents.folderOf(command)?.title);
  return stateOf(command, folder, contents.lastKnownGroup(command.id));
}

/** The folder of a state: one whose title nobody knows is not the root. */
export function shownFolder(
  id: number | null | undefined,
  title: string | null | undefined,
): string | null | undefined {
  return id === null ? null : id === undefined ? undefined : (title ?? undefined);
}

/** Parts that are known, in the order in which a person reads them. */
export function knownParts({ folder, properties }: CommandState): readonly StatePart[] {
  return stateParts.filter((part) => {
    if (part === 'name') return true;
    return (part === 'folder' ? folder : properties[part]) !== undefined;
  });
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

/** Nothing differs from what is not known. */
function isSamePart(part: StatePart, before: CommandState, now: CommandState): boolean {
  if (part === 'name') return before.name === now.name;
  if (part === 'folder')
    return before.folder === undefined || now.folder === undefined || before.folder === now.folder;
  return !detailsUnlike(now.properties, before.properties).includes(part);
}

/** Whether two states may be of one command that was in the same place, by its name and its folder. */
export function isSamePlace(one: CommandState, other: CommandState): boolean {
  return isSamePart('name', one, other) && isSamePart('folder', one, other);
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
