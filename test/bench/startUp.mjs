/** Measures the start in windows of the real VS Code, with the extension installed and used as a person would. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inWindows, signIn, timeUntilRow, viewIcon } from './windows.mjs';

/**
 * @typedef {object} StartUp
 * @property {number[]} activation as VS Code itself reports it, in milliseconds
 * @property {number[]} neverSeen from the click on the view's icon to the first painted row, in milliseconds
 * @property {number[]} seenBefore the same with bots that are known from an earlier window
 */

/**
 * @param {import('./build.mjs').Built} built
 * @param {import('./server').BenchServer} api
 * @param {{ bot: string, repeat: number }} options `bot` is the label of the row that is waited for
 * @returns {Promise<StartUp>}
 */
export async function measureStartUp(built, api, { bot, repeat }) {
  return inWindows(built, api, async ({ dataFolder, open }) => {
    const first = await open();
    await signIn(first, api.place.apiKey, bot);
    await api.settled();
    await first.close();

    /** @type {StartUp} */
    const startUp = { activation: [], neverSeen: [], seenBefore: [] };
    for (let run = 0; run < repeat; run++) {
      const page = await open();
      startUp.seenBefore.push(await timeOfFirstRow(page, bot));
      startUp.activation.push(await activationTime(page));
      await api.settled();
      await page.close();
    }
    // Half of the benchmark's time goes by in opening windows; these have no budget.
    for (let run = 0; run < Math.min(repeat, 2); run++) {
      await forgetContents(dataFolder);
      const page = await open();
      startUp.neverSeen.push(await timeOfFirstRow(page, bot));
      await api.settled();
      await page.close();
    }
    return startUp;
  });
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
 * @param {import('playwright-core').Page} page
 * @param {string} bot
 * @returns {Promise<number>} milliseconds from the click to the frame that shows the row
 */
async function timeOfFirstRow(page, bot) {
  const { ms } = await timeUntilRow(page, bot, () => viewIcon(page).click());
  return ms;
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
