import * as vscode from 'vscode';

import type { Log } from '../../util/log';

/** The extension's own log as the language client wants one, so that nothing goes past what takes secrets out. */
export function logChannel(log: Log): vscode.LogOutputChannel {
  const nothing = () => undefined;
  return {
    name: 'BJS',
    logLevel: vscode.LogLevel.Info,
    onDidChangeLogLevel: () => new vscode.Disposable(nothing),
    trace: (message) => log.trace(message),
    debug: (message) => log.debug(message),
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (error) => log.error(error instanceof Error ? error.message : error),
    append: (text) => log.info(text),
    appendLine: (text) => log.info(text),
    // The log is the extension's: it is neither cleared nor closed by one who writes to it.
    replace: (text) => log.info(text),
    clear: nothing,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- one of its two forms is
    show: nothing,
    hide: nothing,
    dispose: nothing,
  };
}
