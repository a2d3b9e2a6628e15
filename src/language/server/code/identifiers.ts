import ts from 'typescript';

/** Whether a text can be the name of a variable: letters, digits, `_` and `$`, and no word of the language. */
export function isIdentifier(text: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false, ts.LanguageVariant.Standard, text);
  const token = scanner.scan();
  const isWord = token !== ts.SyntaxKind.Identifier && token <= ts.SyntaxKind.LastFutureReservedWord;
  const isName = token === ts.SyntaxKind.Identifier || (token <= ts.SyntaxKind.LastKeyword && !isWord);
  return isName && token !== ts.SyntaxKind.AwaitKeyword && scanner.getTokenEnd() === text.length;
}
