#!/usr/bin/env node
/**
 * `npm run sandbox`: the local Bots.Business with the demo bots, for clients of the API v2 on this machine. Prints its
 * address and key. What it keeps lies in `.vscode-test/sandbox`. Also on a clean clone.
 *
 *     npm run sandbox [-- --port 8400] [-- --memory]
 *
 * `--port 0` takes any free port; with `--memory` nothing is kept.
 */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNode } from './install-host.mjs';
import { repositoryRoot, scratchFolder } from './paths.mjs';
import { capture, run, runMain } from './run.mjs';

const usualPort = '8337';

/** @returns {Promise<number>} the exit code of the sandbox */
async function main() {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: usualPort }, memory: { type: 'boolean', default: false } },
  });
  await ensureDependencies();
  await capture(process.execPath, ['esbuild.mjs']);
  // It keeps its state with node:sqlite, which the oldest Node that runs these scripts lacks.
  const node = await ensureNode(24);
  if (await isTaken(Number(values.port))) {
    throw new Error(`Port ${values.port} is taken. Choose another one, or any: npm run sandbox -- --port 0`);
  }
  process.stdout.write('Bots.Business on this machine, with two demo bots. Ctrl+C ends it.\n');
  return run(node, [
    '--disable-warning=ExperimentalWarning',
    join(repositoryRoot, 'dist', 'sandbox.js'),
    ...['--port', values.port],
    ...(values.memory ? ['--memory'] : ['--folder', join(scratchFolder, 'sandbox')]),
    ...['shop', 'quiz'].flatMap((bot) => ['--demo', join(repositoryRoot, 'media', 'demo-bots', bot)]),
  ]);
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} false also for what is no port: the sandbox says that better
 */
function isTaken(port) {
  if (!(port > 0 && port < 65_536)) {
    return Promise.resolve(false);
  }
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code === 'EADDRINUSE'));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(false)));
  });
}

runMain(import.meta.url, main);
