import { l10n } from 'vscode';

import type { TelegramError } from '../telegram/errors';

/** What Telegram could not be asked, as a sentence: what went wrong, what to do next. @param bot its name */
export function telegramSentence({ reason, status, retryAfterMs }: TelegramError, bot: string): string {
  switch (reason) {
    case 'unauthorized':
      return l10n.t(
        'Telegram does not accept the token of {0}. Get the current one from @BotFather and enter it with Edit Bot….',
        bot,
      );
    case 'blocked':
      return l10n.t(
        'Telegram says that {0} is kept out: the account has blocked the bot or is gone. Only its owner can change that, in Telegram.',
        bot,
      );
    case 'connectionNotFound':
      return l10n.t(
        'Telegram knows no business connection of {0} with this id: it was revoked, is of another bot, or is misspelled. Take the id from a newer update.',
        bot,
      );
    case 'rateLimited':
      return retryAfterMs === undefined
        ? l10n.t('Telegram asks for fewer requests. Wait a moment and try again.')
        : l10n.t(
            'Telegram asks for fewer requests. Try again in {0} seconds.',
            Math.ceil(retryAfterMs / 1000),
          );
    case 'server':
      return status === undefined || status >= 500
        ? l10n.t('Telegram has a problem of its own. Try again in a moment.')
        : l10n.t(
            'Telegram refused what was asked about {0} (status {1}). Check what you typed; if that is right, tell us with Report Issue….',
            bot,
            status,
          );
    case 'malformed':
      return l10n.t(
        'Something else than Telegram answered. A proxy or a sign-in page of your network can be the cause.',
      );
    case 'timeout':
      return l10n.t('Telegram did not answer in time. Check the connection and try again.');
    case 'network':
      return l10n.t('Telegram cannot be reached. Check the connection and try again.');
    case 'aborted':
      return l10n.t('The question to Telegram was cancelled. Ask again when you need the answer.');
  }
}
