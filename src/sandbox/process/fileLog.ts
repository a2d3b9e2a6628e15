import { appendFileSync, renameSync, statSync } from 'node:fs';

import { Log } from '../../util/log';

/** A log file that holds at most about `largest` bytes, and its predecessor as `<path>.old`. Secrets are taken out. */
export function fileLog(path: string, largest = 512 * 1024): Log {
  let size = sizeOf(path);
  const write = (level: string, message: string): void => {
    const line = `${new Date().toISOString()} ${level} ${message}\n`;
    try {
      if (size > 0 && size + line.length > largest) {
        renameSync(path, `${path}.old`);
        size = 0;
      }
      appendFileSync(path, line, { mode: 0o600 });
      size += Buffer.byteLength(line);
    } catch {
      // A full disk must not end the sandbox for the sake of its log.
    }
  };
  return new Log({
    trace: () => undefined,
    debug: (message) => write('debug', message),
    info: (message) => write('info', message),
    warn: (message) => write('warn', message),
    error: (message) => write('error', message),
  });
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
