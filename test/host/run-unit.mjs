#!/usr/bin/env node
/**
 * `npm run test:unit`. Arguments: test files, or options of mocha.
 *
 *     npm run test:unit -- --grep "decoding"
 */
import { runMain } from './run.mjs';
import { runMocha } from './run-mocha.mjs';

runMain(import.meta.url, () =>
  runMocha('unit', 'test/unit', { timeout: 10_000, args: process.argv.slice(2) }),
);
