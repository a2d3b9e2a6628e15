/** Runs a bundle of tests in the extension host of a real VS Code, with the extension in it. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { temporaryFolder } from './cleanup.mjs';
import { ensureChromium, ensureHost } from './install-host.mjs';
import { repositoryRoot } from './paths.mjs';
import { quietSettings } from './settings.mjs';
import { readSummary, writeSummary } from './summary.mjs';

/**
 * `BBS_VSCODE` is the path of an installed VS Code to use in place of the hosts.
 *
 * @param {object} options
 * @param {import('./hosts.mjs').HostName} options.host
 * @param {string} options.suite its name in the summary
 * @param {string} options.tests the bundle
 * @param {string} [options.extension] another than the repository's
 * @param {Record<string, string>} [options.env] for the tests
 * @returns {Promise<number>} the exit code; 1 also when no test ran
 */
export async function runInVscode({ host, suite, tests, extension, env }) {
  if (!existsSync(tests)) {
    process.stderr.write('The tests are not built: run `node esbuild.mjs --tests` first.\n');
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
  const { path: temporary, dispose } = await temporaryFolder('bbs-run-');
  const data = join(temporary, 'data');
  const folder = join(temporary, 'workspace');
  const summary = join(temporary, 'summary.json');
  try {
    await mkdir(folder);
    await mkdir(join(data, 'User'), { recursive: true });
    await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(quietSettings));
    const code = await runTests({
      vscodeExecutablePath: installed ?? join(repositoryRoot, 'test', 'host', 'launch-vscode.mjs'),
      extensionDevelopmentPath: extension ?? repositoryRoot,
      extensionTestsPath: tests,
      launchArgs: [folder, `--user-data-dir=${data}`, `--extensions-dir=${join(temporary, 'extensions')}`],
      extensionTestsEnv: { ...env, BBS_HOST: host, BBS_SUMMARY: summary },
    }).catch(() => 1); // What failed was printed; what counts is below.
    const counts = readSummary(summary) ?? { passed: 0, failed: 0 };
    writeSummary({ suite, passed: counts.passed, failed: counts.failed });
    return code === 0 && counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  } finally {
    await dispose();
  }
}
