#!/usr/bin/env node
/**
 * `npm run test:ui`: drives the real workbench with the built extension. Arguments: test files, or options of
 * mocha. `BBS_HOST=oldest` takes the oldest VS Code.
 *
 * Without arguments all files run, two at a time, and after them the one that judges what they did.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
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

/**
 * With two windows on few processors a click may come later than VS Code waits for it, so a file that failed runs once
 * more, alone. What fails then too has failed.
 *
 * @returns {Promise<number>}
 */
async function runWhole() {
  const { path: temporary, dispose } = await temporaryFolder('bbs-ui-run-');
  try {
    const uses = join(temporary, 'uses.txt');
    await writeFile(uses, '');
    const files = await testFiles(join(repositoryRoot, folder));
    const last = files.filter((file) => file.endsWith('zzEveryEntry.test.ts'));
    const others = files.filter((file) => !last.includes(file));
    /** @type {Map<string, { passed: number, failed: number }>} */
    const results = new Map();
    const runFiles = async (/** @type {readonly string[]} */ args) => {
      const summary = join(temporary, 'summary.json');
      await rm(summary, { force: true });
      await runMocha('ui', folder, { timeout, args, env: { BBS_USES: uses }, summary });
      // Without a summary it ended before its end.
      const { files: counts = {} } = readSummary(summary) ?? {
        files: { [args.join(' ')]: { passed: 0, failed: 1 } },
      };
      for (const [file, count] of Object.entries(counts)) results.set(file, count);
    };
    await runFiles(['--parallel', '--jobs', atOnce, ...others]);
    for (const [file, { failed }] of results) {
      if (failed === 0 || !others.includes(file)) continue;
      process.stdout.write(`\nOnce more, alone: ${relative(repositoryRoot, file)}\n`);
      await runFiles([file]);
    }
    await runFiles(last);
    const all = [...results.values()];
    const total = (/** @type {'passed' | 'failed'} */ what) =>
      all.reduce((sum, counts) => sum + counts[what], 0);
    writeSummary({ suite: 'ui', passed: total('passed'), failed: total('failed') });
    return total('failed') === 0 ? 0 : 1;
  } finally {
    await dispose();
  }
}

runMain(import.meta.url, main);
