import * as vscode from 'vscode';

import { officialKey } from '../accounts/officialKey';
import { looksLikeApiKey, type SignIn, type SignInCall } from '../accounts/signIn';
import { ApiError } from '../api/errors';
import type { Account } from '../model/account';
import type { Accounts } from '../model/accounts';
import { sandboxAccountId } from '../util/sandboxContract';
import { type AcceptedInputOptions, askAccepted } from './acceptedInput';
import { inNotification } from './progress';
import { Cancelled } from './registry';
import { askEmail, askNewPassword, whyRefused } from './signInInputs';
import { whyNot, whyNotSignedUp } from './signInSentences';

/** What signing in is for. */
export interface SignInRequest {
  /** The account whose key is no longer accepted. */
  readonly again?: Account;
  /** Only the cloud: who asks needs a key that works there. */
  readonly cloudOnly?: boolean;
}

type Way = 'apiKey' | 'password' | 'telegram' | 'official' | 'sandbox' | 'signUp' | 'resetPassword';

/** Asks how to sign in, and leads through it. */
export class SignInFlow {
  readonly #signIn: SignIn;
  readonly #accounts: Accounts;
  /** Takes the official extension's key over. */
  readonly #takeOver: (again?: Account) => Promise<Account>;

  constructor(signIn: SignIn, accounts: Accounts, takeOver: (again?: Account) => Promise<Account>) {
    this.#signIn = signIn;
    this.#accounts = accounts;
    this.#takeOver = takeOver;
  }

  /** @throws Cancelled */
  async run(request: SignInRequest = {}): Promise<Account> {
    const title = request.again
      ? vscode.l10n.t('Sign In Again: {0}', request.again.label)
      : vscode.l10n.t('Sign In to Bots.Business');
    for (;;) {
      const signedIn = await this.#byWay(await this.#pickWay(title, request), title, request.again);
      if (signedIn !== 'back') return signedIn;
    }
  }

