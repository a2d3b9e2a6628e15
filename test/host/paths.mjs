/** Where the test set-up finds and keeps things. Every path is absolute. */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Everything that tests and `npm start` write, ignored by Git. */
export const scratchFolder = join(repositoryRoot, '.vscode-test');

/**
 * The folder of the installed hosts and Node binaries. `BBS_HOST_CACHE` moves it, so that several clones can
 * share one installation (each host is about 830 MB).
 *
 * @returns {string}
 */
export function hostCache() {
  return process.env['BBS_HOST_CACHE'] ? resolve(process.env['BBS_HOST_CACHE']) : join(scratchFolder, 'host');
}
