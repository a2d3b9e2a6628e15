import ts from 'typescript';

import { unwrapped } from './literalText';

/** The object that a method is called of, at the very left, and the method; `Libs.A.b.c()` is `Libs` and `c`. */
export function calledOf(
  expression: ts.Expression,
): [object: string | undefined, method: string | undefined] {
  const called = unwrapped(expression);
  if (!ts.isPropertyAccessExpression(called) && !ts.isElementAccessExpression(called))
    return [undefined, undefined];
  let object: ts.Expression = called.expression;
  while (ts.isPropertyAccessExpression(object) || ts.isElementAccessExpression(object))
    object = object.expression;
  return [ts.isIdentifier(object) ? object.text : '', memberOf(called)];
}

/** The member that is accessed, `undefined` when it is computed. */
export function memberOf(
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  if (ts.isPropertyAccessExpression(access)) return access.name.text;
  return ts.isStringLiteralLike(access.argumentExpression) ? access.argumentExpression.text : undefined;
}

/** The properties of an object by name, with what is given to them; methods and spreads are none of them. */
export function* propertiesOf(
  object: ts.ObjectLiteralExpression | undefined,
): Iterable<[string, ts.Expression]> {
  for (const property of object?.properties ?? []) {
    const name = property.name && nameOf(property.name);
    if (name === undefined) continue;
    if (ts.isPropertyAssignment(property)) yield [name, property.initializer];
    else if (ts.isShorthandPropertyAssignment(property)) yield [name, property.name];
  }
}

/** The elements of an array literal; none of anything else. */
export function elementsOf(value: ts.Expression): readonly ts.Expression[] {
  return ts.isArrayLiteralExpression(value) ? value.elements : [];
}

/** The name of a property, `undefined` when it is computed. */
export function nameOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}
