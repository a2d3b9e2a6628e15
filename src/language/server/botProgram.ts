import ts from 'typescript';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import { Disposable, toDisposable } from '../../util/disposable';
import { type BotFacts, hooks } from './botFacts';
import { compilerOptions } from './compilerOptions';
import { factsText } from './factsText';
import type { Declarations, DeclarationText } from './libraries';
import { globalNames, undeclaredNames } from './names';
import { scriptRegistry } from './scriptRegistry';
import { Snapshot } from './snapshot';

const libraryFolder = '/lib/';
const typingsFolder = '/typings/';
const factsFolder = '/facts/';
const documentFolder = '/documents/';
/** What lies here is read as a script, so that its declarations are there for every command. */
const hookFolder = '/hooks/';

/** One text of a program. */
interface Source {
  readonly version: string;
  readonly snapshot: Snapshot;
  /** Where a person finds it; `null` for what is generated and for what has no known place. */
  readonly uri: string | null;
}

/** What all programs share. */
export class ProgramParts {
  readonly registry = scriptRegistry((fileName) => fileName.startsWith(hookFolder));
  /** Declarations by file name. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly typingNames: readonly string[];
  readonly options: ts.CompilerOptions;
  readonly #declarations: Declarations;
  #bjsNames: ReadonlySet<string> | undefined;
  #globals: ReadonlySet<string> | undefined;
  #count = 0;

  constructor(declarations: Declarations) {
    const named = (folder: string, files: ReadonlyMap<string, DeclarationText>): [string, Source][] =>
      [...files].map(([name, { text, uri }]) => [
        folder + name,
        { version: '1', snapshot: new Snapshot(text), uri },
      ]);
    const typings = named(typingsFolder, declarations.typings);
    this.sources = new Map([...named(libraryFolder, declarations.libraries), ...typings]);
    this.typingNames = typings.map(([name]) => name);
    this.options = compilerOptions(declarations.libraries.keys());
    this.#declarations = declarations;
  }

  /** Names of BJS's own; these come before those of the language where names are offered. */
  get bjsNames(): ReadonlySet<string> {
    return (this.#bjsNames ??= namesIn(this.#declarations.typings));
  }

  /** Everything that is there before a line of code has run. */
  get globals(): ReadonlySet<string> {
    return (this.#globals ??= new Set([
      ...this.bjsNames,
      ...namesIn(this.#declarations.libraries),
      ...['globalThis', 'undefined', 'arguments'],
    ]));
  }

  /** A number that nothing else has: names of files must not be shared by bots. */
  nextNumber(): number {
    return ++this.#count;
  }
}

function namesIn(files: ReadonlyMap<string, DeclarationText>): Set<string> {
  return new Set([...files.values()].flatMap(({ text }) => globalNames(text)));
}

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
 * types, and a definition leads into them.
 */
export class BotProgram extends Disposable {
  readonly service: ts.LanguageService;
  readonly parts: ProgramParts;
  readonly facts: BotFacts;
  readonly #documents = new Map<string, { readonly document: TextDocument; readonly number: number }>();
  readonly #number: number;
  #version = 0;
  #factsVersion = -1;
  #sources = new Map<string, Source>();
  #names = new Map<string, string>();
  #undeclared: ReadonlySet<string> = new Set();

  constructor(parts: ProgramParts, facts: BotFacts) {
    super();
    this.parts = parts;
    this.facts = facts;
    this.#number = parts.nextNumber();
    this.service = ts.createLanguageService(this.#host(), parts.registry);
    this._register(toDisposable(() => this.service.dispose()));
  }

  get isEmpty(): boolean {
    return this.#documents.size === 0;
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
    return fileName.startsWith(hookFolder);
  }

  /** Whether a file declares what the platform or the language has, and holds no code of the bot. */
  isDeclaration(fileName: string): boolean {
    return this.parts.sources.has(fileName);
  }

  isLibrary(fileName: string): boolean {
    return fileName.startsWith(libraryFolder);
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
    const take = (fileName: string, version: string, text: () => string, uri: string | null) => {
      const before = this.#sources.get(fileName);
      if (before?.version === version && before.uri === uri) {
        sources.set(fileName, before);
        return;
      }
      same = false;
      sources.set(fileName, { version, snapshot: new Snapshot(text()), uri });
    };
    const names = new Map<string, string>();
    for (const hook of hooks) {
      const command = this.facts.hook(hook);
      if (!command) continue;
      const fileName = `${hookFolder}${this.#number}-${hook}.js`;
      const open = command.uri === null ? undefined : this.#documents.get(command.uri);
      if (open) {
        names.set(open.document.uri, fileName);
        take(fileName, versionOf(open), () => open.document.getText(), command.uri);
      } else if (command.text !== null) {
        const { text } = command;
        const before = this.#sources.get(fileName);
        const version = before?.snapshot.text === text ? before.version : `facts ${this.parts.nextNumber()}`;
        take(fileName, version, () => text, command.uri);
      }
    }
    for (const [uri, open] of this.#documents) {
      if (names.has(uri)) continue;
      const fileName = `${documentFolder}${open.number}.js`;
      names.set(uri, fileName);
      take(fileName, versionOf(open), () => open.document.getText(), uri);
    }
    if (same) return;
    this.#factsVersion = this.facts.version;
    this.#names = names;
    this.#takeFacts(sources);
    this.#sources = sources;
    this.#version++;
  }

  #takeFacts(sources: Map<string, Source>): void {
    const hookSources = [...sources].filter(([name]) => this.isHook(name));
    const isSame = hookSources.every(([name, source]) => this.#sources.get(name) === source);
    const fileName = `${factsFolder}${this.#number}.d.ts`;
    const before = this.#sources.get(fileName);
    const hadHooks = [...this.#sources.keys()].filter((name) => this.isHook(name)).length;
    if (before && isSame && hadHooks === hookSources.length) {
      sources.set(fileName, before);
      return;
    }
    const undeclared = hookSources.flatMap(([name, { snapshot }]) => {
      const file = ts.createSourceFile(name, snapshot.text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
      return [...undeclaredNames(file)];
    });
    this.#undeclared = new Set(undeclared.filter((name) => !this.parts.globals.has(name)));
    const text = factsText(this.#undeclared);
    const version = before?.snapshot.text === text ? before.version : String(this.parts.nextNumber());
    sources.set(fileName, { version, snapshot: new Snapshot(text), uri: null });
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
      getDefaultLibFileName: () => `${libraryFolder}lib.d.ts`,
      // What is imported is declared by name, as a module; code of a bot can import nothing.
      resolveModuleNameLiterals: (literals) => literals.map(() => ({ resolvedModule: undefined })),
      fileExists: (fileName) => this.#source(fileName) !== undefined,
      readFile: (fileName) => this.#source(fileName)?.snapshot.text,
      useCaseSensitiveFileNames: () => true,
    };
  }
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
