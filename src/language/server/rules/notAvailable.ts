import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import { nodesOf } from '../code/walk';
import type { Finding } from './finding';

const rule = 'not-available';

/** What people bring along from browsers and Node (Bots.Business help: BJS, Security). */
export const absent: ReadonlySet<string> = new Set([
  'Buffer',
  'Function',
  'Promise',
  'Proxy',
  'WebAssembly',
  'XMLHttpRequest',
  'alert',
  'clearInterval',
  'clearTimeout',
  'console',
  'document',
  'exports',
  'fetch',
  'global',
  'localStorage',
  'module',
  'navigator',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'window',
]);

/** What is there and cannot be called: its making is refused. */
const refused: ReadonlySet<string> = new Set(['Function', 'Proxy']);

/**
 * Names of browsers and Node, and `await`.
 * @param isDeclared whether the bot has a name of its own that is called so
 */
export function notAvailable(file: ts.SourceFile, isDeclared: (name: ts.Identifier) => boolean): Finding[] {
  const found: Finding[] = [];
  const note = (start: number, end: number, message: string) =>
    found.push({ rule, severity: 'warning', start, end, message });
  for (const node of nodesOf(file)) {
    if (node.kind === ts.SyntaxKind.AwaitKeyword) {
      note(node.getStart(file), node.end, noPromises());
    } else if (ts.isAwaitExpression(node)) {
      const start = node.getStart(file);
      note(start, start + 'await'.length, noPromises());
    } else if (ts.isIdentifier(node) && absent.has(node.text) && isUse(node) && !isDeclared(node)) {
      note(node.getStart(file), node.end, l10n.t('BJS has no {0}.', node.text));
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

export function noPromises(): string {
  return l10n.t(
    'BJS has no promises: a command runs to its end at once. Have the result start another command instead.',
  );
}

/** The name stands for a value; one may ask for the type of what is not there. */
function isUse(name: ts.Identifier): boolean {
  const { parent } = name;
  if (refused.has(name.text)) {
    return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === name;
  }
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === name;
  if (ts.isTypeOfExpression(parent)) return false;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === name;
  return (
    ts.isExpression(parent) ||
    ts.isStatement(parent) ||
    (ts.isVariableDeclaration(parent) && parent.initializer === name)
  );
}
