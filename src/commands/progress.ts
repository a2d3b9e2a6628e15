import * as vscode from 'vscode';

import { type ViewId, viewIds } from '../util/contract';

/** Shows in a view, the bots view when none is named, that something is under way. */
export async function inView<T>(work: Promise<T>, view: ViewId = viewIds.bots): Promise<T> {
  return vscode.window.withProgress({ location: { viewId: view } }, () => work);
}

/** Says how far something is. */
export interface Steps {
  /** @param of the whole, so that the bar grows by as much as was done since; `undefined`: nobody knows */
  report(done: number, of: number | undefined, message: string): void;
}

/**
 * Shows in a notification that something is under way, with a way to cancel it.
 * @param work gets the signal by which it is cancelled
 */
export async function inNotification<T>(
  title: string,
  work: (steps: Steps, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const end = new AbortController();
    const listener = token.onCancellationRequested(() => end.abort());
    let before = 0;
    const report = (done: number, of: number | undefined, message: string) => {
      progress.report(of === undefined ? { message } : { message, increment: ((done - before) / of) * 100 });
      before = done;
    };
    try {
      return await work({ report }, end.signal);
    } finally {
      listener.dispose();
    }
  });
}

/** As many as are done at once: there is nothing to cancel among them, and a notification would outlast them. */
const mostAtOnce = 4;

/**
 * As `inNotification` for many, for few as `inView`.
 * @param count how many are done
 */
export async function inNotificationForMany<T>(
  count: number,
  title: string,
  work: (steps: Steps, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (count > mostAtOnce) return inNotification(title, work);
  return inView(work({ report: () => undefined }, new AbortController().signal));
}

/** As `inNotification`, for what the server does in its own time: cancelling ends the watching and not the work. */
export async function followingServer<T>(
  title: string,
  work: (steps: Steps, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return inNotification(vscode.l10n.t('{0} (goes on on the server when you cancel)', title), work);
}
