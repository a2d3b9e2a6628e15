import assert from 'node:assert/strict';

import { Clocks, reportedSize } from '../../../src/files/clocks';
import { EditState } from '../../../src/files/editState';
import { silentLog } from '../../../src/util/log';
import { MemoryTextStore } from '../model/memoryTextStore';

/** How an attempt to save ended. */
export type Outcome = 'saved' | 'conflict' | 'refused' | 'failed';

/** What happens to the one write of an attempt. */
export type WriteFault =
  /** It fails before the server's version was looked at. */
  | 'neverLeft'
  /** No answer came, and the server has the text. */
  | 'appliedUnknown'
  /** No answer came, and the server has not. */
  | 'lostUnknown';

/**
 * An editor of VS Code with one command file, as far as it was measured (`save-protocol.md`), over `EditState` and
 * `Clocks`. Keeps its own book of what its person was shown, which no rule under test reads.
 */
export class SimulatedEditor {
  readonly store = new MemoryTextStore();
  /** What the server has. */
  remote: string;
  normalise = (text: string): string => text;
  /** Writes that reached the server. */
  puts = 0;
  /** Versions of the server that were overwritten unseen: has to stay empty. */
  readonly lost: string[] = [];

  #state = new EditState();
  #clocks!: Clocks;
  #buffer = '';
  /** What Undo leads back to. */
  #saved = '';
  #dirty = false;
  /** What VS Code remembers of the version that the text goes back to. */
  #base = { mtime: 0, size: 0 };
  readonly #shown = new Set<string>();
  #noticeOpen = false;
  /** Retry after a refused Overwrite keeps VS Code's check off. */
  #checkOff = false;
  #now = 1_000_000;

  private constructor(remote: string) {
    this.remote = remote;
  }

  static async open(remote: string): Promise<SimulatedEditor> {
    const editor = new SimulatedEditor(remote);
    await editor.#makeClocks();
    await editor.#load();
    return editor;
  }

  get text(): string {
    return this.#buffer;
  }
  get isDirty(): boolean {
    return this.#dirty;
  }
  get hasConflictNotice(): boolean {
    return this.#noticeOpen;
  }

  /** Another person saves. */
  edit(remote: string): void {
    this.remote = remote;
    this.#now += 1000;
  }

  type(text: string): void {
    this.#buffer = text;
    this.#dirty = true;
  }

  /** Undo, back to the text that was loaded or saved last: VS Code takes it for saved. */
  undo(): void {
    this.#buffer = this.#saved;
    this.#dirty = false;
  }

  /** Ctrl+S. */
  async save(fault?: WriteFault): Promise<Outcome> {
    this.#checkOff = false;
    return this.#save(fault);
  }

  /** *Overwrite* on the notice, and the tick in the diff. */
  async overwrite(fault?: WriteFault): Promise<Outcome> {
    assert.ok(this.#noticeOpen, 'there is no notice to press Overwrite on');
    this.#checkOff = true;
    return this.#save(fault);
  }

  /** *Retry* on the notice of a save that failed. */
  async retry(): Promise<Outcome> {
    return this.#save();
  }

  /** *Compare*: the text of the left side. */
  async compare(): Promise<string> {
    assert.ok(this.#noticeOpen, 'there is no notice to press Compare on');
    const text = this.#readFile();
    await this.#stat();
    this.#shown.add(text);
    return text;
  }

  /** *File: Revert File*, and discarding in the diff. */
  async revert(): Promise<void> {
    const text = this.#readFile();
    const stat = await this.#stat();
    this.#show(text, stat);
  }

  /** A Changed event. */
  async changed(): Promise<void> {
    if (this.#dirty) return;
    const stat = await this.#stat();
    if (stat.mtime === this.#base.mtime && stat.size === this.#base.size) return;
    await this.#load();
  }

  /** The window is reloaded: unsaved text and VS Code's memory of the base come back, ours does not. */
  async reload(): Promise<void> {
    this.#state = new EditState();
    await this.#makeClocks();
    this.#noticeOpen = false;
    this.#checkOff = false;
    if (!this.#dirty) await this.#load();
  }

  async #save(fault?: WriteFault): Promise<Outcome> {
    this.#now += 1000;
    this.#state.saveBegins();
    const before = await this.#stat();
    const isConflict = before.mtime > this.#base.mtime && before.size !== this.#base.size;
    if (isConflict && !this.#checkOff) {
      this.#noticeOpen = true;
      // The notice names no version; it stands for the one that was looked at.
      this.#shown.add(this.remote);
      return 'conflict';
    }
    this.#noticeOpen = false;
    const sent = this.#buffer;
    const outcome = this.#writeFile(sent, fault);
    if (outcome !== 'saved') return outcome;
    this.#checkOff = false;
    const after = await this.#stat();
    this.#base = { mtime: Math.max(after.mtime, this.#base.mtime), size: after.size };
    this.#dirty = false;
    this.#saved = sent;
    if (this.#state.announceNormalised(this.#buffer)) await this.changed();
    return 'saved';
  }

  #writeFile(text: string, fault: WriteFault | undefined): Outcome {
    const reported = this.#state.writeBegins();
    if (this.#state.isUnchanged(text, reported)) return 'saved';
    if (fault === 'neverLeft') return 'failed';
    // One's own text needs no showing, whoever put it there.
    this.#shown.add(text);
    if (this.remote !== text) {
      if (this.#state.judge(this.remote, reported) !== 'accepted') return 'refused';
      if (fault !== 'lostUnknown') this.#put(text);
      if (fault) {
        this.#state.writeMayHaveHappened(text);
        return 'failed';
      }
    }
    this.#state.wrote(text, this.remote);
    return 'saved';
  }

  #put(text: string): void {
    if (!this.#shown.has(this.remote)) this.lost.push(this.remote);
    this.puts++;
    this.remote = this.normalise(text);
    this.#shown.add(this.remote);
  }

  async #load(): Promise<void> {
    this.#dirty = false;
    const text = this.#readFile();
    this.#show(text, await this.#stat());
  }

  #show(text: string, stat: { mtime: number; size: number }): void {
    this.#buffer = text;
    this.#saved = text;
    this.#dirty = false;
    this.#noticeOpen = false;
    this.#shown.add(text);
    this.#base = { mtime: Math.max(stat.mtime, this.#base.mtime), size: stat.size };
    this.#state.shows(text);
  }

  #readFile(): string {
    this.#state.read(this.remote, this.#dirty);
    return this.remote;
  }

  async #stat(): Promise<{ mtime: number; size: number }> {
    this.#state.reported(this.remote, true);
    const shown = this.#state.shownFor(this.remote, this.#dirty ? this.#buffer : undefined);
    return { mtime: await this.#clocks.mtimeOf('1', shown), size: reportedSize(shown) };
  }

  async #makeClocks(): Promise<void> {
    this.#clocks = new Clocks(this.store, 'sandbox', silentLog, () => this.#now);
    await this.#clocks.restore();
  }
}
