#!/usr/bin/env node
/**
 * `npm run package`: builds for production and packs the extension into `<name>-<version>.vsix` and the command line
 * into `<name>-<version>.tgz`, in the root of the repository. Also on a clean clone.
 */
import { spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { disposeAtEnd } from './cleanup.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNode } from './install-host.mjs';
import { packCommandLine } from './pack-command-line.mjs';
import { repositoryRoot } from './paths.mjs';
import { runMain } from './run.mjs';

/**
 * @typedef {object} Package
 * @property {string} path
 * @property {number} size in bytes
 * @property {string[]} warnings of vsce
 */

/**
 * Builds for production into `dist` and packs what `.vscodeignore` lets through.
 *
 * @param {string} [path] of the VSIX, in place of the usual one
 * @returns {Promise<Package>}
 * @throws {Error} with what vsce printed when it refuses
 */
export async function buildPackage(path) {
  await ensureDependencies();
  /** @type {{ name: string, version: string }} */
  const manifest = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'));
  const target = path ?? join(repositoryRoot, `${manifest.name}-${manifest.version}.vsix`);
  // vsce asks for Node 22 or newer. It runs `vscode:prepublish`, which is the production build.
  const output = await outputOf(await ensureNode(24), [
    join(repositoryRoot, 'node_modules', '@vscode', 'vsce', 'vsce'),
    'package',
    // What the bundles need is in them.
    '--no-dependencies',
    ...['--out', target],
  ]);
  return { path: target, size: (await stat(target)).size, warnings: warningsIn(output) };
}

/**
 * Both streams in one: vsce writes its warnings to the second.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<string>}
 */
function outputOf(program, args) {
  return new Promise((resolve, reject) => {
    // Without an input its questions end in an error instead of waiting for an answer.
    const child = spawn(program, args, {
      cwd: repositoryRoot,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const forget = disposeAtEnd(() => void child.kill());
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => {
      void forget();
      if (code === 0) {
        resolve(output);
      } else {
        reject(new Error(`The extension could not be packed:\n${output}`));
      }
    });
  });
}

/** @param {string} output */
function warningsIn(output) {
  return output.split('\n').filter((line) => /^\s*(WARNING\b|::warning)/.test(line));
}

/** @param {number} bytes */
export function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** @returns {Promise<void>} */
async function main() {
  const { path, size, warnings } = await buildPackage();
  for (const warning of warnings) {
    process.stderr.write(`${warning}\n`);
  }
  const name = relative(process.cwd(), path);
  process.stdout.write(`${name}, ${kilobytes(size)}\nInstall it with: code --install-extension ${name}\n`);
  const commandLine = await packCommandLine(repositoryRoot);
  const tarball = relative(process.cwd(), commandLine.path);
  process.stdout.write(`${tarball}, ${kilobytes(commandLine.size)}\nRun it with: npx ./${tarball} --help\n`);
}

runMain(import.meta.url, main);
