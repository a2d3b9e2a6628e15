import type { TextEdit } from 'vscode-languageserver';

import type { CommandFact } from '../../protocol/protocol';

/** Why something cannot be renamed, in a sentence for the person. */
export class RenameRefusal extends Error {
  override readonly name = 'RenameRefusal';
}

/** What the code of a file is to be: of a command, or of what is none. */
export type EditsInText = ({ readonly fact: CommandFact } | { readonly fact: null; readonly uri: string }) & {
  readonly edits: readonly TextEdit[];
};
