import * as l10n from '@vscode/l10n';

import type { CommandIndex, NamedCommand } from '../commands/commandIndex';
import type { CommandString } from '../commands/commandStrings';
import { encoded } from '../code/literalText';
import type { Finding } from './finding';

const rule = 'dangling-command';

/** In characters. */
const shortestLabel = 5;

/** The command that gets every message which names no other (Bots.Business help: Always running commands). */
const masterName = '*';

/**
 * Strings that name a command which the bot does not have.
 * @param index of all commands of the bot; of a bot that is not wholly known nothing can be said
 */
export function danglingCommands(
  strings: readonly CommandString[],
  index: CommandIndex<NamedCommand>,
): Finding[] {
  return strings.flatMap((string) => {
    const { kind, text, isWhole, mayBeMissing } = string;
    if (mayBeMissing || index.resolve(text, isWhole)) return [];
    const name = nameIn(string);
    if (name === undefined) return [];
    // Short answers to a question are often near to some name.
    const nearest = kind === 'label' && name.length < shortestLabel ? undefined : index.nearest(name);
    if (nearest === undefined && (kind === 'label' || (kind === 'library' && !name.startsWith('/'))))
      return [];
    const [start, end] = [string.offsetAt(0), string.offsetAt(name.length)];
    // What buttons send is often none of a command's names then, and meant so.
    if (nearest === undefined && kind === 'button' && index.has(masterName)) return [];
    return [
      {
        rule,
        severity: 'warning',
        start,
        end,
        message: sentence(name, nearest),
        ...(nearest === undefined
          ? {}
          : {
              fixes: [
                {
                  title: l10n.t('Change to {0}', nearest),
                  changes: [{ start, end, text: encoded(nearest, string.quote) }],
                },
              ],
            }),
      } satisfies Finding,
    ];
  });
}

/** The part of a text that has to be a name; `undefined` when that is put together, or the text is any. */
function nameIn({ text, isWhole }: CommandString): string | undefined {
  const space = text.indexOf(' ');
  // Labels may have spaces; what begins with a slash ends at the first one.
  if (text.startsWith('/') && space > 0) return text.slice(0, space);
  return isWhole ? text.trimEnd() : undefined;
}

function sentence(name: string, nearest: string | undefined): string {
  return nearest === undefined
    ? l10n.t('No command is called {0}.', name)
    : l10n.t('No command is called {0}. Did you mean {1}?', name, nearest);
}
