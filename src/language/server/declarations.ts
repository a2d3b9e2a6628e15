/** A declaration file as text, and where a person can look at it. */
export interface DeclarationText {
  readonly text: string;
  readonly uri: string;
}

/** All declarations that every bot shares. */
export interface Declarations {
  /**
   * Of the language, by file name: those that `libraries.json` names. The runtime is "ECMAScript as of at least 2020"
   * (used by the platform's own bots) without promises, proxies, modules and anything of a browser or of Node
   * (Bots.Business help: BJS, Security). What came after 2020 is not offered: whether it is there is not documented.
   */
  readonly libraries: ReadonlyMap<string, DeclarationText>;
  /** Of BJS and what it takes from Telegram, by file name. What they declare is there for every command. */
  readonly typings: ReadonlyMap<string, DeclarationText>;
}
