import type { Locator, Page } from 'playwright-core';
import { eventually, exactly } from './eventually';

/** The quick pick or input box at the top of the window. */
export class QuickInput {
  readonly element: Locator;

  constructor(private readonly page: Page) {
    this.element = page.locator('.quick-input-widget');
  }

  /** Waits until it shows, with this title, prompt or placeholder somewhere in it when one is given. */
  async waitFor(text?: string | RegExp): Promise<void> {
    await this.element.waitFor();
    if (text !== undefined) {
      await this.element
        .filter({ hasText: text })
        .or(this.element.filter({ has: this.page.getByPlaceholder(text) }))
        .waitFor();
    }
  }

  /** The text field. */
  get input(): Locator {
    return this.element.locator('.quick-input-box input');
  }

  /** Replaces the text of the field. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Presses Enter in the field. */
  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  /** Types a text and presses Enter. */
  async enter(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** The item with exactly this label. */
  item(label: string | RegExp): Locator {
    return this.element
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: this.page.locator('.label-name', { hasText: exactly(label) }) });
  }

  /** Clicks the item with exactly this label. */
  async pick(label: string | RegExp): Promise<void> {
    await this.item(label).click();
  }

  /**
   * Clicks the item with exactly this label until that counts: rows that are drawn anew at this moment lose the click.
   * @param typed what the field holds as long as nothing was picked
   */
  async pickAsTyped(label: string, typed: string): Promise<void> {
    const isOver = async () =>
      (await this.element.isHidden()) ||
      (await this.input.inputValue({ timeout: 500 }).catch(() => '')) !== typed;
    await eventually(
      async () => {
        await this.item(label)
          .click({ timeout: 2_000 })
          .catch(() => undefined);
        return eventually(isOver, (over) => over, '', 1_000).catch(() => false);
      },
      (over) => over,
      `${label} is picked`,
    );
  }

  /** Ticks the item with exactly this label, where several can be chosen. */
  async tick(label: string | RegExp): Promise<void> {
    await this.item(label).locator('.monaco-checkbox, input[type="checkbox"]').click();
  }

  /** The labels it shows, from top to bottom. */
  async labels(): Promise<string[]> {
    const labels = await this.element
      // The second line of an item that was drawn here before is only hidden.
      .locator('.quick-input-list .monaco-list-row .quick-input-list-row:first-child .label-name')
      .allInnerTexts();
    return labels.map((label) => label.trim());
  }

  /** What it says below the field: the prompt or why the text is refused. */
  get message(): Locator {
    return this.element.locator('.quick-input-message');
  }

  /** Closes it with Escape. */
  async cancel(): Promise<void> {
    // A hover under the pointer takes the first Escape for itself.
    await eventually(
      async () => {
        if (await this.element.isVisible()) await this.input.press('Escape');
        return this.element.isHidden();
      },
      (hidden) => hidden,
      'The quick input is closed',
    );
  }

  /** Waits until it is gone. */
  async waitUntilClosed(): Promise<void> {
    await this.element.waitFor({ state: 'hidden' });
  }
}
