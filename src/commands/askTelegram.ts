import * as vscode from 'vscode';

import { type Bot, readBotToken } from '../api/bots';
import type { AccountModel } from '../model/accountModel';
import { shownName } from '../sentences/shownName';
import { telegramSentence } from '../sentences/telegramSentences';
import { TelegramError } from '../telegram/errors';
import { delay } from '../util/async';
import { inNotification } from './progress';
import { Cancelled, Explained } from './registry';
import { editing } from './waysOn';

/**
 * Asks Telegram something with the token of a bot, which is read for it and goes nowhere else.
 * @throws Explained, ApiError
 */
export async function askTelegram<T>(
  { account, http }: AccountModel,
  bot: Bot,
  ask: (token: string) => Promise<T>,
): Promise<T> {
  const name = shownName(bot.name);
  const wayOn = editing({ accountId: account.id, botId: bot.id });
  const token = await readBotToken(http, bot.id);
  if (!token) {
    throw new Explained(
      vscode.l10n.t(
        '{0} has no Telegram token, so it is not on Telegram yet. Give it the token from @BotFather.',
        name,
      ),
      undefined,
      wayOn,
    );
  }
  try {
    return await ask(token);
  } catch (error) {
    if (!TelegramError.is(error)) throw error;
    const isToken = error.reason === 'unauthorized';
    throw new Explained(telegramSentence(error, name), error, isToken ? wayOn : undefined);
  }
}

/**
 * Asks again when Telegram says after how long to (429), and shows meanwhile how long that is.
 * @param signal aborted when the person left what is asked for
 * @throws Cancelled when the person does not wait, or what `ask` throws
 */
export async function askPatiently<T>(ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const wait = error instanceof TelegramError ? error.retryAfterMs : undefined;
      if (wait === undefined) throw error;
      await countDown(Math.ceil(wait / 1000), signal);
    }
  }
}

/** @throws Cancelled */
async function countDown(seconds: number, left?: AbortSignal): Promise<void> {
  await inNotification(vscode.l10n.t('Telegram asks for fewer requests'), async (steps, cancelled) => {
    const ended = left ? AbortSignal.any([left, cancelled]) : cancelled;
    for (let still = seconds; still > 0; still--) {
      steps.report(seconds - still, seconds, vscode.l10n.t('asking again in {0} s', still));
      try {
        await delay(1000, ended);
      } catch {
        // Nothing but the signals ends the pause.
        throw new Cancelled();
      }
    }
  });
}
