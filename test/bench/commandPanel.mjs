/** Measures the command panel in windows of the real VS Code. */

/** @param {import('playwright-core').Page} page */
function panelOf(page) {
  return page
    .locator('iframe.webview')
    .filter({ visible: true })
    .contentFrame()
    .locator('iframe#active-frame')
    .contentFrame();
}

/**
 * Opens the panel for the command of the active editor.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} command its name
 * @param {string} file what its file is called
 */
export async function openPanel(page, command, file) {
  // The button is for the editor that is active when it is clicked.
  await page.locator('.tabs-container .tab.active').filter({ hasText: file }).waitFor();
  await page.locator('.editor-actions').getByRole('button', { name: 'Edit Properties…' }).click();
  await panelOf(page).getByRole('heading', { name: command, exact: true }).waitFor();
}

/**
 * Both ends are taken inside the pages, so that the way between them and this process is not measured.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} command the name of the one that the panel is to follow
 * @param {() => Promise<unknown>} act clicks
 * @returns {Promise<number>} milliseconds from the press of the mouse to the frame that shows the fields
 */
export async function timeUntilPanel(page, command, act) {
  const body = await panelOf(page).locator('body').elementHandle();
  const frame = await body?.ownerFrame();
  if (!frame) throw new Error('The command panel does not show.');
  const pressed = await page.evaluateHandle(() => ({
    at: new Promise((resolve) =>
      window.addEventListener('mousedown', () => resolve(Date.now()), { capture: true, once: true }),
    ),
  }));
  const painted = await frame.evaluateHandle(
    (wanted) => ({
      at: new Promise((resolve) => {
        const look = () => {
          if (document.querySelector('input')?.value !== wanted) return;
          observer.disconnect();
          window.requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
        };
        const observer = new window.MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    }),
    command,
  );
  await act();
  const [from, to] = await Promise.all([pressed, painted].map((time) => time.evaluate(({ at }) => at)));
  return Number(to) - Number(from);
}
