import ts from 'typescript';

import { isAssignment } from './code/assignments';

/** The names of the values that a declaration file declares for everyone. */
export function globalNames(file: ts.SourceFile): string[] {
  return file.statements.flatMap((statement) => {
    if (ts.isModuleDeclaration(statement) && statement.flags & ts.NodeFlags.GlobalAugmentation) {
      return statement.body && ts.isModuleBlock(statement.body)
        ? statement.body.statements.flatMap(declaredBy)
        : [];
    }
    return declaredBy(statement);
  });
}

function declaredBy(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? name.text : [],
    );
  }
  const isValue =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isModuleDeclaration(statement);
  return isValue && statement.name ? [statement.name.text] : [];
}

/**
 * Names that code gives values to without declaring them anywhere: in BJS, which is not strict, each becomes a variable of
 * the whole run (131 of 9,147 public command files do it).
 */
export function undeclaredNames(file: ts.SourceFile): ReadonlySet<string> {
  const assigned = new Set<string>();
  const declared = new Set<string>();
  const note = (target: ts.Expression): void => {
    if (ts.isIdentifier(target)) assigned.add(target.text);
    else if (ts.isParenthesizedExpression(target)) note(target.expression);
    else if (ts.isArrayLiteralExpression(target)) target.elements.forEach(note);
    else if (ts.isSpreadElement(target)) note(target.expression);
    else if (ts.isObjectLiteralExpression(target)) target.properties.forEach(noteProperty);
    else if (isAssignment(target)) note(target.left);
  };
  const noteProperty = (property: ts.ObjectLiteralElementLike): void => {
    if (ts.isShorthandPropertyAssignment(property)) assigned.add(property.name.text);
    else if (ts.isPropertyAssignment(property)) note(property.initializer);
    else if (ts.isSpreadAssignment(property)) note(property.expression);
  };
  // Not recursive: code may be nested deeper than a stack.
  const open: ts.Node[] = [file];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isDeclaring(node)) declared.add(node.name.text);
    else if (isAssignment(node)) note(node.left);
    else if (ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      if (!ts.isVariableDeclarationList(node.initializer)) note(node.initializer);
    }
    ts.forEachChild(node, (child) => void open.push(child));
  }
  for (const name of declared) assigned.delete(name);
  return assigned;
}

function isDeclaring(node: ts.Node): node is ts.NamedDeclaration & { readonly name: ts.Identifier } {
  const declares =
    ts.isVariableDeclaration(node) ||
    ts.isBindingElement(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassDeclaration(node) ||
    ts.isClassExpression(node);
  return declares && node.name !== undefined && ts.isIdentifier(node.name);
}
