import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import { type BotRef, sameBot } from './account';

/** The bot of the active editor, else the one last selected or opened. */
export class CurrentBot extends Disposable {
  readonly #changed = this._register(new Emitter<BotRef | undefined>());
  #ofEditor: BotRef | undefined;
  #chosen: BotRef | undefined;

  readonly onDidChange = this.#changed.event;

  get ref(): BotRef | undefined {
    return this.#ofEditor ?? this.#chosen;
  }

  /** @param ref the bot of the active editor, `undefined` when it shows something else */
  editorShows(ref: BotRef | undefined): void {
    this.#change(() => {
      // What was opened last stays current when the editor is closed.
      if (ref) this.#chosen = ref;
      this.#ofEditor = ref;
    });
  }

  /** A bot, or something in it, was selected or opened. */
  choose(ref: BotRef): void {
    this.#change(() => (this.#chosen = ref));
  }

  /** The bot is gone, or its account. */
  forget(isGone: (ref: BotRef) => boolean): void {
    this.#change(() => {
      if (this.#ofEditor && isGone(this.#ofEditor)) this.#ofEditor = undefined;
      if (this.#chosen && isGone(this.#chosen)) this.#chosen = undefined;
    });
  }

  #change(apply: () => void): void {
    const before = this.ref;
    apply();
    if (!sameBot(before, this.ref)) this.#changed.fire(this.ref);
  }
}
