/** The codes of an error and of its causes, from the outermost to the one at the bottom. */
export function errorCodes(error: unknown): string[] {
  const codes: string[] = [];
  // An aborted `fetch` may have itself as its cause.
  const seen = new Set<unknown>();
  for (let current = error; current instanceof Error && !seen.has(current); current = current.cause) {
    seen.add(current);
    const { code } = current as { code?: unknown };
    if (typeof code === 'string') codes.push(code);
  }
  return codes;
}
