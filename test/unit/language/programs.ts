import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { type Position, TextDocument } from 'vscode-languageserver-textdocument';

import type { CommandFact, LibraryFact } from '../../../src/language/protocol/protocol';
import type { Target } from '../../../src/language/server/botProgram';
import type { Declarations } from '../../../src/language/server/declarations';
import libraryNames from '../../../src/language/server/libraries.json';
import type { WhenIdle } from '../../../src/language/server/idleTime';
import { Workspace } from '../../../src/language/server/workspace';
import { root } from '../architecture/root';

let declarations: Declarations | undefined;

/** What the build lays beside the server. To be called before a test opens a bot. */
export async function loadDeclarations(): Promise<Declarations> {
  if (declarations) return declarations;
  const { typings } = (await import(pathToFileURL(path.join(root, 'esbuild.mjs')).href)) as {
    typings: () => Record<string, string>;
  };
  const library = (name: string) =>
    readFileSync(path.join(root, 'node_modules/typescript/lib', name), 'utf8');
  declarations = {
    libraries: new Map(
      libraryNames.map((name) => [name, { text: library(name), uri: `file:///lib/${name}` }]),
    ),
    typings: new Map(
      Object.entries(typings()).map(([name, text]) => [name, { text, uri: `file:///typings/${name}` }]),
    ),
  };
  return declarations;
}

const bot = 'the bot';

/** A bot of which commands are open, as the server sees it. */
export class OpenBot {
  readonly workspace: Workspace;
  #opened = 0;

  /**
   * @param commands code by name: all that is known of the bot
   * @param whenIdle there is always time when left out
   */
  constructor(commands: Readonly<Record<string, string>> = {}, whenIdle = atOnce) {
    if (!declarations) throw new Error('loadDeclarations() comes first');
    this.workspace = new Workspace(declarations, whenIdle);
    this.tell(commands);
  }

  tell(
    commands: Readonly<Record<string, string>>,
    libraries: Readonly<Record<string, string>> | null = null,
  ): void {
    const changed = Object.entries(commands).map(([name, text]): CommandFact => ({
      id: name,
      name,
      aliases: [],
      text,
      uri: uriOf(name),
    }));
    this.workspace.changeBot({
      bot,
      anew: false,
      isComplete: true,
      changed,
      gone: [],
      libraries: libraries && libraryFacts(libraries),
    });
  }

  /** Opens a command. */
  open(code: string, name = `command ${++this.#opened}`): Target {
    const uri = uriOf(name);
    this.workspace.setOwner({ uri, bot });
    this.workspace.open(TextDocument.create(uri, 'bjs', 1, code));
    return this.target(name);
  }

  target(name: string): Target {
    const target = this.workspace.target(uriOf(name));
    if (!target) throw new Error(`${name} is not open`);
    return target;
  }

  /** Opens code with `|` in it, which is where something is asked. */
  at(marked: string): { readonly target: Target; readonly position: Position } {
    const offset = marked.indexOf('|');
    const target = this.open(marked.slice(0, offset) + marked.slice(offset + 1));
    return { target, position: target.document.positionAt(offset) };
  }

  dispose(): void {
    this.workspace.dispose();
  }
}

const atOnce: WhenIdle = (step) => {
  while (step());
  return { dispose: () => undefined };
};

export function uriOf(name: string): string {
  return `bb://1/bots.business/Shop%20%281%29/${encodeURIComponent(name)}.js`;
}

function libraryFacts(libraries: Readonly<Record<string, string>>): Record<string, LibraryFact> {
  return Object.fromEntries(
    Object.entries(libraries).map(([name, text]) => [name, { text, uri: libraryUriOf(name) }]),
  );
}

export function libraryUriOf(name: string): string {
  return `file:///shop/libs/${encodeURIComponent(name)}.js`;
}

/** As the editor sends a change: the document stays, its text is another. */
export function typeInto(bot: OpenBot, { document }: Target, text: string): void {
  TextDocument.update(document, [{ text }], document.version + 1);
  bot.workspace.change(document);
}
