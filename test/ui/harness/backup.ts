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

/**
 * Waits until VS Code keeps which editors show: a window in a browser does so every five seconds, and a reload before
 * that brings back an older picture.
 *
 * @param groups of editors that show
 * @param text of what one of them shows: a file, or what a webview keeps
 */
export async function untilLayoutKept(workbench: Workbench, groups: number, text: string): Promise<void> {
  await eventually(
    () => keptLayouts(workbench),
    (layouts) =>
      layouts.some((layout) => layout.includes(text) && layout.split('"type":"leaf"').length === groups + 1),
    'The layout is kept',
  );
}

/** What VS Code keeps of the editors that show, with what webviews keep. */
export function keptLayouts(workbench: Workbench): Promise<string[]> {
  return workbench.page.evaluate<string[]>(readLayouts);
}

/** Waits until VS Code keeps that no page of a walkthrough is open, so that a reload does not bring one back. */
export async function untilWalkthroughForgotten(workbench: Workbench): Promise<void> {
  await eventually(
    () => keptLayouts(workbench),
    (layouts) => layouts.every((layout) => !layout.includes('gettingStarted')),
    'The layout is kept',
  );
}

/** Runs in the page. The tests are compiled without the DOM's types. */
const readLayouts = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const layouts = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await done(indexedDB.open(name));
    try {
      const items = database.transaction('ItemTable').objectStore('ItemTable');
      layouts.push(String(await done(items.get('memento/workbench.parts.editor'))));
    } finally {
      database.close();
    }
  }
  return layouts;
})()`;
