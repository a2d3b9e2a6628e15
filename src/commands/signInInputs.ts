import * as vscode from 'vscode';

import { ApiError } from '../api/errors';
import { apiSentence } from '../sentences/apiSentences';
import { type AcceptedInputOptions, askAccepted } from './acceptedInput';

export interface EmailQuestion extends Pick<
  AcceptedInputOptions,
  'title' | 'prompt' | 'value' | 'step' | 'canGoBack'
> {
  /** Does what the e-mail is for. @returns why it cannot be, `undefined` when it was done */
  readonly take?: (email: string) => Promise<string | undefined>;
}

/** Asks for an e-mail until it is accepted. @throws Cancelled */
export async function askEmail({ take, ...input }: EmailQuestion): Promise<string | { readonly back: true }> {
  const typed = await askAccepted({
    ...input,
    placeholder: vscode.l10n.t('you@example.com'),
    check: (email) =>
      /^\S+@\S+$/.test(email) ? take?.(email) : vscode.l10n.t('This is not an e-mail address.'),
  });
  return typeof typed === 'string' ? { back: true } : typed.value;
}

export interface NewPasswordQuestion {
  readonly title: string;
  /** Two steps begin with this one, and are the last. */
  readonly firstStep: number;
  /** Does what the password is for. @returns why it cannot be, `undefined` when it was done */
  readonly take: (password: string, signal: AbortSignal) => Promise<string | undefined>;
}

/** Asks for a new password and for it once more, until it is accepted. @throws Cancelled */
export async function askNewPassword({
  title,
  firstStep,
  take,
}: NewPasswordQuestion): Promise<'done' | 'back'> {
  const secret = { title, isSecret: true, canGoBack: true };
  const last = firstStep + 1;
  for (;;) {
    const first = await askAccepted({
      ...secret,
      prompt: vscode.l10n.t('The new password. It is sent once and not stored.'),
      placeholder: vscode.l10n.t('New password'),
      step: { now: firstStep, of: last },
      check: (password) => (password === '' ? vscode.l10n.t('Type the new password.') : undefined),
    });
    if (typeof first === 'string') return 'back';
    const again = await askAccepted({
      ...secret,
      prompt: vscode.l10n.t('The new password once more.'),
      placeholder: vscode.l10n.t('New password again'),
      step: { now: last, of: last },
      check: (password, signal) =>
        password === first.value
          ? take(password, signal)
          : vscode.l10n.t('This is not the same password. Type it again, or go back.'),
    });
    if (typeof again !== 'string') return 'done';
  }
}

/** Does something. @returns the sentence for what failed, `undefined` when it was done */
export async function whyRefused(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (ApiError.is(error) && error.outcomeUnknown) {
      return vscode.l10n.t(
        '{0} Whether it was done all the same is not known: should it be refused now, it was.',
        apiSentence(error),
      );
    }
    if (ApiError.is(error)) return apiSentence(error);
    throw error;
  }
}
