import * as l10n from '@vscode/l10n';
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { hookNames } from '../botFacts';
import { encoded } from '../code/literalText';
import { commandStringAt } from '../commands/asked';
import type { KnownCommand } from '../commands/botCommands';
import { canHold, type CommandString } from '../commands/commandStrings';
import { plainText } from '../documentation';

/** Opens the list where a name begins. */
export const commandTrigger = '/';

/** The names of commands, in a string that names one; `undefined` anywhere else. Parameters behind the name stay. */
export function commandCompletionsAt(target: Target, position: Position): CompletionList | undefined {
  const string = commandStringAt(target, position);
  if (!string) return undefined;
  const { document, program } = target;
  const range = {
    start: document.positionAt(string.offsetAt(0)),
    end: document.positionAt(endOfName(string, document.offsetAt(position))),
  };
  // VS Code takes an edit only on the line of the cursor.
  if (range.start.line !== position.line || range.end.line !== position.line) return undefined;
  const hooks: readonly string[] = Object.values(hookNames);
  const items = program.commands.all
    .filter(({ name }) => name !== '' && !hooks.includes(name) && canHold(string, name))
    .map((command): CompletionItem => {
      const newText = encoded(command.name, string.quote);
      return {
        label: command.name,
        kind: CompletionItemKind.Event,
        filterText: newText,
        textEdit: { range, newText },
        ...detailsOf(command),
      };
    });
  return { isIncomplete: false, items };
}

function detailsOf({ aliases, fact: { folder, answer } }: KnownCommand): Partial<CompletionItem> {
  return {
    ...(aliases.length > 0 ? { detail: l10n.t('also {0}', aliases.join(', ')) } : {}),
    ...(folder ? { labelDetails: { description: folder } } : {}),
    ...(answer ? { documentation: { kind: MarkupKind.Markdown, value: plainText(answer) } } : {}),
  };
}

/** A name may have spaces: it ends at the first one behind the cursor. What is not closed ends at the cursor. */
function endOfName(string: CommandString, cursor: number): number {
  const { text, isClosed } = string;
  if (!isClosed) return cursor;
  let index = 0;
  while (index < text.length && (string.offsetAt(index) < cursor || text[index] !== ' ')) index++;
  return string.offsetAt(index);
}
