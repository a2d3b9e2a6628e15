import * as l10n from '@vscode/l10n';

import type { CommandIndex, NamedCommand } from '../commands/commandIndex';
import { canHold, type CommandString, isTitle } from '../commands/commandStrings';
import { buttonStrings } from '../commands/keyboardStrings';
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
    const dangling = danglingName(string, index);
    if (!dangling) return [];
    const { name, nearest } = dangling;
    const [start, end] = [string.offsetAt(0), string.offsetAt(name.length)];
    return [
      {
        rule,
        severity: 'warning',
        start,
        end,
        message: sentence(name, nearest),
        ...(nearest === undefined || !canHold(string, nearest)
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

/**
 * The same for a keyboard that is no part of the text of its command.
 * @param end of the first line of that text, which stands for the keyboard
 */
export function danglingButtons(keyboard: string, index: CommandIndex<NamedCommand>, end: number): Finding[] {
  return buttonStrings(keyboard).flatMap((string) => {
    const { name, nearest } = danglingName(string, index) ?? {};
    if (name === undefined || nearest === undefined) return [];
    const message = l10n.t(
      'The keyboard of this command has a button {0}, and no command is called so. Did you mean {1}? Edit Properties changes the keyboard.',
      name,
      nearest,
    );
    return [{ rule, severity: 'warning', start: 0, end, message } satisfies Finding];
  });
}

/** The name in a string that no command has, and the one that was probably meant; `undefined` when nothing is wrong. */
function danglingName(
  string: CommandString,
  index: CommandIndex<NamedCommand>,
): { readonly name: string; readonly nearest: string | undefined } | undefined {
  const { kind, text, isWhole, mayBeMissing } = string;
  if (mayBeMissing || index.resolve(text, isWhole)) return undefined;
  const name = nameIn(string);
  if (name === undefined) return undefined;
  // Short answers to a question are often near to some name.
  const nearest = isTitle(string) && name.length < shortestLabel ? undefined : index.nearest(name);
  if (nearest !== undefined) return { name, nearest };
  if (isTitle(string) || (kind === 'library' && !name.startsWith('/'))) return undefined;
  // What buttons send is often none of a command's names then, and meant so.
  if (kind === 'button' && index.has(masterName)) return undefined;
  return { name, nearest };
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
