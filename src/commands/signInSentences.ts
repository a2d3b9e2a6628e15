import * as vscode from 'vscode';

import { AccountElsewhereError, OtherAccountError } from '../accounts/signIn';
import { ApiError } from '../api/errors';
import { apiSentence } from '../sentences/apiSentences';

/**
 * Why nobody could be signed in.
 * @param refused what to say when the server does not let this person in
 */
export function whyNot(error: unknown, refused: string): string {
  if (error instanceof AccountElsewhereError) {
    return vscode.l10n.t(
      'You are signed in to {0} at {1} already. Sign out there first.',
      error.account.label,
      error.account.url,
    );
  }
  if (error instanceof OtherAccountError) {
    return vscode.l10n.t(
      'This belongs to {0}, not to {1}. To add {0}, choose Sign In in the menu of the Bots view.',
      error.label,
      error.wanted.label,
    );
  }
  return ApiError.is(error, 'unauthorized') ? refused : apiSentence(error);
}

/** Why nobody could be signed up, or signed in after it. */
export function whyNotSignedUp(error: unknown): string {
  const sentence = whyNot(error, apiSentence(error));
  if (!ApiError.is(error)) return sentence;
  if (error.endpoint !== 'signUp') {
    return vscode.l10n.t(
      'The account was made, but signing in to it failed. Close this and sign in with e-mail and password. {0}',
      sentence,
    );
  }
  return error.outcomeUnknown
    ? vscode.l10n.t('{0} The account may have been made: try to sign in with it first.', sentence)
    : sentence;
}
