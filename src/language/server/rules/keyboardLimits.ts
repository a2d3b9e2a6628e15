import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import { nameOf, propertiesOf } from '../code/calls';
import { literalText, type LiteralText, unwrapped } from '../code/literalText';
import { nodesOf } from '../code/walk';
import type { Finding } from './finding';

const rule = 'keyboard-limit';

/** In characters. Source: Telegram Bot API, `ReplyKeyboardMarkup` and `ForceReply`. */
const longestPlaceholder = 64;
/** In characters. Source: Telegram Bot API, `CopyTextButton`. */
const longestCopiedText = 256;

/**
 * Texts of keyboards that Telegram refuses, and with them the whole message, beside buttons that send too much. How many
 * buttons it takes is not documented, so nothing is said of that.
 */
export function keyboardLimits(file: ts.SourceFile): Finding[] {
  const found: Finding[] = [];
  for (const node of nodesOf(file)) {
    if (!ts.isPropertyAssignment(node)) continue;
    const text = textOf(node, file);
    const message = text && wrongWith(nameOf(node.name), text);
    if (!text || message === undefined) continue;
    // An empty text has nothing to mark but its quotes.
    const [start, end] = [text.offsetAt(0), text.offsetAt(text.text.length)];
    const isEmpty = start === end;
    found.push({
      rule,
      severity: 'warning',
      start: isEmpty ? start - 1 : start,
      end: isEmpty ? end + 1 : end,
      message,
    });
  }
  return found.sort((one, other) => one.start - other.start);
}

/** What a key of a keyboard holds, as far as it stands in the code; of the text to copy the text itself. */
function textOf({ name, initializer }: ts.PropertyAssignment, file: ts.SourceFile): LiteralText | undefined {
  const value = unwrapped(initializer);
  if (nameOf(name) !== 'copy_text' || !ts.isObjectLiteralExpression(value)) return literalText(value, file);
  const copied = new Map(propertiesOf(value)).get('text');
  return copied && literalText(copied, file);
}

function wrongWith(key: string | undefined, { text, isWhole }: LiteralText): string | undefined {
  const { length } = Array.from(text);
  const isEmpty = isWhole && length === 0;
  switch (key) {
    case 'callback_data':
      return isEmpty ? l10n.t('An inline button has to send something: 1 to 64 bytes.') : undefined;
    case 'input_field_placeholder':
      return isEmpty || length > longestPlaceholder ? outside(longestPlaceholder, length) : undefined;
    case 'copy_text':
      return isEmpty || length > longestCopiedText ? outside(longestCopiedText, length) : undefined;
    default:
      return undefined;
  }
}

function outside(longest: number, length: number): string {
  return l10n.t('Telegram takes 1 to {0} characters here; this has {1}.', longest, length);
}
