import * as vscode from 'vscode';

import { ApiError, IncompleteCommandError } from '../../api/errors';
import type { ManyProgress, Outcome } from '../../api/manyAtOnce';
import { FileRefusal } from '../../files/errors';
import { ChangedMeanwhileError } from '../../model/changedMeanwhile';
import { CopyRefusal } from '../../model/copyRun';
import { byReason, sentenceOf } from '../manyResults';
import { Explained } from '../registry';

/** One of many that was not done. */
export interface NotDone {
  /** What a person calls it. */
  readonly name: string;
  readonly outcome: Exclude<Outcome<unknown>, { kind: 'done' }>;
}

/** How many were done, why the others were not, and what a person can do then. */
export interface ManyOutcomes {
  /** Says how many of how many. */
  readonly summary: string;
  readonly notDone: readonly NotDone[];
  /** Tries those that were not done once more; absent when that would not help. */
  readonly again?: (() => Promise<void>) | undefined;
  /** Shows what became of each; absent when the summary says it all. */
  readonly report?: () => Promise<void>;
}

/** How long a summary stays in the status bar, in milliseconds. */
const summaryTime = 5000;

/**
 * Tells a person how it went, and does what is pressed then.
 * @throws what trying again throws
 */
export async function tellOutcomes({ summary, notDone, again, report }: ManyOutcomes): Promise<void> {
  const retry = vscode.l10n.t('Retry');
  const retries = again ? [retry] : [];
  const show = vscode.l10n.t('Show Report');
  const shows = report ? [show] : [];
  if (notDone.length === 0 && !report) {
    vscode.window.setStatusBarMessage(summary, summaryTime);
    return;
  }
  const pressed =
    notDone.length === 0
      ? await vscode.window.showInformationMessage(summary, ...shows)
      : await vscode.window.showWarningMessage(
          // Names come from people: in a notice what looks like a link would be one.
          [summary, ...reasonsOf(notDone)].join(' ').replaceAll('](', '] ('),
          ...retries,
          ...shows,
        );
  if (pressed === retry) await again?.();
  if (pressed === show) await report?.();
}

/** Those that another try may do: what is another than the person was shown stays another. */
export function worthRetrying<T extends NotDone>(notDone: readonly T[]): readonly T[] {
  return notDone.filter(({ outcome }) => outcome.kind !== 'failed' || !isUnseen(outcome.error));
}

function isUnseen(error: unknown): boolean {
  if (error instanceof FileRefusal) return error.reason === 'changedBeforeDelete';
  return error instanceof Explained && error.cause instanceof ChangedMeanwhileError;
}

/** What failed for one reason in one sentence; those that were not tried are in the summary already. */
function reasonsOf(notDone: readonly NotDone[]): string[] {
  const failed = notDone.flatMap(({ name, outcome }) =>
    outcome.kind === 'failed' ? [{ name, sentence: whyFailed(outcome.error) }] : [],
  );
  return byReason(failed);
}

/** Why one was not done, as a sentence. */
export function whyNotDone({ outcome }: NotDone): string {
  return outcome.kind === 'notTried' ? vscode.l10n.t('It was not tried any more.') : whyFailed(outcome.error);
}

function whyFailed(error: unknown): string {
  if (error instanceof Explained) return error.sentence;
  if (error instanceof CopyRefusal) return copyRefusalSentence(error);
  if (error instanceof ChangedMeanwhileError) {
    return vscode.l10n.t(
      'Somebody else changed it meanwhile, so nothing was overwritten. Retry shows what it is now.',
    );
  }
  if (error instanceof IncompleteCommandError) {
    return vscode.l10n.t('The server did not say {0}, so a copy would lack it.', error.fields.join(', '));
  }
  if (ApiError.is(error) && error.outcomeUnknown) {
    return vscode.l10n.t('{0} Whether it was done is not known: Retry looks first.', sentenceOf(error));
  }
  return sentenceOf(error);
}

function copyRefusalSentence({ reason }: CopyRefusal): string {
  switch (reason) {
    case 'takenMeanwhile':
      return vscode.l10n.t(
        'Somebody else made a command of this name meanwhile, so none was made beside it. Retry shows what there is now.',
      );
    case 'unsavedThere':
      return vscode.l10n.t(
        'It is open there with unsaved text, so it was not replaced. Save or close it, then press Retry.',
      );
    case 'folderGone':
      return vscode.l10n.t('The folder is no longer there. Refresh the list.');
  }
}

/** How far many are, as a person reads it. */
export function progressSentence({ done, total, waitSeconds }: ManyProgress): string {
  return waitSeconds === undefined
    ? vscode.l10n.t('{0} of {1}', done, total)
    : vscode.l10n.t('{0} of {1}; the server asks to wait for {2} s', done, total, waitSeconds);
}
