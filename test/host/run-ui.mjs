#!/usr/bin/env node
/**
 * `npm run test:ui`: drives the real workbench with the built extension. Arguments: test files, or options of
 * mocha. `BBS_HOST=oldest` takes the oldest VS Code.
 */
import { hostName } from './hosts.mjs';
import { ensureChromium, ensureHost } from './install-host.mjs';
import { runMain } from './run.mjs';
import { runMocha } from './run-mocha.mjs';

/** @returns {Promise<number>} */
async function main() {
  // Installed here, so that no test's time limit has to allow for it.
  await ensureHost(hostName(process.env['BBS_HOST']));
  await ensureChromium();
  return runMocha('ui', 'test/ui', { timeout: 60_000, args: process.argv.slice(2) });
}

runMain(import.meta.url, main);
