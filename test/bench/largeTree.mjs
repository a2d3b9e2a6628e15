/** Measures trees of very many rows in windows of the real VS Code. */
import { openPanel, timeUntilPanel } from './commandPanel.mjs';
import { inWindows, rowOf, signIn, timeUntilRow, viewIcon } from './windows.mjs';

/**
 * Times in milliseconds, until the row in question is painted.
 *
 * @typedef {object} LargeTree
 * @property {number[]} expand a click on the bot, whose commands are known
 * @property {number[]} scroll a press of the key that leads to the last of them
 * @property {number[]} repaint the server's answer to the rename of one of them
 * @property {number[]} panel a click on one of them while the command panel shows another, to its painted fields
 * @property {number[]} manyBots a click on the view's icon in a new window, with very many bots known
 * @property {number[]} manyBotsAnswered requests that were answered by then
 */

/**
 * @param {import('./build.mjs').Built} built
 * @param {{ commands: import('./server').BenchServer, bots: import('./server').BenchServer }} apis with very many
 *   commands in one bot, and with very many bots; nothing lies in folders
 * @param {{ repeat: number, count: number, lastCommand: string }} options
 * @returns {Promise<LargeTree>}
 */
export async function measureLargeTree(built, { commands, bots }, { repeat, count, lastCommand }) {
  return {
    ...(await inWindows(built, commands, (windows) =>
      manyCommands(windows, commands, { repeat, count, last: lastCommand }),
    )),
    ...(await inWindows(built, bots, (windows) => manyBots(windows, bots, repeat))),
  };
}

/**
 * @param {import('./windows.mjs').Windows} windows
 * @param {import('./server').BenchServer} api
 * @param {{ repeat: number, count: number, last: string }} options
 */
async function manyCommands({ open }, api, { repeat, count, last }) {
  const page = await open();
  const bot = rowOf(page, 'Bot 1');
  await signIn(page, api.place.apiKey, 'Bot 1');
  await bot.click();
  // The first pages show long before the rest; every row says how many there are beside it.
  await page.locator(`.monaco-list-row[aria-setsize="${count}"]`).nth(0).waitFor({ timeout: 60_000 });
  await api.settled();

  /** @type {Pick<LargeTree, 'expand' | 'scroll' | 'repaint' | 'panel'>} */
  const times = { expand: [], scroll: [], repaint: [], panel: [] };
  for (let run = 0; run < repeat; run++) {
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    await rowOf(page, '/command2').waitFor({ state: 'detached' });
    times.expand.push((await timeUntilRow(page, '/command2', () => page.keyboard.press('ArrowRight'))).ms);
    await api.settled();
    times.scroll.push((await timeUntilRow(page, last, () => page.keyboard.press('End'))).ms);

    await page.keyboard.press('Home');
    await rowOf(page, `/command${run + 3}`).click();
    await api.settled();
    api.begin();
    const name = `/command${run + 3} renamed`;
    await page.keyboard.press('F2');
    const input = page.locator('.quick-input-widget input');
    await input.fill(name);
    const { paintedAt } = await timeUntilRow(page, name, () => page.keyboard.press('Enter'));
    const requests = await api.settled();
    const saved = requests.find(({ endpoint }) => endpoint === 'editCommand');
    if (!saved) throw new Error('The command was not renamed.');
    times.repaint.push(paintedAt - saved.answered);
  }
  await rowOf(page, '/command2').click();
  await openPanel(page, '/command2', '_command2.js');
  for (const command of ['/command8', '/command9', '/command10'].slice(0, repeat)) {
    await api.settled();
    times.panel.push(await timeUntilPanel(page, command, () => rowOf(page, command).click()));
  }
  await page.close();
  return times;
}

/**
 * @param {import('./windows.mjs').Windows} windows
 * @param {import('./server').BenchServer} api
 * @param {number} repeat
 */
async function manyBots({ open }, api, repeat) {
  const first = await open();
  await signIn(first, api.place.apiKey, 'Bot 1');
  await api.settled();
  await first.close();
  /** @type {Pick<LargeTree, 'manyBots' | 'manyBotsAnswered'>} */
  const times = { manyBots: [], manyBotsAnswered: [] };
  for (let run = 0; run < repeat; run++) {
    const page = await open();
    api.begin();
    const { ms, paintedAt } = await timeUntilRow(page, 'Bot 1', () => viewIcon(page).click());
    const requests = await api.settled();
    times.manyBots.push(ms);
    times.manyBotsAnswered.push(requests.filter(({ answered }) => answered <= paintedAt).length);
    await page.close();
  }
  return times;
}
