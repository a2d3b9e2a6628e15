import ts from 'typescript';

/** What is known at the place where a text stands in code: a whole string, or the beginning of one that is put together. */
export interface LiteralText {
  /** The characters as the program has them. */
  readonly text: string;
  /** Nothing is put behind it. */
  readonly isWhole: boolean;
  /** Its last quote is there. */
  readonly isClosed: boolean;
  /** Character of the program that begins and ends it: `"`, `'` or a backtick. */
  readonly quote: string;
  /**
   * Where a character stands in the code.
   * @param index of `text`; its length for the end
   */
  offsetAt(index: number): number;
}

/**
 * The beginning of the value of an expression, `undefined` when it does not begin with a literal.
 * @param isBeingTyped a literal that is not closed counts as well, up to the end of its line
 */
export function literalText(
  expression: ts.Expression,
  file: ts.SourceFile,
  isBeingTyped = false,
): LiteralText | undefined {
  let node = unwrapped(expression);
  let isWhole = true;
  while (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    node = unwrapped(node.left);
    isWhole = false;
  }
  if (ts.isStringLiteralLike(node)) {
    return read(node, isBeingTyped && !isClosed(node, file) ? 0 : 1, isWhole, file);
  }
  if (ts.isTemplateExpression(node)) return read(node.head, 2, false, file);
  return undefined;
}

/** The expression without parentheses around it. */
export function unwrapped(expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression) ? unwrapped(expression.expression) : expression;
}

function isClosed(node: ts.StringLiteralLike, file: ts.SourceFile): boolean {
  const start = node.getStart(file);
  if (node.end - start < 2 || file.text[node.end - 1] !== file.text[start]) return false;
  // A closing quote of which a backslash makes a character leaves no other way to read the text.
  return read(node, 1, true, file) !== undefined;
}

/** @param closing how many characters end it: a template's head ends with `${` */
function read(
  node: ts.LiteralLikeNode,
  closing: number,
  isWhole: boolean,
  file: ts.SourceFile,
): LiteralText | undefined {
  const start = node.getStart(file) + 1;
  const end = node.end - closing;
  const offsets = offsetsOf(file.text, start, end, node.text);
  if (!offsets) return undefined;
  return {
    text: node.text,
    isWhole,
    isClosed: closing > 0,
    quote: file.text.charAt(start - 1),
    offsetAt: (index) => offsets[index] ?? end,
  };
}

/**
 * Where each character of a literal begins, and where the last one ends.
 * @returns `undefined` when the code is not what the parser made of it, as in a literal that is not closed
 */
function offsetsOf(code: string, start: number, end: number, text: string): number[] | undefined {
  const offsets: number[] = [];
  let at = start;
  while (at < end) {
    const { value, length } = characterAt(code, at);
    offsets.push(...Array.from({ length: value.length }, () => at));
    at += length;
  }
  offsets.push(end);
  return at === end && offsets.length === text.length + 1 ? offsets : undefined;
}

/** One character as it is written. What it stands for matters only by its length. */
function characterAt(code: string, at: number): { readonly value: string; readonly length: number } {
  const rest = code.slice(at, at + 12);
  // A template makes one character of both.
  if (rest.startsWith('\r\n')) return { value: '\n', length: 2 };
  if (!rest.startsWith('\\')) return { value: rest.charAt(0), length: 1 };
  const continued = /^\\(?:\r\n|[\n\r\u2028\u2029])/.exec(rest);
  if (continued) return { value: '', length: continued[0].length };
  const point = /^\\u\{([\da-fA-F]+)\}/.exec(rest);
  if (point)
    return {
      value: 'x'.repeat(Number.parseInt(point[1] ?? '', 16) > 0xffff ? 2 : 1),
      length: point[0].length,
    };
  const escape = /^\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|[0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(rest);
  return { value: 'x', length: escape?.[0].length ?? 2 };
}

/** A text as it is written between these quotes; between none it is as it is. */
export function encoded(text: string, quote: string): string {
  if (quote === '') return text;
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll(quote, `\\${quote}`);
  return quote === '`' ? escaped.replaceAll('${', '\\${') : escaped;
}
