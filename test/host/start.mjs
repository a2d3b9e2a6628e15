#!/usr/bin/env node
/**
 * `npm start`: opens the extension with the local sandbox, in an installed VS Code or, on Linux, in one from the
 * npm registry that a browser shows. What it keeps between two starts lies in `.vscode-test/start`.
 *
 *     npm start [-- --no-open] [-- --port 8123]
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isEnding } from './cleanup.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { hosts } from './hosts.mjs';
import { installExtension } from './install-extension.mjs';
import { findInstalledVSCode, rootFlags } from './installed-vscode.mjs';
import { repositoryRoot, scratchFolder } from './paths.mjs';
import { capture, run, runMain } from './run.mjs';
import { startServer } from './server.mjs';
import { quietSettings } from './settings.mjs';

const startFolder = join(scratchFolder, 'start');

/** Tells the extension to start the sandbox and to sign in to it. */
const environment = { BOTS_BUSINESS_START_SANDBOX: '1' };

/** @returns {Promise<void>} */
async function main() {
  const { values } = parseArgs({
    options: { open: { type: 'boolean', default: true }, port: { type: 'string' } },
    allowNegative: true,
  });
  await ensureDependencies();
  await capture(process.execPath, ['esbuild.mjs']);
  const folder = join(startFolder, 'workspace');
  await mkdir(folder, { recursive: true });

  const installed = await findInstalledVSCode();
  if (installed) {
    await startInstalled(installed, folder);
  } else if (process.platform === 'linux') {
    await startInBrowser(folder, values.open, values.port === undefined ? undefined : Number(values.port));
  } else {
    throw new Error(
      'Install VS Code 1.112 or newer from https://code.visualstudio.com, then run this again.',
    );
  }
}

/**
 * @param {{ command: string, version: string }} vscode
 * @param {string} folder
 */
async function startInstalled(vscode, folder) {
  const data = userDataFolder();
  await mkdir(join(data, 'User'), { recursive: true });
  const settings = join(data, 'User', 'settings.json');
  if (!existsSync(settings)) {
    await writeFile(settings, JSON.stringify(quietSettings, undefined, 2));
  }
  const code = await run(
    vscode.command,
    [
      `--extensionDevelopmentPath=${repositoryRoot}`,
      `--user-data-dir=${data}`,
      `--extensions-dir=${join(startFolder, 'extensions')}`,
      '--disable-workspace-trust',
      ...rootFlags(),
      folder,
    ],
    { env: environment },
  );
  if (code !== 0) {
    throw new Error(`${vscode.command} ended with ${code}.`);
  }
  process.stdout.write(`VS Code ${vscode.version} opens with Bots.Business Studio and its sandbox.\n`);
}

/** @returns {string} */
function userDataFolder() {
  const data = join(startFolder, 'user-data');
  // macOS allows 103 characters for a socket, and VS Code puts one into this folder.
  return process.platform === 'darwin' && data.length > 80 ? join(tmpdir(), 'bots-business-start') : data;
}

/**
 * @param {string} folder
 * @param {boolean} open
 * @param {number | undefined} port
 */
async function startInBrowser(folder, open, port) {
  const dataFolder = join(startFolder, 'server');
  // Installed and not under development: that needs a switch which suppresses every notice.
  await installExtension(join(dataFolder, 'extensions'));
  const server = await startServer({
    host: 'newest',
    dataFolder,
    port: port ?? (await lastPort()),
    connectionToken: await keptToken(),
    machineSettings: quietSettings,
    env: environment,
  });
  await writeFile(join(startFolder, 'port'), String(server.port));
  const address = server.address(folder);
  process.stdout.write(
    `Bots.Business Studio with its sandbox, in VS Code ${hosts.newest.vscode}:\n${address}\nCtrl+C ends it.\n`,
  );
  if (open && (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])) {
    const opener = spawn('xdg-open', [address], { stdio: 'ignore', detached: true });
    opener.on('error', () => undefined); // The address is on the screen.
    opener.unref();
  }
  const code = await server.ended;
  if (!isEnding()) {
    throw new Error(`The VS Code server ended with ${code}.`);
  }
}

/**
 * Random, made at the first start and kept: a tab of the last start goes on working.
 *
 * @returns {Promise<string>}
 */
async function keptToken() {
  const file = join(startFolder, 'token');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (/^[0-9a-f]{32}$/.test(kept)) {
    return kept;
  }
  const token = randomBytes(16).toString('hex');
  await writeFile(file, token, { mode: 0o600 });
  return token;
}

/**
 * The port of the last start when it is free: the browser keeps settings and open editors by address.
 *
 * @returns {Promise<number>} 0 for any free one
 */
async function lastPort() {
  const port = Number(await readFile(join(startFolder, 'port'), 'utf8').catch(() => '0'));
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => resolve(0));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  });
}

runMain(import.meta.url, main);
