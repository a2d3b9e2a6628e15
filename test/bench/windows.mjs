/** Windows of the real VS Code with the extension installed, and what is measured in them. */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../host/browser.mjs';
import { temporaryFolder } from '../host/cleanup.mjs';
import { installExtension } from '../host/install-extension.mjs';
import { offlineEnvironment, startServer } from '../host/server.mjs';
import { quietSettings } from '../host/settings.mjs';

/** VS Code keeps secrets of a browser with a key that a server hands out; without one they end with the page. */
const keyRoute = '/mint-key';

/**
 * @typedef {object} Windows
 * @property {string} dataFolder
 * @property {() => Promise<import('playwright-core').Page>} open once VS Code has loaded its extensions
 */

/**
 * @template T
 * @param {import('./build.mjs').Built} built
 * @param {import('./server').BenchServer} api
 * @param {(windows: Windows) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inWindows(built, api, work) {
  const { path: temporary, dispose } = await temporaryFolder('bbs-bench-');
  const dataFolder = join(temporary, 'data');
  await installExtension(join(dataFolder, 'extensions'), built.extension);
  const [server, browser] = await Promise.all([
    startServer({
      host: 'newest',
      dataFolder,
      env: offlineEnvironment,
      machineSettings: { ...quietSettings, 'botsBusiness.api.url': api.place.url },
    }),
    launchBrowser(),
  ]);
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addCookies([
      { name: 'vscode-secret-key-path', value: keyRoute, url: `http://127.0.0.1:${server.port}` },
    ]);
    const key = randomBytes(32);
    await context.route(`**${keyRoute}`, (route) => route.fulfill({ body: key }));

    let windows = 0;
    const open = async () => {
      // In a folder of its own VS Code opens as new: with the Explorer, so that nothing has activated the extension.
      const folder = join(temporary, `window-${++windows}`);
      await mkdir(folder);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
      await page.goto(server.address(folder), { waitUntil: 'commit' });
      await page.waitForFunction(() => performance.getEntriesByName('code/didLoadExtensions').length > 0);
      // VS Code is busy with its own start for some time after that.
      await page.waitForTimeout(1000);
      return page;
    };
    return await work({ dataFolder, open });
  } finally {
    await browser.close();
    await server.dispose();
    await dispose();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} apiKey
 * @param {string} bot the label of a row that shows then
 */
export async function signIn(page, apiKey, bot) {
  await viewIcon(page).click();
  await page.getByRole('button', { name: 'Sign In', exact: true }).click();
  await page.locator('.quick-input-list .label-name').getByText('API Key', { exact: true }).click();
  await page.getByPlaceholder('Paste your API key').fill(apiKey);
  await page.keyboard.press('Enter');
  await rowOf(page, bot).waitFor();
}

/** @param {import('playwright-core').Page} page */
export function viewIcon(page) {
  return page.locator('.activitybar .action-label[aria-label^="Bots.Business"]');
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} label
 */
export function rowOf(page, label) {
  return page.locator('.monaco-list-row .label-name').getByText(label, { exact: true });
}

/**
 * Both ends are taken inside the page, so that the way between it and this process is not measured.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} label of the row that is waited for
 * @param {() => Promise<unknown>} act presses the mouse or a key
 * @returns {Promise<{ ms: number, paintedAt: number }>} milliseconds from the press to the frame that shows the row,
 *   and the time of that frame in milliseconds since 1970
 */
export async function timeUntilRow(page, label, act) {
  const time = await page.evaluateHandle((wanted) => {
    /** @type {number} */
    let pressed;
    for (const event of ['mousedown', 'keydown'])
      window.addEventListener(event, () => (pressed ??= performance.now()), { capture: true, once: true });
    return {
      painted: new Promise((resolve) => {
        const shows = () =>
          [...document.querySelectorAll('.monaco-list-row .label-name')].some(
            (row) => row.textContent === wanted,
          );
        const look = () => {
          if (!shows()) {
            return;
          }
          observer.disconnect();
          window.requestAnimationFrame(() =>
            setTimeout(() => resolve({ ms: performance.now() - pressed, paintedAt: Date.now() })),
          );
        };
        const observer = new window.MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    };
  }, label);
  await act();
  return time.evaluate(({ painted }) => painted);
}
