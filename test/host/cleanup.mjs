/** What must not survive this process: child processes, browsers, temporary folders. Node's built-ins only. */
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {() => void | Promise<void>} Dispose */

/** @type {Set<Dispose>} */
const pending = new Set();
let listening = false;
let ending = false;

/** Whether a signal is ending this process, so that what ends with it is no surprise. */
export function isEnding() {
  return ending;
}

/**
 * Has `dispose` run when a signal ends this process. Call what is returned to dispose earlier; it runs once.
 *
 * @param {Dispose} dispose
 * @returns {() => Promise<void>}
 */
export function disposeAtEnd(dispose) {
  listen();
  /** @type {Promise<void> | undefined} */
  let running;
  const once = () => {
    running ??= (async () => {
      try {
        await dispose();
      } finally {
        pending.delete(once);
      }
    })();
    return running;
  };
  pending.add(once);
  return once;
}

/**
 * A folder that is removed by `dispose`, or when a signal ends this process.
 *
 * @param {string} prefix
 * @returns {Promise<{ path: string, dispose: () => Promise<void> }>}
 */
export async function temporaryFolder(prefix) {
  const path = await mkdtemp(join(tmpdir(), prefix));
  return {
    path,
    dispose: disposeAtEnd(() => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })),
  };
}

/**
 * Ends this process when the one that started it is gone without a signal to us, which would otherwise leave a
 * server running. Does not keep the process alive.
 */
export function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      process.kill(process.pid, 'SIGTERM');
    }
  }, 1000).unref();
}

function listen() {
  if (listening) {
    return;
  }
  listening = true;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => void disposeAll().finally(() => process.exit(128 + constants.signals[signal])));
  }
}

async function disposeAll() {
  ending = true;
  // The last one made may use the ones before it.
  await Promise.allSettled([...pending].reverse().map((dispose) => dispose()));
}
