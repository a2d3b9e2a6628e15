#!/usr/bin/env node
/**
 * `npm run test:unit`. Arguments: test files, or options of mocha.
 *
 *     npm run test:unit -- --grep "decoding"
 */
import { runsAsMain } from './run.mjs';
import { runMocha } from './run-mocha.mjs';

if (runsAsMain(import.meta.url)) {
  runMocha('unit', 'test/unit', { timeout: 10_000, args: process.argv.slice(2) }).then(
    (code) => (process.exitCode = code),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
