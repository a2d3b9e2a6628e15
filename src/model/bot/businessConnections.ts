import * as v from 'valibot';

import { Disposable } from '../../util/disposable';
import { Emitter } from '../../util/event';
import type { Log } from '../../util/log';
import type { TextStore } from '../../util/textStore';
import { accountFolder, LastKnown } from '../lastKnown';

/** As Telegram's Bot API said it ("BusinessConnection"); nothing in it is secret, and the bot's token never is. */
const connectionSchema = v.object({
  id: v.string(),
  user: v.object({
    id: v.number(),
    firstName: v.string(),
    lastName: v.optional(v.string()),
    username: v.optional(v.string()),
  }),
  /** Of the private chat with the user. */
  userChatId: v.number(),
  /** When it was made, in seconds since 1970. */
  date: v.number(),
  isEnabled: v.boolean(),
  /** Those that are given; absent when Telegram said nothing of rights. */
  rights: v.optional(v.array(v.string())),
  /** When Telegram was asked, in milliseconds since 1970. */
  askedAt: v.number(),
});
type StoredConnection = v.InferOutput<typeof connectionSchema>;
/** A business connection of a bot that was asked for. */
export type KnownConnection = Readonly<Omit<StoredConnection, 'rights'>> & {
  readonly rights?: readonly string[] | undefined;
};

const storedSchema = v.object({
  version: v.literal(1),
  bots: v.array(v.object({ botId: v.number(), connections: v.array(connectionSchema) })),
});
type StoredBots = v.InferOutput<typeof storedSchema>['bots'];

/**
 * The business connections of an account's bots that were asked for. Their ids are stable, and no method lists them
 * (Telegram Bot API), so they are kept until they are removed here, or the person signs out.
 */
export class BusinessConnections extends Disposable {
  readonly #stored: LastKnown<typeof storedSchema>;
  readonly #changed = this._register(new Emitter<number>());

  /** Fires with the id of a bot whose connections changed in this window. */
  readonly onDidChange = this.#changed.event;

  constructor(store: TextStore, accountId: string, log: Log) {
    super();
    const name = `${accountFolder(accountId)}/businessConnections.json`;
    this.#stored = new LastKnown(store, name, storedSchema, log);
  }

  /** The connections of a bot, also those that another window asked for, in the order they came. */
  async list(botId: number): Promise<readonly KnownConnection[]> {
    const stored = await this.#stored.read();
    return connectionsOf(stored?.bots ?? [], botId);
  }

  /** Keeps what Telegram said of a connection, in place of what it said before. */
  async keep(botId: number, { rights, ...facts }: KnownConnection): Promise<void> {
    const connection = { ...facts, rights: rights && [...rights] };
    await this.#change(botId, (known) =>
      known.some(({ id }) => id === connection.id)
        ? known.map((each) => (each.id === connection.id ? connection : each))
        : [...known, connection],
    );
  }

  async remove(botId: number, connectionId: string): Promise<void> {
    await this.#change(botId, (known) => known.filter(({ id }) => id !== connectionId));
  }

  /** Resolves when nothing is being stored any more. */
  whenStored(): Promise<void> {
    return this.#stored.whenIdle();
  }

  async #change(botId: number, change: (known: StoredConnection[]) => StoredConnection[]): Promise<void> {
    await this.#stored.change((stored) => {
      const bots = stored?.bots ?? [];
      const connections = change(connectionsOf(bots, botId));
      const others = bots.filter((bot) => bot.botId !== botId);
      return { version: 1, bots: connections.length > 0 ? [...others, { botId, connections }] : others };
    });
    this.#changed.fire(botId);
  }
}

function connectionsOf(bots: StoredBots, botId: number): StoredConnection[] {
  return bots.find((bot) => bot.botId === botId)?.connections ?? [];
}
