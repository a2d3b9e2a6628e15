/** What a person looks for in a list of a bot. */
export interface ListFilter {
  /** Looked for in what a row shows, whatever the case; empty for everything. */
  readonly text: string;
  /**
   * Words such as `kind:private` or `blocked:yes`: of those with the same head one has to be so, and of every head
   * that is there. None: everything.
   */
  readonly choices: readonly string[];
}

export const noFilter: ListFilter = { text: '', choices: [] };

export function isFiltering({ text, choices }: ListFilter): boolean {
  return text.trim() !== '' || choices.length > 0;
}

/**
 * Whether something is looked for.
 * @param texts what its row and its hover show
 * @param words everything that can be chosen and is so of it
 */
export function matchesFilter(
  { text, choices }: ListFilter,
  texts: readonly (string | undefined)[],
  words: readonly string[],
): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted && !texts.some((shown) => shown?.toLowerCase().includes(wanted))) return false;
  const heads = new Set(choices.map(headOf));
  return [...heads].every((head) =>
    choices.some((choice) => headOf(choice) === head && words.includes(choice)),
  );
}

function headOf(choice: string): string {
  return choice.slice(0, choice.indexOf(':'));
}
