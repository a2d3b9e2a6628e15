import type { BotChange } from '../../protocol/protocol';
import { none, type NamesIn, readNames } from './storedNames';

interface ReadText {
  readonly text: string | null;
  readonly names: NamesIn;
}

/**
 * Reads what the code of a bot stores under names, command by command: all code of a large bot takes a good part of a
 * second, and who did not ask for such names is not to wait for them.
 */
export class StoredReading {
  /** What was read last of each command, by id; it counts until its other text was read. */
  readonly #read = new Map<string, ReadText>();
  /** The texts that are to be read, by id. */
  readonly #unread = new Map<string, string | null>();
  #differs = false;
  #wasWhole = false;

  get isOver(): boolean {
    return this.#unread.size === 0;
  }

  apply({ anew, changed, gone }: Pick<BotChange, 'anew' | 'changed' | 'gone'>): void {
    if (anew) {
      this.#read.clear();
      this.#unread.clear();
      this.#wasWhole = false;
    }
    for (const id of gone) {
      this.#read.delete(id);
      this.#unread.delete(id);
    }
    for (const { id, text } of changed) {
      if (this.#read.has(id) && this.#read.get(id)?.text === text) this.#unread.delete(id);
      else this.#unread.set(id, text);
    }
    if (this.isOver && this.#read.size > 0) this.#wasWhole = true;
  }

  /** Reads one more command. @returns whether that was the last one */
  readNext(): boolean {
    for (const [id, text] of this.#unread) {
      const names = readNames(text);
      if (names !== none || this.namesIn(id) !== none) this.#differs = true;
      this.#read.set(id, { text, names });
      this.#unread.delete(id);
      break;
    }
    if (this.isOver) this.#wasWhole = true;
    return this.isOver;
  }

  /**
   * What is known of a command. Nothing is known of any before all were read once: what a name holds is wrong as long as
   * another write to it may come to light.
   */
  namesIn(id: string): NamesIn {
    return (this.#wasWhole ? this.#read.get(id)?.names : undefined) ?? none;
  }

  /** Whether something else is known than when this was asked last. */
  takeDifference(): boolean {
    const differs = this.#differs;
    this.#differs = false;
    return differs;
  }
}
