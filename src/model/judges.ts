import {
  type CommandChange,
  type CommandDetails,
  detailsUnlike,
  hasChange,
  isSameCommand,
} from '../api/commandBody';
import type { Command } from '../api/commands';
import { ChangedMeanwhileError } from './changedMeanwhile';

/** Asked with what is on the server, right before it is replaced or deleted; throws to refuse. */
export type Judge = (remote: Command, details: CommandDetails) => void;

/**
 * Lets a change through when what it replaces is what the person was shown.
 * @param shown the details that the person was shown; of those that are not among them none may be another
 * @returns a judge that throws ChangedMeanwhileError
 */
export function ifShown(change: Partial<CommandDetails>, shown: Partial<CommandDetails>): Judge {
  return (_, now) => {
    // Two who want the same do not overwrite each other.
    const isSeen = detailsUnlike(now, change).every(
      (name) => shown[name] !== undefined && detailsUnlike(now, { [name]: shown[name] }).length === 0,
    );
    if (!isSeen) throw new ChangedMeanwhileError(now.name, now);
  };
}

/**
 * Lets a change through when the whole command is what the person was shown.
 * @returns a judge that throws ChangedMeanwhileError
 */
export function ifSame(change: CommandChange, shown: Command): Judge {
  return (remote, now) => {
    // Two who want the same do not overwrite each other.
    if (hasChange(remote, change) || isSameCommand(remote, shown)) return;
    throw new ChangedMeanwhileError(now.name, now);
  };
}
