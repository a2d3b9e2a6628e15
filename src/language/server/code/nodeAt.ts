import type ts from 'typescript';

/** The innermost node that holds a place; of those of one beginning the smallest. */
export function nodeAt(file: ts.SourceFile, offset: number): ts.Node {
  let node: ts.Node = file;
  for (;;) {
    const inner: ts.Node | undefined = node
      .getChildren(file)
      .find((child) => child.getStart(file) <= offset && offset < child.end);
    if (!inner) return node;
    node = inner;
  }
}
