import ts from 'typescript';

import { nodesAt } from './nodeAt';

/** Whether a place is within the quotes of a string, or of the first part of one. */
export function isInLiteral(file: ts.SourceFile, offset: number): boolean {
  const node = nodesAt(file, offset).at(-1);
  return (
    node !== undefined &&
    (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) &&
    node.getStart(file) < offset
  );
}
