import ts from 'typescript';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { rangeOf } from '../positions';

const kinds: ReadonlyMap<ts.ScriptElementKind, SymbolKind> = new Map<ts.ScriptElementKind, SymbolKind>([
  [ts.ScriptElementKind.functionElement, SymbolKind.Function],
  [ts.ScriptElementKind.localFunctionElement, SymbolKind.Function],
  [ts.ScriptElementKind.classElement, SymbolKind.Class],
  [ts.ScriptElementKind.localClassElement, SymbolKind.Class],
  [ts.ScriptElementKind.memberFunctionElement, SymbolKind.Method],
  [ts.ScriptElementKind.constructorImplementationElement, SymbolKind.Constructor],
  [ts.ScriptElementKind.memberGetAccessorElement, SymbolKind.Property],
  [ts.ScriptElementKind.memberSetAccessorElement, SymbolKind.Property],
  [ts.ScriptElementKind.memberVariableElement, SymbolKind.Property],
  [ts.ScriptElementKind.constElement, SymbolKind.Constant],
]);

/** The outline of a document. */
export function symbolsOf({ service, fileName, document }: Target): DocumentSymbol[] {
  const symbols = (items: readonly ts.NavigationTree[] | undefined): DocumentSymbol[] =>
    (items ?? []).flatMap((item): DocumentSymbol[] => {
      const [span] = item.spans;
      if (!span) return [];
      const range = rangeOf(document, span);
      return [
        {
          // VS Code refuses a symbol without a name.
          name: item.text.trim() || '…',
          kind: kinds.get(item.kind) ?? SymbolKind.Variable,
          range,
          selectionRange: item.nameSpan ? rangeOf(document, item.nameSpan) : range,
          children: symbols(item.childItems),
        },
      ];
    });
  return symbols(service.getNavigationTree(fileName).childItems);
}
