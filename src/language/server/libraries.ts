import names from './libraries.json';

/**
 * The parts of ECMAScript that BJS has, as TypeScript's own declaration files. The runtime is "ECMAScript as of at least
 * 2020" (used by the platform's own bots) without promises, proxies, modules and anything of a browser or of Node
 * (Bots.Business help: BJS, Security). What came after 2020 is not offered: whether it is there is not documented.
 */
export const libraryFiles: readonly string[] = names;

/** The declarations of BJS itself, and of what it takes from Telegram. */
export const typingFiles: readonly string[] = ['bjs.d.ts', 'telegram.d.ts'];

/** A declaration file as text, and where a person can look at it. */
export interface DeclarationText {
  readonly text: string;
  readonly uri: string;
}

/** All declarations that every bot shares. */
export interface Declarations {
  /** Of the language, by file name: those of `libraryFiles`. */
  readonly libraries: ReadonlyMap<string, DeclarationText>;
  /** Of BJS and what it takes from Telegram, by file name. What they declare is there for every command. */
  readonly typings: ReadonlyMap<string, DeclarationText>;
}
