/** How the suites hand their counts to `npm test`: a JSON file that `BBS_SUMMARY` names. Built-ins only. */
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * @typedef {object} Summary
 * @property {string} suite
 * @property {number} passed
 * @property {number} failed
 * @property {Record<string, { passed: number, failed: number }>} [files] the same by file, where the suite knows it
 */

/**
 * Writes the counts when somebody asked for them.
 *
 * @param {Summary} summary
 * @param {string | undefined} [file]
 */
export function writeSummary(summary, file = process.env['BBS_SUMMARY']) {
  if (file) {
    writeFileSync(file, `${JSON.stringify(summary)}\n`);
  }
}

/**
 * @param {string} file
 * @returns {Summary | undefined} undefined when the suite did not come to the point of writing it
 */
export function readSummary(file) {
  try {
    const { suite, passed, failed, files = {} } = JSON.parse(readFileSync(file, 'utf8'));
    return { suite: String(suite), passed: Number(passed), failed: Number(failed), files };
  } catch {
    return undefined;
  }
}
