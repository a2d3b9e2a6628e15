import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { ApiError, type ApiErrorReason } from '../../../src/api/errors';
import { HttpClient, type HttpOptions } from '../../../src/api/http';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/sandbox';
import { seedBot, type SeedBot } from '../../../src/sandbox/seed';
import { Log } from '../../../src/util/log';

/** A sandbox over real HTTP and a client of it whose every log line and error is kept. */
export class ApiSubject {
  readonly sandbox: Sandbox;
  readonly logLines: string[] = [];
  readonly errors: unknown[] = [];
  readonly log: Log;
  readonly http: HttpClient;

  static async start(options: SandboxOptions = {}, http: Partial<HttpOptions> = {}): Promise<ApiSubject> {
    return new ApiSubject(await startSandbox(options), http);
  }

  private constructor(sandbox: Sandbox, http: Partial<HttpOptions>) {
    this.sandbox = sandbox;
    const keep = (line: string) => void this.logLines.push(line);
    this.log = new Log({ trace: keep, debug: keep, info: keep, warn: keep, error: keep });
    this.http = this.client(http);
  }

  /** Another client of the same sandbox. */
  client(options: Partial<HttpOptions> = {}): HttpClient {
    return new HttpClient({
      url: this.sandbox.url,
      apiKey: () => Promise.resolve(this.sandbox.apiKey),
      retryPauseMs: 1,
      log: this.log,
      ...options,
    });
  }

  seed(bot: Partial<SeedBot>): { botId: number; folderIds: number[]; commandIds: number[] } {
    const { id } = seedBot(this.sandbox.store, { name: 'Shop', ...bot });
    return {
      botId: id,
      folderIds: this.sandbox.store.folders(id).map((folder) => folder.id),
      commandIds: this.sandbox.store.commands(id).map((command) => command.id),
    };
  }

  /** `METHOD /path` of what arrived, without the API's head. */
  arrived(): string[] {
    return this.sandbox.requests.list().map(({ method, path }) => `${method} ${path.replace(/^\/v2/, '')}`);
  }

  /** The error that a call ends with; it must be one of the client's own. */
  async failureOf(call: Promise<unknown>, reason?: ApiErrorReason): Promise<ApiError> {
    const error: unknown = await call.then(
      (value) => assert.fail(`expected a failure, got ${JSON.stringify(value)}`),
      (thrown: unknown) => thrown,
    );
    this.errors.push(error);
    assert.ok(error instanceof ApiError, inspect(error));
    if (reason) assert.equal(error.reason, reason, inspect(error));
    return error;
  }

  /** Looks for the key in all that was logged and thrown; call it when all else is done. */
  assertNoSecrets(): void {
    for (const secret of [this.sandbox.apiKey, 'api_key=']) {
      for (const line of this.logLines) {
        assert.ok(!line.includes(secret), `a log line holds ${secret}: ${line}`);
        // The net below the rule must have had nothing to catch.
        assert.ok(!line.includes('…'), `something had to be taken out of a log line: ${line}`);
      }
      for (const error of this.errors) {
        const shown = inspect(error, { depth: 10, showHidden: true, maxStringLength: null });
        assert.ok(!shown.includes(secret), `an error holds ${secret}: ${shown}`);
        assert.ok(!deepText(error).includes(secret), 'an error holds it in its chain of causes');
      }
    }
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }
}

/** Where a `fetch` goes. */
export function urlOf(input: Parameters<typeof fetch>[0]): URL {
  return new URL(input instanceof Request ? input.url : input);
}

function deepText(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  return [error.message, error.stack, JSON.stringify(error), deepText(error.cause)].join('\n');
}
