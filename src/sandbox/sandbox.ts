/**
 * The local Bots.Business inside this process, for tests, the benchmark and `npm run sandbox`:
 *
 *     const sandbox = await startSandbox({ demos: ['media/demo-bots/shop'] });
 *     const bot = seedBot(sandbox.store, { name: 'Shop', commands: [{ name: '/start', code: 'x' }] });
 *     const api = new HttpClient({ url: sandbox.url, apiKey: sandbox.apiKey });
 *     sandbox.faults.add({ kind: 'status', status: 503, endpoint: 'getBots', times: 2 });
 *     sandbox.requests.list('getBots');                        // what arrived
 *     editAsOtherPerson(sandbox.store, botId, commandId, { append: '// theirs' });
 *     sandbox.store.versions({ commandId });                   // every text and its writer
 *     addParts(sandbox.store, bot.id, { chats: generateChats(10_000, Date.now()) });
 *     sandbox.store.addPart('errors', bot.id, { title: 'Oh', stack_trace: null, command: '/start' });
 *     await sandbox.close();
 */
import { type Log, silentLog } from '../util/log';
import { ensureAccount } from './account';
import { addDemoBots } from './demo';
import { apiPath, createApp } from './server/app';
import { Attachments } from './server/attachments';
import { defaultBehaviour, type SandboxBehaviour } from './server/behaviour';
import { failInterruptedImports } from './csvImport';
import { Faults } from './server/faults';
import { Jobs } from './server/jobs';
import { listen, type ListenAddress } from './server/listen';
import { Logins } from './server/logins';
import { type Letter, Mailbox } from './server/mailbox';
import { RequestLog } from './server/requestLog';
import { Sessions } from './server/sessions';
import { MemoryStore } from './store/memoryStore';
import type { Clock, SandboxStore } from './store/store';

export interface SandboxOptions {
  /** Absent: in memory. Stays open after `close()`; who made it closes it. */
  readonly store?: SandboxStore;
  /** Folders of bots for an empty store, the first of them running; absent: none. */
  readonly demos?: readonly string[];
  /** Absent: a free port of 127.0.0.1. */
  readonly listen?: ListenAddress;
  readonly behaviour?: Partial<SandboxBehaviour>;
  readonly now?: Clock;
  readonly log?: Log;
  /** `false`: an empty store stays without a user, for whoever signs up. */
  readonly account?: boolean;
  /** Called when a client has reset the key, before it reads the new one. */
  readonly onKeyChange?: (apiKey: string) => Promise<void> | void;
}

export interface Sandbox {
  /** Base URL of the API, without a slash at its end. On a socket its host means nothing. */
  readonly url: string;
  /** `http://127.0.0.1:…`, or the socket's path. */
  readonly address: string;
  /** As it is now; empty while there is no user. */
  readonly apiKey: string;
  /** Letters that the real server would have sent. */
  letters(): readonly Letter[];
  readonly store: SandboxStore;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly attachments: Attachments;
  /** May be changed at any time. */
  readonly behaviour: SandboxBehaviour;
  close(): Promise<void>;
}

/** Starts a sandbox. Its account is made when the store has none, unless that is not wanted. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const store = options.store ?? new MemoryStore({ now });
  if (options.account !== false) ensureAccount(store, now);
  failInterruptedImports(store);
  await addDemoBots(store, options.demos ?? [], now);

  const closing = new AbortController();
  const log = options.log ?? silentLog;
  const context = {
    store,
    behaviour: { ...defaultBehaviour, ...options.behaviour },
    faults: new Faults(),
    requests: new RequestLog(),
    attachments: new Attachments(),
    sessions: new Sessions(),
    logins: new Logins(),
    mailbox: new Mailbox(),
    jobs: new Jobs(closing.signal, log),
    onKeyChange: options.onKeyChange ?? (() => undefined),
    now,
    log,
    closing: closing.signal,
  };
  const listening = await listen(createApp(context), options.listen ?? { port: 0 });
  const { address } = listening;
  return {
    url: (address.startsWith('http:') ? address : 'http://sandbox.invalid') + apiPath,
    address,
    get apiKey() {
      return store.user()?.api_key ?? '';
    },
    letters: () => context.mailbox.list(),
    store,
    faults: context.faults,
    requests: context.requests,
    attachments: context.attachments,
    behaviour: context.behaviour,
    close: async () => {
      closing.abort(new Error('the sandbox closes'));
      await listening.close();
      await context.jobs.settled();
    },
  };
}
