import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { eventually } from './eventually';
import type { Workbench } from './workbench';

/** Waits until VS Code keeps this unsaved text, about a second after it was typed: before that a reload loses it. */
export async function untilBackedUp(workbench: Workbench, text: string): Promise<void> {
  await eventually(
    () => backupsIn(path.join(workbench.dataFolder, 'data', 'User', 'Backups')),
    (backups) => backups.some((backup) => backup.includes(text)),
    'The unsaved text is backed up',
  );
}

async function backupsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  // One that is replaced at this moment is there the next time.
  return Promise.all(
    files.map((file) => readFile(path.join(file.parentPath, file.name), 'utf8').catch(() => '')),
  );
}
