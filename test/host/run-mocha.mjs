/** Runs TypeScript tests with mocha and tsx, in the Node that the host set-up installed. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './cleanup.mjs';
import { ensureNode } from './install-host.mjs';
import { repositoryRoot } from './paths.mjs';
import { run } from './run.mjs';
import { readSummary } from './summary.mjs';

/**
 * Runs every `*.test.ts` below a folder, or those that the arguments name. Other arguments go to mocha, for
 * example `--grep`.
 *
 * @param {string} suite its name in the summary
 * @param {string} folder below the repository's root
 * @param {{ timeout: number, args: readonly string[], env?: Readonly<Record<string, string>>, summary?: string }} options
 *   `timeout` in milliseconds per test; `summary` a file for the counts, in place of the one of `BBS_SUMMARY`
 * @returns {Promise<number>} the exit code; 1 also when no test ran
 */
export async function runMocha(suite, folder, options) {
  const root = join(repositoryRoot, folder);
  const named = options.args.filter((argument) => argument.endsWith('.test.ts'));
  const rest = options.args.filter((argument) => !argument.endsWith('.test.ts'));
  const files = named.length > 0 ? named : await testFiles(root);
  if (files.length === 0) {
    process.stderr.write(`There is no *.test.ts in ${folder}.\n`);
    return 1;
  }
  // Unit tests use node:sqlite without a flag, which the oldest Node that runs these scripts lacks.
  const node = await ensureNode(24);
  const { path: temporary, dispose } = await temporaryFolder('bbs-summary-');
  const summary = options.summary ?? process.env['BBS_SUMMARY'] ?? join(temporary, 'summary.json');
  try {
    const code = await run(
      node,
      [
        '--import=tsx',
        '--disable-warning=ExperimentalWarning',
        join(repositoryRoot, 'node_modules', 'mocha', 'bin', 'mocha.js'),
        ...['--reporter', join(repositoryRoot, 'test', 'host', 'summary-reporter.mjs')],
        ...['--timeout', String(options.timeout), '--forbid-only', '--exit'],
        ...rest,
        ...files,
      ],
      { env: { ...options.env, BBS_SUITE: suite, BBS_SUMMARY: summary } },
    );
    const counts = readSummary(summary);
    if (code === 0 && (!counts || counts.passed + counts.failed === 0)) {
      process.stderr.write(`No ${suite} test ran.\n`);
      return 1;
    }
    return code;
  } finally {
    await dispose();
  }
}

/**
 * Every `*.test.ts` below a folder, in the order of their names.
 *
 * @param {string} root
 * @returns {Promise<string[]>}
 */
export async function testFiles(root) {
  const names = await readdir(root, { recursive: true }).catch(() => []);
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(root, name));
}
