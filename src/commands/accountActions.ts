import * as vscode from 'vscode';

import { type AccountChanges, KeyLostError } from '../accounts/accountChanges';
import { getCloudPlans } from '../api/cloudPlans';
import { ApiError } from '../api/errors';
import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import { currentAccount } from '../model/currentAccount';
import type { CurrentBot } from '../model/currentBot';
import { apiSentence } from '../sentences/apiSentences';
import { type AccountActionId, commandIds, viewIds } from '../util/contract';
import type { AccountRow } from '../views/accountRows';
import { askAccepted } from './acceptedInput';
import { cloudPlansPage, usagePage } from './accountPages';
import { confirm } from './confirmations';
import { inView } from './progress';
import { Cancelled, Explained } from './registry';
import { askEmail, askNewPassword, whyRefused } from './signInInputs';
import { tell } from './tell';
import { orUnknown } from './unknownOutcome';

export interface AccountActionsParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly changes: AccountChanges;
  readonly texts: ReadOnlyTexts;
}

/** What a person does to the current account: from its view, or from the palette. */
export class AccountActions {
  readonly #parts: AccountActionsParts;

  constructor(parts: AccountActionsParts) {
    this.#parts = parts;
  }

  /** @param row of the account view, or the id of an account; the current one without @throws Cancelled, Explained, ApiError */
  async run(id: AccountActionId, row: AccountRow | string | undefined): Promise<void> {
    const account = await this.#account(row);
    switch (id) {
      case commandIds.changeEmail:
        return this.#changeEmail(account);
      case commandIds.changePassword:
        return changePassword(account);
      case commandIds.linkTelegramAccount:
        return linkTelegramAccount(account);
      case commandIds.logOutEverywhere:
        return logOutEverywhere(account);
      case commandIds.resetApiKey:
        return this.#resetApiKey(account);
      case commandIds.turnAdsOnOrOff:
        return turnAdsOnOrOff(account);
      case commandIds.showCloudPlans:
        return this.#showCloudPlans(account);
      case commandIds.showIterationUsage:
        return this.#showIterationUsage(account);
    }
  }

  async #account(row: AccountRow | string | undefined): Promise<AccountModel> {
    const { accounts, current } = this.#parts;
    await accounts.restore();
    const id = typeof row === 'string' ? row : row?.accountId;
    const account = id === undefined ? currentAccount(accounts, current) : accounts.get(id);
    if (!account) throw new Cancelled();
    return account;
  }

  async #changeEmail(account: AccountModel): Promise<void> {
    await account.profile.open();
    const typed = await askEmail({
      title: vscode.l10n.t('Change E-Mail of {0}', account.account.label),
      prompt: vscode.l10n.t('The API key stays as it is. You sign in to the app with the new e-mail.'),
      value: account.profile.email.value ?? '',
      take: (email) => whyRefused(() => this.#parts.changes.changeEmail(account, email)),
    });
    if (typeof typed !== 'string') throw new Cancelled();
    // As the server wrote it, when it could be read again.
    const { value, error } = account.profile.email;
    tell(vscode.l10n.t('The e-mail was changed to {0}.', error ? typed : (value ?? typed)));
  }

  async #resetApiKey(account: AccountModel): Promise<void> {
    const { label, kind } = account.account;
    await confirm(
      vscode.l10n.t('Reset the API key of {0}?', label),
      vscode.l10n.t(
        'The key that it has now stops working at once, also in the official extension and in scripts. VS Code stores the new one in the keychain, and all its windows go on with it. This cannot be undone.',
      ),
      vscode.l10n.t('Reset API Key'),
    );
    await inView(this.#parts.changes.resetKey(account), viewIds.account).catch((error: unknown) => {
      throw lostKey(error, label, account.account.id, kind === 'cloud') ?? error;
    });
    tell(vscode.l10n.t('The API key of {0} was reset. All windows of VS Code here go on with it.', label));
  }

  async #showCloudPlans({ http, usage }: AccountModel): Promise<void> {
    const [plans] = await inView(
      Promise.all([getCloudPlans(http, { fresh: true }), usage.current ? undefined : usage.refresh()]),
      viewIds.account,
    );
    const own = usage.plan?.name ?? usage.current?.quotum_type?.name ?? undefined;
    await this.#parts.texts.show(`${vscode.l10n.t('Cloud Plans')}.md`, cloudPlansPage(plans, own));
  }

  async #showIterationUsage({ account, usage }: AccountModel): Promise<void> {
    await inView(usage.refreshAnew(), viewIds.account);
    if (usage.error) throw usage.error;
    await this.#parts.texts.show(`${vscode.l10n.t('Iteration Usage')}.md`, usagePage(account, usage));
  }
}

