import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';
import { seedBot, type SeedBot } from '../../../src/sandbox/seed';

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The JSON value; undefined when the text is none. */
  readonly json: unknown;
}

export interface Subject {
  readonly sandbox: Sandbox;
  /** A plain request with the key, below `/v2`. */
  call(method: string, path: string, body?: unknown, init?: RequestInit): Promise<Reply>;
  /** The same below the server's root. */
  control(method: string, path: string, body?: unknown): Promise<Reply>;
  /** Puts a bot in and gives the ids. */
  seed(bot: Partial<SeedBot>): { botId: number; folderIds: number[]; commandIds: number[]; path: string };
}

/** A sandbox over real HTTP, looked at with nothing but `fetch`. */
export async function startSubject(options: SandboxOptions = {}): Promise<Subject> {
  const sandbox = await startSandbox(options);
  const send = async (
    method: string,
    address: string,
    body?: unknown,
    init: RequestInit = {},
  ): Promise<Reply> => {
    const url = new URL(address);
    url.searchParams.set('api_key', sandbox.apiKey);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...init,
    });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers, json: parse(text) };
  };
  return {
    sandbox,
    call: (method, path, body, init) => send(method, sandbox.url + path, body, init),
    control: (method, path, body) => send(method, sandbox.address + path, body),
    seed: (bot) => {
      const { id } = seedBot(sandbox.store, { name: 'Shop', ...bot });
      return {
        botId: id,
        folderIds: sandbox.store.folders(id).map((folder) => folder.id),
        commandIds: sandbox.store.commands(id).map((command) => command.id),
        path: `/bots/${id}`,
      };
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
