import ts from 'typescript';

/** The string without parts that holds a place of the code, its quotes left out; also an empty one. */
export function stringNodeAt(file: ts.SourceFile, offset: number): ts.StringLiteralLike | undefined {
  let node: ts.Node | undefined = file;
  while (node) {
    if (ts.isStringLiteralLike(node))
      return node.getStart(file) < offset && offset < node.end ? node : undefined;
    node = ts.forEachChild(node, (child) => (child.pos < offset && offset <= child.end ? child : undefined));
  }
  return undefined;
}
