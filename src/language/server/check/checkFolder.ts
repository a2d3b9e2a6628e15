import { isCommandFile, libraryName } from '../../../repository/format/botFolder';
import { decodeText } from '../../../repository/format/decodeText';
import { parseCommand } from '../../../repository/format/parseCommand';
import type { CommandFact, LibraryFact } from '../../protocol/protocol';
import type { ProgramParts } from '../programParts';
import { checkBot, type CheckedFile, type FileFindings } from './checkBot';

/**
 * Looks through the commands and libraries of a bot folder.
 * @param files by path inside the bot, with `/`; what is no UTF-8 text is left out
 * @param onFailure is told of a file that could not be looked through, which is also a finding
 * @returns what was found, by `document.uri`, which is the path
 */
export function checkFolder(
  parts: ProgramParts,
  files: ReadonlyMap<string, Uint8Array>,
  onFailure: (path: string, error: unknown) => void = () => undefined,
): Generator<FileFindings, void> {
  const commands: CommandFact[] = [];
  const libraries: Record<string, LibraryFact> = {};
  const checked: CheckedFile[] = [];
  for (const [path, bytes] of files) {
    const text = decodeText(bytes);
    const name = libraryName(path);
    if (text === undefined || (name === undefined && !isCommandFile(path))) continue;
    checked.push({ uri: path, text });
    if (name !== undefined) libraries[name] = { text, uri: path };
    else {
      const { name: called, aliases } = parseCommand(text, { path }).command;
      commands.push({ id: path, name: called, aliases, text, uri: path, path });
    }
  }
  return checkBot(parts, { isComplete: true, changed: commands, libraries }, checked, onFailure);
}
