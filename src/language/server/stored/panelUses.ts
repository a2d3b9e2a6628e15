import ts from 'typescript';

import { calledOf, elementsOf, propertiesOf } from '../code/calls';
import { constantsOf } from '../code/constants';
import { unwrapped } from '../code/literalText';
import { nodesOf } from '../code/walk';

/** An admin panel that code sets up. */
export interface PanelUse {
  readonly panel: string;
  /** The names of its fields, as far as they stand in the code. */
  readonly fields: readonly string[];
}

/**
 * The admin panels that a file sets up: `AdminPanel.setPanel({ panel_name, data: { fields: [{ name }] } })`, or the form
 * of older help, `AdminPanel.setPanel(name, data)`. What a constant of the file holds is seen as well.
 */
export function* panelUses(file: ts.SourceFile): Iterable<PanelUse> {
  const constants = constantsOf(file);
  const valueOf = (expression: ts.Expression): ts.Expression => {
    const value = unwrapped(expression);
    const constant = ts.isIdentifier(value) ? constants.get(value.text) : undefined;
    return constant ? unwrapped(constant) : value;
  };
  const keysOf = (expression: ts.Expression | undefined): ReadonlyMap<string, ts.Expression> => {
    const value = expression && valueOf(expression);
    return new Map(value && ts.isObjectLiteralExpression(value) ? propertiesOf(value) : []);
  };
  const textOf = (expression: ts.Expression | undefined): string | undefined => {
    const value = expression && valueOf(expression);
    return value && ts.isStringLiteralLike(value) && value.text !== '' ? value.text : undefined;
  };
  for (const node of nodesOf(file)) {
    if (!ts.isCallExpression(node) || calledOf(node.expression).join('.') !== 'AdminPanel.setPanel') continue;
    const [first, second] = node.arguments;
    const options = keysOf(first);
    const panel = textOf(options.get('panel_name') ?? first);
    if (panel === undefined) continue;
    const fields = keysOf(options.get('data') ?? second).get('fields');
    const named = fields ? elementsOf(valueOf(fields)).map((field) => textOf(keysOf(field).get('name'))) : [];
    yield { panel, fields: named.filter((name) => name !== undefined) };
  }
}
