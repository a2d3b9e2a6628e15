import { l10n } from 'vscode';

import { endpoint } from '../api/endpoints';
import { ApiError, IncompleteCommandError, networkTrouble } from '../api/errors';
import { shownName } from './shownName';

/**
 * Turns whatever a call failed with into one or two sentences for a person: what went wrong, what to do next. Used
 * wherever a failed call is shown, so that the same trouble reads the same everywhere.
 */
export function apiSentence(error: unknown): string {
  if (error instanceof IncompleteCommandError) return incompleteSentence(error);
  if (!(error instanceof ApiError)) {
    return l10n.t('Something unexpected went wrong: {0}. The log has the details.', String(error));
  }
  // In a notice what looks like a link would be one.
  const said = error.serverMessages.join(' ').replaceAll('](', '] (');
  switch (error.reason) {
    case 'unauthorized':
      // Without a status the server was not even asked.
      return error.status === undefined
        ? l10n.t('VS Code no longer has the API key of this account. Sign in again.')
        : l10n.t('The server does not accept the API key. Sign in again with the current key.');
    case 'forbidden':
      if (error.protectedBot) {
        return l10n.t(
          '{0} is a protected bot: the server does not let anybody but its author see or change this.',
          shownName(error.protectedBot.name),
        );
      }
      return said
        ? l10n.t('The server does not allow this: {0}', said)
        : l10n.t('The server does not allow this for your account.');
    case 'notFound':
      return said
        ? l10n.t('The server says: {0}. It may have been deleted elsewhere; refresh the list.', said)
        : l10n.t('The server no longer has this. It may have been deleted elsewhere; refresh the list.');
    case 'routeMissing':
      return l10n.t(
        'This server has no endpoint "{0}". Check API shows which paths it answers, and the setting botsBusiness.api.endpoints can correct this one.',
        endpoint(error.endpoint).title,
      );
    case 'rateLimited':
      return error.retryAfterMs === undefined
        ? l10n.t('The server asks for fewer requests. Wait a moment and try again.')
        : l10n.t(
            'The server asks for fewer requests. Try again in {0} seconds.',
            Math.ceil(error.retryAfterMs / 1000),
          );
    case 'server':
      return l10n.t(
        'The server has a problem of its own (status {0}). Try again in a moment.',
        error.status ?? '5xx',
      );
    case 'refused':
      return said
        ? l10n.t('The server refused: {0}', said)
        : l10n.t('The server refused, without saying why.');
    case 'notJson':
      return l10n.t(
        'A web page came back instead of an answer. A proxy, a sign-in page of your network or a wrong server address can be the cause.',
      );
    case 'malformed':
      return l10n.t('The answer of the server was broken or incomplete. Try again.');
    case 'timeout':
      return l10n.t('The server did not answer in time. Check the connection and try again.');
    case 'network':
      return networkSentence(error);
    case 'aborted':
      return l10n.t('The request was cancelled.');
    case 'foreignAddress':
      return l10n.t(
        'The server sent the request on to another server. It was not followed, to keep your key safe.',
      );
  }
}

function networkSentence(error: ApiError): string {
  const server = error.host ?? l10n.t('the server');
  switch (networkTrouble(error)) {
    case 'untrusted':
      return l10n.t(
        'The certificate of {0} is by an authority that this machine does not trust. In a company network, add the authority to the certificates of your system, leave the setting http.systemCertificates on, and restart VS Code.',
        server,
      );
    case 'outdated':
      return l10n.t(
        'The certificate of {0} is not valid today. Check the clock of this machine; if it is right, try again later.',
        server,
      );
    case 'otherServer':
      return l10n.t(
        'The certificate that came is not that of {0}. A sign-in page of your network or a wrong server address can be the cause.',
        server,
      );
    case 'proxy':
      return l10n.t(
        'The proxy did not let VS Code through to {0}. Check the setting http.proxy, or ask who runs the proxy.',
        server,
      );
    case 'sandboxWithoutSqlite':
      return l10n.t('The sandbox needs a newer VS Code: this one brings no SQLite.');
    case 'sandboxNotStarted':
      return l10n.t('The sandbox did not start. The log has the details; try again.');
    case 'unreachable':
      return l10n.t('The server cannot be reached. Check the connection and try again.');
  }
}

function incompleteSentence(error: IncompleteCommandError): string {
  return l10n.t(
    'The server left out {0}; saving now would erase it on the server. Nothing was sent. Try again later.',
    error.fields.join(', '),
  );
}
