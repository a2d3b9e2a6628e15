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
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      writeSummary({ suite: process.env['BBS_SUITE'] ?? 'tests', passed: passes, failed: failures });
    });
  }
}
