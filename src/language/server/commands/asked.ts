import type { Position } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import type { Reference } from './botCommands';
import type { CommandString } from './commandStrings';

/** The string at a position that names a command, or is about to. */
export function commandStringAt(target: Target, position: Position): CommandString | undefined {
  const { service, fileName, document, program } = target;
  const file = service.getProgram()?.getSourceFile(fileName);
  return file && program.commands.stringAt(document, file, document.offsetAt(position));
}

/** What a document names, in its order. */
export function referencesIn({ service, fileName, document, program }: Target): readonly Reference[] {
  const file = service.getProgram()?.getSourceFile(fileName);
  return file ? program.commands.referencesIn(document, file) : [];
}

/** The command that is named at a position; parameters behind the name are no part of it. */
export function referenceAt(target: Target, position: Position): Reference | undefined {
  const string = commandStringAt(target, position);
  const reference = string && target.program.commands.referenceOf(string);
  return reference && target.document.offsetAt(position) <= reference.end ? reference : undefined;
}
