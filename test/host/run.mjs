/** Small helpers to run other programs. Node's built-ins only. */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { disposeAtEnd, endWithParent } from './cleanup.mjs';
import { repositoryRoot } from './paths.mjs';

/** @param {string} moduleUrl */
function runsAsMain(moduleUrl) {
  const script = process.argv[1];
  return script !== undefined && realpathSync(script) === realpathSync(fileURLToPath(moduleUrl));
}

/**
 * Runs the main function of a script when it is the one that was started. An error is one line on stderr.
 *
 * @param {string} moduleUrl the script's `import.meta.url`
 * @param {() => Promise<number | void>} main may return the exit code
 */
export function runMain(moduleUrl, main) {
  if (!runsAsMain(moduleUrl)) {
    return;
  }
  endWithParent();
  // No `await` at top level: tests that are compiled to CommonJS require() some of these modules.
  main().then(
    (code) => (process.exitCode = code ?? 0),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}

/**
 * Runs a program with its output on this terminal.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Readonly<Record<string, string | undefined>>, timeLimit?: number,
 *   told?: (text: string) => void }} [options] `env` is added to ours; `timeLimit` in seconds, after which it is
 *   ended; `told` takes what it prints, in place of the terminal
 * @returns {Promise<number>} the exit code; 1 when a signal ended it
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? repositoryRoot,
      env: { ...process.env, ...options.env },
      stdio: options.told ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: needsShell(program),
    });
    if (options.told) {
      child.stdout?.setEncoding('utf8').on('data', options.told);
      child.stderr?.setEncoding('utf8').on('data', options.told);
    }
    const ended = new Promise((done) => child.on('close', done));
    const stop = disposeAtEnd(async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await ended;
      }
    });
    const timer =
      options.timeLimit === undefined
        ? undefined
        : setTimeout(() => {
            const tell = options.told ?? ((text) => process.stderr.write(text));
            tell(`Ended after ${options.timeLimit} s: ${program} ${args.join(' ')}\n`);
            child.kill('SIGTERM');
            setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
          }, options.timeLimit * 1000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      void stop();
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs a program silently.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Readonly<Record<string, string | undefined>> }} [options] `env` is added to ours
 * @returns {Promise<string>} what it printed on stdout
 * @throws {Error} with the end of its output when the exit code is not 0
 */
export function capture(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? repositoryRoot,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: needsShell(program),
    });
    let stdout = '';
    let both = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      both += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (both += text));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve(stdout)
        : reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${shortened(both)}`)),
    );
  });
}

/**
 * Runs npm in a folder, without what a surrounding `npm test` or `npm start` put into the environment: it would
 * point the inner npm at the repository.
 *
 * @param {readonly string[]} args
 * @param {string} folder
 */
export async function npm(args, folder) {
  /** @type {Record<string, undefined>} */
  const cleared = { INIT_CWD: undefined, NODE_ENV: undefined };
  for (const name of Object.keys(process.env)) {
    if (
      /^npm_(lifecycle|package|config_local_prefix|config_prefix|command|execpath|node_execpath)/i.test(name)
    ) {
      cleared[name] = undefined;
    }
  }
  await capture('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    env: cleared,
  });
}

/**
 * Both ends of a long output: npm says the reason first, compilers last.
 *
 * @param {string} output
 */
function shortened(output) {
  return output.length > 3000 ? `${output.slice(0, 1500)}\n…\n${output.slice(-1500)}` : output;
}

/** @param {string} program */
function needsShell(program) {
  // On Windows npm and npx are .cmd files, which only a shell can start.
  return process.platform === 'win32' && (program === 'npm' || program === 'npx');
}
