import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import { type BotRef, sameBot } from './account';

/** The bot that is pinned, else the one of the active editor, else the one last selected or opened. */
export class CurrentBot extends Disposable {
  readonly #changed = this._register(new Emitter<BotRef | undefined>());
  #ofEditor: BotRef | undefined;
  #chosen: BotRef | undefined;
  #pinned: BotRef | undefined;

  /** Fires when another bot is current, and when one is pinned or no longer. */
  readonly onDidChange = this.#changed.event;

  get ref(): BotRef | undefined {
    return this.#pinned ?? this.#ofEditor ?? this.#chosen;
  }

  /** The bot that stays current whatever is opened or selected. */
  get pinned(): BotRef | undefined {
    return this.#pinned;
  }

  /** Keeps a bot current whatever is opened or selected; `undefined` lets go. */
  pin(ref: BotRef | undefined): void {
    this.#change(() => (this.#pinned = ref));
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
      if (this.#pinned && isGone(this.#pinned)) this.#pinned = undefined;
      if (this.#chosen && isGone(this.#chosen)) this.#chosen = undefined;
    });
  }

  #change(apply: () => void): void {
    const before = this.ref;
    const pinnedBefore = this.#pinned;
    apply();
    // That it is pinned shows too.
    if (!sameBot(pinnedBefore, this.#pinned) || !sameBot(before, this.ref)) this.#changed.fire(this.ref);
  }
}
