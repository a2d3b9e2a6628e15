import type { Locator, Page } from 'playwright-core';
import { escapePattern, eventually } from './eventually';

const shortcut = process.platform === 'darwin' ? 'Meta' : 'Control';

/** The text editor of the active editor group, and the tabs. */
export class Editor {
  constructor(private readonly page: Page) {}

  /** The active editor; of a diff the right side. */
  get element(): Locator {
    const group = this.page.locator('.editor-group-container.active .editor-instance');
    return group
      .locator('.monaco-diff-editor .editor.modified .monaco-editor')
      .or(group.locator(':scope > .monaco-editor, :scope .code-editor > .monaco-editor'))
      .filter({ visible: true });
  }

  /** The left side of the active diff. */
  get left(): Locator {
    return this.page
      .locator('.editor-group-container.active .editor-instance .monaco-diff-editor .editor.original')
      .locator('.monaco-editor')
      .filter({ visible: true });
  }

  /** The tab with exactly this name, in any group. */
  tab(name: string | RegExp): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name: tabLabel(name) });
  }

  /**
   * Waits until the tab of that name is the active one.
   * @param timeout in milliseconds; without it that of the page
   */
  async waitForTab(name: string | RegExp, timeout?: number): Promise<void> {
    await this.tab(name)
      .and(this.page.locator('.active'))
      .waitFor(timeout === undefined ? {} : { timeout });
  }

  /** Waits until the tab is marked as having unsaved text, or as having none. */
  async waitForDirty(name: string | RegExp, dirty: boolean): Promise<void> {
    const tab = this.tab(name);
    await tab.and(this.page.locator(dirty ? '.tab.dirty' : '.tab:not(.dirty)')).waitFor();
  }

  /** Whether the tab is marked as having unsaved text. */
  async isDirty(name: string | RegExp): Promise<boolean> {
    return ((await this.tab(name).getAttribute('class')) ?? '').split(' ').includes('dirty');
  }

  /** The names of all tabs, from left to right. */
  async tabs(): Promise<string[]> {
    return this.page.locator('.tabs-container .tab').evaluateAll((tabs) =>
      (tabs as unknown as EditorElement[]).map((tab) =>
        // Newer versions draw the file name's ending apart.
        [...tab.querySelectorAll('.label-name, .label-suffix')].map((part) => part.textContent).join(''),
      ),
    );
  }

  /** Closes a tab; a question about unsaved text is left to the test. */
  async closeTab(name: string | RegExp): Promise<void> {
    const tab = this.tab(name);
    await tab.hover();
    await tab.locator('.tab-actions .action-label').click();
  }

  /** Puts the keyboard into the editor; the cursor stays where it is. */
  async focus(): Promise<void> {
    await this.element.locator('.native-edit-context, textarea.inputarea').focus();
  }

  /** Puts the cursor at the start or the end of the document. */
  async moveTo(place: 'start' | 'end'): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(`${shortcut}+${place === 'start' ? 'Home' : 'End'}`);
  }

  /**
   * Types key by key where the cursor is, so that the editor indents, closes brackets and suggests. For a text
   * that has to arrive as it is, use `insertAt`.
   */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Pastes a text at the start or the end of the document: it arrives exactly as it is. */
  async insertAt(place: 'start' | 'end', text: string): Promise<void> {
    await this.moveTo(place);
    await this.paste(text);
  }

  /** Replaces the whole document by a pasted text. */
  async replaceText(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(`${shortcut}+a`);
    await this.paste(text);
  }

  private async paste(text: string): Promise<void> {
    await this.page.evaluate(
      (value) =>
        (
          globalThis as unknown as { navigator: { clipboard: { writeText(text: string): Promise<void> } } }
        ).navigator.clipboard.writeText(value),
      text,
    );
    await this.page.keyboard.press(`${shortcut}+v`);
  }

  /** Ctrl+S. Does not wait: what follows may be a notice. */
  async save(): Promise<void> {
    await this.page.keyboard.press(`${shortcut}+s`);
  }

  /** Ctrl+S, and waits until the tab has no unsaved text. */
  async saveAndWait(name: string | RegExp): Promise<void> {
    await this.save();
    await this.waitForDirty(name, false);
  }

  /** The lines that the editor shows, joined by `\n`; for a short document, all of it. */
  async visibleText(): Promise<string> {
    return (await this.lines()).map(([, text]) => text).join('\n');
  }

  /** The same of the left side of the active diff. */
  async visibleLeftText(): Promise<string> {
    return (await this.lines(this.left)).map(([, text]) => text).join('\n');
  }

  /** The whole text; scrolls through a document that is longer than the editor. Leaves the cursor at the end. */
  async text(): Promise<string> {
    await this.focus();
    await this.page.keyboard.press(`${shortcut}+Home`);
    await eventually(
      async () => (await this.lines())[0]?.[0],
      (first) => first === 1,
      'The first line that the editor shows',
    );
    const all = new Map<number, string>();
    for (;;) {
      const before = all.size;
      const shown = await this.lines();
      for (const [number, text] of shown) {
        all.set(number, text);
      }
      if (all.size === before) {
        break;
      }
      const last = shown.at(-1)?.[0];
      await this.page.keyboard.press('PageDown');
      // The page is drawn in the next frame; at the end of the document nothing moves any more.
      await eventually(
        async () => (await this.lines()).at(-1)?.[0] !== last,
        Boolean,
        'The editor scrolls',
        400,
      ).catch(() => false);
    }
    await this.page.keyboard.press(`${shortcut}+End`);
    return [...all]
      .sort(([one], [other]) => one - other)
      .map(([, text]) => text)
      .join('\n');
  }

  /** Waits until the shown text is accepted, or equal. */
  async waitForText(expected: string | RegExp): Promise<void> {
    await eventually(
      () => this.visibleText(),
      (text) => (typeof expected === 'string' ? text === expected : expected.test(text)),
      'The text of the editor',
    );
  }

  /** Line numbers and texts of the shown lines. */
  private async lines(element = this.element): Promise<[number, string][]> {
    return element.evaluate((root) => {
      // Both columns are positioned absolutely and not in order: equal `top` is the same line.
      const editor = root as unknown as EditorElement;
      const numbers = new Map<string, number>();
      for (const row of editor.querySelectorAll('.margin-view-overlays > div')) {
        const number = row.querySelector('.line-numbers')?.textContent;
        if (number) {
          numbers.set(row.style.top, Number(number));
        }
      }
      return [...editor.querySelectorAll('.view-lines > .view-line')]
        .sort((one, other) => parseFloat(one.style.top) - parseFloat(other.style.top))
        .map((line, index): [number, string] => [
          numbers.get(line.style.top) ?? index + 1,
          (line.textContent ?? '').replaceAll('\u00a0', ' '),
        ]);
    });
  }
}

/** A tab's label for screen readers is its name, then what is special about the tab. */
function tabLabel(name: string | RegExp): RegExp {
  return name instanceof RegExp
    ? name
    : new RegExp(`^${escapePattern(name)}(, (preview|pinned|.*[Gg]roup.*))*$`);
}

/** What is used of elements in the page; the tests are compiled without the DOM's types. */
interface EditorElement {
  readonly style: { readonly top: string };
  readonly textContent: string | null;
  querySelector(selector: string): EditorElement | null;
  querySelectorAll(selector: string): Iterable<EditorElement>;
}
