#!/usr/bin/env node
/**
 * Looks like the VS Code executable to `@vscode/test-electron`: takes VS Code's flags, runs the tests in a host
 * from the npm registry, relays what they print and ends with their exit code.
 *
 * Environment: `BBS_HOST` = newest | oldest, `BBS_TIME_LIMIT` = seconds for the whole run (600),
 * `BBS_VERBOSE` = also show what the server and the page print. All of it reaches the extension host.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { disposeAtEnd } from './cleanup.mjs';
import { hostName } from './hosts.mjs';
import { isNoise } from './noise.mjs';
import { runMain } from './run.mjs';
import { offlineEnvironment, startServer } from './server.mjs';

/**
 * @param {readonly string[]} args VS Code's flags
 * @returns {{ development: string[], tests: string | undefined, data: string | undefined,
 *   extensions: string | undefined, folder: string | undefined }} all paths absolute
 */
export function parseFlags(args) {
  const values = (/** @type {string} */ flag) =>
    args.filter((argument) => argument.startsWith(`--${flag}=`)).map((argument) => absolute(argument, flag));
  const folder = args.find((argument) => !argument.startsWith('-'));
  return {
    development: values('extensionDevelopmentPath'),
    tests: values('extensionTestsPath')[0],
    data: values('user-data-dir')[0],
    extensions: values('extensions-dir')[0],
    folder: folder === undefined ? undefined : resolve(folder),
  };
}

/**
 * @param {string} argument
 * @param {string} flag
 */
function absolute(argument, flag) {
  return resolve(argument.slice(flag.length + 3));
}

/**
 * @param {readonly string[]} args VS Code's flags
 * @returns {Promise<number>} the exit code of the tests; 1 when they did not come to an end
 */
async function launch(args) {
  const flags = parseFlags(args);
  if (!flags.tests) {
    throw new Error('The launcher needs --extensionTestsPath.');
  }
  const limit = Number(process.env['BBS_TIME_LIMIT'] ?? 600);
  const emptyFolder = flags.folder ? undefined : await mkdtemp(join(tmpdir(), 'bbs-folder-'));
  const server = await startServer({
    host: hostName(process.env['BBS_HOST']),
    smokeTestDriver: true,
    env: offlineEnvironment,
    ...(flags.data ? { dataFolder: flags.data } : {}),
    ...(flags.extensions ? { extensionsFolder: flags.extensions } : {}),
  });
  /** @type {import('playwright-core').Browser | undefined} */
  let browser;
  const dispose = disposeAtEnd(async () => {
    await Promise.allSettled([browser?.close(), server.dispose()]);
    if (emptyFolder) {
      await rm(emptyFolder, { recursive: true, force: true });
    }
  });
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    /** @type {Promise<number>} */
    const result = new Promise((done, fail) => {
      timer = setTimeout(() => fail(new Error(`The tests did not end within ${limit} s.`)), limit * 1000);
      void server.ended.then((code) => fail(new Error(`The server ended with ${code}:\n${server.output()}`)));
      page.on('crash', () => fail(new Error('The page of the workbench crashed.')));
      page.on('close', () => fail(new Error('The page of the workbench was closed.')));
      const ready = [
        page.exposeFunction(
          'codeAutomationLog',
          (/** @type {string} */ type, /** @type {unknown[]} */ values) => {
            const stream = type === 'error' || type === 'warn' ? process.stderr : process.stdout;
            const line = format(...values);
            if (process.env['BBS_VERBOSE'] || !isNoise(line)) {
              stream.write(`${line}\n`);
            }
          },
        ),
        page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => done(code)),
      ];
      if (process.env['BBS_VERBOSE']) {
        page.on('console', (message) => process.stderr.write(`[page] ${message.text()}\n`));
      }
      void Promise.all(ready)
        .then(() =>
          page.goto(
            server.address(flags.folder ?? /** @type {string} */ (emptyFolder), [
              ...flags.development.map(
                (path) => /** @type {const} */ (['extensionDevelopmentPath', server.remoteUri(path)]),
              ),
              ['extensionTestsPath', server.remoteUri(/** @type {string} */ (flags.tests))],
              ['skipWelcome', 'true'],
            ]),
          ),
        )
        .catch(fail);
    });
    return await result;
  } finally {
    clearTimeout(timer);
    await dispose();
  }
}

runMain(import.meta.url, () => launch(process.argv.slice(2)));
