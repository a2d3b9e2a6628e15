import * as l10n from '@vscode/l10n';
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { referenceAt } from '../commands/asked';
import type { BotCommands } from '../commands/botCommands';
import { codeSpan, plainText } from '../documentation';
import { rangeOf } from '../positions';

/** Of more commands than these the names are not listed. */
const mostListed = 5;

/** What the command is that a string names, and who runs it; `undefined` where none is named. */
export function commandHoverAt(target: Target, position: Position): Hover | undefined {
  const reference = referenceAt(target, position);
  if (!reference) return undefined;
  const { document, program } = target;
  const { name, aliases, fact } = reference.command;
  const lines = [
    `**${codeSpan(name)}**`,
    ...(fact.folder ? [l10n.t('in the folder {0}', codeSpan(fact.folder))] : []),
    ...(aliases.length > 0 ? [l10n.t('also {0}', aliases.map(codeSpan).join(', '))] : []),
    ...(fact.waitsForAnswer ? [l10n.t('waits for an answer')] : []),
  ];
  const value = [
    lines.join(' · '),
    fact.answer ? plainText(fact.answer) : '',
    ...namedBy(program.commands, fact.id),
  ];
  const { start, end } = reference;
  return {
    contents: { kind: MarkupKind.Markdown, value: value.filter(Boolean).join('\n\n') },
    range: rangeOf(document, { start, length: end - start }),
  };
}

/** Sentences that say whose code, whose keyboards and which libraries name a command. */
function namedBy(commands: BotCommands, id: string): string[] {
  const inCode: string[] = [];
  const onKeyboards = commands.keyboardsWith(id).map(({ fact }) => fact.name ?? '');
  const inLibraries: string[] = [];
  for (const text of commands.referencesTo(id)) {
    if (!text.fact) {
      inLibraries.push(text.library);
      continue;
    }
    const { references } = text;
    const name = text.fact.name ?? '';
    if (references.some(({ string }) => string.kind !== 'keyboard')) inCode.push(name);
    if (references.some(({ string }) => string.kind === 'keyboard')) onKeyboards.push(name);
  }
  const libraries = inLibraries.slice(0, mostListed).map(codeSpan).join(', ');
  return [
    runBy(inCode),
    shownBy(onKeyboards),
    libraries && l10n.t("Named in the bot's own libraries: {0}.", libraries),
  ];
}

function shownBy(names: readonly string[]): string {
  const listed = names.slice(0, mostListed).map(codeSpan).join(', ');
  if (names.length === 0) return '';
  return names.length > mostListed
    ? l10n.t('On the keyboards of {0} and {1} more commands.', listed, String(names.length - mostListed))
    : l10n.t('On the keyboard of {0}.', listed);
}

function runBy(names: readonly string[]): string {
  const listed = names.slice(0, mostListed).map(codeSpan).join(', ');
  const [count, more] = [String(names.length), String(names.length - mostListed)];
  if (names.length === 0) return '';
  if (names.length === 1) return l10n.t('Named in the code of {0}.', listed);
  return names.length > mostListed
    ? l10n.t('Named in the code of {0} commands: {1} and {2} more.', count, listed, more)
    : l10n.t('Named in the code of {0} commands: {1}.', count, listed);
}
