#!/usr/bin/env node
/**
 * `npm test`: everything, on a clean clone as well. Later suites run even when an earlier one failed, as far as
 * they can. Most suites wait for the other side of a connection much of the time, so two run side by side; what each
 * prints comes in one piece at its end. The last line is `N passed, M failed`.
 */
import { join } from 'node:path';
import { temporaryFolder } from './cleanup.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { run, runMain } from './run.mjs';
import { readSummary } from './summary.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} program
 * @property {string[]} args
 * @property {'step' | 'suite' | 'build'} kind a step counts as one test, a suite by its summary, a build only when
 *   it fails
 * @property {boolean} [needsBuild]
 * @property {Record<string, string | undefined>} [env]
 * @property {number} timeLimit in seconds
 */

const node = process.execPath;

/**
 * One stage after the other. The lanes of a stage run side by side, the steps of a lane one after the other.
 *
 * @type {readonly (readonly (readonly Step[])[])[]}
 */
const stages = [
  [
    [
      { name: 'build', kind: 'build', program: node, args: ['esbuild.mjs'], timeLimit: 120 },
      {
        name: 'build of the tests',
        kind: 'build',
        program: node,
        args: ['esbuild.mjs', '--tests'],
        timeLimit: 120,
      },
    ],
  ],
  [
    [
      {
        name: 'integration newest',
        kind: 'suite',
        program: node,
        args: ['test/host/run-integration.mjs', 'newest'],
        needsBuild: true,
        timeLimit: 1200,
      },
    ],
    [
      { name: 'lint', kind: 'step', program: 'npm', args: ['run', '--silent', 'lint'], timeLimit: 400 },
      { name: 'types', kind: 'step', program: 'npm', args: ['run', '--silent', 'types'], timeLimit: 400 },
      { name: 'unit', kind: 'suite', program: node, args: ['test/host/run-unit.mjs'], timeLimit: 600 },
      {
        name: 'integration oldest',
        kind: 'suite',
        program: node,
        args: ['test/host/run-integration.mjs', 'oldest'],
        needsBuild: true,
        env: { BBS_GREP: '@oldest' },
        timeLimit: 600,
      },
      {
        name: 'soak',
        kind: 'suite',
        program: node,
        args: ['test/host/run-soak.mjs', '70'],
        needsBuild: true,
        // The same sequences every time; new ones are for `npm run test:soak`.
        env: { BBS_FIRST_SEED: '7000' },
        timeLimit: 600,
      },
    ],
  ],
  [
    [
      {
        // Opens two windows at a time by itself.
        name: 'ui',
        kind: 'suite',
        program: node,
        args: ['test/host/run-ui.mjs'],
        needsBuild: true,
        timeLimit: 1800,
      },
      {
        // Builds for production, so nothing else may use the build any more.
        name: 'package',
        kind: 'suite',
        program: node,
        args: ['test/host/run-package.mjs'],
        timeLimit: 300,
      },
    ],
  ],
];

/** @returns {Promise<{ passed: number, failed: number }>} */
async function runAll() {
  await ensureDependencies();
  const { path: temporary, dispose } = await temporaryFolder('bbs-test-');
  const total = { passed: 0, failed: 0 };
  let built = true;
  /**
   * @param {Step} step
   * @param {boolean} isAlone whether nothing runs beside it, so that it may print as it goes
   */
  const runStep = async (step, isAlone) => {
    let held = '';
    const tell = (/** @type {string} */ text) => {
      if (isAlone) process.stdout.write(text);
      else held += text;
    };
    tell(`\n── ${step.name}\n`);
    if (step.needsBuild && !built) {
      total.failed += 1;
      tell(`── ${step.name}: not run, the build failed\n`);
    } else {
      const started = Date.now();
      const summaryFile = join(temporary, `${step.name}.json`);
      const code = await run(step.program, step.args, {
        env: { BBS_GREP: undefined, ...step.env, BBS_SUMMARY: summaryFile },
        timeLimit: step.timeLimit,
        ...(isAlone ? {} : { told: tell }),
      }).catch((error) => {
        tell(`${error.message}\n`);
        return 1;
      });
      const counts = countsOf(step, code, summaryFile);
      if (step.kind === 'build' && code !== 0) built = false;
      total.passed += counts.passed;
      total.failed += counts.failed;
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      const result =
        step.kind === 'suite' ? `${counts.passed} passed, ${counts.failed} failed` : outcome(code);
      tell(`── ${step.name}: ${result}, ${seconds} s\n`);
    }
    if (!isAlone) process.stdout.write(held);
  };
  try {
    for (const lanes of stages) {
      await Promise.all(
        lanes.map(async (lane) => {
          for (const step of lane) await runStep(step, lanes.length === 1);
        }),
      );
    }
  } finally {
    await dispose();
  }
  return total;
}

/**
 * @param {Step} step
 * @param {number} code the exit code
 * @param {string} summaryFile
 * @returns {{ passed: number, failed: number }}
 */
function countsOf(step, code, summaryFile) {
  if (step.kind === 'build') {
    return { passed: 0, failed: code === 0 ? 0 : 1 };
  }
  if (step.kind === 'step') {
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  const summary = readSummary(summaryFile);
  const { passed, failed } = summary ?? { passed: 0, failed: 0 };
  // A suite that ran nothing, or ended badly after its last test, has failed as a whole.
  const endedBadly = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: endedBadly ? 1 : failed };
}

/** @param {number} code */
function outcome(code) {
  return code === 0 ? 'passed' : 'failed';
}

/** @returns {Promise<number>} the exit code */
async function main() {
  const { passed, failed } = await runAll().catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  });
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

runMain(import.meta.url, main);
