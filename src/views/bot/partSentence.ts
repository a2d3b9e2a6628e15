import { l10n } from 'vscode';

import { ApiError } from '../../api/errors';
import { apiSentence } from '../../sentences/apiSentences';

/** Why something of a bot could not be had or done; when the server does not allow it, that the bot is protected. */
export function partSentence(error: unknown, botName: string, isProtected: boolean | undefined): string {
  if (ApiError.is(error, 'forbidden') && isProtected) {
    return l10n.t(
      '{0} is a protected bot: the server does not let anybody but its author see or change this.',
      botName,
    );
  }
  return apiSentence(error);
}
