/**
 * The sandbox as a process of its own, bundled as `dist/sandbox.js`:
 *
 *     node dist/sandbox.js --folder <state> --demo <bot folder>     for windows, on a socket
 *     node dist/sandbox.js --port 8100 --memory --demo <bot folder>  for a person at a terminal
 *
 * `--demo` may be repeated: the first bot runs, the others are stopped. On a port a sign-in with Telegram waits for
 * `PUT /_sandbox/logins?api_key=…`.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { asError } from '../util/async';
import { type Log, silentLog } from '../util/log';
import type { SandboxMessage } from '../util/sandboxContract';
import { addDemoBots } from './demo';
import { behaviourFor, type CommandLine, parseCommandLine } from './process/commandLine';
import { fileLog } from './process/fileLog';
import { removeInfo, writeInfo } from './process/infoFile';
import { Lifetime } from './process/lifetime';
import { prepareSocket } from './process/socketPath';
import { startSandbox } from './sandbox';
import { MemoryStore } from './store/memoryStore';
import { openSqliteStore } from './store/sqliteStore';
import { type SandboxStore, StoreError } from './store/store';

const databaseFile = 'sandbox.db';
const logFile = 'sandbox.log';
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

async function main(): Promise<void> {
  let log = silentLog;
  try {
    const line = parseCommandLine(process.argv.slice(2));
    if (line.folder !== undefined) {
      await mkdir(line.folder, { recursive: true, mode: 0o700 });
      log = fileLog(join(line.folder, logFile));
    }
    await serve(line, log);
  } catch (error) {
    if (error instanceof StoreError && error.reason === 'alreadyServed') {
      log.info(`${process.pid}: another process serves this folder`);
      if (!process.send) process.stderr.write('Another process serves this folder.\n');
      await tellParent({ kind: 'running' });
      return;
    }
    log.error(`${process.pid} failed`, error);
    if (!process.send) process.stderr.write(`${asError(error).message}\n`);
    const missing = error instanceof StoreError && error.reason === 'sqliteMissing';
    process.exitCode = 1;
    await tellParent({
      kind: 'failed',
      reason: missing ? 'sqliteMissing' : 'other',
      detail: asError(error).message,
    });
  }
}

async function serve(line: CommandLine, log: Log): Promise<void> {
  const store = await openStore(line);
  let ended: Promise<void> | undefined;
  try {
    await addDemos(store, line.demos, log);
    const { folder, port } = line;
    const listen = port === undefined ? { socket: await prepareSocket(folder ?? '') } : { port };
    const sandbox = await startSandbox({
      store,
      listen,
      log,
      onKeyChange: () => tellWindows(),
      behaviour: behaviourFor(line),
    });
    // Windows read the key there, also when another one has reset it.
    const tellWindows = async (): Promise<void> => {
      if (port !== undefined || folder === undefined) return;
      await writeInfo(folder, { pid: process.pid, socket: sandbox.address, apiKey: sandbox.apiKey });
    };

    const end = (reason: string): Promise<void> =>
      (ended ??= (async () => {
        log.info(`${process.pid} ends: ${reason}`);
        lifetime?.dispose();
        // While the lock is still held: afterwards they would be another process's.
        if (port === undefined && folder !== undefined) await removeInfo(folder);
        await sandbox.close();
        if ('socket' in listen && process.platform !== 'win32') await rm(listen.socket, { force: true });
        store.close();
      })().catch((error: unknown) => {
        log.error('the end failed', error);
        process.exit(1);
      }));
    const lifetime =
      port === undefined
        ? new Lifetime(sandbox.attachments, line, () => void end('no window is attached'))
        : undefined;
    for (const signal of signals) process.on(signal, () => void end(signal));
    process.on('uncaughtExceptionMonitor', (error) => log.error(`${process.pid} crashed`, error));

    await tellWindows();
    if (port !== undefined || folder === undefined) {
      process.stdout.write(`API v2: ${sandbox.url}\nKey:    ${sandbox.apiKey}\n`);
    }
    log.info(`${process.pid} serves on ${sandbox.address} with Node ${process.version}`);
    await tellParent({ kind: 'ready' });
  } catch (error) {
    if (!ended) store.close();
    throw error;
  }
}

function openStore({ memory, folder }: CommandLine): Promise<SandboxStore> | SandboxStore {
  return memory || folder === undefined ? new MemoryStore() : openSqliteStore(join(folder, databaseFile));
}

/** A demo that cannot be read keeps nobody from the sandbox. */
async function addDemos(store: SandboxStore, demos: readonly string[], log: Log): Promise<void> {
  try {
    await addDemoBots(store, demos);
  } catch (error) {
    log.error('the demo bots could not be added', error);
    if (!process.send) process.stderr.write(`No demo bots: ${asError(error).message}\n`);
  }
}

/** Tells the window that started this process, if one did, and lets go of it: the process outlives that window. */
async function tellParent(message: SandboxMessage): Promise<void> {
  if (!process.connected) return;
  // A parent that goes away meanwhile is no fault of this process, and ends the channel by itself.
  await new Promise<void>((resolve) => process.send?.(message, undefined, {}, () => resolve()));
  letGoOfParent();
}

function letGoOfParent(): void {
  if (process.connected) process.disconnect();
}

void main();
