import { distance } from 'fastest-levenshtein';

/** A command that a text may run. */
export interface NamedCommand {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** What a text names. */
export interface Resolved<T extends NamedCommand> {
  readonly command: T;
  readonly by: 'name' | 'alias';
  /** How much of the text is the name or the alias; what is behind it are parameters. */
  readonly length: number;
}

/**
 * Which command a text runs (Bots.Business help, Commands): one with exactly this name, else with this alias in any case,
 * else one whose name is the beginning of the text before a space. That a name with spaces may have parameters is not
 * documented, and not ruled out: here it counts.
 */
export class CommandIndex<T extends NamedCommand> {
  readonly #byName = new Map<string, T>();
  readonly #byAlias = new Map<string, T>();

  /** Of several commands with one name the first counts. */
  constructor(commands: Iterable<T>) {
    for (const command of commands) {
      if (!this.#byName.has(command.name)) this.#byName.set(command.name, command);
      for (const alias of command.aliases) {
        const key = aliasKey(alias);
        if (key && !this.#byAlias.has(key)) this.#byAlias.set(key, command);
      }
    }
  }

  /** Whether there is a command of exactly this name. */
  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /**
   * @param text what the runtime gets
   * @param isWhole `false`: only its beginning is known, so that a name has to end in it
   */
  resolve(text: string, isWhole: boolean): Resolved<T> | undefined {
    if (isWhole) {
      const exact = this.#whole(text) ?? this.#whole(text.trimEnd());
      if (exact) return exact;
    }
    // The longest first, so that `Buy tea 2` is `Buy tea` rather than `Buy`.
    for (let end = text.lastIndexOf(' '); end > 0; end = text.lastIndexOf(' ', end - 1)) {
      const command = this.#byName.get(text.slice(0, end)) ?? this.#byName.get(text.slice(0, end + 1));
      // A blank at the end of a name also parts it from its parameters.
      if (command) return { command, by: 'name', length: command.name.trimEnd().length };
    }
    return undefined;
  }

  #whole(text: string): Resolved<T> | undefined {
    const named = this.#byName.get(text);
    if (named) return { command: named, by: 'name', length: text.length };
    const aliased = this.#byAlias.get(text.toLowerCase());
    return aliased && { command: aliased, by: 'alias', length: text.length };
  }

  /**
   * The name or alias that was probably meant: it differs in case only, or in few letters.
   * @param text a whole name, without parameters
   */
  nearest(text: string): string | undefined {
    const wanted = text.trim().toLowerCase();
    const most = Math.min(2, Math.floor(wanted.length / 3));
    let found: string | undefined;
    let least = most + 1;
    for (const names of [this.#byName.keys(), this.#byAlias.keys()]) {
      for (const name of names) {
        if (Math.abs(name.length - wanted.length) >= least) continue;
        const differences = mistakes(name.toLowerCase(), wanted);
        if (differences < least) [found, least] = [name, differences];
      }
    }
    return found;
  }
}

/** Whether a text is an alias: in any case. */
export function isSameAlias(alias: string, text: string): boolean {
  return aliasKey(alias) === aliasKey(text);
}

function aliasKey(alias: string): string {
  return alias.trim().toLowerCase();
}

/** How many letters are wrong, missing or too many; two that changed places are one mistake. */
function mistakes(name: string, typed: string): number {
  const first = typed.split('').findIndex((letter, index) => letter !== name[index]);
  const isSwapped =
    name.length === typed.length &&
    first >= 0 &&
    name[first] === typed[first + 1] &&
    name[first + 1] === typed[first] &&
    name.slice(first + 2) === typed.slice(first + 2);
  return isSwapped ? 1 : distance(name, typed);
}
