/** Makes a fresh clone ready to build. Node's built-ins only. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './paths.mjs';
import { npm } from './run.mjs';

/**
 * Runs `npm ci` when the dependencies are not installed, or not to the end.
 *
 * @throws {Error} when this Node is too old, or npm fails
 */
export async function ensureDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  }
  // npm writes this file last.
  if (existsSync(join(repositoryRoot, 'node_modules', '.package-lock.json'))) {
    return;
  }
  process.stdout.write('Installing the dependencies … ');
  const started = Date.now();
  await npm(['ci'], repositoryRoot);
  process.stdout.write(`${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}
