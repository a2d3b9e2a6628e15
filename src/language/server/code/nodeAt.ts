import ts from 'typescript';

/**
 * The nodes that hold a place of the code, from the file inwards; at a border the one before it. Nodes know what they lie
 * in only once somebody asked for types, so this is the way to find out.
 */
export function nodesAt(file: ts.SourceFile, offset: number): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  let node: ts.Node | undefined = file;
  while (node) {
    nodes.push(node);
    node = ts.forEachChild(node, (child) => (child.pos < offset && offset <= child.end ? child : undefined));
  }
  return nodes;
}

/**
 * The innermost node that holds a place; of those of one beginning the smallest.
 * @param inComments whether a node begins with what is said of it
 */
export function nodeAt(file: ts.SourceFile, offset: number, inComments = false): ts.Node {
  let node: ts.Node = file;
  for (;;) {
    const inner: ts.Node | undefined = node
      .getChildren(file)
      .find((child) => child.getStart(file, inComments) <= offset && offset < child.end);
    if (!inner) return node;
    node = inner;
  }
}
