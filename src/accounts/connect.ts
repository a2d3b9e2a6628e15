import { HttpClient, type HttpOptions } from '../api/http';
import type { EndpointId } from '../api/endpoints';
import type { Account } from '../model/account';
import type { Log } from '../util/log';
import type { SandboxConnection } from '../platform/node/sandboxConnection';
import type { SecretStore } from './secretStore';

export type Pace = Pick<HttpOptions, 'timeouts' | 'retryPauseMs'>;

export interface ConnectOptions {
  readonly secrets: SecretStore;
  readonly sandbox: SandboxConnection;
  readonly log: Log;
  readonly userAgent: string;
  /** Other time limits and pauses than the client's own. */
  readonly pace: () => Pace;
  /** Paths that a person corrected in the settings. */
  readonly paths: () => Readonly<Partial<Record<EndpointId, string>>>;
}

/** Makes the API client of an account: over the network with its stored key, or over the sandbox's pipe. */
export function connectAccount(account: Account, options: ConnectOptions): HttpClient {
  const { secrets, sandbox, log, userAgent } = options;
  const common = {
    url: account.url,
    log: log.for(`api ${account.id}`),
    userAgent,
    ...options.pace(),
  };
  return account.kind === 'sandbox'
    ? new HttpClient({ ...common, apiKey: () => sandbox.apiKey(), fetch: sandbox.fetch })
    : new HttpClient({ ...common, apiKey: () => secrets.get(account.id), paths: options.paths() });
}
