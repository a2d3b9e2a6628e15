/**
 * The buttons of a keyboard text such as `Yes, No,\nCancel`: a comma ends a button; a line break, or the two
 * characters `\n`, ends a row. Blank buttons and rows are left out.
 *
 * @returns rows of button titles, trimmed.
 * Source: Bots.Business help, reply keyboard.
 */
export function keyboardRows(keyboard: string | null): string[][] {
  return (keyboard ?? '')
    .split(/\r?\n|\\n/)
    .map((row) =>
      row
        .split(',')
        .map((title) => title.trim())
        .filter((title) => title !== ''),
    )
    .filter((row) => row.length > 0);
}
