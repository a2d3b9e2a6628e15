import type { Locator, Page } from 'playwright-core';

/** The status bar at the bottom of the window. */
export class StatusBar {
  readonly element: Locator;

  constructor(page: Page) {
    this.element = page.locator('.part.statusbar');
  }

  /** The item that shows this text or contains it; icons are not part of the text. */
  item(text: string | RegExp): Locator {
    return this.element.locator('.statusbar-item').filter({ hasText: text });
  }

  /** The item that the extension created with this id. */
  itemById(id: string): Locator {
    return this.element.locator(`.statusbar-item[id$=".${id}"]`);
  }

  /** Clicks the item that shows this text. */
  async click(text: string | RegExp): Promise<void> {
    await this.item(text).click();
  }

  /** The text of the item with this id, without icons. */
  async text(id: string): Promise<string> {
    return (await this.itemById(id).innerText()).trim();
  }
}
