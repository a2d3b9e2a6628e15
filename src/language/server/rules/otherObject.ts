import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import { nodesOf } from '../code/walk';
import type { Finding } from './finding';

const rule = 'wrong-case';

/** Data that is called as an object of the platform is, but for the first letter. */
const meant: ReadonlyMap<string, string> = new Map([
  ['bot', 'Bot'],
  ['user', 'User'],
]);

/**
 * Calls of `bot` and `user`, which are data, where `Bot` and `User` have the method.
 * @param isOwn whether the bot itself gives another value to a name
 * @param hasMethod whether an object of the platform has a method
 */
export function callsOfData(
  file: ts.SourceFile,
  isOwn: (name: ts.Identifier) => boolean,
  hasMethod: (object: string, method: string) => boolean,
): Finding[] {
  const found: Finding[] = [];
  for (const node of nodesOf(file)) {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) continue;
    const { expression: object, name } = node.expression;
    if (!ts.isIdentifier(object)) continue;
    const platform = meant.get(object.text);
    if (platform === undefined || !hasMethod(platform, name.text) || isOwn(object)) continue;
    const [start, end] = [object.getStart(file), object.end];
    found.push({
      rule,
      severity: 'error',
      start,
      end,
      message: l10n.t('{0} is data and has no {1}. Write {2}.', object.text, name.text, platform),
      fixes: [{ title: l10n.t('Change to {0}', platform), changes: [{ start, end, text: platform }] }],
    });
  }
  return found.sort((one, other) => one.start - other.start);
}
