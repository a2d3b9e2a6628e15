import type { Command } from '../../api/commands';
import { type CommandState, differenceOf, isSame, type StateDifference } from './commandState';

/** A command of one of the bots that are compared. */
export interface ComparedCommand {
  readonly command: Command;
  readonly state: CommandState;
}

/** A command that both bots have. */
export interface ComparedPair {
  readonly left: ComparedCommand;
  readonly right: ComparedCommand;
  readonly difference: StateDifference;
}

/** How two bots differ: each command of either is in exactly one of these. */
export interface BotComparison {
  /** Only the left one has them. */
  readonly removed: readonly ComparedCommand[];
  /** Only the right one has them. */
  readonly added: readonly ComparedCommand[];
  readonly changed: readonly ComparedPair[];
  readonly same: readonly ComparedPair[];
}

/**
 * Compares the commands of two bots. Commands belong together by their name. Where a bot has several of one name, those
 * in folders of the same title belong together first, then those of the same code, then those that were made first.
 */
export function compareBots(
  left: readonly ComparedCommand[],
  right: readonly ComparedCommand[],
): BotComparison {
  const pairs: ComparedPair[] = [];
  const removed: ComparedCommand[] = [];
  const others = byName(right);
  for (const [name, these] of byName(left)) {
    const those = others.get(name) ?? [];
    others.delete(name);
    const [leftOver, rest] = pairUp(these, those, pairs);
    removed.push(...leftOver);
    others.set(name, rest);
  }
  return {
    removed: inOrder(left, removed),
    added: inOrder(right, [...others.values()].flat()),
    changed: pairs.filter(({ difference }) => !isSame(difference)),
    same: pairs.filter(({ difference }) => isSame(difference)),
  };
}

const likenesses: readonly ((a: CommandState, b: CommandState) => boolean)[] = [
  (a, b) => a.folder === b.folder && a.code === b.code,
  (a, b) => a.folder === b.folder,
  (a, b) => a.code === b.code,
  () => true,
];

/** @returns those of either side that found nobody */
function pairUp(
  these: readonly ComparedCommand[],
  those: readonly ComparedCommand[],
  pairs: ComparedPair[],
): [ComparedCommand[], ComparedCommand[]] {
  let leftOver = [...these].sort(byAge);
  const rest = [...those].sort(byAge);
  for (const isAlike of likenesses) {
    leftOver = leftOver.filter((left) => {
      const index = rest.findIndex((other) => isAlike(left.state, other.state));
      if (index < 0) return true;
      const [right] = rest.splice(index, 1);
      if (right) pairs.push({ left, right, difference: differenceOf(left.state, right.state) });
      return false;
    });
  }
  return [leftOver, rest];
}

/** Ids grow. */
function byAge(a: ComparedCommand, b: ComparedCommand): number {
  return a.command.id - b.command.id;
}

function byName(commands: readonly ComparedCommand[]): Map<string, ComparedCommand[]> {
  const named = new Map<string, ComparedCommand[]>();
  for (const each of commands) {
    const of = named.get(each.state.name);
    if (of) of.push(each);
    else named.set(each.state.name, [each]);
  }
  return named;
}

function inOrder(all: readonly ComparedCommand[], some: readonly ComparedCommand[]): ComparedCommand[] {
  const chosen = new Set(some);
  return all.filter((each) => chosen.has(each));
}
