import * as vscode from 'vscode';

import { deleteOfficialKey, officialKey, officialKeySetting } from '../accounts/officialKey';
import type { SecretStore } from '../accounts/secretStore';
import type { SignIn } from '../accounts/signIn';
import type { Account } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { Log } from '../util/log';
import { Cancelled, Explained } from './registry';
import { whyNot } from './signInSentences';

const declinedKey = 'officialKey.declined';

/** Takes over the API key that the official extension keeps in plain settings. */
export class TakeOver {
  readonly #signIn: SignIn;
  readonly #accounts: Accounts;
  readonly #secrets: SecretStore;
  readonly #memory: vscode.Memento;
  readonly #log: Log;

  /** @param memory remembers over windows that the person does not want to be asked again */
  constructor(signIn: SignIn, accounts: Accounts, secrets: SecretStore, memory: vscode.Memento, log: Log) {
    this.#signIn = signIn;
    this.#accounts = accounts;
    this.#secrets = secrets;
    this.#memory = memory;
    this.#log = log;
  }

  /** Offers it, once per window, to a person who did not sign in with this key and did not decline for good. */
  async offer(): Promise<void> {
    const key = officialKey();
    if (key === undefined || this.#memory.get<boolean>(declinedKey)) return;
    await this.#accounts.restore();
    if (await this.#isSignedInWith(key)) return;
    const take = vscode.l10n.t('Take Over');
    const never = vscode.l10n.t("Don't Ask Again");
    const pressed = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The official Bots.Business extension keeps your API key in plain text in the settings. Sign in with it here? It is then stored in the keychain of your system.',
      ),
      take,
      never,
    );
    if (pressed === never) await this.#memory.update(declinedKey, true);
    if (pressed === take) await this.run();
  }

  /** @throws Cancelled, Explained */
  async run(again?: Account): Promise<Account> {
    const key = officialKey();
    if (key === undefined) throw new Cancelled();
    let account: Account;
    try {
      account = await this.#signIn.withApiKey(key, again ? { again } : {});
    } catch (error) {
      throw new Explained(
        whyNot(
          error,
          vscode.l10n.t(
            'Bots.Business does not accept the key of the official extension. Sign in with the current one, and delete the setting {0}.',
            officialKeySetting,
          ),
        ),
        error,
      );
    }
    this.#tellToDelete(account).catch((error: unknown) =>
      this.#log.error(`the setting ${officialKeySetting} could not be deleted`, error),
    );
    return account;
  }

  async #tellToDelete(account: Account): Promise<void> {
    const remove = vscode.l10n.t('Delete from Settings');
    const pressed = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Signed in as {0}. Now delete the plain key: whoever can read or sync your settings can use it. The official extension will ask for it again.',
        account.label,
      ),
      remove,
    );
    if (pressed !== remove) return;
    try {
      await deleteOfficialKey();
    } catch (error) {
      this.#log.error(`the setting ${officialKeySetting} could not be deleted`, error);
      await vscode.window.showErrorMessage(
        vscode.l10n.t(
          'The setting {0} could not be deleted. Open the settings file and delete its line.',
          officialKeySetting,
        ),
      );
      return;
    }
    vscode.window.setStatusBarMessage(vscode.l10n.t('The plain key is deleted from the settings'), 5000);
  }

  async #isSignedInWith(key: string): Promise<boolean> {
    for (const { account } of this.#accounts.all)
      if (account.kind === 'cloud' && (await this.#secrets.get(account.id)) === key) return true;
    return false;
  }
}
