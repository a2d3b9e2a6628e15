import type { FaultKind } from '../../src/sandbox/server/faults';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { MemoryTextStore } from '../unit/model/memoryTextStore';
import type { EditorBook } from './oracle';
import { SimulatedEditor } from './simulatedEditor';
import { SimulatedWindow } from './simulatedWindow';
import { Stage } from './stage';

/** Simulated windows of one person. */
export class ProviderStage extends Stage<SimulatedEditor> {
  readonly windows: SimulatedWindow[] = [];
  readonly #store = new MemoryTextStore();
  readonly #books = new Map<string, EditorBook>();

  constructor(server: Sandbox, struck: ReadonlyMap<FaultKind, number>) {
    super(server, struck, true);
  }

  override get editors(): SimulatedEditor[] {
    return this.windows.flatMap((window) => [...window.editors]);
  }

  windowOf(editor: SimulatedEditor): SimulatedWindow {
    const window = this.windows.find(({ editors }) => editors.has(editor));
    if (!window) throw new Error('the editor is closed');
    return window;
  }

  async openWindow(): Promise<SimulatedWindow> {
    const window = await SimulatedWindow.open(this.#windowOptions);
    this.windows.push(window);
    return window;
  }

  get #windowOptions() {
    const { server, botId } = this;
    const clock = () => this.oracle.now;
    const note = (line: string) => void this.trace.push(line);
    return { server, botId, store: this.#store, accountId: 'person', clock, note };
  }

  /** Opens a command in a window. @returns whether it opened; one that is open already does not open again */
  async open(window: SimulatedWindow, commandId: number): Promise<boolean> {
    const uri = await window.uriOf(commandId);
    if (!uri) return false;
    if ([...window.editors].some((editor) => editor.uri.toString() === uri.toString())) return false;
    const editor = await SimulatedEditor.open(window, uri, this.#book(window, uri.path, commandId));
    if (editor) window.editors.add(editor);
    return editor !== undefined;
  }

  /** A person remembers what was shown in the tab of a file before, also in a tab that was closed. */
  #book(window: SimulatedWindow, path: string, commandId: number): EditorBook {
    const name = this.#nameOf(window, path);
    let book = this.#books.get(name);
    if (!book) this.#books.set(name, (book = this.oracle.book(name, commandId)));
    return book;
  }

  /** The person now finds under another path what an editor showed. */
  moved({ book }: SimulatedEditor, window: SimulatedWindow, from: string, to: string): void {
    this.#books.delete(this.#nameOf(window, from));
    this.#books.set(this.#nameOf(window, to), book);
  }

  /** Below the bot's directory: a command may have several paths at a time. */
  #nameOf(window: SimulatedWindow, path: string): string {
    return `${path.split('/').slice(3).join('/')} in window ${this.windows.indexOf(window) + 1}`;
  }

  /** Loads a window again: everything of the product in it begins anew, over the same store. */
  async reload(window: SimulatedWindow): Promise<void> {
    window.dispose();
    const fresh = await SimulatedWindow.open(this.#windowOptions);
    this.windows[this.windows.indexOf(window)] = fresh;
    for (const editor of window.editors) if (await editor.moveInto(fresh)) fresh.editors.add(editor);
  }

  /** Waits until nothing goes on any more. */
  async settled(): Promise<void> {
    for (const window of this.windows) await window.settled();
    await this.served();
  }

  dispose(): void {
    for (const window of this.windows) window.dispose();
  }
}
