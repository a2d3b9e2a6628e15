import pLimit from 'p-limit';
import * as v from 'valibot';

import { Disposable } from '../../util/disposable';
import { Emitter } from '../../util/event';
import type { Log } from '../../util/log';
import type { TextStore } from '../../util/textStore';
import { LastKnown } from '../lastKnown';
import { CommandForm, commandKey, type CommandRef } from './commandForm';

/**
 * Where what was typed is kept: `drafts/<account>/<bot>/<command>`. With the workspace's memory it would go with a window
 * that has no folder, and beside the caches of an account with the sign-out.
 */
const draftsFolder = 'drafts';
const namePattern = /^drafts\/([\w@.-]+)\/(\d+)\/(\d+)$/;
/** Drafts that are read at a time. */
const atOnce = 8;

const typed = v.union([v.string(), v.boolean()]);
const storedSchema = v.object({
  version: v.literal(1),
  /** What the command was called. */
  name: v.string(),
  /** When it was edited last, in milliseconds since 1970. */
  at: v.number(),
  edits: v.record(v.string(), v.object({ typed, base: typed })),
});

/** A command whose details were edited and not saved. */
export interface CommandDraft {
  readonly target: CommandRef;
  readonly form: CommandForm;
  /** What the command was called when it was last seen. */
  readonly name: string;
}

interface KeptDraft extends CommandDraft {
  /** Its edits as they are stored: another window may have stored later ones since. */
  readonly kept: string;
}

/**
 * The forms of commands: those with something that is not saved are kept on this machine until it is saved or given up,
 * each in a text of its own, so that windows do not write over each other's.
 */
export class CommandDrafts extends Disposable {
  readonly #store: TextStore;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #drafts = new Map<string, KeptDraft>();
  readonly #texts = new Map<string, LastKnown<typeof storedSchema>>();
  readonly #changed = this._register(new Emitter<void>());

  /** Fires when a draft comes or goes. */
  readonly onDidChange = this.#changed.event;

  constructor(store: TextStore, log: Log, now: () => number = Date.now) {
    super();
    this.#store = store;
    this.#log = log;
    this.#now = now;
  }

  /** Brings back what windows before left. Never rejects: what cannot be read is logged. */
  async restore(): Promise<void> {
    try {
      const limit = pLimit(atOnce);
      const names = await this.#store.list(draftsFolder);
      const found = (await Promise.all(names.map((name) => limit(() => this.#read(name))))).flat();
      for (const { draft } of found.sort((one, other) => one.at - other.at)) {
        const key = commandKey(draft.target);
        if (!this.#drafts.has(key)) this.#drafts.set(key, draft);
      }
      if (found.length > 0) this.#changed.fire();
    } catch (error) {
      this.#log.error('what was typed before could not be read', error);
    }
  }

  /** Those with something that is not saved, the one edited last at the end. */
  get all(): readonly CommandDraft[] {
    return [...this.#drafts.values()].filter(({ form }) => form.isDirty);
  }

  /** The draft that a key of `commandKey` names. */
  byKey(name: string): CommandDraft | undefined {
    return this.#drafts.get(name);
  }

  /** What the command of a draft was called when it was last seen. */
  nameOf(target: CommandRef): string | undefined {
    return this.#drafts.get(commandKey(target))?.name;
  }

  /** The form of a command, with what was typed into it before. */
  formOf(target: CommandRef): CommandForm {
    return this.#drafts.get(commandKey(target))?.form ?? new CommandForm();
  }

  /**
   * Keeps a form, or lets go of it when nothing in it is unsaved. To be called whenever something was typed or saved.
   * @param name what the command is called
   */
  keep(target: CommandRef, form: CommandForm, name: string): void {
    const key = commandKey(target);
    const known = this.#drafts.get(key);
    if (!form.isDirty) {
      if (known) this.#drop(target);
      return;
    }
    const edits = Object.fromEntries(form.edits);
    const kept = JSON.stringify(edits);
    this.#drafts.set(key, { target, form, name, kept });
    if (known?.kept !== kept) void this.#textOf(target).write({ version: 1, name, at: this.#now(), edits });
    if (!known) this.#changed.fire();
  }

  /** Gives up all that was typed for an account. */
  discardAll(accountId: string): void {
    for (const { target, form } of this.all) {
      if (target.ref.accountId !== accountId) continue;
      form.discard();
      this.#drop(target);
    }
  }

  /** Resolves when nothing is being stored any more. */
  async whenStored(): Promise<void> {
    await Promise.all([...this.#texts.values()].map((text) => text.whenIdle()));
  }

  #drop(target: CommandRef): void {
    this.#drafts.delete(commandKey(target));
    void this.#textOf(target).delete();
    this.#changed.fire();
  }

  async #read(name: string): Promise<{ draft: KeptDraft; at: number } | []> {
    const [, accountId, botId, commandId] = namePattern.exec(name) ?? [];
    if (accountId === undefined) return [];
    const target = { ref: { accountId, botId: Number(botId) }, commandId: Number(commandId) };
    const stored = await this.#textOf(target).read();
    if (!stored) return [];
    const { edits, at } = stored;
    const draft = { target, name: stored.name, form: new CommandForm(edits), kept: JSON.stringify(edits) };
    return { draft, at };
  }

  #textOf(target: CommandRef): LastKnown<typeof storedSchema> {
    const key = commandKey(target);
    let text = this.#texts.get(key);
    if (!text) {
      text = new LastKnown(this.#store, `${draftsFolder}/${key}`, storedSchema, this.#log);
      this.#texts.set(key, text);
    }
    return text;
  }
}
