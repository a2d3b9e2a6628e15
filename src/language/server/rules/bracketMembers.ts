import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import { nodesOf } from '../code/walk';
import type { Finding } from './finding';

/**
 * Members that are named in brackets, `Bot["sendMesage"]`, which TypeScript lets through.
 * @param isMissing whether what is there is certain to have no such member
 */
export function bracketMembers(
  file: ts.SourceFile,
  isMissing: (object: ts.Expression, member: string) => boolean,
): Finding[] {
  const found: Finding[] = [];
  for (const node of nodesOf(file)) {
    if (!ts.isElementAccessExpression(node) || !ts.isStringLiteralLike(node.argumentExpression)) continue;
    const { expression: object, argumentExpression: name } = node;
    if (!ts.isIdentifier(object) || !isMissing(object, name.text)) continue;
    found.push({
      rule: 'unknown-member',
      severity: 'error',
      start: name.getStart(file),
      end: name.end,
      message: l10n.t('{0} has no {1}.', object.text, name.text),
    });
  }
  return found;
}
