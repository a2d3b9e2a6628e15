/** How Telegram shows a run of characters. */
export type TextStyle = 'plain' | 'bold' | 'italic' | 'code' | 'pre' | 'link';

export interface TextPiece {
  readonly text: string;
  readonly style: TextStyle;
  /** Where a link leads. */
  readonly url?: string;
  /** The bot puts the value of a property there. */
  readonly isProperty?: boolean;
}

/** A text as Telegram shows it, or why it does not: a mark that is never closed. */
export type ShownText =
  | { readonly kind: 'shown'; readonly pieces: readonly TextPiece[] }
  | { readonly kind: 'refused'; readonly mark: string; readonly line: number; readonly follows: string };

/** One character of what is sent, or a property in place of one. */
interface Token {
  readonly text: string;
  /** Where it stands in the answer. */
  readonly at: number;
  readonly isProperty?: boolean;
}

const styles: Readonly<Record<string, TextStyle>> = { '*': 'bold', _: 'italic', '`': 'code', '[': 'link' };

/**
 * An answer as Telegram shows it. Bots.Business sends answers as Markdown, puts properties in the place of `<name>` and
 * line breaks in that of the two characters `\n` (official help, "Commands"). The grammar is Telegram's "Markdown"
 * (Bot API, "Formatting options"): nothing in each other, `\` only before a mark and outside of them, and a mark that is
 * never closed makes Telegram refuse the whole text.
 */
export function showAnswer(answer: string): ShownText {
  const tokens = tokensOf(answer);
  const textAt = (index: number) => (tokens[index]?.isProperty ? '' : (tokens[index]?.text ?? ''));
  const pieces: TextPiece[] = [];
  for (let index = 0; index < tokens.length;) {
    const mark = textAt(index);
    if (mark === '\\' && textAt(index + 1) in styles) {
      pieces.push(...piecesOf(tokens.slice(index + 1, index + 2), 'plain'));
      index += 2;
      continue;
    }
    const style = styles[mark];
    if (!style) {
      pieces.push(...piecesOf(tokens.slice(index, index + 1), 'plain'));
      index += 1;
      continue;
    }
    const isPre = mark === '`' && textAt(index + 1) === '`' && textAt(index + 2) === '`';
    const begin = isPre ? afterLanguage(tokens, index + 3) : index + 1;
    const isEnd = (at: number) =>
      textAt(at) === (mark === '[' ? ']' : mark) &&
      (!isPre || (textAt(at + 1) === '`' && textAt(at + 2) === '`'));
    let end = begin;
    while (end < tokens.length && !isEnd(end)) end += 1;
    if (end === tokens.length) return refused(answer, tokens[index]?.at ?? 0, isPre ? '```' : mark);
    const inside = tokens.slice(begin, end);
    if (mark === '[') {
      const { url, next } = urlAfter(tokens, end, inside);
      pieces.push(...piecesOf(inside, isLink(url) ? 'link' : 'plain', url));
      index = next;
    } else {
      pieces.push(...piecesOf(inside, isPre ? 'pre' : style));
      index = end + (isPre ? 3 : 1);
    }
  }
  return { kind: 'shown', pieces: joined(pieces) };
}

function tokensOf(answer: string): Token[] {
  const tokens: Token[] = [];
  // A property, a line break written as two characters, or any one character.
  for (const match of answer.matchAll(/<([^<>\s][^<>\n]*)>|\\n|[^]/gu)) {
    const [text, property] = match;
    if (property !== undefined) tokens.push({ text: property, at: match.index, isProperty: true });
    else tokens.push({ text: text === '\\n' ? '\n' : text, at: match.index });
  }
  return tokens;
}

/** What follows the three backticks up to the next blank is the language, and one line break after them is dropped. */
function afterLanguage(tokens: readonly Token[], begin: number): number {
  let end = begin;
  while (end < tokens.length && !/[\s`]/.test(tokens[end]?.text ?? '')) end += 1;
  const after = end > begin && end < tokens.length && tokens[end]?.text !== '`' ? end : begin;
  return tokens[after]?.text === '\n' ? after + 1 : after;
}

/** The address in brackets behind the text of a link; without one the text is the address. */
function urlAfter(
  tokens: readonly Token[],
  end: number,
  inside: readonly Token[],
): { url: string; next: number } {
  if (tokens[end + 1]?.text !== '(') return { url: textOf(inside), next: end + 1 };
  let close = end + 2;
  while (close < tokens.length && tokens[close]?.text !== ')') close += 1;
  return { url: textOf(tokens.slice(end + 2, close)), next: close + 1 };
}

/** Whether Telegram makes a link of it; anything else stays text. */
function isLink(url: string): boolean {
  return (
    /^(?:https?|tg|ton):\/\/[^\s]+$/i.test(url) || /^[^\s/?#:@]+\.[^\s/?#.]{2,}(?:[/?#:]\S*)?$/.test(url)
  );
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('');
}

function piecesOf(tokens: readonly Token[], style: TextStyle, url?: string): TextPiece[] {
  const link = style === 'link' && url !== undefined ? { url } : {};
  return tokens.map(({ text, isProperty }) => ({
    text,
    style,
    ...link,
    ...(isProperty ? { isProperty } : {}),
  }));
}

/** Neighbours that look the same as one. */
function joined(pieces: readonly TextPiece[]): TextPiece[] {
  const result: TextPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    const isSame =
      last && !last.isProperty && !piece.isProperty && last.style === piece.style && last.url === piece.url;
    if (isSame) result[result.length - 1] = { ...last, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}

/** Longest part of the text behind a mark that is shown to find it by, in characters. */
const longestFollowing = 20;

function refused(answer: string, at: number, mark: string): ShownText {
  const line = answer.slice(0, at).split('\n').length;
  const rest = /^.*/.exec(answer.slice(at + mark.length))?.[0] ?? '';
  return { kind: 'refused', mark, line, follows: Array.from(rest).slice(0, longestFollowing).join('') };
}
