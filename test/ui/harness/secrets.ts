import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Workbench } from './workbench';

/**
 * Looks for keys and tokens in everything that a window shows (texts, addresses, notices) and in everything that VS
 * Code and the extension wrote: logs, caches, output.
 */
export async function assertNoSecrets(workbench: Workbench, secrets: readonly string[]): Promise<void> {
  const written = new Map([
    ['the page', await workbench.page.content()],
    ['the address', workbench.page.url()],
    ['the output of the server', workbench.serverOutput()],
  ]);
  const data = path.join(workbench.dataFolder, 'data');
  for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = await readFile(path.join(entry.parentPath, entry.name), 'latin1').catch((error: unknown) => {
      // The lock of a file that is being written goes at any moment.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    });
    written.set(entry.name, text);
  }
  for (const [name, text] of written) {
    for (const secret of secrets) assert.ok(!text.includes(secret), `${name} holds a secret`);
  }
}
