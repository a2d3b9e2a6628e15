import * as l10n from '@vscode/l10n';

import { isBlank } from '../../../repository/format/headerKeys';
import { parseCommandFile } from '../../../repository/format/parseCommandFile';
import { readCommand } from '../../../repository/format/readCommand';
import { valueSpan } from '../../../repository/format/valueSpan';
import type { CommandFact } from '../../protocol/protocol';
import type { Finding } from './finding';

const rule = 'keyboard-not-sent';

/**
 * A keyboard of a command without an answer: the platform sends one only with the other (Bots.Business help, Commands).
 * It is marked in the header, or, where it is no part of the text, at the first line.
 */
export function unsentKeyboard(text: string, { path, keyboard, answer }: CommandFact): Finding[] {
  if (path === undefined) {
    const isUnsent = !isBlank(keyboard ?? '') && isBlank(answer ?? '');
    return isUnsent ? [finding(0, text.search(/[\r\n]|$/))] : [];
  }
  const file = parseCommandFile(text);
  const { command } = readCommand(file, { path });
  const span = valueSpan(file, 'keyboard');
  if (!span || command.keyboard === null || command.answer !== null) return [];
  const written = text.slice(span.start, span.end);
  const [first = ''] = written.trim().split(/\r?\n/);
  const start = span.start + written.indexOf(first);
  return [finding(start, start + first.length)];
}

function finding(start: number, end: number): Finding {
  const message = l10n.t(
    'The keyboard of a command is sent with its answer, and this command has none. Give it an answer, or send the keyboard with Bot.sendKeyboard.',
  );
  return { rule, severity: 'warning', start, end, message };
}
