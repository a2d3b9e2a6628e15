import type * as vscode from 'vscode';

import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { SecretStore } from './secretStore';

const prefix = 'botsBusiness.apiKey.';

/** Keys in VS Code's SecretStorage, which the operating system encrypts and all windows share. */
export class VscodeSecretStore extends Disposable implements SecretStore {
  readonly #secrets: vscode.SecretStorage;
  readonly #changed = this._register(new Emitter<string>());
  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage) {
    super();
    this.#secrets = secrets;
    this._register(
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(prefix)) this.#changed.fire(key.slice(prefix.length));
      }),
    );
  }

  async get(accountId: string): Promise<string | undefined> {
    return this.#secrets.get(prefix + accountId);
  }

  async set(accountId: string, apiKey: string): Promise<void> {
    await this.#secrets.store(prefix + accountId, apiKey);
  }

  async delete(accountId: string): Promise<void> {
    await this.#secrets.delete(prefix + accountId);
  }
}
