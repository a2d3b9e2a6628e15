import ts from 'typescript';

import { nodesOf } from './code/walk';
import { parsed } from './parsed';
import { unlessTooDeep } from './tooDeep';

/** One of the bot's own libraries. Source: Bots.Business help, library development. */
export interface Library {
  readonly code: string;
  /** What commands see of it: the keys of the object that its file gives to `publish`. */
  readonly published: readonly string[];
  /** The command texts that it handles itself, so that no command needs to be called so: what it gives to `on`. */
  readonly handled: readonly string[];
}

/** What is nested too deeply to be read publishes and handles nothing that is known. */
export function readLibrary(code: string): Library {
  const names = unlessTooDeep(
    () => namesIn(parsed(code)),
    () => undefined,
  );
  return { code, published: [], handled: [], ...names };
}

function namesIn(file: ts.SourceFile): Omit<Library, 'code'> {
  return { published: file.statements.flatMap(publishedBy), handled: [...nodesOf(file)].flatMap(handledBy) };
}

function publishedBy(statement: ts.Statement): string[] {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return [];
  const { expression: called, arguments: given } = statement.expression;
  const [published] = given;
  const isPublish = ts.isIdentifier(called) && called.text === 'publish';
  if (!isPublish || !published || !ts.isObjectLiteralExpression(published)) return [];
  return published.properties.flatMap(({ name }) =>
    name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : [],
  );
}

function handledBy(node: ts.Node): string[] {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
  const [name] = node.arguments;
  return node.expression.text === 'on' && name && ts.isStringLiteralLike(name) ? [name.text] : [];
}
