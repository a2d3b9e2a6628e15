import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

import { socketFetch } from './socketFetch';
import { Disposable, toDisposable } from '../../util/disposable';
import type { Log } from '../../util/log';
import {
  attachRoute,
  parseSandboxInfo,
  type SandboxInfo,
  sandboxInfoFile,
  type SandboxMessage,
} from '../../util/sandboxContract';

/** How long a start may take, in milliseconds. */
const startLimit = 20_000;
const startAttempts = 3;
/** How long a started process may take until it lets windows in, in milliseconds. */
const attachLimit = 5000;

/** The sandbox could not be started. `code` travels through the API client, which knows causes by their codes. */
export class SandboxStartError extends Error {
  readonly code: 'SANDBOX_SQLITE_MISSING' | 'SANDBOX_NOT_STARTED';

  constructor(code: SandboxStartError['code'], detail: string) {
    super(`the sandbox did not start: ${detail}`);
    this.name = 'SandboxStartError';
    this.code = code;
  }
}

export interface SandboxPaths {
  /** The bundled process. */
  readonly script: string;
  /** Where it keeps its state. */
  readonly folder: string;
  /** The bots it begins with, the first of them running. */
  readonly demoBots: readonly string[];
  /** The Node that runs it, in place of the one that runs this. Asked for only when no process serves yet. */
  readonly node?: () => Promise<string>;
}

/**
 * This window's hold on the sandbox process of the user. Starts the process when none serves yet, keeps one connection
 * open so that it knows this window is alive, and starts it anew when it went away.
 */
export class SandboxConnection extends Disposable {
  readonly #paths: SandboxPaths;
  readonly #log: Log;
  #attached: { readonly info: SandboxInfo; readonly request: http.ClientRequest } | undefined;
  #attaching: Promise<SandboxInfo> | undefined;

  /** Sends a request to the sandbox, starting it first when needed. */
  readonly fetch: typeof fetch = socketFetch(async () => (await this.attach()).socket);

  constructor(paths: SandboxPaths, log: Log) {
    super();
    this.#paths = paths;
    this.#log = log;
    this._register(toDisposable(() => this.#attached?.request.destroy()));
  }

  /** The key of the sandbox's only account, also when another window has reset it. @throws SandboxStartError */
  async apiKey(): Promise<string> {
    const attached = await this.attach();
    const written = await this.#readInfo();
    // While another process takes over, what is attached still counts.
    return written?.pid === attached.pid ? written.apiKey : attached.apiKey;
  }

  /**
   * Makes sure that the process runs and knows of this window.
   * @throws SandboxStartError
   */
  attach(): Promise<SandboxInfo> {
    if (this.#attached) return Promise.resolve(this.#attached.info);
    this.#attaching ??= this.#attach().finally(() => (this.#attaching = undefined));
    return this.#attaching;
  }

  async #attach(): Promise<SandboxInfo> {
    const serving = await this.#tryAttach();
    if (serving) return serving;
    // The process that serves may be ending at this very moment, so a start may have to be repeated.
    for (let attempt = 1; attempt <= startAttempts && !this.isDisposed; attempt++) {
      await this.#start();
      const started = await this.#attachWithin(attachLimit);
      if (started) return started;
    }
    throw new SandboxStartError('SANDBOX_NOT_STARTED', 'it does not answer');
  }

  /** Another window's process may just be starting or ending, so one look is not enough. */
  async #attachWithin(ms: number): Promise<SandboxInfo | undefined> {
    const until = Date.now() + ms;
    for (;;) {
      const info = await this.#tryAttach();
      if (info || Date.now() > until || this.isDisposed) return info;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #tryAttach(): Promise<SandboxInfo | undefined> {
    const info = await this.#readInfo();
    if (!info || this.isDisposed) return undefined;
    return new Promise((resolve) => {
      const request = http.get({
        socketPath: info.socket,
        path: `${attachRoute}?api_key=${encodeURIComponent(info.apiKey)}`,
        headers: { host: 'sandbox' },
      });
      const silent = setTimeout(() => request.destroy(), attachLimit);
      const gone = () => {
        clearTimeout(silent);
        resolve(undefined);
        if (this.#attached?.request === request) {
          this.#attached = undefined;
          this.#log.info('the sandbox went away');
        }
      };
      request.on('error', gone);
      request.on('response', (response) => {
        clearTimeout(silent);
        if (response.statusCode !== 200 || this.isDisposed) {
          request.destroy();
          return;
        }
        response.on('close', gone);
        response.on('error', gone);
        response.resume();
        this.#attached = { info, request };
        this.#log.info(`attached to the sandbox (process ${info.pid})`);
        resolve(info);
      });
      request.on('close', gone);
    });
  }

  async #readInfo(): Promise<SandboxInfo | undefined> {
    const file = path.join(this.#paths.folder, sandboxInfoFile);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : parseSandboxInfo(text);
  }

  async #start(): Promise<void> {
    this.#log.info('starting the sandbox');
    const { script, folder, demoBots, node } = this.#paths;
    const execPath = await node?.();
    const demos = demoBots.flatMap((bot) => ['--demo', bot]);
    const child = fork(script, ['--folder', folder, ...demos], {
      // The process outlives this window while others use it.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      ...(execPath === undefined ? {} : { execPath }),
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    try {
      const message = await firstMessage(child);
      if (message.kind === 'failed') {
        const code = message.reason === 'sqliteMissing' ? 'SANDBOX_SQLITE_MISSING' : 'SANDBOX_NOT_STARTED';
        throw new SandboxStartError(code, message.detail);
      }
    } finally {
      if (child.connected) child.disconnect();
      child.unref();
    }
  }
}

function firstMessage(child: ChildProcess): Promise<SandboxMessage> {
  return new Promise((resolve, reject) => {
    const fail = (detail: string) => {
      clearTimeout(timer);
      reject(new SandboxStartError('SANDBOX_NOT_STARTED', detail));
    };
    const timer = setTimeout(() => fail('it took too long'), startLimit);
    child.once('message', (message) => {
      clearTimeout(timer);
      resolve(message as SandboxMessage);
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`it ended with code ${code ?? 'none'}`));
  });
}
