import { type SearchField, searchFields } from './commandTexts';
import { expressionOf, type SearchQuery } from './query';
import { Replacement } from './replacement';

/** What a person set in the form of *Find in Bots*. */
export interface FindState extends Record<SearchField, boolean> {
  readonly text: string;
  readonly replacement: string;
  /** The field for the replacement shows: what is found says what it would become. */
  readonly isReplacing: boolean;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly isRegex: boolean;
  /** In the bots of all accounts; else in one. */
  readonly allBots: boolean;
}

/** What the extension says below the fields; every sentence is in the language of the person. */
export interface FindStatus {
  readonly text: string;
  /** What was typed is no expression, or why the search ended. */
  readonly wrong: string | undefined;
  readonly isRunning: boolean;
  readonly canReplace: boolean;
  /** The bot that is looked through unless all are. */
  readonly bot: string | undefined;
}

/** @throws BadExpressionError */
export function queryOf({ text, isRegex, matchCase, wholeWord }: FindState): SearchQuery {
  const query = { text, isRegex, matchCase, wholeWord };
  expressionOf(query);
  return query;
}

export function fieldsOf(state: FindState): ReadonlySet<SearchField> {
  return new Set(searchFields.filter((field) => state[field]));
}

/** What comes in place of what was found; `undefined` while nothing is to be replaced. */
export function replacementOf(state: FindState): Replacement | undefined {
  return state.isReplacing ? new Replacement(state.replacement, state.isRegex) : undefined;
}

/** Whether two states look for the same. */
export function looksForSame(one: FindState, other: FindState): boolean {
  const keys = ['text', 'matchCase', 'wholeWord', 'isRegex', 'allBots', ...searchFields] as const;
  return keys.every((key) => one[key] === other[key]);
}
