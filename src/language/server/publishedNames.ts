import ts from 'typescript';

import { nodesOf } from './code/walk';
import { parsed } from './parsed';

/**
 * What a library makes public: the keys of the object that its file gives to `publish`.
 * Source: Bots.Business help, library development.
 */
export function publishedNames(code: string): string[] {
  const file = parsed(code);
  return file.statements.flatMap((statement) => {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return [];
    const { expression: called, arguments: given } = statement.expression;
    const [published] = given;
    const isPublish = ts.isIdentifier(called) && called.text === 'publish';
    if (!isPublish || !published || !ts.isObjectLiteralExpression(published)) return [];
    return published.properties.flatMap(({ name }) =>
      name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : [],
    );
  });
}

/**
 * The command texts that a library handles itself, so that no command needs to be called so: what it gives to `on`.
 * Source: Bots.Business help, library development.
 */
export function handledNames(code: string): string[] {
  const file = parsed(code);
  return [...nodesOf(file)].flatMap((node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
    const [name] = node.arguments;
    return node.expression.text === 'on' && name && ts.isStringLiteralLike(name) ? [name.text] : [];
  });
}
