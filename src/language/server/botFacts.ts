import type { BotChange, CommandFact } from '../protocol/protocol';

/** The names of the commands whose code runs around that of every other (Bots.Business help: Always running commands). */
export const hookNames = { before: '@', after: '@@' } as const;
export type Hook = keyof typeof hookNames;
export const hooks = Object.keys(hookNames) as readonly Hook[];

/** What is known of a bot. */
export class BotFacts {
  readonly #commands = new Map<string, CommandFact>();
  #isComplete: boolean;
  #libraries: Readonly<Record<string, string>> | null = null;
  #version = 0;

  /** @param isComplete for a document of no bot: then nothing else is to come */
  constructor(isComplete = false) {
    this.#isComplete = isComplete;
  }

  /** Rises with every change. */
  get version(): number {
    return this.#version;
  }

  /** Whether a name that no command has is none. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Whether all that every command sees is known. */
  get areHooksKnown(): boolean {
    return this.#isComplete && hooks.every((hook) => this.hook(hook)?.text !== null);
  }

  /** The code of the bot's own libraries by name; `null` when they are not known. */
  get libraries(): Readonly<Record<string, string>> | null {
    return this.#libraries;
  }

  get commands(): Iterable<CommandFact> {
    return this.#commands.values();
  }

  apply({ anew, isComplete, changed, gone, libraries }: BotChange): void {
    this.#version++;
    if (anew) this.#commands.clear();
    for (const id of gone) this.#commands.delete(id);
    for (const command of changed) this.#commands.set(command.id, command);
    this.#isComplete = isComplete;
    this.#libraries = libraries;
  }

  /** The command that runs before or after every other; of several with that name the first one. */
  hook(hook: Hook): CommandFact | undefined {
    for (const command of this.#commands.values()) if (command.name === hookNames[hook]) return command;
    return undefined;
  }
}
