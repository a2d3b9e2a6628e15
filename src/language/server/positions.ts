import type ts from 'typescript';
import type { Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

import type { BotProgram, Target } from './botProgram';

/** What TypeScript calls a span, as a range of a document. */
export function rangeOf(document: TextDocument, { start, length }: ts.TextSpan): Range {
  return { start: document.positionAt(start), end: document.positionAt(start + length) };
}

/** A file of a program as a document; of those that are not open one is made. `undefined` when no person can go there. */
export function documentOf(program: BotProgram, target: Target, fileName: string): TextDocument | undefined {
  if (fileName === target.fileName) return target.document;
  const place = program.place(fileName);
  return place && TextDocument.create(place.uri, 'bjs', 0, place.text);
}
