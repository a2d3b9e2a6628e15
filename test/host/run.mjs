/** Small helpers to run other programs. Node's built-ins only. */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { disposeAtEnd } from './cleanup.mjs';
import { repositoryRoot } from './paths.mjs';

/**
 * Whether a module is the script that was started, for files that are both a module and a command.
 *
 * @param {string} moduleUrl the module's `import.meta.url`
 */
export function runsAsMain(moduleUrl) {
  const script = process.argv[1];
  return script !== undefined && realpathSync(script) === realpathSync(fileURLToPath(moduleUrl));
}

/**
 * Runs a program with its output on this terminal.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Readonly<Record<string, string | undefined>>, timeLimit?: number }} [options]
 *   `env` is added to ours; `timeLimit` in seconds, after which it is ended
 * @returns {Promise<number>} the exit code; 1 when a signal ended it
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? repositoryRoot,
      env: { ...process.env, ...options.env },
      stdio: 'inherit',
      shell: needsShell(program),
    });
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
            process.stderr.write(`Ended after ${options.timeLimit} s: ${program} ${args.join(' ')}\n`);
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
        : reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${both.slice(-2000)}`)),
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

/** @param {string} program */
function needsShell(program) {
  // On Windows npm and npx are .cmd files, which only a shell can start.
  return process.platform === 'win32' && (program === 'npm' || program === 'npx');
}
