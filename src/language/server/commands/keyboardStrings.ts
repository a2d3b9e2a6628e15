import { keyboardButtons } from '../../../repository/format/keyboard';
import { parseCommandFile } from '../../../repository/format/parseCommandFile';
import { valueSpan } from '../../../repository/format/valueSpan';
import type { CommandString } from './commandStrings';

/**
 * The buttons of a keyboard that is a property of a command, as strings that name commands.
 * @param offset where the text of the keyboard begins
 * @param areBeingTyped also places where a title is still missing
 */
export function buttonStrings(keyboard: string, offset = 0, areBeingTyped = false): CommandString[] {
  return keyboardButtons(keyboard, areBeingTyped)
    .flat()
    .map(({ title, start }) => ({
      kind: 'keyboard',
      text: title,
      isWhole: true,
      isClosed: true,
      quote: '',
      mayBeMissing: false,
      offsetAt: (index) => offset + start + index,
    }));
}

/** The same in the text of a command's file, whose header has the keyboard. */
export function headerButtonStrings(text: string, areBeingTyped = false): CommandString[] {
  if (!areBeingTyped && !mayHaveKeyboard.test(text)) return [];
  const span = valueSpan(parseCommandFile(text), 'keyboard');
  return span ? buttonStrings(text.slice(span.start, span.end), span.start, areBeingTyped) : [];
}

/** Asked first: most files have none, and this is done for all files of a bot. */
const mayHaveKeyboard = /^[ \t]*(?:keyboard[ \t]*:[ \t]*\S|<<KEYBOARD)/m;
