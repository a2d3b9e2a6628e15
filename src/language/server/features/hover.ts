import ts from 'typescript';
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { documentationOf, fenced } from '../documentation';
import { rangeOf } from '../positions';

/** What is known of the name at a position. */
export function hoverAt({ service, fileName, document }: Target, position: Position): Hover | null {
  const info = service.getQuickInfoAtPosition(fileName, document.offsetAt(position));
  if (!info) return null;
  const value = [
    fenced(ts.displayPartsToString(info.displayParts), 'typescript'),
    documentationOf(info.documentation, info.tags),
  ];
  return {
    contents: { kind: MarkupKind.Markdown, value: value.filter(Boolean).join('\n') },
    range: rangeOf(document, info.textSpan),
  };
}
