import ts from 'typescript';

import { calledOf, propertiesOf } from '../code/calls';
import { unwrapped } from '../code/literalText';
import { nodesOf } from '../code/walk';

/** What a property holds as far as the code that writes it says so; `any` where it may be something else. */
export type PropertyType = 'string' | 'number' | 'boolean' | 'any';
export type PropertyOwner = 'Bot' | 'User';

/** A property that code reads or writes. */
export interface PropertyUse {
  readonly owner: PropertyOwner;
  readonly name: string;
  /** `undefined` where it is only read or deleted. */
  readonly type: PropertyType | undefined;
}

const methods: ReadonlySet<string> = new Set(['setProp', 'setProperty', 'getProp', 'getProperty']);

/** The kinds that a write may name (Bots.Business help, Properties). */
const namedTypes: Readonly<Record<string, PropertyType>> = {
  string: 'string',
  text: 'string',
  integer: 'number',
  float: 'number',
  boolean: 'boolean',
};

/** The properties that a file names, in no order. */
export function* propertyUses(file: ts.SourceFile): Iterable<PropertyUse> {
  for (const node of nodesOf(file)) {
    if (!ts.isCallExpression(node)) continue;
    const [object, method] = calledOf(node.expression);
    if ((object !== 'Bot' && object !== 'User') || method === undefined || !methods.has(method)) continue;
    const [first, second, third] = node.arguments;
    if (!first) continue;
    const target = unwrapped(first);
    const options = ts.isObjectLiteralExpression(target) ? new Map(propertiesOf(target)) : undefined;
    const name = options ? options.get('name') : target;
    if (!name || !ts.isStringLiteralLike(name) || name.text === '') continue;
    const [value, kind] = options ? [options.get('value'), options.get('type')] : [second, third];
    const type = method.startsWith('set') ? typeOf(value, kind) : undefined;
    yield { owner: object, name: name.text, type };
  }
}

/** The properties that are named, each with what is written into it everywhere. */
export function propertyTypes(
  uses: Iterable<PropertyUse>,
): Readonly<Record<PropertyOwner, ReadonlyMap<string, PropertyType>>> {
  const types = { Bot: new Map<string, PropertyType>(), User: new Map<string, PropertyType>() };
  const written = new Set<string>();
  for (const { owner, name, type } of uses) {
    const key = `${owner} ${name}`;
    const before = written.has(key) ? types[owner].get(name) : undefined;
    if (type !== undefined) written.add(key);
    const agreed = before === undefined || before === type ? type : 'any';
    if (type !== undefined || !types[owner].has(name)) types[owner].set(name, agreed ?? 'any');
  }
  return types;
}

/** @returns `undefined` for what leaves nothing behind */
function typeOf(value: ts.Expression | undefined, kind: ts.Expression | undefined): PropertyType | undefined {
  if (kind) {
    const isNamed = ts.isStringLiteralLike(kind) && Object.hasOwn(namedTypes, kind.text.toLowerCase());
    return isNamed ? namedTypes[kind.text.toLowerCase()] : 'any';
  }
  if (!value) return 'any';
  const given = unwrapped(value);
  switch (given.kind) {
    case ts.SyntaxKind.NullKeyword:
      return undefined;
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
      return 'boolean';
    case ts.SyntaxKind.NumericLiteral:
      return 'number';
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
    case ts.SyntaxKind.TemplateExpression:
      return 'string';
    default:
      return 'any';
  }
}
