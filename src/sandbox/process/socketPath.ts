import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Unix sockets take 104 bytes on macOS and 108 on Linux, including the zero at the end. */
const longestPath = 100;

/**
 * Where the sandbox of a folder listens: a named pipe, or a Unix socket in a directory that only its user can enter.
 * A socket file that is left there is removed, so the caller must hold the folder's lock.
 */
export async function prepareSocket(folder: string): Promise<string> {
  const user = process.getuid?.() ?? process.env['USERNAME'] ?? '';
  const hash = createHash('sha256')
    .update(`${user}\n${resolve(folder)}`)
    .digest('hex')
    .slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\bots-business-sandbox-${hash}`;

  const path = join(await ownDirectory(`bots-business-${user}`, `${hash}.sock`), `${hash}.sock`);
  await rm(path, { force: true });
  return path;
}

async function ownDirectory(name: string, file: string): Promise<string> {
  const bases = [process.env['XDG_RUNTIME_DIR'], tmpdir(), '/tmp'];
  for (const base of bases) {
    if (!base) continue;
    const directory = join(base, name);
    if (Buffer.byteLength(join(directory, file)) >= longestPath) continue;
    if (await isOwn(directory)) return directory;
  }
  // Someone else took the name: any other one will do, since `sandbox.json` tells it.
  return mkdtemp('/tmp/bb-');
}

async function isOwn(directory: string): Promise<boolean> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
  }
  // Not followed: a link could lead to a directory in which others may write.
  const found = await lstat(directory);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
}
