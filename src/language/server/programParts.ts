import ts from 'typescript';

import { compilerOptions } from './compilerOptions';
import type { Declarations, DeclarationText } from './declarations';
import { globalNames } from './names';
import { scriptRegistry } from './scriptRegistry';
import { Snapshot } from './snapshot';

/** Where the files of programs lie, by what they are. */
export const folders = {
  libraries: '/lib/',
  typings: '/typings/',
  facts: '/facts/',
  documents: '/documents/',
  /** The bot's own libraries, as modules that export what they publish. */
  ownLibraries: '/libs/',
  /** What lies here is read as a script, so that its declarations are there for every command. */
  hooks: '/hooks/',
} as const;

/** One text of a program. */
export interface Source {
  readonly version: string;
  readonly snapshot: Snapshot;
  /** Where a person finds it; `null` for what is generated and for what has no known place. */
  readonly uri: string | null;
}

/** What all programs share. */
export class ProgramParts {
  readonly registry = scriptRegistry(
    (fileName) => fileName.startsWith(folders.hooks),
    (fileName) => this.sources.has(fileName),
  );
  /** Declarations by file name. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly typingNames: readonly string[];
  readonly options: ts.CompilerOptions;
  #bjsNames: ReadonlySet<string> | undefined;
  #globals: ReadonlySet<string> | undefined;
  #objects: ReadonlyMap<string, string> | undefined;
  #count = 0;

  constructor(declarations: Declarations) {
    const named = (folder: string, files: ReadonlyMap<string, DeclarationText>): [string, Source][] =>
      [...files].map(([name, { text, uri }]) => [
        folder + name,
        { version: '1', snapshot: new Snapshot(text), uri },
      ]);
    const typings = named(folders.typings, declarations.typings);
    this.sources = new Map([...named(folders.libraries, declarations.libraries), ...typings]);
    this.typingNames = typings.map(([name]) => name);
    this.options = compilerOptions(declarations.libraries.keys());
  }

  /** Names of BJS's own; these come before those of the language where names are offered. */
  get bjsNames(): ReadonlySet<string> {
    return (this.#bjsNames ??= this.#namesIn(folders.typings));
  }

  /** The object of BJS that is called so, but for the case of letters. */
  platformObject(name: string): string | undefined {
    this.#objects ??= new Map(
      [...this.bjsNames].filter((each) => /^[A-Z]/.test(each)).map((each) => [each.toLowerCase(), each]),
    );
    return this.#objects.get(name.toLowerCase());
  }

  /** Everything that is there before a line of code has run. */
  get globals(): ReadonlySet<string> {
    return (this.#globals ??= new Set([
      ...this.bjsNames,
      ...this.#namesIn(folders.libraries),
      ...['globalThis', 'undefined', 'arguments'],
    ]));
  }

  /** A number that nothing else has: names of files must not be shared by bots. */
  nextNumber(): number {
    return ++this.#count;
  }

  /** To parse all declarations takes a tenth of a second, and most of the time a program has them already. */
  #namesIn(folder: string): Set<string> {
    const files = [...this.sources].filter(([name]) => name.startsWith(folder));
    return new Set(
      files.flatMap(
        ([
          name,
          {
            snapshot: { text },
          },
        ]) =>
          globalNames(this.registry.parsed(name) ?? ts.createSourceFile(name, text, ts.ScriptTarget.ESNext)),
      ),
    );
  }
}
