import type { Locator, Page } from 'playwright-core';
import { exactly } from './eventually';

/** Toasts, and the list that the bell opens. */
const shown = '.notifications-toasts, .notifications-center';

/** The notices in the corner of the window. */
export class Notices {
  constructor(private readonly page: Page) {}

  /** The notice whose text contains this, or matches. */
  notice(text: string | RegExp): Locator {
    return this.page
      .locator(`:is(${shown}) .notification-list-item`)
      .filter({ has: this.page.locator('.notification-list-item-message', { hasText: text }) });
  }

  /** Waits for a notice. Returns its whole text. */
  async waitFor(text: string | RegExp): Promise<string> {
    const message = this.notice(text).locator('.notification-list-item-message');
    await message.waitFor({ timeout: 5_000 }).catch(() => this.showHidden());
    return (await message.innerText()).trim();
  }

  /** Waits for a notice and presses the button with exactly this label. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.waitFor(text);
    await this.notice(text)
      .locator('.notification-list-item-buttons-container .monaco-button')
      .filter({ hasText: exactly(button) })
      .click();
  }

  /** The labels of a notice's buttons. */
  async buttons(text: string | RegExp): Promise<string[]> {
    await this.waitFor(text);
    return this.notice(text)
      .locator('.notification-list-item-buttons-container .monaco-text-button')
      .allInnerTexts();
  }

  /** Closes a notice without an answer. */
  async close(text: string | RegExp): Promise<void> {
    const notice = this.notice(text);
    await notice.hover();
    await notice.locator('.codicon-notifications-clear').click();
    await notice.waitFor({ state: 'detached' });
  }

  /** The texts of all notices that show. */
  async texts(): Promise<string[]> {
    return this.page.locator(`:is(${shown}) .notification-list-item-message`).allInnerTexts();
  }

  /** Presses the bell. A busy VS Code now and then adds a notice there, with a dot, and draws no toast for it. */
  async showHidden(): Promise<void> {
    if (await this.page.locator('.notifications-center.visible').isHidden()) {
      await this.page.locator('#status\\.notifications').click();
    }
  }
}

/** The modal question in the middle of the window. */
export class ModalDialog {
  readonly element: Locator;

  constructor(page: Page) {
    this.element = page.locator('.monaco-dialog-box');
  }

  /** Waits for it. Returns its message and detail. */
  async text(): Promise<string> {
    return (await this.element.locator('.dialog-message-container').innerText()).trim();
  }

  /** Presses the button with exactly this label. */
  async press(button: string): Promise<void> {
    await this.element
      .locator('.dialog-buttons .monaco-button')
      .filter({ hasText: exactly(button) })
      .click();
  }
}
