import type { Locator, Page } from 'playwright-core';
import { exactly } from './eventually';

/** The notices (toasts) in the corner of the window. */
export class Notices {
  constructor(private readonly page: Page) {}

  /** The notice whose text contains this, or matches. */
  notice(text: string | RegExp): Locator {
    return this.page
      .locator('.notifications-toasts .notification-list-item')
      .filter({ has: this.page.locator('.notification-list-item-message', { hasText: text }) });
  }

  /** Waits for a notice. Returns its whole text. */
  async waitFor(text: string | RegExp): Promise<string> {
    return (await this.notice(text).locator('.notification-list-item-message').innerText()).trim();
  }

  /** Waits for a notice and presses the button with exactly this label. */
  async press(text: string | RegExp, button: string): Promise<void> {
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
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
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
