#!/usr/bin/env node
/**
 * `npm run test:integration`: the extension inside a real VS Code.
 *
 *     node test/host/run-integration.mjs [newest|oldest]
 *
 * In the oldest VS Code only tests tagged `@oldest` run. `BBS_GREP` chooses others, `BBS_VSCODE` is the path of
 * an installed VS Code to use in place of the hosts, `BBS_SUMMARY` a file for the counts.
 */
import { join } from 'node:path';
import { makeCertificates } from './certificates.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { hostName } from './hosts.mjs';
import { scratchFolder } from './paths.mjs';
import { runInVscode } from './run-in-vscode.mjs';
import { runMain } from './run.mjs';

/**
 * @param {import('./hosts.mjs').HostName} host
 * @param {{ extension?: string, tests?: string }} [paths] others than the repository's, to try the set-up itself
 * @returns {Promise<number>} the exit code; 1 also when no test ran
 */
export async function runIntegration(host, paths = {}) {
  const { path: certificates, dispose } = await temporaryFolder('bbs-certificates-');
  try {
    return await runInVscode({
      host,
      suite: `integration ${host}`,
      tests: paths.tests ?? join(scratchFolder, 'out', 'integration', 'index.js'),
      ...(paths.extension ? { extension: paths.extension } : {}),
      env: {
        BBS_GREP: process.env['BBS_GREP'] ?? (host === 'oldest' ? '@oldest' : ''),
        // What a machine trusts is read when VS Code starts.
        ...(await makeCertificates(certificates, ['localhost', 'bots.example'])),
      },
    });
  } finally {
    await dispose();
  }
}

runMain(import.meta.url, () => runIntegration(hostName(process.argv[2])));
