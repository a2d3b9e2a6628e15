import path from 'node:path';

import { type Bot, createBot, getBots } from '../api/bots';
import { createCommand } from '../api/commands';
import { createFolder } from '../api/folders';
import { HttpClient } from '../api/http';
import { SandboxConnection } from '../platform/node/sandboxConnection';
import type { ImportTarget } from '../repository/transfer/importCommands';
import { silentLog } from '../util/log';
import { sandboxOrigin } from '../util/sandboxContract';
import { nodeForSandbox } from './newerNode';
import { findSandboxFolder } from './sandboxFolder';

/** No bot, or more than one, is what the command line names. */
export class BotChoiceError extends Error {
  readonly reason: 'none' | 'several';

  /** @param sandbox how a person knows the sandbox that was looked in */
  constructor(reason: BotChoiceError['reason'], named: string, bots: readonly Bot[], sandbox: string) {
    const list = bots.map(({ id, name }) => `  ${id}  ${name ?? ''}`).join('\n');
    super(
      reason === 'none'
        ? `The sandbox of ${sandbox} has no bot ${named}. ${bots.length > 0 ? `It has:\n${list}` : 'It has none at all.'}`
        : `The sandbox of ${sandbox} has several bots ${named}. Name one by its id:\n${list}`,
    );
    this.name = 'BotChoiceError';
    this.reason = reason;
  }
}

/** The sandbox as the command line uses it. */
export class SandboxBots {
  readonly http: HttpClient;
  /** How a person knows this sandbox. */
  readonly name: string;
  readonly #connection: SandboxConnection;

  private constructor(connection: SandboxConnection, name: string) {
    this.#connection = connection;
    this.name = name;
    this.http = new HttpClient({
      url: `${sandboxOrigin}/v2`,
      apiKey: () => connection.apiKey(),
      fetch: connection.fetch,
      userAgent: 'bots-business',
    });
  }

  /**
   * Opens the sandbox, starting it when it does not run.
   * @param folder where it keeps its state, when the command line names one
   * @throws SandboxStartError, NoNewerNodeError
   */
  static async open(folder: string | undefined): Promise<SandboxBots> {
    const found = await findSandboxFolder(folder);
    const paths = {
      // Beside this bundle.
      script: path.join(__dirname, 'sandbox.js'),
      folder: found.path,
      demoBots: [],
      node: nodeForSandbox,
    };
    const connection = new SandboxConnection(paths, silentLog);
    try {
      await connection.attach();
    } catch (error) {
      connection.dispose();
      throw error;
    }
    return new SandboxBots(connection, found.name);
  }

  /**
   * The bot of an id or a name.
   * @throws ApiError, BotChoiceError
   */
  async bot(named: string): Promise<Bot> {
    const bots = (await getBots(this.http)).items;
    const byId = bots.find(({ id }) => String(id) === named);
    if (byId) return byId;
    const [found, ...others] = bots.filter(({ name }) => name === named);
    if (!found) throw new BotChoiceError('none', named, bots, this.name);
    if (others.length > 0) throw new BotChoiceError('several', named, [found, ...others], this.name);
    return found;
  }

  /** @throws ApiError */
  newBot(name: string): Promise<Bot> {
    return createBot(this.http, name);
  }

  /** The bot as a place for commands. */
  target(botId: number): ImportTarget {
    return {
      createFolder: (title) => createFolder(this.http, botId, title),
      createCommand: (body) => createCommand(this.http, botId, body),
    };
  }

  close(): void {
    this.#connection.dispose();
  }
}
