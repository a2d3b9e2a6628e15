/** What client and server of the BJS language service say to each other beside LSP itself. */
import type { Diagnostic, WorkspaceEdit } from 'vscode-languageserver';

/** What is known of one command of a bot. */
export interface CommandFact {
  /** Tells the command from the others of its bot, whatever it is called. */
  readonly id: string;
  /** `null` when the server sent none. */
  readonly name: string | null;
  readonly aliases: readonly string[];
  /** The text of the command's file; `null` when it is not known. */
  readonly text: string | null;
  /** Where its file is, as far as somebody may want to go there. */
  readonly uri: string | null;
  /** Where it lies in its bot folder: then its text has a header. Left out for a command of an account. */
  readonly path?: string;
  /** How its answer begins. */
  readonly answer?: string;
  readonly waitsForAnswer?: boolean;
  /** Its keyboard, when that is no part of the text. */
  readonly keyboard?: string;
  readonly folder?: string;
}

/** In characters: more of an answer is not told. */
export const longestAnswer = 300;

/** What is known of a library of a bot's own. */
export interface LibraryFact {
  readonly text: string;
  /** Where its file is. */
  readonly uri: string;
}

/** What changed in what is known of a bot. */
export interface BotChange {
  /** The key of the bot: any text that no other bot has. */
  readonly bot: string;
  /** Nothing that was said before about this bot holds any more. */
  readonly anew: boolean;
  /** All commands of the bot are known, from now or from before, so that a name that is not among them is none. */
  readonly isComplete: boolean;
  /** Commands that came or are otherwise now. */
  readonly changed: readonly CommandFact[];
  /** The ids of commands that went. */
  readonly gone: readonly string[];
  /** The bot's own libraries by name: all of them, or `null` when they are not known. */
  readonly libraries: Readonly<Record<string, LibraryFact>> | null;
  /** The fields of its admin panels by the names of the panels, as far as the server said them; left out for none. */
  readonly panels?: Readonly<Record<string, readonly string[]>>;
}

/** Which bot a document belongs to. Said before the document is opened where that is known at once. */
export interface DocumentOwner {
  readonly uri: string;
  /** `null`: to none that is known. */
  readonly bot: string | null;
  /** The id of the command whose text it is; left out while that is not known. */
  readonly command?: string;
}

/** Which commands somebody wants to go to. */
export interface PlacesQuestion {
  readonly bot: string;
  /** Ids. */
  readonly commands: readonly string[];
}

/** Where the files of commands are, by id; those that have none are left out. */
export type Places = Readonly<Record<string, string>>;

/** A place in a document. */
export interface PlaceQuestion {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** A command that is named somewhere. */
export interface NamedAt {
  readonly bot: string;
  readonly command: string;
  readonly name: string;
}

/** What is to be called otherwise wherever the code of a bot names it. */
export interface NameChange {
  readonly bot: string;
  /** The id of the command. */
  readonly command: string;
  /** What the code calls it. */
  readonly from: string;
  readonly to: string;
}

/** A keyboard beside the code, as it is and as it is to be. */
export interface KeyboardChange {
  /** The id of the command that has it. */
  readonly command: string;
  /** What that command is called. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** What changes when a command is called otherwise wherever it is named. */
export interface NameChanges {
  readonly edit: WorkspaceEdit;
  readonly keyboards: readonly KeyboardChange[];
}

/** How a person wants to hear of rules, by their ids; what is not named is as it is. */
export type RuleChoice = Readonly<Record<string, 'off' | 'error' | 'warning' | 'information' | 'hint'>>;

/** Asks for a look through all code of a bot. */
export interface BotCheck {
  /** Tells the reports of one check from those of another. */
  readonly id: number;
  /** All commands of the bot; those with text and place are looked through. */
  readonly commands: readonly CommandFact[];
  /** The bot's own libraries, which are looked through as well; `null` when they are not known. */
  readonly libraries: Readonly<Record<string, LibraryFact>> | null;
}

/** What a check found in one file, as LSP has it. */
export interface CheckedFileReport {
  readonly id: number;
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the server needs to know before it starts. */
export interface StartOptions {
  /** The sentences of the person's language, by the English ones. */
  readonly l10n: Readonly<Record<string, string>> | null;
  /** The bots of the documents that are open already. */
  readonly owners: readonly DocumentOwner[];
  readonly rules: RuleChoice;
}

/** How the server fares, for benchmarks and reports. */
export interface ServerFigures {
  /** Memory of the process, in bytes. */
  readonly rss: number;
  /** Time the process has been up, in milliseconds. */
  readonly upMs: number;
}

/** The names of the messages; what they carry stands beside each. */
export const messages = {
  /** Client to server: `BotChange`. */
  botChanged: 'bjs/botChanged',
  /** Client to server: `DocumentOwner`. */
  documentOwner: 'bjs/documentOwner',
  /** Client asks server: `BotCheck`, answered with `null` at the end; each file is a `checkedFile` before. */
  checkBot: 'bjs/checkBot',
  /** Server to client: `CheckedFileReport`. */
  checkedFile: 'bjs/checkedFile',
  /** Client to server: `RuleChoice`. */
  rulesChosen: 'bjs/rulesChosen',
  /** Server asks client: `PlacesQuestion`, answered with `Places`. */
  places: 'bjs/places',
  /** Client asks server: `PlaceQuestion`, answered with `NamedAt` or `null`. */
  namedAt: 'bjs/namedAt',
  /** Client asks server: `NameChange`, answered with `NameChanges`. */
  changeName: 'bjs/changeName',
  /** Client asks server: nothing, answered with `ServerFigures`. */
  figures: 'bjs/figures',
} as const;
