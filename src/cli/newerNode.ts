import { execFile } from 'node:child_process';

/** The major version of Node that is fetched. */
const fetched = 24;
/** A download of about 50 MB, in milliseconds. */
const longestFetch = 300_000;

/** No Node was found that the sandbox can run on. */
export class NoNewerNodeError extends Error {
  readonly reason = 'noNewerNode';

  constructor(cause: unknown) {
    super(
      `The sandbox needs Node 22.13 or newer, this is ${process.version}, and npm could not fetch a newer one. ` +
        'Run the command with a newer Node, or while the sandbox is open in VS Code.',
      { cause },
    );
    this.name = 'NoNewerNodeError';
  }
}

/**
 * A Node that has SQLite, which the sandbox keeps its state with: this one, or for older ones what npm keeps in its
 * cache or fetches (packages `node-<platform>-<arch>`, https://www.npmjs.com/package/node).
 * @throws NoNewerNodeError
 */
export async function nodeForSandbox(): Promise<string> {
  // Older ones do not have it, whatever the types say.
  const sqlite = process.getBuiltinModule('node:sqlite') as unknown;
  if (sqlite !== undefined) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const nodePackage = `node-${platform}-${process.arch}@${fetched}`;
  return new Promise((resolve, reject) => {
    execFile(
      'npm',
      ['exec', '--yes', `--package=${nodePackage}`, '--', 'node', '-p', 'process.execPath'],
      // On Windows npm is a script, which only a shell runs; no part of the line comes from outside.
      { timeout: longestFetch, shell: process.platform === 'win32' },
      (error, output) => {
        const found = output.trim().split('\n').at(-1);
        if (error || !found) reject(new NoNewerNodeError(error));
        else resolve(found);
      },
    );
  });
}
