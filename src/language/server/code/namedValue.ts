import ts from 'typescript';

/** What a key of an object is given by name: `format` of `{ format }` and of `{ print: format }`. */
export function namedValueOf(key: ts.Node): ts.Identifier | undefined {
  if (ts.isShorthandPropertyAssignment(key)) return key.name;
  return ts.isPropertyAssignment(key) && ts.isIdentifier(key.initializer) ? key.initializer : undefined;
}

/**
 * What a member is the name of, as far as the code says that by name: libraries publish their functions so, and what is
 * said of those is said where they are declared.
 */
export function valueOf(checker: ts.TypeChecker, member: ts.Symbol): ts.Symbol | undefined {
  const [declaration] = member.declarations ?? [];
  const name = declaration && namedValueOf(declaration);
  if (!name) return undefined;
  return ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
}
