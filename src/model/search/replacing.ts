import type { CommandChange } from '../../api/commandBody';
import { checkAliases } from '../command/commandProperties';
import { checkCommandName, type NameProblem } from '../../repository/format/nameRules';
import { changeTo, type CommandTexts, isAlias, type TextPart } from './commandTexts';
import type { FoundCommand, FoundMatch } from './found';
import type { Replacement } from './replacement';
import { edited, type TextEdit, type TextEdits } from './textEdits';

/** Why a command cannot have what would become of its texts. */
export type ReplaceRefusalReason =
  /** Of the name, as for a command that is renamed. */
  | NameProblem
  /** An alias would be there twice, be the name itself, or be more than one. */
  | 'aliasTwice'
  | 'aliasIsName'
  | 'aliasBroken'
  /** The text holds half a character, which cannot be sent. */
  | 'halfCharacter';

/** A command would become one that cannot be; nothing of it was changed. */
export class ReplaceRefusal extends Error {
  /** @param value the name or alias that cannot be */
  constructor(
    readonly reason: ReplaceRefusalReason,
    readonly value: string,
  ) {
    super(`${reason}: ${value}`);
    this.name = 'ReplaceRefusal';
  }
}

/** What is done to the texts of a command. @param matches those that are replaced */
export function replacingEdits(
  { texts }: FoundCommand,
  matches: readonly FoundMatch[],
  replacement: Replacement,
): TextEdits {
  const edits = new Map<TextPart, readonly TextEdit[]>();
  for (const [part, text] of texts) {
    const inPart = replacement.edits(
      text,
      matches.filter((match) => match.part === part),
    );
    if (inPart.length > 0) edits.set(part, inPart);
  }
  return edits;
}

/** The texts of a command that edits make others. */
export function replacedTexts({ texts }: FoundCommand, edits: TextEdits): CommandTexts {
  const changed = new Map<TextPart, string>();
  for (const [part, inPart] of edits) {
    const before = texts.get(part) ?? '';
    const after = edited(before, inPart);
    if (after !== before) changed.set(part, after);
  }
  return changed;
}

/**
 * The change that gives a command its other texts.
 * @param texts those that become others
 * @param otherNames the names of the bot's other commands
 * @throws ReplaceRefusal
 */
export function replacingChange(
  { command, texts: before }: FoundCommand,
  texts: CommandTexts,
  otherNames: Iterable<string | null | undefined>,
): CommandChange {
  for (const part of texts.keys()) {
    const former = before.get(part) ?? '';
    const after = texts.get(part) ?? '';
    if (!former.isWellFormed() || !after.isWellFormed()) throw new ReplaceRefusal('halfCharacter', '');
    // A server keeps aliases in one list that commas separate.
    if (isAlias(part) && after.includes(',')) throw new ReplaceRefusal('aliasBroken', after);
  }
  const change = changeTo(command, texts);
  const name = change.name ?? command.command;
  if (change.name !== undefined) {
    const finding = checkCommandName(change.name, otherNames);
    if (finding?.severity === 'error') throw new ReplaceRefusal(finding.reason, change.name);
  }
  const finding = change.aliases && checkAliases(change.aliases, name);
  if (finding) throw new ReplaceRefusal(aliasReasons[finding.reason], finding.alias);
  return change;
}

const aliasReasons = { twice: 'aliasTwice', ownName: 'aliasIsName', lineBreak: 'aliasBroken' } as const;
