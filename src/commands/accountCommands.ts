import * as vscode from 'vscode';

import { AccountElsewhereError, looksLikeApiKey, type SignIn } from '../accounts/signIn';
import { ApiError } from '../api/errors';
import type { Accounts } from '../model/accounts';
import { apiSentence } from '../sentences/apiSentences';
import { commandIds } from '../util/contract';
import { pickAccount } from './pickers';
import { Cancelled, type CommandRegistry } from './registry';

export function registerAccountCommands(registry: CommandRegistry, accounts: Accounts, signIn: SignIn): void {
  registry.register(commandIds.signIn, () => askApiKey(signIn));
  registry.register(commandIds.trySandbox, () =>
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Starting the sandbox…') },
      () => signIn.toSandbox(vscode.l10n.t('Sandbox')),
    ),
  );
  registry.register(commandIds.signOut, async () =>
    signIn.out(await pickAccount(accounts, vscode.l10n.t('Sign Out'))),
  );
}

/** Asks for the API key and tries it; the input stays open with the reason when the server does not accept it. */
async function askApiKey(signIn: SignIn): Promise<void> {
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t('Sign In to Bots.Business');
  input.prompt = vscode.l10n.t(
    'In the Bots.Business app: Profile → API key. It is stored in the keychain of your system.',
  );
  input.placeholder = vscode.l10n.t('Paste your API key');
  input.password = true;
  input.ignoreFocusOut = true;
  const ended = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      input.onDidHide(() => {
        ended.abort();
        reject(new Cancelled());
      });
      input.onDidChangeValue(() => (input.validationMessage = undefined));
      input.onDidAccept(() => {
        const apiKey = input.value.trim();
        if (!looksLikeApiKey(apiKey)) {
          input.validationMessage = vscode.l10n.t(
            'This does not look like an API key: a key is about 40 letters, digits, - and _.',
          );
          return;
        }
        input.busy = true;
        input.enabled = false;
        signIn
          .withApiKey(apiKey, ended.signal)
          .then(() => resolve())
          .catch((error: unknown) => (input.validationMessage = whyNot(error)))
          .finally(() => {
            input.busy = false;
            input.enabled = true;
          });
      });
      input.show();
    });
  } finally {
    input.dispose();
  }
}

function whyNot(error: unknown): string {
  if (error instanceof AccountElsewhereError) {
    return vscode.l10n.t(
      'You are signed in to {0} at {1} already. Sign out there first.',
      error.account.label,
      error.account.url,
    );
  }
  return ApiError.is(error, 'unauthorized')
    ? vscode.l10n.t(
        'Bots.Business does not accept this key. Copy the current one from the app and paste it here.',
      )
    : apiSentence(error);
}
