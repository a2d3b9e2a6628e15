import * as vscode from 'vscode';

import { endpoint } from '../api/endpoints';
import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import {
  checkApi,
  type CheckedAbout,
  type CheckedEndpoint,
  corrections,
  readsToCheck,
} from '../model/checkApi';
import type { CurrentBot } from '../model/currentBot';
import { shownName } from '../sentences/shownName';
import { settingIds } from '../util/contract';
import { checkReport } from './checkApiReport';
import { goneError } from './commandActions';
import { expectSignedIn, pickAccount } from './pickers';
import { inNotification } from './progress';
import { Cancelled, Explained } from './registry';

/**
 * *Check API…*: asks the server for every read of the table and shows which paths it has. Paths that are not documented
 * become known by it.
 */
export class CheckApi {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #texts: ReadOnlyTexts;

  constructor(accounts: Accounts, current: CurrentBot, texts: ReadOnlyTexts) {
    this.#accounts = accounts;
    this.#current = current;
    this.#texts = texts;
  }

  /** @throws Cancelled, Explained, ApiError */
  async run(): Promise<void> {
    await expectSignedIn(this.#accounts);
    const { id } = await pickAccount(this.#accounts, vscode.l10n.t('Check API'));
    const account = this.#accounts.get(id);
    if (!account) throw goneError();
    const about = await this.#about(account);
    await confirm(account, about);
    const checked = await inNotification(vscode.l10n.t('Checking the API'), (steps, signal) => {
      let done = 0;
      const total = readsToCheck().length;
      return checkApi(account.http, about, {
        signal,
        onChecked: (each) => steps.report(++done, total, endpoint(each.id).title),
      });
    });
    if (checked.length === 0) throw new Cancelled();
    const report = checkReport(checked, account.account.url);
    await this.#texts.show(`${vscode.l10n.t('Check of the API')}.md`, report);
    await this.#offer(checked, report);
  }

  /** The bot that the reads are about: the current one of the account, else its first. */
  async #about(account: AccountModel): Promise<CheckedAbout> {
    await account.bots.open();
    if (account.bots.error && !account.bots.all) throw account.bots.error;
    const { ref } = this.#current;
    const botId = ref?.accountId === account.account.id ? ref.botId : account.bots.all?.[0]?.id;
    if (botId === undefined) return {};
    const contents = account.contents(botId);
    await contents.open();
    const [commandId] = contents.commands.keys();
    return { botId, ...(commandId === undefined ? {} : { commandId }) };
  }

  async #offer(checked: readonly CheckedEndpoint[], report: string): Promise<void> {
    const copy = vscode.l10n.t('Copy Report');
    const store = vscode.l10n.t('Use These Paths');
    const found = corrections(checked);
    const corrected = Object.keys(found).length;
    const asked = checked.filter(({ lacksId }) => !lacksId);
    const missing = asked.filter(({ tried }) => tried.at(-1)?.outcome === 'routeMissing').length;
    const sentence = [
      missing === 0
        ? vscode.l10n.t('The server has all {0} reads that were asked for.', asked.length)
        : vscode.l10n.t('The server has {0} of {1} reads.', asked.length - missing, asked.length),
      ...(corrected > 0 ? [vscode.l10n.t('{0} of them under other paths than assumed.', corrected)] : []),
    ].join(' ');
    const pressed =
      corrected > 0
        ? await vscode.window.showInformationMessage(sentence, store, copy)
        : await vscode.window.showInformationMessage(sentence, copy);
    if (pressed === copy) await vscode.env.clipboard.writeText(report);
    if (pressed === store) await keep(found);
  }
}

/** @throws Cancelled */
async function confirm(account: AccountModel, { botId }: CheckedAbout): Promise<void> {
  const check = vscode.l10n.t('Check');
  const about =
    botId === undefined
      ? vscode.l10n.t('The account has no bot, so what is about bots cannot be checked.')
      : vscode.l10n.t('What is about bots is asked about {0}.', shownName(account.bots.get(botId)?.name));
  const pressed = await vscode.window.showInformationMessage(
    vscode.l10n.t('Check which endpoints {0} has?', account.account.url),
    {
      modal: true,
      detail: [
        vscode.l10n.t(
          'As {0}, every kind of read is sent once, {1} in all. Nothing is changed, and no contents of the answers are kept: only the names of their fields.',
          account.account.label,
          readsToCheck().length,
        ),
        about,
      ].join('\n\n'),
    },
    check,
  );
  if (pressed !== check) throw new Cancelled();
}

/** @throws Explained */
async function keep(found: ReturnType<typeof corrections>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  const before = configuration.inspect<Record<string, unknown>>(settingIds.apiEndpoints)?.globalValue ?? {};
  try {
    await configuration.update(
      settingIds.apiEndpoints,
      Object.fromEntries(Object.entries({ ...before, ...found }).filter(([, path]) => path !== null)),
      vscode.ConfigurationTarget.Global,
    );
  } catch (error) {
    throw new Explained(
      vscode.l10n.t('VS Code could not write the setting {0}: {1}', settingIds.apiEndpoints, String(error)),
      error,
    );
  }
}
