import * as vscode from 'vscode';

import type { History } from '../model/history/history';
import { commandIds } from '../util/contract';
import type { IDisposable } from '../util/disposable';

/** Tells the person once in a window that earlier versions cannot be kept: nothing else fails because of it. */
export function tellNotKept(history: History): IDisposable {
  const listener = history.onDidFail(() => {
    listener.dispose();
    void tell();
  });
  return listener;
}

async function tell(): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  const pressed = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Earlier versions of commands cannot be kept on this machine, so Command History may lack some. Saving goes on as usual; nothing is deleted that could not be brought back. The log says why; often the disk is full.',
    ),
    showLog,
  );
  if (pressed === showLog) await vscode.commands.executeCommand(commandIds.showLog);
}
