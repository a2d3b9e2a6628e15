import ts from 'typescript';
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { valueOf } from '../code/namedValue';
import { nodeAt } from '../code/nodeAt';
import { documentationOf, fenced } from '../documentation';
import { rangeOf } from '../positions';

/** What is known of the name at a position. */
export function hoverAt(target: Target, position: Position): Hover | null {
  const { service, fileName, document } = target;
  const info = service.getQuickInfoAtPosition(fileName, document.offsetAt(position));
  if (!info) return null;
  const value = [
    fenced(ts.displayPartsToString(info.displayParts), 'typescript'),
    documentationOf(info.documentation, info.tags) || documentationOfValue(target, info.textSpan.start),
  ];
  return {
    contents: { kind: MarkupKind.Markdown, value: value.filter(Boolean).join('\n') },
    range: rangeOf(document, info.textSpan),
  };
}

/** Of what a member is the name of. */
function documentationOfValue({ service, fileName }: Target, offset: number): string {
  const program = service.getProgram();
  const file = program?.getSourceFile(fileName);
  if (!program || !file) return '';
  const checker = program.getTypeChecker();
  const member = checker.getSymbolAtLocation(nodeAt(file, offset));
  const value = member && valueOf(checker, member);
  return documentationOf(value?.getDocumentationComment(checker), value?.getJsDocTags(checker));
}
