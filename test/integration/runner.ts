/** Runs mocha inside the extension host. VS Code calls the `run` of the module that uses this. */
import { writeFileSync } from 'node:fs';
import { sourceStack } from './sourceStack';

export interface RunOptions {
  /** Only tests whose full title matches. Without it `BBS_GREP` decides, and without that all run. */
  grep?: RegExp;
  /** Milliseconds per test, 20,000 when not given. */
  timeout?: number;
}

export interface RunResult {
  passed: number;
  failed: number;
}

/**
 * Runs the tests that `load` registers (by importing the modules that hold them) and prints one line per test.
 * With `BBS_SUMMARY` set, writes `{ suite, passed, failed }` to that file.
 *
 * @throws {Error} when a test failed or none ran, so that VS Code ends with an exit code other than 0
 */
export async function runMocha(load: () => unknown, options: RunOptions = {}): Promise<RunResult> {
  const { default: Mocha } = await import('mocha');
  // Everything is printed below: the extension host relays plain lines only.
  class Silent extends Mocha.reporters.Base {}
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: options.timeout ?? 20_000,
    reporter: Silent,
    ...grepOption(options.grep),
  });
  // Puts `describe`, `it` and the hooks into the global scope, where the test modules look for them.
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, 'integration', mocha);
  await load();

  const result: RunResult = { passed: 0, failed: 0 };
  const failures: string[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    let depth = 0;
    const print = (line: string): void => console.log('  '.repeat(depth) + line);
    const events = Mocha.Runner.constants;
    runner.on(events.EVENT_SUITE_BEGIN, (suite) => {
      if (!suite.root) {
        depth += 1;
        print(suite.title);
      }
    });
    runner.on(events.EVENT_SUITE_END, (suite) => {
      depth -= suite.root ? 0 : 1;
    });
    runner.on(events.EVENT_TEST_PASS, (test) => {
      result.passed += 1;
      print(`  ✔ ${test.title} (${test.duration ?? 0} ms)`);
    });
    runner.on(events.EVENT_TEST_PENDING, (test) => print(`  - ${test.title}`));
    runner.on(events.EVENT_TEST_FAIL, (test, error: Error) => {
      result.failed += 1;
      print(`  ✖ ${test.title}`);
      failures.push(`${result.failed}) ${test.fullTitle()}\n${sourceStack(error.stack ?? error.message)}`);
    });
  });

  for (const failure of failures) {
    console.log(`\n${failure}`);
  }
  console.log(`\n${result.passed} passing, ${result.failed} failing`);
  const summary = process.env['BBS_SUMMARY'];
  if (summary) {
    writeFileSync(summary, JSON.stringify({ suite: 'integration', ...result }));
  }
  if (result.failed > 0) {
    throw new Error(`${result.failed} of ${result.passed + result.failed} tests failed.`);
  }
  if (result.passed === 0) {
    throw new Error('No test ran.');
  }
  return result;
}

function grepOption(grep: RegExp | undefined): { grep?: RegExp } {
  if (grep) {
    return { grep };
  }
  const fromEnvironment = process.env['BBS_GREP'];
  return fromEnvironment ? { grep: new RegExp(fromEnvironment) } : {};
}
