import type { Locator, Page } from 'playwright-core';

import { exactly } from './eventually';

/** VS Code's page of a walkthrough. */
export class Walkthrough {
  readonly element: Locator;

  constructor(private readonly page: Page) {
    this.element = page.locator('.gettingStartedContainer .gettingStartedDetailsContent');
  }

  /** Waits until the page shows this walkthrough. */
  async waitFor(title: string): Promise<void> {
    await this.element
      .locator('.category-title')
      .filter({ hasText: exactly(title) })
      .waitFor();
  }

  step(title: string): Locator {
    const name = this.page.locator('.step-title').filter({ hasText: exactly(title) });
    return this.element.locator('.getting-started-step').filter({ has: name });
  }

  /** The titles of the steps from top to bottom, those that are done with a check mark in front. */
  async steps(): Promise<string[]> {
    return this.element.locator('.getting-started-step').evaluateAll((steps) =>
      (steps as unknown as StepElement[]).map((step) => {
        const isDone = step.querySelector('.codicon-getting-started-step-checked') !== null;
        return `${isDone ? '✓ ' : ''}${step.querySelector('.step-title')?.textContent ?? ''}`;
      }),
    );
  }

  /** Presses a button or follows a link of the unfolded step. */
  async press(name: string): Promise<void> {
    await this.element.getByRole('button', { name, exact: true }).click();
  }

  /** The picture beside the unfolded step, by its text; there is none in a narrow window. */
  picture(text: string): Locator {
    return this.page
      .locator('iframe.webview')
      .filter({ visible: true })
      .contentFrame()
      .locator('iframe#active-frame')
      .contentFrame()
      .getByRole('img', { name: text, exact: true });
  }

  /** Unfolds a step. */
  async unfold(title: string): Promise<void> {
    const step = this.step(title);
    if (!((await step.getAttribute('class')) ?? '').split(' ').includes('expanded')) await step.click();
    await step.and(this.page.locator('.expanded')).waitFor();
  }
}

/** What is used of a step in the page; the tests are compiled without the DOM's types. */
interface StepElement {
  querySelector(selector: string): { textContent: string | null } | null;
}
