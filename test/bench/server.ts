/** The server that the benchmark measures against: the sandbox with made-up bots, far away, and a meter on it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateBots } from '../../src/sandbox/generate';
import { generateChats, generateErrors, generateProperties } from '../../src/sandbox/generateParts';
import { addParts } from '../../src/sandbox/seed';
import type { LoggedRequest } from '../../src/sandbox/server/requestLog';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { MemoryStore } from '../../src/sandbox/store/memoryStore';
import type { MeteredRequest, ServerPlace } from './meter';

export interface BenchServerOptions {
  readonly bots: number;
  readonly commandsPerBot: number;
  readonly foldersPerBot?: number;
  /** Chats and properties, as many of each. Default none. */
  readonly partsPerBot?: number;
  /** What every request takes before the server looks at it, in milliseconds. */
  readonly latencyMs: number;
  readonly pageSize: number;
  /** So long nothing may be asked until what an action caused counts as over, in milliseconds. Default 200. */
  readonly quietMs?: number;
}

export class BenchServer {
  readonly #answered: MeteredRequest[] = [];

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly meter: Server,
    private readonly quietMs: number,
  ) {}

  static async start(options: BenchServerOptions): Promise<BenchServer> {
    const store = new MemoryStore();
    const bots = generateBots(store, options);
    const { partsPerBot = 0 } = options;
    if (partsPerBot > 0) for (const { id } of bots) addManyParts(store, id, partsPerBot);
    const sandbox = await startSandbox({ store, behaviour: { pageSize: options.pageSize } });
    sandbox.faults.add({ kind: 'latency', ms: options.latencyMs });
    const meter = createServer();
    const server = new BenchServer(sandbox, meter, options.quietMs ?? 200);
    sandbox.requests.onAnswered((request) => server.#answered.push(metered(request)));
    // The extension host is another process; it asks over HTTP.
    meter.on('request', ({ url }, response) => {
      const answer = url === '/begin' ? Promise.resolve(server.begin()) : server.settled();
      void answer.then((value) => response.end(JSON.stringify(value)));
    });
    await new Promise<void>((resolve) => meter.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get place(): ServerPlace {
    const { port } = this.meter.address() as AddressInfo;
    return {
      url: this.sandbox.url,
      apiKey: this.sandbox.apiKey,
      meterUrl: `http://127.0.0.1:${port}`,
    };
  }

  /** Forgets what was asked so far. */
  begin(): null {
    this.sandbox.requests.clear();
    this.#answered.length = 0;
    return null;
  }

  /** Everything that was asked since `begin`, once nothing more comes. */
  async settled(): Promise<MeteredRequest[]> {
    let quietSince = Date.now();
    let before = -1;
    while (Date.now() - quietSince < this.quietMs) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      const all = this.sandbox.requests.list();
      if (all.length !== before || all.some(({ status }) => status === null)) quietSince = Date.now();
      before = all.length;
    }
    return [...this.#answered];
  }

  async close(): Promise<void> {
    this.meter.close();
    this.meter.closeAllConnections();
    await this.sandbox.close();
  }
}

/** Errors are fewer: the log of a bot is short. */
function addManyParts(store: MemoryStore, botId: number, count: number): void {
  const now = Date.now();
  addParts(store, botId, {
    chats: generateChats(count, now),
    properties: generateProperties(count),
    errors: generateErrors(count / 10, ['/start'], now),
  });
}

function metered({ endpoint, at }: LoggedRequest): MeteredRequest {
  return { endpoint, arrived: Date.parse(at), answered: Date.now() };
}
