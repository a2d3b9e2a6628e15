import type { Locator, Page } from 'playwright-core';
import { beginning, eventually, exactly } from './eventually';
import { pickFromMenu } from './menu';
import { noteUse } from './uses';

/** A row by its label, or the way to it from a root: `['My bot', 'Games', '/start']`. */
export type RowName = string | RegExp | readonly (string | RegExp)[];

/** One tree view of the sidebar, the panel or the Explorer. */
export class Tree {
  readonly element: Locator;

  /** @param name the view's title, for the Explorer `Files Explorer` */
  constructor(
    private readonly page: Page,
    name: string,
  ) {
    this.element = page.getByRole('tree', { name, exact: true });
  }

  /**
   * The row with exactly this label. Waits for it, and scrolls when the view does not show it. With a way, the
   * rows above are expanded and equal labels elsewhere do not disturb.
   */
  async row(name: RowName): Promise<Locator> {
    if (!isWay(name)) {
      const row = this.matching(name);
      await this.scrollTo(row, String(name));
      return row;
    }
    const [root, ...rest] = name;
    if (root === undefined) {
      throw new Error('A way to a row needs at least one name.');
    }
    let row = await this.row(root);
    for (const step of rest) {
      await this.expandRow(row);
      row = await this.child(row, step);
    }
    return row;
  }

  /** Clicks the row's label. */
  async click(name: RowName): Promise<void> {
    await label(await this.row(name)).click();
  }

  /** Double-clicks the row's label, which pins the editor that opens. */
  async doubleClick(name: RowName): Promise<void> {
    await label(await this.row(name)).dblclick();
  }

  /** Shows the row's children and waits until the row is expanded. */
  async expand(name: RowName): Promise<void> {
    await this.expandRow(await this.row(name));
  }

  /** Hides the row's children. */
  async collapse(name: RowName): Promise<void> {
    const row = await this.row(name);
    if ((await row.getAttribute('aria-expanded')) === 'true') {
      await row.locator('.monaco-tl-twistie').click();
    }
    await this.wholeRow(row, '[aria-expanded="false"]').waitFor();
  }

  /** Moves the pointer over the row and clicks the inline action with this tooltip. */
  async inlineAction(name: RowName, action: string): Promise<void> {
    const row = await this.row(name);
    await row.hover();
    await row.getByRole('button', { name: beginning(action) }).click();
    noteUse('row button', action);
  }

  /** Opens the row's context menu and picks an item; more names go into submenus. */
  async contextMenu(name: RowName, ...items: [string, ...string[]]): Promise<void> {
    const open = async () => label(await this.row(name)).click({ button: 'right' });
    await pickFromMenu(this.page, open, items);
    noteUse('row menu', items[0]);
  }

  /** Drags one row onto another. */
  async drag(from: RowName, to: RowName): Promise<void> {
    const target = await this.row(to);
    const row = await this.row(from);
    // The hover of a row under the pointer covers those below it.
    await this.page.locator('.part.editor').hover();
    await this.page.locator('.context-view .hover-contents').waitFor({ state: 'hidden' });
    await row.dragTo(target);
  }

  /** The text after the row's label. */
  async description(name: RowName): Promise<string> {
    return (await (await this.row(name)).locator('.label-description').allTextContents()).join('').trim();
  }

  /** The labels of the rows that the view shows, from top to bottom. */
  async labels(): Promise<string[]> {
    return this.element
      .locator('.monaco-list-row')
      .evaluateAll((rows) =>
        (rows as unknown as RowElement[])
          .sort((one, other) => Number(one.dataset['index']) - Number(other.dataset['index']))
          .map((row) => row.querySelector('.label-name')?.textContent ?? ''),
      );
  }

  /** Waits until the shown labels are accepted, or equal to a list. */
  async waitForLabels(expected: readonly string[] | ((labels: string[]) => boolean)): Promise<string[]> {
    const accept =
      typeof expected === 'function'
        ? expected
        : (labels: string[]): boolean => JSON.stringify(labels) === JSON.stringify(expected);
    return eventually(() => this.labels(), accept, 'The labels of the tree');
  }

  private matching(text: string | RegExp): Locator {
    return this.element
      .locator('.monaco-list-row')
      .filter({ has: this.page.locator('.label-name', { hasText: exactly(text) }) });
  }

  /** The child of a row, found by its level and its place below the parent. */
  private async child(parent: Locator, text: string | RegExp): Promise<Locator> {
    const parentIndex = Number(await parent.getAttribute('data-index'));
    const pattern = exactly(text);
    const read = (): Promise<{ index: number; level: number; label: string }[]> =>
      this.element.locator('.monaco-list-row').evaluateAll((rows) =>
        (rows as unknown as RowElement[])
          .map((row) => ({
            index: Number(row.dataset['index']),
            level: Number(row.getAttribute('aria-level')),
            label: row.querySelector('.label-name')?.textContent ?? '',
          }))
          .sort((one, other) => one.index - other.index),
      );
    const find = (rows: Awaited<ReturnType<typeof read>>): number | undefined => {
      const level = rows.find((row) => row.index === parentIndex)?.level;
      if (level === undefined) {
        return undefined;
      }
      for (const row of rows.filter((each) => each.index > parentIndex)) {
        if (row.level <= level) {
          return undefined;
        }
        if (row.level === level + 1 && pattern.test(row.label)) {
          return row.index;
        }
      }
      return undefined;
    };
    const rows = await eventually(read, (found) => find(found) !== undefined, `The row ${String(text)}`);
    // The text as well: if the tree changes in between, nothing is clicked rather than something else.
    return this.matching(text).and(this.element.locator(`[data-index="${find(rows)}"]`));
  }

  private async expandRow(row: Locator): Promise<void> {
    if ((await row.getAttribute('aria-expanded')) !== 'true') {
      await row.locator('.monaco-tl-twistie').click();
    }
    await this.wholeRow(row, '[aria-expanded="true"]').waitFor();
    // Children arrive after the twistie has turned.
    await row.locator('.codicon-tree-item-loading').waitFor({ state: 'detached' });
  }

  private wholeRow(row: Locator, attributes: string): Locator {
    return row.and(this.page.locator(attributes));
  }

  /** Rows outside of the view do not exist in the page: turns the wheel until the row does. */
  private async scrollTo(row: Locator, name: string): Promise<void> {
    await this.element.waitFor();
    try {
      await row.waitFor({ timeout: 5_000 });
      return;
    } catch (error) {
      if ((await row.count()) > 0) {
        throw error; // more than one row of that name
      }
    }
    const { height } = (await this.element.boundingBox()) ?? { height: 200 };
    await this.element.hover();
    await this.page.mouse.wheel(0, -1_000_000);
    await eventually(
      async () => {
        if ((await row.count()) > 0) {
          return true;
        }
        await this.page.mouse.wheel(0, height * 0.8);
        return false;
      },
      (found) => found,
      `The row ${name} exists`,
    );
    await row.scrollIntoViewIfNeeded();
  }
}

/** What is used of a row in the page; the tests are compiled without the DOM's types. */
interface RowElement {
  readonly dataset: Record<string, string | undefined>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): { textContent: string | null } | null;
}

function isWay(name: RowName): name is readonly (string | RegExp)[] {
  return Array.isArray(name);
}

function label(row: Locator): Locator {
  return row.locator('.label-name');
}