/** What to do when it is not sure which key serves; `undefined` when the one before still does. */
function lostKey(error: unknown, label: string, accountId: string, isCloud: boolean): Explained | undefined {
  const wayOn = isCloud
    ? { label: vscode.l10n.t('Sign In…'), command: commandIds.signIn, argument: accountId }
    : undefined;
  if (error instanceof KeyLostError) {
    const sentence = {
      answer: vscode.l10n.t('The API key of {0} was reset, but the new one did not arrive.', label),
      store: vscode.l10n.t('The API key of {0} was reset, but the keychain did not take the new one.', label),
      signOut: vscode.l10n.t('The API key of {0} was reset, but you signed out meanwhile.', label),
    }[error.at];
    return new Explained(`${sentence} ${howToSignIn()}`, error, wayOn);
  }
  if (!ApiError.is(error) || !error.outcomeUnknown) return undefined;
  const sentence = vscode.l10n.t('Whether the API key of {0} was reset is not known.', label);
  return new Explained(`${apiSentence(error)} ${sentence} ${howToSignIn()}`, error, wayOn);
}

function howToSignIn(): string {
  return vscode.l10n.t(
    'Sign in again with the key that the Bots.Business app shows: Profile → API key. Unsaved text stays in the editors.',
  );
}

async function changePassword({ account, profile }: AccountModel): Promise<void> {
  const title = vscode.l10n.t('Change Password of {0}', account.label);
  for (;;) {
    const current = await askAccepted({
      title,
      prompt: vscode.l10n.t('The current password. Leave it empty if you never had one.'),
      placeholder: vscode.l10n.t('Current password'),
      isSecret: true,
      step: { now: 1, of: 3 },
      check: () => undefined,
    });
    if (typeof current === 'string') throw new Cancelled();
    const changed = await askNewPassword({
      title,
      firstStep: 2,
      take: (wanted) => whyRefused(() => profile.changePassword(current.value, wanted)),
    });
    if (changed === 'back') continue;
    tell(vscode.l10n.t('The password of {0} was changed. The API key stays as it is.', account.label));
    return;
  }
}

async function linkTelegramAccount({ account, profile }: AccountModel): Promise<void> {
  const link = await inView(profile.telegramLink(), viewIds.account);
  await vscode.env.openExternal(vscode.Uri.parse(link));
  const refresh = vscode.l10n.t('Refresh');
  const pressed = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Press Start in Telegram to link that account to {0}. Then refresh the Account view to see it.',
      account.label,
    ),
    refresh,
  );
  if (pressed === refresh) await profile.refresh();
}

async function logOutEverywhere({ account, profile }: AccountModel): Promise<void> {
  await profile.open();
  const count = profile.sessions.value;
  await confirm(
    vscode.l10n.t('Log {0} out everywhere?', account.label),
    [
      ...(count === undefined ? [] : [vscode.l10n.t('Sessions: {0}.', String(count))]),
      vscode.l10n.t(
        'This ends all sessions of the Bots.Business app and web; they cannot be brought back, only begun anew. API keys go on working, so VS Code stays signed in: to shut out who has the key, reset it as well.',
      ),
    ].join('\n\n'),
    vscode.l10n.t('Log Out Everywhere'),
  );
  await orUnknown(inView(profile.logOutEverywhere(), viewIds.account), (why) =>
    vscode.l10n.t('{0} Whether the sessions have ended is not known: log out everywhere once more.', why),
  );
  const reset = vscode.l10n.t('Reset API Key…');
  const pressed = await vscode.window.showInformationMessage(
    vscode.l10n.t('All sessions of {0} have ended. Its API key goes on working.', account.label),
    reset,
  );
  if (pressed === reset) await vscode.commands.executeCommand(commandIds.resetApiKey, account.id);
}

async function turnAdsOnOrOff({ account, profile, usage }: AccountModel): Promise<void> {
  if (!usage.current) await inView(usage.refresh(), viewIds.account);
  const now = usage.current?.have_ads ?? undefined;
  const on = vscode.l10n.t('Turn Ads On');
  const off = vscode.l10n.t('Turn Ads Off');
  const state =
    now === undefined
      ? vscode.l10n.t('Whether they are on now is not known.')
      : now
        ? vscode.l10n.t('They are on now.')
        : vscode.l10n.t('They are off now.');
  const pressed = await vscode.window.showWarningMessage(
    vscode.l10n.t('Ads in the bots of {0}', account.label),
    {
      modal: true,
      detail: [
        state,
        vscode.l10n.t(
          'With ads the people who use your bots see advertising, and the account has more iterations; without ads it has fewer. You can change it back.',
        ),
      ].join('\n\n'),
    },
    ...(now === true ? [] : [on]),
    ...(now === false ? [] : [off]),
  );
  if (pressed === undefined) throw new Cancelled();
  await orUnknown(inView(profile.setAds(pressed === on), viewIds.account), (why) =>
    vscode.l10n.t('{0} Whether the ads were turned on or off is not known: refresh the Account view.', why),
  );
}
