import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import { nodesOf } from '../code/walk';
import type { Finding } from './finding';

/** `import`, `export` and `import.meta`, which no function may hold: a body with one of them does not run. */
export function moduleSyntax(file: ts.SourceFile): Finding[] {
  const found: Finding[] = [];
  for (const node of nodesOf(file)) {
    const word = moduleWord(node);
    if (!word) continue;
    const [start, end] = [word.getStart(file), word.end];
    found.push({ rule: 'syntax', severity: 'error', start, end, message: noModules() });
  }
  return found;
}

function moduleWord(node: ts.Node): ts.Node | undefined {
  if (
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isExportAssignment(node) ||
    (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
  )
    return node.getFirstToken();
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return modifiers.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

export function noModules(): string {
  return l10n.t('BJS has no modules. Share code in the command @ or in a library of the bot.');
}
