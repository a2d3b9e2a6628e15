import type { Locator, Page } from 'playwright-core';
import { beginning, escapePattern, eventually } from './eventually';

/** In milliseconds: what a click has to change, when the menu took it. */
const reaction = 500;

/**
 * Opens a menu and picks an item; more names go into submenus. What is drawn anew behind a menu closes it: then it is
 * opened again.
 * @param open clicks what opens the menu
 */
export async function pickFromMenu(
  page: Page,
  open: () => Promise<void>,
  items: readonly string[],
): Promise<void> {
  const menus = page.locator('.context-view .monaco-menu');
  await eventually(
    async () => {
      if ((await menus.count()) > 0) await page.keyboard.press('Escape');
      await open();
      if (!(await becomes(menus.nth(0), 'visible', 2_000))) return false;
      for (const [level, item] of items.entries()) {
        const whole = menus.nth(level).getByRole('menuitem', { name: alone(item) });
        // One may begin as others do: `Copy`, `Copy Name`.
        const entry =
          (await whole.count()) > 0
            ? whole
            : menus.nth(level).getByRole('menuitem', { name: beginning(item) });
        const isTaken =
          level === items.length - 1
            ? // Until the menu is gone it holds the keyboard.
              () => becomes(menus.nth(0), 'detached', reaction)
            : () => becomes(menus.nth(level + 1), 'visible', reaction);
        if (!(await press(page, entry, isTaken))) return false;
      }
      return true;
    },
    (picked) => picked,
    `The menu takes ${items.join(' › ')}`,
  );
}

/** A pattern for a whole label, with the keys that VS Code puts behind it. */
function alone(label: string): RegExp {
  return new RegExp(`^${escapePattern(label)}(\\s*(Ctrl|Shift|Alt|Meta|Delete|F\\d).*)?$`);
}

/**
 * Clicks until the click counts: for its first tenth of a second a menu ignores the mouse. A menu that closes between
 * the press of the button and its release took nothing, so the release has to have reached the item.
 */
async function press(page: Page, entry: Locator, isTaken: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const isClicked = await clicked(page, entry).catch(() => false);
    if (!isClicked) return false;
    if (await isTaken()) return true;
  }
  return false;
}

async function clicked(page: Page, entry: Locator): Promise<boolean> {
  await entry.waitFor({ timeout: 2_000 });
  const element = await entry.elementHandle({ timeout: 2_000 });
  await element.evaluate((item: object) => {
    const window = globalThis as { releasedOn?: object };
    const target = item as { addEventListener(type: string, listener: () => void, capture: boolean): void };
    delete window.releasedOn;
    target.addEventListener('mouseup', () => (window.releasedOn = item), true);
  });
  await element.click({ timeout: 2_000 });
  return page.evaluate(() => (globalThis as { releasedOn?: object }).releasedOn !== undefined);
}

function becomes(locator: Locator, state: 'visible' | 'detached', timeout: number): Promise<boolean> {
  return locator.waitFor({ state, timeout }).then(
    () => true,
    () => false,
  );
}
