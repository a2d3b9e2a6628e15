import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Position,
  type Range,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import type { CommandFact } from '../../protocol/protocol';
import type { Target } from '../botProgram';
import { referenceAt, referencesIn } from '../commands/asked';
import type { Reference } from '../commands/botCommands';
import { rangeOf } from '../positions';

/** A stretch of the code of a command, whose file may have to be asked for, or of a library of the bot's own. */
export type PlaceInBot = ({ readonly fact: CommandFact } | { readonly fact: null; readonly uri: string }) & {
  readonly range: Range;
};

/** A string and the command that it leads to. */
export interface Link {
  readonly fact: CommandFact;
  readonly from: Range;
}

const beginning: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The command that is named at a position. */
export function commandLinkAt(target: Target, position: Position): Link | undefined {
  const reference = referenceAt(target, position);
  return reference && { fact: reference.command.fact, from: rangeIn(target.document, reference) };
}

/** Every string of a document that names a command. */
export function commandLinksIn(target: Target): Link[] {
  return referencesIn(target).map((reference) => ({
    fact: reference.command.fact,
    from: rangeIn(target.document, reference),
  }));
}

/**
 * Every place in the bot that names the command which is named at a position. A keyboard that is no part of a text is
 * at the beginning of the text of its command.
 */
export function commandReferencesAt(target: Target, position: Position): PlaceInBot[] {
  const asked = referenceAt(target, position);
  if (!asked) return [];
  const { commands } = target.program;
  const { id } = asked.command.fact;
  const inTexts = commands.referencesTo(id).flatMap((text) =>
    text.references.map((reference): PlaceInBot => {
      const range = rangeIn(text.document, reference);
      return text.fact ? { fact: text.fact, range } : { fact: null, uri: text.uri, range };
    }),
  );
  return [...inTexts, ...commands.keyboardsWith(id).map(({ fact }) => ({ fact, range: beginning }))];
}

/** The same within one document; `null` where no command is named, so that the editor looks for the word itself. */
export function commandHighlightsAt(target: Target, position: Position): DocumentHighlight[] | null {
  const asked = referenceAt(target, position);
  if (!asked) return null;
  return referencesIn(target)
    .filter(({ command }) => command.fact.id === asked.command.fact.id)
    .map((reference) => ({
      range: rangeIn(target.document, reference),
      kind: DocumentHighlightKind.Read,
    }));
}

function rangeIn(document: TextDocument, { start, end }: Reference): Range {
  return rangeOf(document, { start, length: end - start });
}
