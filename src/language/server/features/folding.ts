import ts from 'typescript';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';

import type { Target } from '../botProgram';

/** What can be folded; of a block the line that closes it stays. */
export function foldingRangesOf({ service, fileName, document }: Target): FoldingRange[] {
  const text = document.getText();
  return service.getOutliningSpans(fileName).flatMap(({ textSpan, kind }): FoldingRange[] => {
    const startLine = document.positionAt(textSpan.start).line;
    const end = textSpan.start + textSpan.length;
    const closes = /[\])}`]/.test(text.charAt(end - 1));
    const endLine = document.positionAt(end).line - (closes ? 1 : 0);
    if (endLine <= startLine) return [];
    const named = kindOf(kind);
    return [{ startLine, endLine, ...(named === undefined ? {} : { kind: named }) }];
  });
}

function kindOf(kind: ts.OutliningSpanKind): FoldingRangeKind | undefined {
  if (kind === ts.OutliningSpanKind.Comment) return FoldingRangeKind.Comment;
  return kind === ts.OutliningSpanKind.Region ? FoldingRangeKind.Region : undefined;
}
