#!/usr/bin/env node
/**
 * `npm run test:ui`: drives the real workbench with the built extension. Arguments: test files, or options of
 * mocha. `BBS_HOST=oldest` takes the oldest VS Code.
 *
 * Without arguments all files run, two at a time, and after them the one that judges what they did.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './cleanup.mjs';
import { hostName } from './hosts.mjs';
import { ensureChromium, ensureHost } from './install-host.mjs';
import { repositoryRoot } from './paths.mjs';
import { runMain } from './run.mjs';
import { runMocha, testFiles } from './run-mocha.mjs';
import { readSummary, writeSummary } from './summary.mjs';

const folder = 'test/ui';
const timeout = 60_000;
/** Windows that are open at a time; most of the time each waits for the other side of its own. */
const atOnce = '2';

/** @returns {Promise<number>} */
async function main() {
  // Installed here, so that no test's time limit has to allow for it.
  await ensureHost(hostName(process.env['BBS_HOST']));
  await ensureChromium();
  const args = process.argv.slice(2);
  return args.length > 0 ? runMocha('ui', folder, { timeout, args }) : runWhole();
}

/** @returns {Promise<number>} */
async function runWhole() {
  const { path: temporary, dispose } = await temporaryFolder('bbs-ui-run-');
  try {
    const uses = join(temporary, 'uses.txt');
    await writeFile(uses, '');
    const files = await testFiles(join(repositoryRoot, folder));
    const last = files.filter((file) => file.endsWith('zzEveryEntry.test.ts'));
    const others = files.filter((file) => !last.includes(file));
    const total = { suite: 'ui', passed: 0, failed: 0 };
    let code = 0;
    for (const args of [['--parallel', '--jobs', atOnce, ...others], last]) {
      const summary = join(temporary, 'summary.json');
      code = (await runMocha('ui', folder, { timeout, args, env: { BBS_USES: uses }, summary })) || code;
      const { passed = 0, failed = 0 } = readSummary(summary) ?? {};
      total.passed += passed;
      total.failed += failed;
    }
    writeSummary(total);
    return code;
  } finally {
    await dispose();
  }
}

runMain(import.meta.url, main);
