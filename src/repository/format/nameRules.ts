/**
 * What is wrong with a name for a bot, command or folder. The API checks none of it: a name that it takes may still be one
 * that no person can send or tell from another.
 */
export type NameProblem = 'empty' | 'lineBreak' | 'tooLong' | 'taken';
/** What a person may want all the same. */
export type NameDoubt = 'comma' | 'blanks' | 'twin';

export type NameFinding =
  | { readonly severity: 'error'; readonly reason: NameProblem }
  | { readonly severity: 'warning'; readonly reason: NameDoubt };

/** In characters. Not documented, assumed: the usual limit of a text column. */
export const longestName = 255;

/** @param others the names of the bot's other commands */
export function checkCommandName(
  name: string,
  others: Iterable<string | null | undefined>,
): NameFinding | undefined {
  const problem = problemOf(name, others);
  if (problem) return { severity: 'error', reason: problem };
  // Aliases and the buttons of keyboards are lists that commas separate (API documentation, "Edit Command").
  if (name.includes(',')) return { severity: 'warning', reason: 'comma' };
  return doubtOf(name);
}

/** @param others the titles of the bot's other folders */
export function checkFolderTitle(
  title: string,
  others: Iterable<string | null | undefined>,
): NameFinding | undefined {
  const problem = problemOf(title, others);
  return problem ? { severity: 'error', reason: problem } : doubtOf(title);
}

/** @param others the names of the account's other bots: the server takes one name for two, people hardly want it */
export function checkBotName(
  name: string,
  others: Iterable<string | null | undefined>,
): NameFinding | undefined {
  const problem = problemOf(name, []);
  if (problem) return { severity: 'error', reason: problem };
  return new Set(others).has(name) ? { severity: 'warning', reason: 'twin' } : doubtOf(name);
}

/** The length of a name as people count. */
export function lengthOf(name: string): number {
  return Array.from(name).length;
}

function problemOf(name: string, others: Iterable<string | null | undefined>): NameProblem | undefined {
  if (name.trim() === '') return 'empty';
  if (/[\r\n\u2028\u2029]/.test(name)) return 'lineBreak';
  if (lengthOf(name) > longestName) return 'tooLong';
  return new Set(others).has(name) ? 'taken' : undefined;
}

function doubtOf(name: string): NameFinding | undefined {
  return name === name.trim() ? undefined : { severity: 'warning', reason: 'blanks' };
}
