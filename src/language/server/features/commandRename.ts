import * as l10n from '@vscode/l10n';
import type { Position, Range, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

import {
  checkCommandName,
  lengthOf,
  longestName,
  type NameProblem,
} from '../../../repository/format/nameRules';
import { parseCommandFile } from '../../../repository/format/parseCommandFile';
import { printCommandFile } from '../../../repository/format/printCommandFile';
import { withField } from '../../../repository/format/editCommandFile';
import { FormatRefusal } from '../../../repository/format/refusal';
import type { CommandFact, KeyboardChange, NameChange } from '../../protocol/protocol';
import type { Target } from '../botProgram';
import { encoded } from '../code/literalText';
import { commandStringAt, referenceAt } from '../commands/asked';
import type { BotCommands, Reference } from '../commands/botCommands';
import { isSameAlias } from '../commands/commandIndex';
import { canHold } from '../commands/commandStrings';
import { rangeOf } from '../positions';
import { characterChangeBetween } from '../snapshot';
import { type EditsInText, RenameRefusal } from './renames';

/**
 * What can be renamed at a position: a command, by its name in a string.
 * @throws RenameRefusal
 */
export function preparedRename(target: Target, position: Position): { range: Range; placeholder: string } {
  const { start, end, command } = renamedAt(target, position);
  return { range: rangeOf(target.document, { start, length: end - start }), placeholder: command.name };
}

/**
 * The command that is renamed at a position.
 * @throws RenameRefusal
 */
export function renamedAt(target: Target, position: Position): Reference {
  const reference = referenceAt(target, position);
  if (reference?.by === 'name') return reference;
  if (reference) {
    throw new RenameRefusal(
      l10n.t(
        '{0} is an alias of the command {1}. Aliases are changed among the properties of the command.',
        reference.string.text.trim(),
        reference.command.name,
      ),
    );
  }
  throw new RenameRefusal(
    commandStringAt(target, position)?.isWhole
      ? l10n.t('This names no command of the bot.')
      : l10n.t('This name is put together when the code runs, so it cannot be renamed here.'),
  );
}

/** What a bot is to be when one of its commands has another name. */
export interface ChangedName {
  readonly edits: readonly EditsInText[];
  /** Keyboards that are no part of a text. */
  readonly keyboards: readonly KeyboardChange[];
}

/**
 * A bot with another name for a command. What is put together when the code runs stays, and aliases stay. In a bot folder
 * its libraries are changed too, and the header of the command's own file says the other name as well.
 * @throws RenameRefusal when the name cannot be had
 */
export function changedName(commands: BotCommands, change: NameChange): ChangedName {
  checkName(commands, change.command, change.to);
  return { edits: changedTexts(commands, change), keyboards: changedKeyboards(commands, change) };
}

function changedTexts(commands: BotCommands, { command, from, to }: NameChange): EditsInText[] {
  const inTexts = commands.referencesTo(command, from).flatMap((text): EditsInText[] => {
    const edits = text.references
      .filter((reference) => canBeRenamed(reference, to))
      .map(({ start, end, string }) => ({
        range: rangeOf(text.document, { start, length: end - start }),
        newText: encoded(to, string.quote),
      }));
    if (edits.length === 0) return [];
    return [text.fact ? { fact: text.fact, edits } : { fact: null, uri: text.uri, edits }];
  });
  const own = commands.get(command);
  const inHeader = own && headerEdit(commands, own, to);
  if (!inHeader) return inTexts;
  const others = inTexts.filter(({ fact }) => fact?.id !== command);
  const inCode = inTexts.find(({ fact }) => fact?.id === command)?.edits ?? [];
  return [...others, { fact: own, edits: [inHeader, ...inCode] }];
}

function changedKeyboards(commands: BotCommands, { command, from, to }: NameChange): KeyboardChange[] {
  return commands.keyboardsWith(command, from).flatMap(({ fact, keyboard, references }) => {
    let text = keyboard;
    // From the end, so that the places before it stay what they are.
    for (const { start, end } of references.filter((each) => canBeRenamed(each, to)).toReversed()) {
      text = text.slice(0, start) + to + text.slice(end);
    }
    return text === keyboard ? [] : [{ command: fact.id, name: fact.name ?? '', from: keyboard, to: text }];
  });
}

function canBeRenamed({ by, string }: Reference, name: string): boolean {
  return by === 'name' && canHold(string, name);
}

function checkName(commands: BotCommands, id: string, name: string): void {
  const others = commands.all.filter(({ fact }) => fact.id !== id);
  const finding = checkCommandName(
    name,
    others.map((other) => other.name),
  );
  if (finding?.severity === 'error') throw new RenameRefusal(problemSentence(finding.reason, name));
  // What the command is called already was asked about where it was given that name.
  if (commands.get(id)?.name === name) return;
  // A rename in code has no way to ask, and nobody wants these two from it.
  if (name !== name.trim()) {
    throw new RenameRefusal(
      l10n.t('A name with blanks at its ends is hard to send. Take them out of {0}.', JSON.stringify(name)),
    );
  }
  const holder = others.find(({ aliases }) => aliases.some((alias) => isSameAlias(alias, name)));
  if (holder) {
    throw new RenameRefusal(
      l10n.t('{0} is an alias of the command {1} already. Choose another name.', name, holder.name),
    );
  }
}

function problemSentence(reason: NameProblem, name: string): string {
  switch (reason) {
    case 'empty':
      return l10n.t('Give the command a name.');
    case 'lineBreak':
      return l10n.t('A name is one line. Take the line break out.');
    case 'tooLong':
      return l10n.t(
        'A name has {0} characters at most, and this one has {1}. Make it shorter.',
        String(longestName),
        String(lengthOf(name)),
      );
    case 'taken':
      return l10n.t('This bot has a command {0} already. Choose another name.', name);
  }
}

/** `undefined` for a command of an account, whose text has no header. */
function headerEdit(commands: BotCommands, fact: CommandFact, name: string): TextEdit | undefined {
  const text = commands.documentOf(fact)?.getText() ?? fact.text;
  if (fact.path === undefined || text === null) return undefined;
  const document = TextDocument.create('', 'bjs', 0, text);
  try {
    const renamed = printCommandFile(withField(parseCommandFile(text), 'command', name, { path: fact.path }));
    const { span, newLength } = characterChangeBetween(text, renamed);
    return {
      range: rangeOf(document, span),
      newText: renamed.slice(span.start, span.start + newLength),
    };
  } catch (error) {
    if (!(error instanceof FormatRefusal)) throw error;
    throw new RenameRefusal(
      l10n.t('{0} cannot be written into the file of the command. Choose another name.', name),
    );
  }
}
