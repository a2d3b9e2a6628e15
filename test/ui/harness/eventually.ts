/**
 * Reads a value again and again until it is accepted, for what Playwright's own waiting does not cover.
 *
 * @returns the accepted value
 * @throws {Error} after `timeout` milliseconds, with the last value read
 */
export async function eventually<T>(
  read: () => Promise<T>,
  accept: (value: T) => boolean,
  what: string,
  timeout = 15_000,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await read();
    if (accept(value)) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: still ${JSON.stringify(value)} after ${timeout} ms.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A pattern for a whole text, for Playwright's `hasText`, which would accept a part of it. */
export function exactly(text: string | RegExp): RegExp {
  return text instanceof RegExp ? text : new RegExp(`^\\s*${escapePattern(text)}\\s*$`);
}

/** A pattern for a text that begins like this: VS Code appends key bindings and badges to its labels. */
export function beginning(text: string): RegExp {
  return new RegExp(`^${escapePattern(text)}(?![\\p{L}\\p{N}])`, 'u');
}

/** Turns a text into a pattern for that text, with any white space for white space. */
export function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');
}
