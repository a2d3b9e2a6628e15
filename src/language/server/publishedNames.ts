import ts from 'typescript';

import { nodesOf } from './code/walk';
import { parsed } from './parsed';
import { unlessTooDeep } from './tooDeep';

/** What the code of a library makes public. */
export interface Publication {
  /**
   * The code as a module whose one export is what it publishes, with every character in its place; `null` when that
   * depends on how the code runs.
   */
  readonly module: string | null;
  /** Nothing else is published than the keys that are written there. */
  readonly isWhole: boolean;
}

/** As long as `publish`, so that everything else stays where it is. */
const exportKeyword = 'export=';

/**
 * What a library makes public: what its file gives to `publish`, at the top of the file and once. A file that never does
 * publishes nothing.
 * Source: Bots.Business help, library development.
 */
export function publicationOf(code: string): Publication {
  const file = parsed(code);
  const calls = [...nodesOf(file)].filter(isPublish);
  const [call] = calls;
  if (!call) return { module: `${code}\nexport=({});`, isWhole: true };
  const isAtTop = file.statements.some(
    (statement) => ts.isExpressionStatement(statement) && statement.expression === call,
  );
  const [published] = call.arguments;
  if (!isAtTop || !published || calls.length > 1) return { module: null, isWhole: false };
  const { end } = call.expression;
  return {
    module: code.slice(0, end - exportKeyword.length) + exportKeyword + code.slice(end),
    isWhole: ts.isObjectLiteralExpression(published) && published.properties.every(hasPlainName),
  };
}

function isPublish(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'publish';
}

/** Neither spread nor computed. */
function hasPlainName({ name }: ts.ObjectLiteralElementLike): boolean {
  return name !== undefined && !ts.isComputedPropertyName(name);
}

/**
 * The command texts that a library handles itself, so that no command needs to be called so: what it gives to `on`.
 * Source: Bots.Business help, library development.
 */
export function handledNames(code: string): readonly string[] {
  // What is nested too deeply to be read handles nothing that is known.
  const names = unlessTooDeep(
    () => [...nodesOf(parsed(code))].flatMap(handledBy),
    () => undefined,
  );
  return names ?? [];
}

function handledBy(node: ts.Node): string[] {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
  const [name] = node.arguments;
  return node.expression.text === 'on' && name && ts.isStringLiteralLike(name) ? [name.text] : [];
}
