/** Starts the VS Code server of an installed host. Node's built-ins only. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disposeAtEnd } from './cleanup.mjs';
import { ensureHost } from './install-host.mjs';
import { quietSettings } from './settings.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {import('./hosts.mjs').HostName} host
 * @property {string} [dataFolder] kept afterwards; without it a temporary one that `dispose` removes
 * @property {string} [extensionsFolder] `<data folder>/extensions` when not given
 * @property {number} [port] a free one when not given
 * @property {string} [connectionToken] asked of everyone who opens the address; none when not given
 * @property {boolean} [smokeTestDriver] needed for `payload` in the address; suppresses every notification toast
 * @property {boolean} [workspaceTrust] off when not given: every folder is trusted
 * @property {Readonly<Record<string, unknown>>} [machineSettings] in place of the quiet settings
 * @property {Readonly<Record<string, string | undefined>>} [env] added to ours; reaches the extension host
 */

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {string} dataFolder
 * @property {string} extensionsFolder
 * @property {(folder: string, payload?: readonly (readonly [string, string])[]) => string} address what a browser
 *   opens to show a folder
 * @property {(path: string) => string} remoteUri how the workbench names a path of this machine
 * @property {() => string} output the end of what the server printed
 * @property {Promise<number>} ended the server's exit code
 * @property {() => Promise<void>} dispose ends every process of the server and removes temporary folders
 */

/** Milliseconds. */
const startLimit = 60_000;
const endLimit = 2_000;

/**
 * Environment of a server that must not look for extensions on a public host.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const offlineEnvironment = { EXTENSIONS_GALLERY: '{}' };

/**
 * @param {ServerOptions} options
 * @returns {Promise<Server>} once it accepts connections
 * @throws {Error} with the end of the server's output when it ends or is silent for 60 s
 */
export async function startServer(options) {
  const { node, serverMain } = await ensureHost(options.host);
  const temporary = options.dataFolder === undefined;
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'bbs-data-')));
  const extensionsFolder = options.extensionsFolder ?? join(dataFolder, 'extensions');
  const settings = join(dataFolder, 'data', 'Machine', 'settings.json');
  await mkdir(join(settings, '..'), { recursive: true });
  await mkdir(extensionsFolder, { recursive: true });
  await writeFile(settings, JSON.stringify(options.machineSettings ?? quietSettings, undefined, 2));

  const child = spawn(
    node,
    [
      serverMain,
      '--accept-server-license-terms',
      ...(options.connectionToken
        ? ['--connection-token', options.connectionToken]
        : ['--without-connection-token']),
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
      ...['--telemetry-level', 'off'],
      ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ],
    {
      // A group of its own, so that the extension hosts and what they started end with it.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: serverEnvironment(options.env),
    },
  );
  let output = '';
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.on('error', (error) => {
      output += `${error.message}\n`;
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
  // The last resort, when this process ends without time to wait.
  const killNow = () => {
    signalGroup(child.pid, 'SIGKILL');
    if (temporary) {
      removeNow(dataFolder);
    }
  };
  process.once('exit', killNow);
  const dispose = disposeAtEnd(async () => {
    signalGroup(child.pid, 'SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, endLimit).unref())]);
    signalGroup(child.pid, 'SIGKILL'); // whoever of the group is still there
    await ended;
    process.off('exit', killNow);
    if (temporary) {
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    }
  });

  try {
    const port = await new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`The VS Code server was silent for 60 s:\n${output}`)),
        startLimit,
      );
      const read = (/** @type {string} */ text) => {
        output = (output + text).slice(-100_000);
        const listening = /Extension host agent listening on (\d+)/.exec(output);
        if (listening) {
          clearTimeout(timer);
          resolve(Number(listening[1]));
        }
        if (process.env['BBS_VERBOSE']) {
          process.stderr.write(text);
        }
      };
      child.stdout.setEncoding('utf8').on('data', read);
      child.stderr.setEncoding('utf8').on('data', read);
      void ended.then((code) => {
        clearTimeout(timer);
        reject(new Error(`The VS Code server ended with ${code}:\n${output}`));
      });
    });
    const authority = `127.0.0.1:${port}`;
    return {
      port,
      dataFolder,
      extensionsFolder,
      ended,
      dispose,
      output: () => output,
      remoteUri: (path) => `vscode-remote://${authority}${slashes(path)}`,
      address(folder, payload) {
        const url = new URL(`http://${authority}/`);
        url.searchParams.set('folder', slashes(folder));
        if (options.connectionToken) {
          url.searchParams.set('tkn', options.connectionToken);
        }
        if (payload) {
          url.searchParams.set('payload', JSON.stringify(payload));
        }
        return url.toString();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** @param {string} path */
function slashes(path) {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}

/** @param {ServerOptions['env']} added */
function serverEnvironment(added) {
  /** @type {Record<string, string | undefined>} */
  const environment = { ...process.env, ...added };
  for (const name of Object.keys(environment)) {
    // Left there by a VS Code terminal or by a test runner, they would change how the server behaves.
    if (/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_ENV$)/.test(name)) {
      delete environment[name];
    }
  }
  return environment;
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It has ended already.
  }
}

/** @param {string} folder */
function removeNow(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // A process that is just ending may still write there.
  }
}
