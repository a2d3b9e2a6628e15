#!/usr/bin/env node
/**
 * `npm run bench`: how fast it is, and how much it asks for. Everything in one run, in a real VS Code and on the
 * production build, against a server that is 50 ms away. Prints medians beside the budgets; a figure over its budget
 * is no failure of the benchmark.
 *
 *     npm run bench [-- --format json] [-- --repeat 5]
 */
import { createRequire } from 'node:module';
import { mkdir, readFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../host/cleanup.mjs';
import { ensureDependencies } from '../host/dependencies.mjs';
import { hosts } from '../host/hosts.mjs';
import { ensureChromium, ensureHost } from '../host/install-host.mjs';
import { repositoryRoot } from '../host/paths.mjs';
import { capture, runMain } from '../host/run.mjs';
import { figuresOf } from './figures.mjs';
import { tableOf } from './table.mjs';

const setting = { latencyMs: 50, pageSize: 50 };
const usual = { ...setting, bots: 10, commandsPerBot: 200, partsPerBot: 1000 };
// Without folders, so that all commands are rows beside each other. Between pages the host has much to do.
const large = { ...setting, bots: 1, commandsPerBot: 10_000, foldersPerBot: 0, quietMs: 800 };
/** The last row of those, in natural order. */
const lastOfLarge = 'Button 9996';
const many = { ...setting, bots: 1000, commandsPerBot: 1, foldersPerBot: 0 };

/** @returns {Promise<void>} */
async function main() {
  const { values } = parseArgs({
    options: { format: { type: 'string', default: 'table' }, repeat: { type: 'string', default: '5' } },
  });
  const repeat = Number(values.repeat);
  if (!['table', 'json'].includes(values.format) || !(repeat >= 1 && repeat <= usual.bots)) {
    throw new Error(`Use --format table or json, and --repeat 1 to ${usual.bots}.`);
  }
  const print = process.stdout.write.bind(process.stdout);
  // The set-up says there what it installs; the result is to be alone on it.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const started = Date.now();
  const load = loadavg()[0] ?? 0;
  await ensureDependencies();
  await ensureHost('newest');
  await ensureChromium();
  // Imported here, because a clean clone has no esbuild before this point.
  const { build } = await import('./build.mjs');
  const { measureLanguage } = await import('./language.mjs');
  const { measureLargeTree } = await import('./largeTree.mjs');
  const { measureStartUp } = await import('./startUp.mjs');

  const built = await step('Building for production', build);
  /** @type {typeof import('./server')} */
  const { BenchServer } = createRequire(import.meta.url)(built.server);
  /** @type {typeof import('./format')} */
  const { measureFormat } = createRequire(import.meta.url)(built.format);
  const servers = await Promise.all([usual, large, many].map((options) => BenchServer.start(options)));
  const [usualServer, largeServer, manyServer] = servers;
  if (!usualServer || !largeServer || !manyServer) throw new Error('The servers did not start.');
  try {
    const startUp = await step('Measuring the start in windows', () =>
      measureStartUp(built, usualServer, { bot: 'Bot 1', repeat }),
    );
    const largeTree = await step('Measuring large trees in windows', () =>
      measureLargeTree(
        built,
        { commands: largeServer, bots: manyServer },
        { repeat: Math.min(repeat, 2), count: large.commandsPerBot, lastCommand: lastOfLarge },
      ),
    );
    const runs = await step('Measuring tree, open and save in the extension host', () =>
      runSuite(built, { repeat, usual: usualServer.place, large: largeServer.place }),
    );
    const format = await step('Reading and printing a bot folder', () =>
      Promise.resolve(measureFormat({ commands: 600, repeat })),
    );
    const language = await step('Asking the language server', () =>
      measureLanguage(built, { commands: 600, bytes: 1_000_000, repeat }),
    );
    const figures = figuresOf({ startUp, largeTree, runs, format, language, bundles: built.bundles });
    const facts = {
      vscode: hosts.newest.vscode,
      latencyMs: setting.latencyMs,
      pageSize: setting.pageSize,
      repeat,
      processors: availableParallelism(),
      load,
      seconds: Math.round((Date.now() - started) / 1000),
    };
    print(
      values.format === 'json'
        ? `${JSON.stringify({ ...facts, figures }, undefined, 2)}\n`
        : tableOf(figures, facts),
    );
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}

/**
 * @param {import('./build.mjs').Built} built
 * @param {object} order
 * @returns {Promise<import('./meter').Runs>}
 */
async function runSuite(built, order) {
  const { path: temporary, dispose } = await temporaryFolder('bbs-bench-');
  try {
    const folder = join(temporary, 'workspace');
    await mkdir(folder);
    const resultFile = join(temporary, 'runs.json');
    await capture(
      process.execPath,
      [
        join(repositoryRoot, 'test', 'host', 'launch-vscode.mjs'),
        folder,
        `--extensionDevelopmentPath=${built.extension}`,
        `--extensionTestsPath=${built.suite}`,
        `--user-data-dir=${join(temporary, 'data')}`,
        `--extensions-dir=${join(temporary, 'extensions')}`,
      ],
      {
        env: {
          BBS_HOST: 'newest',
          BBS_BENCH: JSON.stringify({ ...order, extensionId: built.extensionId, resultFile }),
        },
      },
    );
    return JSON.parse(await readFile(resultFile, 'utf8'));
  } finally {
    await dispose();
  }
}

/**
 * Says what is under way and how long it took. Not a result, so not on stdout.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function step(what, work) {
  process.stderr.write(`${what} … `);
  const started = Date.now();
  const result = await work();
  process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}

runMain(import.meta.url, main);
