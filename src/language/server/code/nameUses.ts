import ts from 'typescript';

import { undeclaredNames } from '../names';
import { isAssignment } from './assignments';
import { calledOf, memberOf } from './calls';
import { constantsOf } from './constants';
import { unwrapped } from './literalText';
import { nodesOf } from './walk';

/** What one file does with names: that says more than their declarations, as BJS is not strict. */
export interface NameUses {
  /** Names that are given values and declared nowhere. */
  readonly undeclared: ReadonlySet<string>;
  /** Names that the code asks `typeof` about: it knows itself that they may be missing. */
  readonly asked: ReadonlySet<string>;
  /** Functions in blocks: in code that is not strict, all that is around the block sees them. */
  readonly inBlocks: ReadonlySet<string>;
  /** Members that are given values: objects grow. */
  readonly members: ReadonlySet<string>;
  /** The values that names are given after their declaration. */
  readonly given: ReadonlyMap<string, readonly ts.Expression[]>;
  /** What names stand for that are given one value only. */
  readonly constants: ReadonlyMap<string, ts.Expression>;
}

export function nameUses(file: ts.SourceFile): NameUses {
  const asked = new Set<string>();
  const inBlocks = new Set<string>();
  const members = new Set<string>();
  const given = new Map<string, ts.Expression[]>();
  for (const node of nodesOf(file)) {
    if (ts.isTypeOfExpression(node)) {
      const value = unwrapped(node.expression);
      if (ts.isIdentifier(value)) asked.add(value.text);
    } else if (ts.isFunctionDeclaration(node)) {
      if (node.name && !ts.isSourceFile(node.parent)) inBlocks.add(node.name.text);
    } else if (isAssignment(node)) {
      const target = unwrapped(node.left);
      if (ts.isIdentifier(target)) {
        // `a += "b"` gives what the whole expression is.
        const value = node.operatorToken.kind === ts.SyntaxKind.EqualsToken ? node.right : node;
        given.set(target.text, [...(given.get(target.text) ?? []), value]);
      } else if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
        members.add(memberOf(target) ?? '');
      }
    } else if (ts.isCallExpression(node) && calledOf(node.expression).join('.') === 'Object.defineProperty') {
      const [, name] = node.arguments;
      if (name && ts.isStringLiteralLike(name)) members.add(name.text);
    }
  }
  return { undeclared: undeclaredNames(file), asked, inBlocks, members, given, constants: constantsOf(file) };
}
