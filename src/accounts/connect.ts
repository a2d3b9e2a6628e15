import { HttpClient, type HttpOptions } from '../api/http';
import type { EndpointId } from '../api/endpoints';
import type { Account } from '../model/account';
import type { Log } from '../util/log';
import type { KeyRenewal } from './keyRenewal';
import type { SandboxConnection } from '../platform/node/sandboxConnection';
import type { SecretStore } from './secretStore';

export interface Pace extends Pick<HttpOptions, 'timeouts' | 'retryPauseMs'> {
  /** How long a call that the server did not let in waits for the person to sign in again, in milliseconds. */
  readonly signInWaitMs?: number;
}

export interface ConnectOptions {
  readonly secrets: SecretStore;
  readonly sandbox: SandboxConnection;
  readonly renewal: KeyRenewal;
  readonly log: Log;
  readonly userAgent: string;
  /** Other time limits and pauses than the client's own. */
  readonly pace: () => Pace;
  /** Paths that a person corrected in the settings. */
  readonly paths: () => Readonly<Partial<Record<EndpointId, string>>>;
}

/** Makes the API client of an account: over the network with its stored key, or over the sandbox's pipe. */
export function connectAccount(account: Account, options: ConnectOptions): HttpClient {
  const { secrets, sandbox, renewal, log, userAgent } = options;
  const { timeouts, retryPauseMs } = options.pace();
  const common = {
    url: account.url,
    log: log.for(`api ${account.id}`),
    userAgent,
    ...(timeouts ? { timeouts } : {}),
    ...(retryPauseMs === undefined ? {} : { retryPauseMs }),
  };
  return account.kind === 'sandbox'
    ? new HttpClient({
        ...common,
        apiKey: () => sandbox.apiKey(),
        // Another window may have reset it while the call was under way.
        renewKey: async (rejected) => (await sandbox.apiKey()) !== rejected,
        fetch: sandbox.fetch,
      })
    : new HttpClient({
        ...common,
        apiKey: () => secrets.get(account.id),
        renewKey: (rejected) => renewal.renew(account, rejected),
        paths: options.paths,
      });
}
