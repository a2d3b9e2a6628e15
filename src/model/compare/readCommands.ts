import type { BrokenRecord } from '../../api/decode';
import { reachOf } from '../../api/ended';
import { ApiError, isOffline, toApiError } from '../../api/errors';
import { manyAtOnce } from '../../api/manyAtOnce';
import type { Contents } from '../contents';
import { isGone } from '../remoteCommand';
import { stateIn } from './commandState';
import type { ComparedCommand } from './compareBots';

/** The commands of a bot as they are now, and what could not be had of them. */
export interface ReadCommands {
  readonly commands: readonly ComparedCommand[];
  /** The listing ended in this error, so that what is known from before stands for the server. */
  readonly error: ApiError | undefined;
  /** The listing is not whole: what it lacks is not gone. */
  readonly isIncomplete: boolean;
  readonly broken: readonly BrokenRecord[];
  /** Commands of which the server does not say the code. What was known of it before is not taken for what it is now. */
  readonly withoutCode: readonly ComparedCommand[];
  /** Commands whose code could not be had, and why. */
  readonly unread: readonly UnreadCommand[];
}

export interface UnreadCommand {
  readonly command: ComparedCommand;
  readonly error: ApiError;
}

/**
 * Reads the commands of a bot anew. Those whose code the listing does not say are read one by one.
 * @param told called while that goes on
 * @throws ApiError when nothing is known of the bot, or the server is gone meanwhile; the signal's reason
 */
export async function readCommands(
  contents: Contents,
  signal: AbortSignal,
  told: (done: number, of: number) => void,
): Promise<ReadCommands> {
  await contents.restore();
  const begun = performance.now();
  // One that is under way may have been asked for before the last change.
  if (contents.isRefreshing) await contents.refresh();
  await contents.refresh();
  signal.throwIfAborted();
  if (contents.isOver) throw new ApiError('aborted', { endpoint: 'getCommands' });
  if (contents.error && (!contents.isKnown || !isOffline(contents.error))) throw contents.error;
  const { error, isIncomplete, broken } = contents;
  const errors = error ? new Map<number, ApiError>() : await readCodes(contents, begun, signal, told);
  const commands = [...contents.commands.values()].map((command): ComparedCommand => {
    const state = stateIn(contents, command);
    const isNow = error !== undefined || contents.codeKnownAt(command.id) >= begun;
    return { command, state: isNow ? state : { ...state, code: undefined } };
  });
  const unread = commands.flatMap((command): UnreadCommand[] => {
    const failure = errors.get(command.command.id);
    return failure ? [{ command, error: failure }] : [];
  });
  const withoutCode = commands.filter(
    ({ command, state }) => state.code === undefined && !errors.has(command.id),
  );
  return { commands, error, isIncomplete, broken, withoutCode, unread };
}

/** @returns what those failed with that could not be read, by their ids */
async function readCodes(
  contents: Contents,
  since: number,
  signal: AbortSignal,
  told: (done: number, of: number) => void,
): Promise<ReadonlyMap<number, ApiError>> {
  const unknown = [...contents.commands.values()].filter(({ id }) => contents.codeKnownAt(id) < since);
  const results = await manyAtOnce(unknown, ({ id }) => contents.fetchCommand(id), {
    signal,
    onProgress: ({ done, total }) => told(done, total),
  });
  signal.throwIfAborted();
  const errors = new Map<number, ApiError>();
  for (const { item, outcome } of results) {
    if (outcome.kind !== 'failed') continue;
    const { error } = outcome;
    // Deleted since the listing.
    if (isGone(error)) contents.commandGone(item.id);
    // Nothing else of the bot can be had then.
    else if (reachOf(error)) throw toApiError(error, 'getCommand');
    else if (ApiError.is(error)) errors.set(item.id, error);
    else throw error;
  }
  return errors;
}
