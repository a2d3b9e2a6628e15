import { l10n } from 'vscode';

import { type ApiError, networkTrouble } from '../api/errors';

/**
 * A failure as the label of a row: what it is in a word or two, and what a click does. No more than 30 characters: a
 * sidebar of the usual width shows so many.
 */
export function failureLabel(error: ApiError): string {
  switch (error.reason) {
    case 'unauthorized':
      return l10n.t('Sign in again');
    case 'network':
      return networkLabel(error);
    case 'timeout':
      return l10n.t('No answer: click to retry');
    case 'rateLimited':
      return l10n.t('Too many requests: retry later');
    case 'server':
      return l10n.t('Server error: click to retry');
    case 'notJson':
      return l10n.t('Wrong answer: click to retry');
    case 'notFound':
      return l10n.t('Not found: click to retry');
    case 'routeMissing':
      return l10n.t('No endpoint: click to retry');
    case 'forbidden':
      if (error.protectedBot) return l10n.t('The bot is protected');
      return l10n.t('Not allowed: click to retry');
    case 'refused':
      return l10n.t('Refused: click to retry');
    case 'malformed':
    case 'aborted':
    case 'foreignAddress':
      return l10n.t('Broken answer: click to retry');
  }
}

function networkLabel(error: ApiError): string {
  switch (networkTrouble(error)) {
    case 'untrusted':
    case 'outdated':
    case 'otherServer':
      return l10n.t('Not trusted: click to retry');
    case 'proxy':
      return l10n.t('Proxy refused: click to retry');
    case 'sandboxWithoutSqlite':
    case 'sandboxNotStarted':
      return l10n.t('Sandbox is off: click to retry');
    case 'unreachable':
      return l10n.t('Offline: click to retry');
  }
}
