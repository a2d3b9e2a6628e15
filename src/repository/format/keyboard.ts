/** A button of a keyboard. */
export interface KeyboardButton {
  readonly title: string;
  /** Where the title begins in the text of the keyboard. */
  readonly start: number;
}

/**
 * The buttons of a keyboard text such as `Yes, No,\nCancel`, row by row: a comma ends a button; a line break, or the two
 * characters `\n`, ends a row. Titles are trimmed, rows without a button left out.
 *
 * @param areBlanksKept whether places where a title is still missing count as buttons
 * Source: Bots.Business help, reply keyboard.
 */
export function keyboardButtons(keyboard: string, areBlanksKept = false): KeyboardButton[][] {
  return partsOf(keyboard, /\r?\n|\\n/g)
    .map((row) =>
      partsOf(row.text, /,/g).flatMap(({ text, start }) => {
        const title = text.trim();
        if (title === '') return areBlanksKept ? { title, start: row.start + start + text.length } : [];
        return { title, start: row.start + start + text.indexOf(title) };
      }),
    )
    .filter((row) => row.length > 0);
}

interface Part {
  readonly text: string;
  readonly start: number;
}

function partsOf(text: string, separator: RegExp): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(separator)) {
    parts.push({ text: text.slice(start, index), start });
    start = index + found.length;
  }
  return [...parts, { text: text.slice(start), start }];
}
