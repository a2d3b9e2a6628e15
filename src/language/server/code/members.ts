import ts from 'typescript';

/** The members that a global has. Asked seldom: a finding hangs on it. */
export function membersOf(checker: ts.TypeChecker, file: ts.SourceFile, object: string): ReadonlySet<string> {
  const symbols = checker
    .getSymbolsInScope(file, ts.SymbolFlags.Variable)
    .filter(({ name }) => name === object);
  return new Set(
    symbols.flatMap((symbol) =>
      checker
        .getTypeOfSymbol(symbol)
        .getProperties()
        .map(({ name }) => name),
    ),
  );
}
