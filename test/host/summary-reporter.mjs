/** Mocha's spec output, plus the counts for `npm test`. `BBS_SUITE` is the suite's name. */
import Mocha from 'mocha';
import { writeSummary } from './summary.mjs';

export default class SummaryReporter extends Mocha.reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS } = Mocha.Runner.constants;
    /** @type {Record<string, { passed: number, failed: number }>} */
    const files = {};
    const countsOf = (/** @type {{ file?: string, parent?: { file?: string } }} */ { file, parent }) =>
      (files[file ?? parent?.file ?? ''] ??= { passed: 0, failed: 0 });
    runner.on(EVENT_TEST_PASS, (test) => (countsOf(test).passed += 1));
    runner.on(EVENT_TEST_FAIL, (test) => (countsOf(test).failed += 1));
    runner.once(EVENT_RUN_END, () => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      writeSummary({
        suite: process.env['BBS_SUITE'] ?? 'tests',
        passed: passes,
        failed: failures,
        files,
      });
    });
  }
}
