import * as vscode from 'vscode';

import type { Account } from '../model/account';
import type { Accounts } from '../model/accounts';
import { Disposable } from '../util/disposable';
import type { Log } from '../util/log';
import type { SecretStore } from './secretStore';

/** Id of the provider; other extensions ask for sessions by it. */
export const authenticationProviderId = 'botsBusiness';

export interface AuthenticationOptions {
  readonly accounts: Accounts;
  readonly secrets: SecretStore;
  /** Asks the person how, and signs in to an account of the cloud. @throws when they do not want to */
  readonly signIn: () => Promise<Account>;
  /** @throws when the person does not want to after all */
  readonly signOut: (account: Account) => Promise<void>;
  readonly log: Log;
}

/**
 * The accounts of the cloud as sessions of VS Code: they stand in its Accounts menu, and other extensions get a key
 * there after the person allowed it. The sandbox is none: its key opens nothing but this product's own pipe.
 */
export class BotsBusinessAuthentication extends Disposable implements vscode.AuthenticationProvider {
  readonly #options: AuthenticationOptions;
  readonly #changed = this._register(
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>(),
  );
  /** What VS Code was told last. */
  #told = new Map<string, vscode.AuthenticationSession>();

  readonly onDidChangeSessions = this.#changed.event;

  constructor(options: AuthenticationOptions) {
    super();
    this.#options = options;
    const { accounts, secrets, log } = options;
    const tell = () => {
      this.#tell().catch((error: unknown) => log.error('the Accounts menu could not be told', error));
    };
    this._register(accounts.onDidChange(tell));
    this._register(secrets.onDidChange(tell));
  }

  /** A key may do everything, so it serves for any scopes. */
  async getSessions(
    scopes: readonly string[] | undefined,
    options: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession[]> {
    await this.#options.accounts.restore();
    const sessions = await this.#sessions();
    return [...sessions.values()]
      .filter(({ account }) => !options.account || options.account.id === account.id)
      .map((session) => ({ ...session, scopes: [...(scopes ?? [])] }));
  }

  async createSession(scopes: readonly string[]): Promise<vscode.AuthenticationSession> {
    const account = await this.#options.signIn();
    const session = (await this.#sessions()).get(account.id);
    // Another window may have signed out meanwhile.
    if (!session) throw new vscode.CancellationError();
    return { ...session, scopes: [...scopes] };
  }

  async removeSession(sessionId: string): Promise<void> {
    const account = this.#options.accounts.get(sessionId)?.account;
    if (account) await this.#options.signOut(account);
  }

  async #tell(): Promise<void> {
    const now = await this.#sessions();
    const before = this.#told;
    this.#told = now;
    const added = [...now.values()].filter(({ id }) => !before.has(id));
    const removed = [...before.values()].filter(({ id }) => !now.has(id));
    const changed = [...now.values()].filter((session) => {
      const known = before.get(session.id);
      return (
        known && (known.accessToken !== session.accessToken || known.account.label !== session.account.label)
      );
    });
    if (added.length + removed.length + changed.length > 0) this.#changed.fire({ added, removed, changed });
  }

  async #sessions(): Promise<Map<string, vscode.AuthenticationSession>> {
    const { accounts, secrets } = this.#options;
    const sessions = new Map<string, vscode.AuthenticationSession>();
    for (const { account } of accounts.all) {
      const accessToken = account.kind === 'cloud' ? await secrets.get(account.id) : undefined;
      if (accessToken === undefined) continue;
      const { id, label } = account;
      sessions.set(id, { id, accessToken, account: { id, label }, scopes: [] });
    }
    return sessions;
  }
}
