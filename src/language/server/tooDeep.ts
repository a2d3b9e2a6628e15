/**
 * Asks TypeScript something, which walks code by calling itself: generated code that is nested thousands of levels deep
 * has no answer, and that is no failure of the server.
 *
 * @returns `undefined` when the code is too deep
 */
export function unlessTooDeep<T>(ask: () => T, onTooDeep: () => void): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    onTooDeep();
    return undefined;
  }
}
