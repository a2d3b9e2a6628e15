import ts from 'typescript';

import { nameOf } from './code/calls';
import { constantsOf } from './code/constants';
import { unwrapped } from './code/literalText';
import { nodesOf } from './code/walk';
import { parsed } from './parsed';

/** The names of the commands that code has filled in: what it gives as `template`, also by a constant. */
export function templateNames(code: string): string[] {
  if (!code.includes('template')) return [];
  const file = parsed(code);
  const constants = constantsOf(file);
  return [...nodesOf(file)].flatMap((node) => {
    if (!ts.isPropertyAssignment(node) || nameOf(node.name) !== 'template') return [];
    const value = unwrapped(node.initializer);
    const known = ts.isIdentifier(value) ? constants.get(value.text) : value;
    return known && ts.isStringLiteralLike(known) ? [known.text] : [];
  });
}
