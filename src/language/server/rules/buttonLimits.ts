import * as l10n from '@vscode/l10n';

import type { CommandString } from '../commands/commandStrings';
import type { Finding } from './finding';

const rule = 'button-too-long';

/** In bytes. Source: Telegram Bot API, `InlineKeyboardButton.callback_data`. */
const longestData = 64;

/** Inline buttons that Telegram refuses, and with them the whole message. */
export function tooLongButtons(strings: readonly CommandString[]): Finding[] {
  return strings.flatMap((string) => {
    const bytes = new TextEncoder().encode(string.text).length;
    if (string.kind !== 'button' || bytes <= longestData) return [];
    return [
      {
        rule,
        severity: 'warning',
        start: string.offsetAt(0),
        end: string.offsetAt(string.text.length),
        message: l10n.t(
          'What an inline button sends may have {0} bytes; this has {1}. Keep what is long in a property.',
          longestData,
          bytes,
        ),
      } satisfies Finding,
    ];
  });
}