  /** Signs in to the sandbox, with the progress in the status bar. */
  async toSandbox(): Promise<Account> {
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Starting the sandbox…') },
      () => this.#signIn.toSandbox(vscode.l10n.t('Sandbox')),
    );
  }

  async #pickWay(title: string, request: SignInRequest): Promise<Way> {
    await this.#accounts.restore();
    const items: (vscode.QuickPickItem & { readonly way: Way })[] = [
      {
        label: `$(key) ${vscode.l10n.t('API Key')}`,
        detail: vscode.l10n.t('You find it in the Bots.Business app: Profile → API key.'),
        way: 'apiKey',
      },
      {
        label: `$(mail) ${vscode.l10n.t('E-Mail and Password')}`,
        detail: vscode.l10n.t('The password is sent once, to get the API key, and not stored.'),
        way: 'password',
      },
      {
        label: `$(send) ${vscode.l10n.t('Telegram')}`,
        detail: vscode.l10n.t('You confirm in Telegram, which opens outside of VS Code.'),
        way: 'telegram',
      },
    ];
    if (officialKey() !== undefined) {
      items.unshift({
        label: `$(arrow-swap) ${vscode.l10n.t('Key of the Official Extension')}`,
        detail: vscode.l10n.t('It lies in plain text in your settings; take it over into the keychain.'),
        way: 'official',
      });
    }
    if (!request.cloudOnly && !request.again && !this.#accounts.get(sandboxAccountId)) {
      items.push({
        label: `$(beaker) ${vscode.l10n.t('Sandbox')}`,
        detail: vscode.l10n.t('A local Bots.Business on this machine, with demo bots. No account needed.'),
        way: 'sandbox',
      });
    }
    if (!request.again) {
      items.push({
        label: `$(person-add) ${vscode.l10n.t('Sign Up…')}`,
        detail: vscode.l10n.t('Make a new account with e-mail and password.'),
        way: 'signUp',
      });
    }
    items.push({
      label: `$(question) ${vscode.l10n.t('Reset Password…')}`,
      detail: vscode.l10n.t('Bots.Business sends you a new password by e-mail.'),
      way: 'resetPassword',
    });
    const picked = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: vscode.l10n.t('How do you want to sign in?'),
      ignoreFocusOut: true,
    });
    if (!picked) throw new Cancelled();
    return picked.way;
  }

  async #byWay(way: Way, title: string, again: Account | undefined): Promise<Account | 'back'> {
    switch (way) {
      case 'apiKey':
        return this.#withApiKey(title, again);
      case 'password':
        return this.#withPassword(title, again);
      case 'telegram':
        return this.#withTelegram(again);
      case 'signUp':
        return this.#signUp();
      case 'resetPassword':
        return this.#resetPassword(title, again);
      case 'official':
        return this.#takeOver(again);
      case 'sandbox':
        return this.toSandbox();
    }
  }

  async #withApiKey(title: string, again: Account | undefined): Promise<Account | 'back'> {
    return askSecret({
      title,
      prompt: vscode.l10n.t(
        'In the Bots.Business app: Profile → API key. It is stored in the keychain of your system.',
      ),
      placeholder: vscode.l10n.t('Paste your API key'),
      signIn: async (pasted, signal) => {
        const apiKey = pasted.trim();
        if (looksLikeApiKey(apiKey)) return this.#signIn.withApiKey(apiKey, callOf(signal, again));
        return vscode.l10n.t(
          'This does not look like an API key: a key is about 40 letters, digits, - and _.',
        );
      },
      refused: vscode.l10n.t(
        'Bots.Business does not accept this key. Copy the current one from the app and paste it here.',
      ),
    });
  }

  async #withPassword(title: string, again: Account | undefined, value = ''): Promise<Account | 'back'> {
    let email = value;
    for (;;) {
      const typed = await askEmail({
        title,
        prompt: vscode.l10n.t('The e-mail of your Bots.Business account.'),
        value: email,
        step: { now: 1, of: 2 },
        canGoBack: true,
      });
      if (typeof typed !== 'string') return 'back';
      email = typed;
      const account = await this.#askPassword(title, email, again);
      if (account !== 'back') return account;
    }
  }

  async #signUp(): Promise<Account | 'back'> {
    const title = vscode.l10n.t('Sign Up to Bots.Business');
    let email = '';
    for (;;) {
      const typed = await askEmail({
        title,
        prompt: vscode.l10n.t('The e-mail of your new account.'),
        value: email,
        step: { now: 1, of: 3 },
        canGoBack: true,
      });
      if (typeof typed !== 'string') return 'back';
      email = typed;
      let account: Account | undefined;
      await askNewPassword({
        title,
        firstStep: 2,
        take: async (password, signal) => {
          try {
            account = await this.#signIn.newAccount({ email, password }, { signal });
            return undefined;
          } catch (error) {
            return whyNotSignedUp(error);
          }
        },
      });
      if (account) return account;
    }
  }

  /** Has a new password sent, and goes on with it. */
  async #resetPassword(title: string, again: Account | undefined): Promise<Account | 'back'> {
    const email = await askEmail({
      title: vscode.l10n.t('Reset Password'),
      prompt: vscode.l10n.t('Bots.Business sends a new password to this e-mail; the one before ends.'),
      canGoBack: true,
      take: (typed) => whyRefused(() => this.#signIn.sendNewPassword(typed, again)),
    });
    if (typeof email !== 'string') return 'back';
    void vscode.window.showInformationMessage(
      vscode.l10n.t('A new password was sent to {0}. Sign in with it when the letter is there.', email),
    );
    return this.#withPassword(title, again, email);
  }

  /** @throws Cancelled */
  async #withTelegram(again: Account | undefined): Promise<Account> {
    // Who only copies the link, for another device, is waited for as well.
    const open = async (link: string) => {
      await vscode.env.openExternal(vscode.Uri.parse(link));
    };
    for (;;) {
      try {
        return await inNotification(vscode.l10n.t('Sign in with Telegram'), (steps, signal) => {
          const waiting = (tooManyMs: number | undefined) => steps.report(0, 1, waitSentence(tooManyMs));
          return this.#signIn.withTelegram(open, { signal, waiting }, again);
        });
      } catch (error) {
        if (ApiError.is(error, 'aborted')) throw new Cancelled();
        const tryAgain = vscode.l10n.t('Try Again');
        const expired = vscode.l10n.t(
          'The sign-in link has expired or was used already. Try again to get a new one.',
        );
        const pressed = await vscode.window.showWarningMessage(whyNot(error, expired), tryAgain);
        if (pressed !== tryAgain) throw new Cancelled();
      }
    }
  }

  async #askPassword(title: string, email: string, again: Account | undefined): Promise<Account | 'back'> {
    return askSecret({
      title,
      prompt: vscode.l10n.t('The password of {0}. It is not stored.', email),
      placeholder: vscode.l10n.t('Password'),
      step: { now: 2, of: 2 },
      signIn: async (password, signal) =>
        password === ''
          ? vscode.l10n.t('Type the password.')
          : this.#signIn.withPassword(email, password, callOf(signal, again)),
      refused: vscode.l10n.t(
        'Bots.Business does not accept this e-mail and password. Who signs in to the app with Telegram has no password: go back and use the API key.',
      ),
    });
  }
}

interface SecretInput extends Pick<AcceptedInputOptions, 'title' | 'prompt' | 'placeholder' | 'step'> {
  /** @returns the account, or why this cannot be tried at all */
  readonly signIn: (secret: string, signal: AbortSignal) => Promise<Account | string>;
  /** What to say when the server does not let this person in. */
  readonly refused: string;
}

/** Asks for what proves who a person is, until it does. */
async function askSecret({ signIn, refused, ...input }: SecretInput): Promise<Account | 'back'> {
  let account: Account | undefined;
  await askAccepted({
    ...input,
    isSecret: true,
    canGoBack: true,
    check: async (secret, signal) => {
      try {
        const result = await signIn(secret, signal);
        if (typeof result === 'string') return result;
        account = result;
        return undefined;
      } catch (error) {
        return whyNot(error, refused);
      }
    },
  });
  return account ?? 'back';
}

function callOf(signal: AbortSignal, again: Account | undefined): SignInCall {
  return { signal, ...(again ? { again } : {}) };
}

function waitSentence(tooManyMs: number | undefined): string {
  return tooManyMs === undefined
    ? vscode.l10n.t('Press Start in Telegram and confirm there.')
    : vscode.l10n.t(
        'Too many attempts: the server wants to be asked again in {0} seconds.',
        Math.ceil(tooManyMs / 1000),
      );
}
