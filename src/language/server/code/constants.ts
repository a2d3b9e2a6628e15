import ts from 'typescript';

import { isAssignment } from './assignments';
import { nodesOf } from './walk';

/** What names stand for that are declared once and given no other value. */
export function constantsOf(file: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  const values = new Map<string, ts.Expression>();
  const changing = new Set<string>();
  for (const node of nodesOf(file)) {
    if (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) {
      if (ts.isIdentifier(node.name)) {
        const { text } = node.name;
        if (values.has(text) || !ts.isVariableDeclaration(node) || !node.initializer) changing.add(text);
        else values.set(text, node.initializer);
      }
    } else if (isAssignment(node)) {
      if (ts.isIdentifier(node.left)) changing.add(node.left.text);
    }
  }
  for (const name of changing) values.delete(name);
  return values;
}
