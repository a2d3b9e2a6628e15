import ts from 'typescript';

import { calledOf, propertiesOf } from '../code/calls';
import { unwrapped } from '../code/literalText';
import { nodesOf } from '../code/walk';

/** The lists that a file names: in `new List({ name })`, and as the `list` that a property becomes part of. */
export function* listUses(file: ts.SourceFile): Iterable<string> {
  for (const node of nodesOf(file)) {
    const key = keyOfList(node);
    const options = key === undefined ? undefined : optionsOf(node);
    const name = key === undefined ? undefined : new Map(propertiesOf(options)).get(key);
    if (name && ts.isStringLiteralLike(name) && name.text !== '') yield name.text;
  }
}

/** The key of the options under which a call or the making of an object names a list. */
function keyOfList(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node)) {
    return ts.isIdentifier(node.expression) && node.expression.text === 'List' ? 'name' : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const [object, method = ''] = calledOf(node.expression);
  return (object === 'Bot' || object === 'User') && /^setProp(?:erty)?$/.test(method) ? 'list' : undefined;
}

function optionsOf(node: ts.Node): ts.ObjectLiteralExpression | undefined {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const [first] = node.arguments ?? [];
  const options = first && unwrapped(first);
  return options && ts.isObjectLiteralExpression(options) ? options : undefined;
}
