import type { Command } from '../../api/commands';
import type { BotRef } from '../account';
import type { CommandTexts, TextPart } from './commandTexts';
import { LineCounter, type TextMatch, type TextPosition } from './matches';

/** A match in one of the texts of a command. */
export interface FoundMatch extends TextMatch {
  readonly part: TextPart;
  readonly from: TextPosition;
  readonly to: TextPosition;
  /** The whole line in which it begins. */
  readonly line: string;
  /** Names it among the matches of its command, and mostly stays when lines around its own change. */
  readonly id: string;
}

/** A command in which something was found. */
export interface FoundCommand {
  /** Names it over all accounts. */
  readonly key: string;
  readonly ref: BotRef;
  /** As it was known when it was looked through. */
  readonly command: Command;
  /** Title of its folder, `undefined` at the root. */
  readonly folder: string | null | undefined;
  /** All that was looked through. */
  readonly texts: CommandTexts;
  /** The code is that of an editor, where it is not saved. */
  readonly isUnsaved: boolean;
  /** At least one; by text, and in each from its beginning to its end. */
  readonly matches: readonly FoundMatch[];
}

/** Names a command over all accounts. */
export function commandKey({ accountId, botId }: BotRef, commandId: number): string {
  return `${accountId}/${botId}/${commandId}`;
}

/** Where the matches in a text are. */
export function placed(part: TextPart, text: string, matches: readonly TextMatch[]): FoundMatch[] {
  if (matches.length === 0) return [];
  const lines = new LineCounter(text);
  const seen = new Map<string, number>();
  return matches.map((match) => {
    const from = lines.positionOf(match.start);
    const to = lines.positionOf(match.end);
    const line = lines.line(from.line);
    const like = JSON.stringify([part, line, from.character, match.end - match.start]);
    const before = seen.get(like) ?? 0;
    seen.set(like, before + 1);
    return { ...match, part, from, to, line, id: `${like} ${before}` };
  });
}
