import ts from 'typescript';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import { Disposable, toDisposable } from '../../util/disposable';
import type { BotCommands } from './commands/botCommands';
import { type BotFacts, type Hook, hooks } from './botFacts';
import type { CommandFact } from '../protocol/protocol';
import { factsText, type LibraryFile } from './factsText';
import { headerless } from './headerless';
import { undeclaredNames } from './names';
import { type Publication, publicationOf } from './publishedNames';
import { folders, type ProgramParts, type Source } from './programParts';
import { Snapshot } from './snapshot';

/** A document in its program, ready to be asked about. */
export interface Target {
  readonly program: BotProgram;
  readonly service: ts.LanguageService;
  readonly fileName: string;
  readonly document: TextDocument;
}

/**
 * The open commands of one bot with all that they can see: BJS, the language, and what the bot declares in `@` and `@@`.
 * Each command is a module, so none sees another's variables; the two are scripts, so every command sees theirs, with
 * types, and a definition leads into them. The bot's own libraries are modules that export what they publish.
 */
export class BotProgram extends Disposable {
  readonly service: ts.LanguageService;
  readonly parts: ProgramParts;
  readonly facts: BotFacts;
  readonly commands: BotCommands;
  readonly #documents = new Map<string, { readonly document: TextDocument; readonly number: number }>();
  readonly #number: number;
  #version = 0;
  #factsVersion = -1;
  #sources = new Map<string, Source>();
  #names = new Map<string, string>();
  #undeclared: ReadonlySet<string> = new Set();
  readonly #libraries = new Map<string, ReadLibrary>();
  #hookVersions = '';
  #factsTextVersion = '';

  constructor(parts: ProgramParts, facts: BotFacts, commands: BotCommands) {
    super();
    this.parts = parts;
    this.facts = facts;
    this.commands = commands;
    this.#number = parts.nextNumber();
    this.service = ts.createLanguageService(this.#host(), parts.registry);
    this._register(toDisposable(() => this.service.dispose()));
  }

  get isEmpty(): boolean {
    return this.#documents.size === 0;
  }

  get documents(): readonly TextDocument[] {
    return [...this.#documents.values()].map(({ document }) => document);
  }

  /** Whether a document is one of the program's. */
  holds(uri: string): boolean {
    return this.#documents.has(uri);
  }

  open(document: TextDocument): void {
    this.#documents.set(document.uri, { document, number: this.parts.nextNumber() });
    this.#factsVersion = -1;
  }

  close(uri: string): void {
    this.#documents.delete(uri);
    this.#factsVersion = -1;
  }

  target(uri: string): Target | undefined {
    const document = this.#documents.get(uri)?.document;
    if (!document) return undefined;
    this.#settle();
    const fileName = this.#names.get(uri);
    return fileName === undefined ? undefined : { program: this, service: this.service, fileName, document };
  }

  /** Where a file of the program is for a person, and its text. */
  place(fileName: string): { readonly uri: string; readonly text: string } | undefined {
    const source = this.#source(fileName);
    return source?.uri == null ? undefined : { uri: source.uri, text: source.snapshot.text };
  }

  /** Whether a file is `@` or `@@`: those see what every command has, and every command sees them. */
  isHook(fileName: string): boolean {
    return fileName.startsWith(folders.hooks);
  }

  /** The command whose file is `@` or `@@`. */
  hookOf(fileName: string): CommandFact | undefined {
    const hook = hooks.find((each) => this.hookFile(each) === fileName);
    return hook && this.facts.hook(hook);
  }

  /** Whether every command sees what a file declares or publishes. */
  isShared(fileName: string): boolean {
    return this.isHook(fileName) || this.isOwnLibrary(fileName);
  }

  /** What a file that all commands share is called in another program of the same bot. */
  sharedAs(other: BotProgram, fileName: string): string {
    return fileName.replace(`/${this.#number}-`, `/${other.#number}-`);
  }

  /** Where `@` and `@@` lie in the program, when the bot has them. */
  hookFile(hook: Hook): string {
    return `${folders.hooks}${this.#number}-${hook}.js`;
  }

  /** Whether a file declares what the platform or the language has, and holds no code of the bot. */
  isDeclaration(fileName: string): boolean {
    return this.parts.sources.has(fileName);
  }

  /** Whether a file declares what BJS itself has, or what is known of the bot. */
  isPlatform(fileName: string): boolean {
    return fileName === `${folders.typings}bjs.d.ts` || fileName.startsWith(folders.facts);
  }

  /** Whether a file is one of the bot's own libraries as commands see it. */
  isOwnLibrary(fileName: string): boolean {
    return fileName.startsWith(folders.ownLibraries);
  }

  /** The file of one of the bot's own libraries as commands see it. */
  ownLibrary(name: string): string {
    return `${folders.ownLibraries}${this.#number}-${name}.js`;
  }

  /** Whether a file declares what is known of the bot. */
  isFacts(fileName: string): boolean {
    return fileName.startsWith(folders.facts);
  }

  isLibrary(fileName: string): boolean {
    return fileName.startsWith(folders.libraries);
  }

  /** Names to which `@` and `@@` give values without declaring them. */
  get undeclaredInHooks(): ReadonlySet<string> {
    this.#settle();
    return this.#undeclared;
  }

  #source(fileName: string): Source | undefined {
    return this.#sources.get(fileName) ?? this.parts.sources.get(fileName);
  }

  /** Takes over what documents and facts say now. Cheap when nothing changed. */
  #settle(): void {
    const sources = new Map<string, Source>();
    let same = this.#factsVersion === this.facts.version;
    const take: Take = (fileName, version, text, uri) => {
      const before = this.#sources.get(fileName);
      if (before?.version === version && before.uri === uri) {
        sources.set(fileName, before);
        return;
      }
      same = false;
      sources.set(fileName, { version, snapshot: new Snapshot(headerless(text())), uri });
    };
    const names = new Map<string, string>();
    for (const hook of hooks) {
      const command = this.facts.hook(hook);
      if (!command) continue;
      const fileName = this.hookFile(hook);
      const open = command.uri === null ? undefined : this.#documents.get(command.uri);
      if (open) {
        names.set(open.document.uri, fileName);
        take(fileName, versionOf(open), () => open.document.getText(), command.uri);
      } else if (command.text !== null) {
        const { text } = command;
        const before = this.#sources.get(fileName);
        const version =
          before?.snapshot.text === headerless(text) ? before.version : `facts ${this.parts.nextNumber()}`;
        take(fileName, version, () => text, command.uri);
      }
    }
    for (const [uri, open] of this.#documents) {
      if (names.has(uri)) continue;
      const fileName = `${folders.documents}${open.number}.js`;
      names.set(uri, fileName);
      take(fileName, versionOf(open), () => open.document.getText(), uri);
    }
    this.#takeLibraries(take);
    if (same) return;
    this.#names = names;
    this.#takeFacts(sources);
    this.#factsVersion = this.facts.version;
    this.#sources = sources;
    this.#version++;
  }

