import { aliasesOf } from '../api/commandBody';
import type { Command } from '../api/commands';
import { type SpecialRole, specialRole } from './specialCommands';

/** What a person asks about a command, without the words for it. Absent is what there is nothing to say about. */
export interface CommandFacts {
  readonly role?: SpecialRole;
  /** The first line that has a text. */
  readonly answer?: string;
  readonly aliases?: readonly string[];
  /** The first line that has a text. */
  readonly help?: string;
  readonly waitsForAnswer: boolean;
  /** Seconds. */
  readonly autoRetry?: number;
  readonly folder?: string;
  /** As the server wrote it. */
  readonly changedAt?: string;
  readonly id: number;
}

/** A hover is no place for whole texts; in characters. */
const longest = 200;

/** @param folder the title of the folder that it lies in */
export function commandFacts(command: Command, folder?: string | null): CommandFacts {
  const role = specialRole(command.command);
  const answer = firstLine(command.answer);
  const help = firstLine(command.help);
  const aliases = aliasesOf(command);
  const autoRetry = Number(command.auto_retry_time ?? 0);
  return {
    ...(role ? { role } : {}),
    ...(answer ? { answer } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(help ? { help } : {}),
    waitsForAnswer: command.need_reply === true,
    ...(autoRetry > 0 ? { autoRetry } : {}),
    ...(folder?.trim() ? { folder } : {}),
    ...(command.updated_at ? { changedAt: command.updated_at } : {}),
    id: command.id,
  };
}

/** The first line of a text that is not empty, cut when it is very long; empty when there is none. */
export function firstLine(text: string | null | undefined, most = longest): string {
  const line = /\S.*/.exec(text ?? '')?.[0].trimEnd() ?? '';
  // Whole characters: half an emoji is a question mark.
  const characters = Array.from(line.slice(0, most * 2 + 2));
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : line;
}
