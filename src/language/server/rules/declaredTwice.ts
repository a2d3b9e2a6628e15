import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import type { Finding } from './finding';

/** A declaration of the body of a command, and whether no other of its name may stand beside it. */
interface Declared {
  readonly name: ts.Identifier;
  /** By `let`, `const` or `class`. */
  readonly isOnly: boolean;
}

/**
 * Names that the code declares again though `@` or `@@` do, where one of the two is no `var` and no function. The three run
 * as one body, which is refused then.
 * @param hooks the code of `@` and `@@` by their names
 */
export function declaredTwice(file: ts.SourceFile, hooks: ReadonlyMap<string, ts.SourceFile>): Finding[] {
  const found = new Map<string, Finding>();
  for (const [hook, other] of hooks) {
    const there = new Map<string, boolean>();
    for (const { name, isOnly } of declaredIn(other))
      there.set(name.text, isOnly || (there.get(name.text) ?? false));
    for (const { name, isOnly } of declaredIn(file)) {
      const isOnlyThere = there.get(name.text);
      if (isOnlyThere === undefined || (!isOnly && !isOnlyThere) || found.has(name.text)) continue;
      found.set(name.text, {
        rule: 'syntax',
        severity: 'error',
        start: name.getStart(file),
        end: name.end,
        message: l10n.t(
          '{0} declares {1} already, and runs as one with this command. Give one of the two another name.',
          hook,
          name.text,
        ),
      });
    }
  }
  return [...found.values()];
}

/** What a body declares for itself as a whole: a `var` of a block is one of the body. */
function* declaredIn(file: ts.SourceFile): Iterable<Declared> {
  const open: ts.Node[] = [...file.statements];
  for (let node = open.pop(); node; node = open.pop()) {
    const isTop = node.parent === file;
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
      if (isTop && node.name) yield { name: node.name, isOnly: ts.isClassDeclaration(node) };
    } else if (ts.isVariableDeclarationList(node)) {
      const isOnly = (node.flags & ts.NodeFlags.BlockScoped) !== 0;
      const isOfBody = !isOnly || (ts.isVariableStatement(node.parent) && node.parent.parent === file);
      for (const name of isOfBody ? node.declarations.flatMap((each) => namesIn(each.name)) : [])
        yield { name, isOnly };
    }
    if (!ts.isFunctionLike(node) && !ts.isClassLike(node))
      ts.forEachChild(node, (child) => void open.push(child));
  }
}

function namesIn(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));
}
