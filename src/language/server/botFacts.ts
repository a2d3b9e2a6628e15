import type { BotChange, CommandFact } from '../protocol/protocol';
import { CommandIndex, type NamedCommand } from './commands/commandIndex';
import { handledNames } from './publishedNames';
import { templateNames } from './templateNames';

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
  readonly #isOfBot: boolean;
  #known: Known | undefined;

  /** @param isComplete for a document of no bot: then nothing else is to come */
  constructor(isComplete = false) {
    this.#isComplete = isComplete;
    this.#isOfBot = !isComplete;
  }

  /** `false` for a document of no bot. */
  get isOfBot(): boolean {
    return this.#isOfBot;
  }

  /** All commands by what runs them; with what the bot's own libraries handle. */
  get index(): CommandIndex<NamedCommand> {
    return this.#ofCommands.index;
  }

  /** Names of what `WebApp.render` fills in somewhere. */
  get templates(): ReadonlySet<string> {
    return this.#ofCommands.templates;
  }

  /** The name of the command whose file is there; what the file is called, when that is not known. */
  nameOf(uri: string): string | undefined {
    return this.#ofCommands.names.get(uri) ?? fileNameOf(uri);
  }

  /** Whether a file is one of the bot's own libraries. */
  isLibraryFile(uri: string): boolean {
    const name = fileNameOf(uri);
    return (
      name !== undefined &&
      /(?:^|\/)libs\/[^/]+$/.test(uri) &&
      Object.hasOwn(this.#libraries ?? {}, name) &&
      !this.#ofCommands.names.has(uri)
    );
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
    this.#known = undefined;
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

  get #ofCommands(): Known {
    if (this.#known) return this.#known;
    const commands = [...this.#commands.values()];
    const handled = Object.values(this.#libraries ?? {}).flatMap(handledNames);
    this.#known = {
      index: new CommandIndex([
        ...commands.flatMap(({ name, aliases }) => (name === null ? [] : [{ name, aliases }])),
        ...handled.map((name) => ({ name, aliases: [] })),
      ]),
      templates: new Set(commands.flatMap(({ text }) => templateNames(text ?? ''))),
      names: new Map(
        commands.flatMap(({ uri, name }) => (uri === null || name === null ? [] : [[uri, name]])),
      ),
    };
    return this.#known;
  }
}

/** What is known of all commands together. */
interface Known {
  readonly index: CommandIndex<NamedCommand>;
  readonly templates: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, string>;
}

/** As the file is called, without the ending that every command has. */
function fileNameOf(uri: string): string | undefined {
  const name = uri.slice(uri.lastIndexOf('/') + 1).replace(/\.js$/, '');
  try {
    return decodeURIComponent(name);
  } catch (error) {
    // A path, not a URI.
    if (error instanceof URIError) return name;
    throw error;
  }
}
