import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { sandboxInfoFile, type SandboxInfo } from '../../util/sandboxContract';

/** Writes `sandbox.json` for the windows, readable by its user only; a reader sees the old text or the new one. */
export async function writeInfo(folder: string, info: SandboxInfo): Promise<void> {
  const path = join(folder, sandboxInfoFile);
  const temporary = `${path}.${info.pid}`;
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify(info));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** Takes `sandbox.json` away. The caller still holds the folder's lock, so it is its own or nobody's. */
export async function removeInfo(folder: string): Promise<void> {
  await rm(join(folder, sandboxInfoFile), { force: true });
}