  #takeLibraries(take: Take): void {
    const libraries = Object.entries(this.facts.libraries ?? {});
    for (const [name, { text: saved, uri }] of libraries) {
      const text = this.#documents.get(uri)?.document.getText() ?? saved;
      let read = this.#libraries.get(name);
      if (read?.text !== text) {
        const version = `published ${this.parts.nextNumber()}`;
        this.#libraries.set(name, (read = { text, version, ...publicationOf(text) }));
      }
      const { module, version } = read;
      if (module !== null) take(this.ownLibrary(name), version, () => module, uri);
    }
    const known = new Set(libraries.map(([name]) => name));
    for (const name of this.#libraries.keys()) if (!known.has(name)) this.#libraries.delete(name);
  }

  #takeFacts(sources: Map<string, Source>): void {
    const hookSources = [...sources].filter(([name]) => this.isHook(name));
    const hookVersions = hookSources.map(([name, { version }]) => `${name} ${version}`).join();
    if (hookVersions !== this.#hookVersions) {
      this.#hookVersions = hookVersions;
      const undeclared = hookSources.flatMap(([name, { snapshot }]) => [
        ...undeclaredNames(
          ts.createSourceFile(name, snapshot.text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS),
        ),
      ]);
      this.#undeclared = new Set(undeclared.filter((name) => !this.parts.globals.has(name)));
    }
    const fileName = `${folders.facts}${this.#number}.d.ts`;
    const libraries = [...this.#libraries].map(([name, { module, isWhole }]): LibraryFile => ({
      name,
      module: module === null ? null : this.ownLibrary(name),
      isWhole,
    }));
    const version = `${this.facts.version} ${hookVersions} ${JSON.stringify(libraries)}`;
    const before = this.#sources.get(fileName);
    if (before && this.#factsTextVersion === version) {
      sources.set(fileName, before);
      return;
    }
    this.#factsTextVersion = version;
    const snapshot = new Snapshot(factsText(this.facts, libraries, this.#undeclared));
    // What TypeScript computed holds on while the text is the same.
    const isSame = before?.snapshot.text === snapshot.text;
    sources.set(fileName, isSame ? before : { version, snapshot, uri: null });
  }

  #host(): ts.LanguageServiceHost {
    return {
      getCompilationSettings: () => this.parts.options,
      getProjectVersion: () => {
        this.#settle();
        return String(this.#version);
      },
      getScriptFileNames: () => [...this.parts.typingNames, ...this.#sources.keys()],
      getScriptKind: (fileName) => (fileName.endsWith('.d.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS),
      getScriptVersion: (fileName) => this.#source(fileName)?.version ?? '',
      getScriptSnapshot: (fileName) => this.#source(fileName)?.snapshot,
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => `${folders.libraries}lib.d.ts`,
      // Code of a bot can import nothing; what is known of it names the bot's own libraries.
      resolveModuleNameLiterals: (literals) =>
        literals.map(({ text: resolvedFileName }) => ({
          resolvedModule: this.isOwnLibrary(resolvedFileName)
            ? { resolvedFileName, extension: ts.Extension.Js, isExternalLibraryImport: false }
            : undefined,
        })),
      fileExists: (fileName) => this.#source(fileName) !== undefined,
      readFile: (fileName) => this.#source(fileName)?.snapshot.text,
      useCaseSensitiveFileNames: () => true,
    };
  }
}

/** Has a file in the program; its text is asked for only when there was another before. */
type Take = (fileName: string, version: string, text: () => string, uri: string | null) => void;

/** A library as its code was read. */
interface ReadLibrary extends Publication {
  readonly text: string;
  readonly version: string;
}

/** A document that was closed and opened again may have the version that it had before. */
function versionOf({
  document,
  number,
}: {
  readonly document: TextDocument;
  readonly number: number;
}): string {
  return `${number}.${document.version}`;
}
