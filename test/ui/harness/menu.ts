import type { Page } from 'playwright-core';
import { beginning, eventually } from './eventually';

/** Picks an item of the context menu that is open; more names go into submenus. */
export async function pickFromMenu(page: Page, items: readonly string[]): Promise<void> {
  const menus = page.locator('.context-view .monaco-menu');
  for (const [level, item] of items.entries()) {
    const entry = menus.nth(level).getByRole('menuitem', { name: beginning(item) });
    await entry.waitFor();
    const taken =
      level === items.length - 1
        ? // Until the menu is gone it holds the keyboard.
          () => menus.nth(0).waitFor({ state: 'detached', timeout: 500 })
        : () => menus.nth(level + 1).waitFor({ timeout: 500 });
    // For its first tenth of a second a menu ignores the mouse.
    await eventually(
      async () => {
        await entry.click({ timeout: 500 }).catch(() => undefined);
        return taken().then(
          () => true,
          () => false,
        );
      },
      (done) => done,
      `The menu takes "${item}"`,
    );
  }
}
