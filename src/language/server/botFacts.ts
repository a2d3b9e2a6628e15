import type { BotChange, CommandFact, LibraryFact } from '../protocol/protocol';
import { CommandIndex, type NamedCommand } from './commands/commandIndex';
import { handledNames } from './publishedNames';
import { type PanelFields, type StoredNames, storedNames } from './stored/storedNames';
import { StoredReading } from './stored/storedReading';
import { templateNames } from './templateNames';

/** The names of the commands whose code runs around that of every other (Bots.Business help: Always running commands). */
export const hookNames = { before: '@', after: '@@' } as const;
export type Hook = keyof typeof hookNames;
export const hooks = Object.keys(hookNames) as readonly Hook[];

/** What a text may run: a command, or something that one of the bot's own libraries handles. */
export interface NamedInBot extends NamedCommand {
  /** `null` for what a library handles. */
  readonly fact: CommandFact | null;
}

/** What is known of a bot. */
export class BotFacts {
  readonly #commands = new Map<string, CommandFact>();
  #isComplete: boolean;
  #libraries: Readonly<Record<string, LibraryFact>> | null = null;
  /** What each library handles, by its name, as its code was read. */
  readonly #handled = new Map<string, { readonly text: string; readonly names: readonly string[] }>();
  #panels: PanelFields = {};
  readonly #reading = new StoredReading();
  #version = 0;
  readonly #isOfBot: boolean;
  #known: Known | undefined;
  #stored: StoredNames | undefined;
  #templates: ReadonlySet<string> | undefined;

  /** @param isComplete for a document of no bot: then nothing else is to come */
  constructor(isComplete = false) {
    this.#isComplete = isComplete;
    this.#isOfBot = !isComplete;
  }

  /** `false` for a document of no bot. */
  get isOfBot(): boolean {
    return this.#isOfBot;
  }

  /** Everything that a text may run, by names and aliases: of a command and a library with one name the command counts. */
  get index(): CommandIndex<NamedInBot> {
    return this.#ofCommands.index;
  }

  /** The same, as it would be if a command had another name. */
  indexWith(id: string, name: string): CommandIndex<NamedInBot> {
    return this.#indexOf(
      [...this.#commands.values()].map((fact) => (fact.id === id ? { ...fact, name } : fact)),
    );
  }

  /** What the bot stores under names. All code is read for that, if it was not read yet. */
  get stored(): StoredNames {
    this.readStored();
    return this.storedSoFar;
  }

  /** The same as it was when all code had been read the last time. */
  get storedSoFar(): StoredNames {
    return (this.#stored ??= storedNames(
      [...this.#commands.values()].map((fact) => ({ fact, names: this.#reading.namesIn(fact.id) })),
      this.#panels,
    ));
  }

  /** Whether all code was read for what it stores under names. */
  get isStoredRead(): boolean {
    return this.#reading.isOver;
  }

  /** Reads all code for what it stores under names. */
  readStored(): void {
    while (!this.isStoredRead) this.readStoredOn();
  }

  /** Reads a bit of it. At the end the version rises, unless nothing came to light. */
  readStoredOn(): void {
    if (this.isStoredRead) return;
    const isOver = this.#reading.readNext();
    if (!isOver || !this.#reading.takeDifference()) return;
    this.#stored = undefined;
    this.#version++;
  }

  /** Names of what `WebApp.render` fills in somewhere. */
  get templates(): ReadonlySet<string> {
    return (this.#templates ??= new Set(
      [...this.#commands.values()].flatMap(({ text }) => templateNames(text ?? '')),
    ));
  }

  get(id: string): CommandFact | undefined {
    return this.#commands.get(id);
  }

  /** The command whose file is there, as far as that is known. */
  at(uri: string): CommandFact | undefined {
    return this.#ofCommands.byUri.get(uri);
  }

  /** The name of the command whose file is there; what the file is called, when that is not known. */
  nameOf(uri: string): string | undefined {
    return this.at(uri)?.name ?? fileNameOf(uri);
  }

  /** Which of the bot's own libraries a file is; `undefined` for every other file. */
  libraryOf(uri: string): string | undefined {
    return Object.entries(this.#libraries ?? {}).find(([, library]) => library.uri === uri)?.[0];
  }

  /** Rises with everything that is known anew. */
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

  /** The bot's own libraries by name; `null` when they are not known. */
  get libraries(): Readonly<Record<string, LibraryFact>> | null {
    return this.#libraries;
  }

  get commands(): Iterable<CommandFact> {
    return this.#commands.values();
  }

  apply(change: BotChange): void {
    const { anew, isComplete, changed, gone, libraries, panels } = change;
    this.#version++;
    this.#known = undefined;
    this.#stored = undefined;
    this.#templates = undefined;
    if (anew) this.#commands.clear();
    for (const id of gone) this.#commands.delete(id);
    for (const command of changed) this.#commands.set(command.id, command);
    this.#isComplete = isComplete;
    this.#libraries = libraries;
    this.#readHandled();
    this.#panels = panels ?? {};
    this.#reading.apply(change);
  }

  /** The command that runs before or after every other; of several with that name the first one. */
  hook(hook: Hook): CommandFact | undefined {
    for (const command of this.#commands.values()) if (command.name === hookNames[hook]) return command;
    return undefined;
  }

  get #ofCommands(): Known {
    if (this.#known) return this.#known;
    const commands = [...this.#commands.values()];
    this.#known = {
      index: this.#indexOf(commands),
      byUri: new Map(commands.flatMap((fact) => (fact.uri === null ? [] : [[fact.uri, fact]]))),
    };
    return this.#known;
  }

  #indexOf(facts: readonly CommandFact[]): CommandIndex<NamedInBot> {
    const handled = [...this.#handled.values()].flatMap(({ names }) => names);
    return new CommandIndex<NamedInBot>([
      ...facts.flatMap((fact) =>
        fact.name === null ? [] : { name: fact.name, aliases: fact.aliases, fact },
      ),
      ...handled.map((name) => ({ name, aliases: [], fact: null })),
    ]);
  }

  /** All libraries come with every change; those that are as they were are not read again. */
  #readHandled(): void {
    const libraries = Object.entries(this.#libraries ?? {});
    const known = new Set(libraries.map(([name]) => name));
    for (const name of this.#handled.keys()) if (!known.has(name)) this.#handled.delete(name);
    for (const [name, { text }] of libraries) {
      if (this.#handled.get(name)?.text !== text)
        this.#handled.set(name, { text, names: handledNames(text) });
    }
  }
}

/** What is known of all commands together. */
interface Known {
  readonly index: CommandIndex<NamedInBot>;
  readonly byUri: ReadonlyMap<string, CommandFact>;
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
