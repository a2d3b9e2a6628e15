import * as v from 'valibot';

import type { ErrorLogEntry } from '../../api/errorLog';
import type { Log } from '../../util/log';
import type { TextStore } from '../../util/textStore';
import { accountFolder, LastKnown } from '../lastKnown';

/** A save of a command. */
export interface CommandSave {
  /** In milliseconds since 1970, by this machine's clock. */
  readonly time: number;
  /** The newest error of the command that was known then, 0 without one. */
  readonly newestError: number;
}

const storedSchema = v.object({
  version: v.literal(1),
  /** Bot, command, time, newest error. */
  saves: v.array(v.tuple([v.number(), v.number(), v.number(), v.number()])),
});

/** Of how many commands it is kept, those saved first being forgotten first. */
const mostCommands = 1000;

/** When commands of an account were saved on this machine last: errors from before tell of other code. */
export class SavedCommands {
  readonly #stored: LastKnown<typeof storedSchema>;
  readonly #saves = new Map<string, CommandSave>();
  #reading: Promise<void> | undefined;

  constructor(store: TextStore, accountId: string, log: Log) {
    this.#stored = new LastKnown(store, `${accountFolder(accountId)}/savedCommands.json`, storedSchema, log);
  }

  /** The last save, `undefined` when none is known. */
  async of(botId: number, commandId: number): Promise<CommandSave | undefined> {
    this.#reading ??= this.#stored.read().then((stored) => {
      for (const [bot, command, time, newestError] of stored?.saves ?? [])
        this.#saves.set(keyOf(bot, command), { time, newestError });
    });
    await this.#reading;
    return this.#saves.get(keyOf(botId, commandId));
  }

  async set(botId: number, commandId: number, save: CommandSave): Promise<void> {
    const before = await this.of(botId, commandId);
    const newestError = Math.max(before?.newestError ?? 0, save.newestError);
    this.#saves.set(keyOf(botId, commandId), { time: save.time, newestError });
    await this.#stored.change((stored) => {
      const others = (stored?.saves ?? []).filter(([bot, command]) => bot !== botId || command !== commandId);
      const saves = [...others, [botId, commandId, save.time, newestError] as (typeof others)[number]];
      return { version: 1, saves: saves.slice(-mostCommands) };
    });
  }

  /** Resolves when nothing is being stored any more. */
  whenStored(): Promise<void> {
    return this.#stored.whenIdle();
  }
}

/**
 * Whether an error happened before a save. What was known of is so by its id, whatever the clocks of server and machine
 * show; of what was not known of, the server's time tells, which may be in whole seconds.
 */
export function isOutdated(
  { id, createdAt }: Pick<ErrorLogEntry, 'id' | 'createdAt'>,
  save: CommandSave | undefined,
): boolean {
  if (!save) return false;
  const happened = Date.parse(createdAt ?? '');
  return id <= save.newestError || happened < Math.floor(save.time / 1000) * 1000;
}

function keyOf(botId: number, commandId: number): string {
  return `${botId}/${commandId}`;
}
