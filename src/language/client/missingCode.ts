import pLimit from 'p-limit';
import * as vscode from 'vscode';

import type { Contents } from '../../model/contents';

/** Codes that are asked for at a time. */
const atOnce = 4;

/** The commands of which no listing brought the code, by id. */
export function commandsWithoutCode({ commands }: Contents): number[] {
  return [...commands.values()].filter(({ code }) => code === undefined).map(({ id }) => id);
}

/**
 * Reads the code of all commands of which it is not known, and says meanwhile how far that is.
 * @param title what it is for
 * @returns whether all is known; not when the person cancelled
 * @throws ApiError for the first command that could not be read; no more are asked for then
 */
export async function readMissingCode(contents: Contents, title: string): Promise<boolean> {
  const ids = commandsWithoutCode(contents);
  if (ids.length === 0) return true;
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const limit = pLimit(atOnce);
    const failures: unknown[] = [];
    let done = 0;
    const read = async (id: number) => {
      if (token.isCancellationRequested || failures.length > 0) return;
      try {
        await contents.remote(id).fresh();
      } catch (error) {
        // A command that is gone names nothing.
        if (contents.commands.has(id)) failures.push(error);
      }
      const message = vscode.l10n.t('{0} of {1}', ++done, ids.length);
      progress.report({ message, increment: 100 / ids.length });
    };
    await Promise.all(ids.map((id) => limit(() => read(id))));
    if (failures.length > 0) throw failures[0];
    return !token.isCancellationRequested;
  });
}
