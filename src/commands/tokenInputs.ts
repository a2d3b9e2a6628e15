import * as vscode from 'vscode';

import { isTokenShaped } from '../telegram/token';
import { askAccepted } from './acceptedInput';
import { Cancelled } from './registry';

/**
 * Asks for the Telegram token of a new bot.
 * @returns `undefined` when it is to have none yet
 * @throws Cancelled
 */
export async function askNewToken(bot: string): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Telegram Token of {0}', bot),
    prompt: vscode.l10n.t('From @BotFather. Leave it empty to give the bot one later.'),
    placeHolder: vscode.l10n.t('Token (optional)'),
    password: true,
    ignoreFocusOut: true,
    validateInput: whyNoToken,
  });
  if (typed === undefined) throw new Cancelled();
  return typed.trim() || undefined;
}

/**
 * Asks for another Telegram token of a bot. The present one is neither read nor shown.
 * @param hasToken `undefined`: the server does not say
 * @returns the token, `same`, `none` when it is to be taken away, or `back`
 * @throws Cancelled
 */
export async function askAnotherToken(
  bot: string,
  hasToken: boolean | undefined,
): Promise<{ readonly token: string } | 'same' | 'none' | 'back'> {
  const answer = await askAccepted({
    title: vscode.l10n.t('Edit Bot {0}', bot),
    prompt:
      hasToken === false
        ? vscode.l10n.t('The bot has no Telegram token. Enter that from @BotFather, or leave it empty.')
        : vscode.l10n.t('Leave it empty to keep the token that the bot has.'),
    placeholder: vscode.l10n.t('New Telegram token from @BotFather'),
    isSecret: true,
    step: { now: 2, of: 2 },
    canGoBack: true,
    ...(hasToken === false
      ? {}
      : {
          button: { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove the Token…') },
        }),
    check: whyNoToken,
  });
  if (answer === 'back') return 'back';
  if (answer === 'button') return 'none';
  const token = answer.value.trim();
  return token === '' ? 'same' : { token };
}

/** Only whether it may be one: the token itself is never repeated. */
function whyNoToken(text: string): string | undefined {
  const token = text.trim();
  return token === '' || isTokenShaped(token)
    ? undefined
    : vscode.l10n.t('This is not a bot token: digits, a colon and 35 letters, digits, - or _.');
}
