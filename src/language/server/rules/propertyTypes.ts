import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import { calledOf, propertiesOf } from '../code/calls';
import { unwrapped } from '../code/literalText';
import { nodesOf } from '../code/walk';
import type { Finding } from './finding';

const rule = 'wrong-property-type';

/** In any case of letters. Source: Bots.Business help, Properties. */
const types = ['integer', 'float', 'boolean', 'string', 'text', 'json', 'datetime'];
const known: ReadonlySet<string> = new Set(types);

/** What people write for a type, by the type. */
const meant: ReadonlyMap<string, string> = new Map([
  ['array', 'json'],
  ['object', 'json'],
  ['list', 'json'],
  ['bool', 'boolean'],
  ['str', 'string'],
  ['int', 'integer'],
  ['number', 'float'],
  ['double', 'float'],
  ['date', 'datetime'],
]);

/**
 * Types that the platform does not know, and arrays without one.
 * @param isArray whether a value is an array for certain
 */
export function wrongPropertyTypes(
  file: ts.SourceFile,
  isArray: (value: ts.Expression) => boolean,
): Finding[] {
  const found: Finding[] = [];
  const look = (value: ts.Expression | undefined, type: ts.Expression | undefined): void => {
    if (type) {
      const literal = unwrapped(type);
      if (!ts.isStringLiteralLike(literal) || known.has(literal.text.toLowerCase())) return;
      found.push(unknownType(literal, file));
    } else if (value && isArray(value)) {
      found.push({
        rule,
        severity: 'warning',
        start: value.getStart(file),
        end: value.end,
        message: l10n.t('The platform stores an array only when its type is said: "json".'),
      });
    }
  };
  for (const node of nodesOf(file)) {
    if (!ts.isCallExpression(node)) continue;
    const [object, method] = calledOf(node.expression);
    if ((object !== 'Bot' && object !== 'User') || (method !== 'setProp' && method !== 'setProperty'))
      continue;
    const [first, value, type] = node.arguments;
    if (!first) continue;
    const options = unwrapped(first);
    if (!ts.isObjectLiteralExpression(options)) look(value, type);
    else if (!options.properties.some(ts.isSpreadAssignment)) {
      const keys = new Map(propertiesOf(options));
      look(keys.get('value'), keys.get('type'));
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

function unknownType(literal: ts.StringLiteralLike, file: ts.SourceFile): Finding {
  const [start, end] = [literal.getStart(file), literal.end];
  const type = meant.get(literal.text.toLowerCase());
  return {
    rule,
    severity: 'warning',
    start,
    end,
    message: l10n.t('Properties have no type {0}. There are {1}.', literal.text, types.join(', ')),
    ...(type === undefined
      ? {}
      : {
          fixes: [
            {
              title: l10n.t('Change to {0}', type),
              changes: [{ start: start + 1, end: end - 1, text: type }],
            },
          ],
        }),
  };
}
