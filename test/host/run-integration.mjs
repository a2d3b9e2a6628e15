#!/usr/bin/env node
/**
 * `npm run test:integration`: the extension inside a real VS Code.
 *
 *     node test/host/run-integration.mjs [newest|oldest]
 *
 * In the oldest VS Code only tests tagged `@oldest` run. `BBS_GREP` chooses others, `BBS_VSCODE` is the path of
 * an installed VS Code to use in place of the hosts, `BBS_SUMMARY` a file for the counts.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { temporaryFolder } from './cleanup.mjs';
import { hostName } from './hosts.mjs';
import { ensureChromium, ensureHost } from './install-host.mjs';
import { repositoryRoot, scratchFolder } from './paths.mjs';
import { runMain } from './run.mjs';
import { quietSettings } from './settings.mjs';
import { readSummary, writeSummary } from './summary.mjs';

/**
 * @param {import('./hosts.mjs').HostName} host
 * @param {{ extension?: string, tests?: string }} [paths] others than the repository's, to try the set-up itself
 * @returns {Promise<number>} the exit code; 1 also when no test ran
 */
export async function runIntegration(host, paths = {}) {
  const tests = paths.tests ?? join(scratchFolder, 'out', 'integration', 'index.js');
  if (!existsSync(tests)) {
    process.stderr.write('The integration tests are not built: run `node esbuild.mjs --tests` first.\n');
    return 1;
  }
  const installed = process.env['BBS_VSCODE'];
  if (!installed) {
    if (process.platform === 'win32') {
      // A script cannot stand in for an executable there.
      process.stderr.write('On Windows set BBS_VSCODE to the path of an installed Code.exe.\n');
      return 1;
    }
    await ensureHost(host);
    await ensureChromium();
  }
  // Below the temporary folder and not the repository: VS Code's sockets there need short paths.
  const { path: temporary, dispose } = await temporaryFolder('bbs-int-');
  const data = join(temporary, 'data');
  const folder = join(temporary, 'workspace');
  const summary = join(temporary, 'summary.json');
  try {
    await mkdir(folder);
    await mkdir(join(data, 'User'), { recursive: true });
    await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(quietSettings));
    const code = await runTests({
      vscodeExecutablePath: installed ?? join(repositoryRoot, 'test', 'host', 'launch-vscode.mjs'),
      extensionDevelopmentPath: paths.extension ?? repositoryRoot,
      extensionTestsPath: tests,
      launchArgs: [folder, `--user-data-dir=${data}`, `--extensions-dir=${join(temporary, 'extensions')}`],
      extensionTestsEnv: {
        BBS_HOST: host,
        BBS_SUMMARY: summary,
        BBS_GREP: process.env['BBS_GREP'] ?? (host === 'oldest' ? '@oldest' : ''),
      },
    }).catch(() => 1); // What failed was printed; what counts is below.
    const counts = readSummary(summary) ?? { passed: 0, failed: 0 };
    writeSummary({ suite: `integration ${host}`, passed: counts.passed, failed: counts.failed });
    return code === 0 && counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  } finally {
    await dispose();
  }
}

runMain(import.meta.url, () => runIntegration(hostName(process.argv[2])));
