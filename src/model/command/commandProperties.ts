/** How the properties of a command are written in a field, and what can be wrong with what is written. */

/** The aliases in a list that commas separate; blanks around them and empty ones do not count. */
export function parseAliases(list: string): string[] {
  return list
    .split(',')
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
}

/** What is wrong with aliases, and which of them it is about. */
export interface AliasFinding {
  readonly reason: 'twice' | 'ownName' | 'lineBreak';
  readonly alias: string;
}

/**
 * The server makes aliases lower case (API reference), so those that differ in case only are the same.
 * @param name the name of their command
 */
export function checkAliases(
  aliases: readonly string[],
  name: string | null | undefined,
): AliasFinding | undefined {
  const seen = new Set<string>();
  for (const alias of aliases) {
    const key = alias.toLowerCase();
    if (/[\r\n\u2028\u2029]/.test(alias)) return { reason: 'lineBreak', alias };
    if (key === name?.trim().toLowerCase()) return { reason: 'ownName', alias };
    if (seen.has(key)) return { reason: 'twice', alias };
    seen.add(key);
  }
  return undefined;
}

/** The seconds in a text: `null` for none, `undefined` when it is no whole number from 0 up. */
export function parseSeconds(text: string): number | null | undefined {
  const digits = text.trim();
  if (digits === '') return null;
  const seconds = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}
