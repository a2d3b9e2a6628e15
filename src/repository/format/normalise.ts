import type { RepositoryCommand } from './command';
import { isBlank } from './headerKeys';

/**
 * A command as the platform stores it, so that two that mean the same there compare equal. Only for comparing: printing
 * never does this.
 *
 * - aliases: trimmed, in lower case, without blank ones, each once, in one order whatever they were written in, since the
 *   order means nothing (recorded answer of *Create Command*: `❤ Help` → `❤ help`; that doubles go is assumed).
 * - folder, help, answer, keyboard, group: blank is `null`; any other text is kept as it is, spaces around it too.
 * - wait for answer: blank is off.
 * - auto retry: blank and `0` are off, `null` (Bots.Business help, auto retry; API reference: `""` is stored as null).
 * - name and code: as they are. Names are case sensitive.
 */
export function normalise(command: RepositoryCommand): RepositoryCommand {
  const aliases = command.aliases.map((alias) => alias.trim().toLowerCase()).filter((alias) => alias !== '');
  return {
    name: command.name,
    folder: blankToNull(command.folder),
    help: blankToNull(command.help),
    needReply: command.needReply ?? false,
    autoRetryTime: command.autoRetryTime === 0 ? null : command.autoRetryTime,
    answer: blankToNull(command.answer),
    keyboard: blankToNull(command.keyboard),
    aliases: [...new Set(aliases)].sort(),
    group: blankToNull(command.group),
    code: command.code,
  };
}

function blankToNull(text: string | null): string | null {
  return text === null || isBlank(text) ? null : text;
}
