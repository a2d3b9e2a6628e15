/** Measures the start in windows of the real VS Code, with the extension installed and used as a person would. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../host/browser.mjs';
import { temporaryFolder } from '../host/cleanup.mjs';
import { installExtension } from '../host/install-extension.mjs';
import { offlineEnvironment, startServer } from '../host/server.mjs';
import { quietSettings } from '../host/settings.mjs';

/**
 * @typedef {object} StartUp
 * @property {number[]} activation as VS Code itself reports it, in milliseconds
 * @property {number[]} neverSeen from the click on the view's icon to the first painted row, in milliseconds
 * @property {number[]} seenBefore the same with bots that are known from an earlier window
 */

/** VS Code keeps secrets of a browser with a key that a server hands out; without one they end with the page. */
const keyRoute = '/mint-key';

/**
 * @param {import('./build.mjs').Built} built
 * @param {import('./server').BenchServer} api
 * @param {{ bot: string, repeat: number }} options `bot` is the label of the row that is waited for
 * @returns {Promise<StartUp>}
 */
export async function measureStartUp(built, api, { bot, repeat }) {
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
    const openWindow = async () => {
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

    const first = await openWindow();
    await signIn(first, api.place.apiKey, bot);
    await api.settled();
    await first.close();

    /** @type {StartUp} */
    const startUp = { activation: [], neverSeen: [], seenBefore: [] };
    for (let run = 0; run < repeat; run++) {
      const page = await openWindow();
      startUp.seenBefore.push(await timeOfFirstRow(page, bot));
      startUp.activation.push(await activationTime(page));
      await api.settled();
      await page.close();
    }
    // Half of the benchmark's time goes by in opening windows; these have no budget.
    for (let run = 0; run < Math.min(repeat, 3); run++) {
      await forgetContents(dataFolder);
      const page = await openWindow();
      startUp.neverSeen.push(await timeOfFirstRow(page, bot));
      await api.settled();
      await page.close();
    }
    return startUp;
  } finally {
    await browser.close();
    await server.dispose();
    await dispose();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} apiKey
 * @param {string} bot
 */
async function signIn(page, apiKey, bot) {
  await viewIcon(page).click();
  await page.getByRole('button', { name: 'Sign In', exact: true }).click();
  await page.locator('.quick-input-list .label-name').getByText('API Key', { exact: true }).click();
  await page.getByPlaceholder('Paste your API key').fill(apiKey);
  await page.keyboard.press('Enter');
  await page.locator('.monaco-list-row .label-name').getByText(bot, { exact: true }).waitFor();
}

/** @param {import('playwright-core').Page} page */
function viewIcon(page) {
  return page.locator('.activitybar .action-label[aria-label^="Bots.Business"]');
}

/**
 * Leaves the account and takes what is known of its bots, as right after signing in.
 *
 * @param {string} dataFolder
 */
async function forgetContents(dataFolder) {
  const storage = join(dataFolder, 'data', 'User', 'globalStorage');
  const names = (await readdir(storage, { recursive: true })).filter((name) =>
    /[\\/]bots?(-\d+)?\.json$/.test(name),
  );
  await Promise.all(names.map((name) => rm(join(storage, name))));
}

/**
 * Both ends are taken inside the page, so that the way between it and this process is not measured.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} bot
 * @returns {Promise<number>} milliseconds from the click to the frame that shows the row
 */
async function timeOfFirstRow(page, bot) {
  const time = await page.evaluateHandle((label) => {
    /** @type {number} */
    let clicked;
    window.addEventListener('mousedown', () => (clicked ??= performance.now()), {
      capture: true,
      once: true,
    });
    return {
      painted: new Promise((resolve) => {
        const shows = () =>
          [...document.querySelectorAll('.monaco-list-row .label-name')].some(
            (row) => row.textContent === label,
          );
        const look = () => {
          if (!shows()) {
            return;
          }
          observer.disconnect();
          window.requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - clicked)));
        };
        const observer = new window.MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    };
  }, bot);
  await viewIcon(page).click();
  return time.evaluate(({ painted }) => painted);
}

/**
 * What *Developer: Show Running Extensions* says: the time to load the bundle and to run `activate()`.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<number>} milliseconds
 */
async function activationTime(page) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill('>Developer: Show Running Extensions');
  await page.keyboard.press('Enter');
  const time = page
    .locator('.runtime-extensions-editor .monaco-list-row')
    .filter({ hasText: 'Bots.Business Studio' })
    .locator('.activation-time');
  const text = await time.innerText();
  const milliseconds = /(\d+)ms/.exec(text)?.[1];
  if (milliseconds === undefined) {
    throw new Error(`VS Code says of the activation: ${text}`);
  }
  return Number(milliseconds);
}
