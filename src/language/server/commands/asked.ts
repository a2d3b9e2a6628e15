import type { Position } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { type Reference, stringAt } from './botCommands';
import type { CommandString } from './commandStrings';

/** The string at a position that names a command, or is about to. */
export function commandStringAt(target: Target, position: Position): CommandString | undefined {
  const file = target.service.getProgram()?.getSourceFile(target.fileName);
  return file && stringAt(file, target.document.offsetAt(position));
}

/** What the code of a document names, in its order. */
export function referencesIn({ service, fileName, program }: Target): readonly Reference[] {
  const file = service.getProgram()?.getSourceFile(fileName);
  return file ? program.commands.referencesIn(file) : [];
}

/** The command that is named at a position; parameters behind the name are no part of it. */
export function referenceAt(target: Target, position: Position): Reference | undefined {
  const string = commandStringAt(target, position);
  const found = string && target.program.commands.index.resolve(string.text, string.isWhole);
  if (!found) return undefined;
  const { command, by, length } = found;
  const reference = { string, command, by, start: string.offsetAt(0), end: string.offsetAt(length) };
  return target.document.offsetAt(position) <= reference.end ? reference : undefined;
}
