import * as v from 'valibot';

import type { Log } from '../../util/log';
import type { WorkspaceMemory } from '../pinnedBot';
import { CommandForm, commandKey, type CommandRef } from './commandForm';

const key = 'commandDrafts';
const typed = v.union([v.string(), v.boolean()]);
const storedSchema = v.object({
  version: v.literal(1),
  drafts: v.array(
    v.object({
      accountId: v.string(),
      botId: v.number(),
      commandId: v.number(),
      /** What the command was called. */
      name: v.string(),
      edits: v.record(v.string(), v.object({ typed, base: typed })),
    }),
  ),
});

/** A command whose details were edited and not saved. */
export interface CommandDraft {
  readonly target: CommandRef;
  readonly form: CommandForm;
  /** What the command was called when it was last seen. */
  readonly name: string;
}

/**
 * The forms of commands: those with something that is not saved are kept until it is saved or given up, in this window
 * and, by way of the workspace's memory, in the next.
 */
export class CommandDrafts {
  readonly #memory: WorkspaceMemory;
  readonly #log: Log;
  readonly #drafts = new Map<string, CommandDraft>();

  constructor(memory: WorkspaceMemory, log: Log) {
    this.#memory = memory;
    this.#log = log;
    const kept = memory.get(key);
    const stored = v.safeParse(storedSchema, kept);
    if (!stored.success) {
      if (kept !== undefined) log.warn(`kept drafts cannot be understood: ${v.summarize(stored.issues)}`);
      return;
    }
    for (const { accountId, botId, commandId, name, edits } of stored.output.drafts) {
      const target = { ref: { accountId, botId }, commandId };
      this.#drafts.set(commandKey(target), { target, name, form: new CommandForm(edits) });
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
    const known = this.#drafts.get(commandKey(target));
    if (!form.isDirty && !known) return;
    if (form.isDirty) this.#drafts.set(commandKey(target), { target, form, name });
    else this.#drafts.delete(commandKey(target));
    this.#store();
  }

  #store(): void {
    const drafts = this.all.map(({ target: { ref, commandId }, name, form }) => ({
      accountId: ref.accountId,
      botId: ref.botId,
      commandId,
      name,
      edits: Object.fromEntries(form.edits),
    }));
    this.#memory
      .update(key, drafts.length > 0 ? { version: 1, drafts } : undefined)
      .then(undefined, (error: unknown) => this.#log.error('what was typed could not be kept', error));
  }
}
