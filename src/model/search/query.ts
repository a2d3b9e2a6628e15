/** What a person looks for, as VS Code's own search understands it. */
export interface SearchQuery {
  readonly text: string;
  /** `text` is a regular expression. */
  readonly isRegex: boolean;
  readonly matchCase: boolean;
  /** Only what has no letter, digit or underscore beside it. */
  readonly wholeWord: boolean;
}

/** What was typed is no regular expression. */
export class BadExpressionError extends Error {
  readonly reason = 'badExpression';

  /** @param detail what is wrong with it, in the words of the engine */
  constructor(
    readonly detail: string,
    cause: unknown,
  ) {
    super(detail, { cause });
    this.name = 'BadExpressionError';
  }
}

/**
 * The regular expression that finds what is looked for. Over several lines `^` and `$` stand for the ends of each line,
 * and characters count as people see them, as in VS Code.
 * @throws BadExpressionError
 */
export function expressionOf({ text, isRegex, matchCase, wholeWord }: SearchQuery): RegExp {
  const flags = matchCase ? 'gmu' : 'gimu';
  const own = isRegex ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  try {
    // Alone first: what is wrong with it is to be told in the terms of what was typed.
    const expression = new RegExp(own, flags);
    return wholeWord ? new RegExp(`(?<![\\p{L}\\p{N}_])(?:${own})(?![\\p{L}\\p{N}_])`, flags) : expression;
  } catch (error) {
    throw new BadExpressionError(detailOf(error), error);
  }
}

/** Whether looking for it takes as long as the text is, whatever the text. */
export function isSurelyFast({ isRegex }: SearchQuery): boolean {
  return !isRegex;
}

/** The engine says: `Invalid regular expression: /what was typed/flags: what is wrong`. */
function detailOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(message.lastIndexOf(': ') + 1).trim();
}
