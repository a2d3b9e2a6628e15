import ts from 'typescript';

/** Every node of a file. Not recursive: code may be nested deeper than a stack. */
export function* nodesOf(file: ts.SourceFile): Iterable<ts.Node> {
  const open: ts.Node[] = [file];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    ts.forEachChild(node, (child) => void open.push(child));
  }
}
