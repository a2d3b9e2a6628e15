import { parseCommandFile } from './parseCommandFile';
import { type CommandPlace, type ParsedCommand, readCommand } from './readCommand';

/**
 * Reads one command's file: an optional header, a blank line, the code. {@link readCommand} says how.
 *
 * Never throws.
 * Source: Bots.Business help, repository format.
 */
export function parseCommand(text: string, place: CommandPlace): ParsedCommand {
  return readCommand(parseCommandFile(text), place);
}
