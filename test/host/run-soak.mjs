#!/usr/bin/env node
/**
 * `npm run test:soak -- [sequences]`: random sequences of what people and servers do, on the file system and through
 * the editors of a real VS Code. 1000 when no number is given.
 *
 * `BBS_SEED` repeats one sequence, `BBS_FIRST_SEED` says where the seeds begin. `BBS_HUNT_FROM=1` looks for the planted
 * faults from that seed on in place of their own: each needs a new one when the kinds of steps change.
 */
import { join } from 'node:path';
import { hostName } from './hosts.mjs';
import { scratchFolder } from './paths.mjs';
import { runInVscode } from './run-in-vscode.mjs';
import { runMain } from './run.mjs';

/** @param {string | undefined} asked @returns {Promise<number>} the exit code */
function runSoak(asked) {
  const sequences = Number(asked ?? 1000);
  if (!Number.isInteger(sequences) || sequences < 1) {
    process.stderr.write(`${asked} is no number of sequences.\n`);
    return Promise.resolve(1);
  }
  process.env['BBS_FAILURES_WANTED'] = '1';
  // A sequence through editors takes a second or two, on a busy machine several; three of ten are of that kind.
  process.env['BBS_TIME_LIMIT'] ??= String(300 + 3 * sequences);
  return runInVscode({
    host: hostName(process.env['BBS_HOST']),
    suite: 'soak',
    tests: join(scratchFolder, 'out', 'soak', 'index.js'),
    env: { BBS_SEQUENCES: String(sequences) },
  });
}

runMain(import.meta.url, () => runSoak(process.argv[2]));
