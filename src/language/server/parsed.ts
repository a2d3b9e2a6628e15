import ts from 'typescript';

/** Code as it is read without a program. */
export function parsed(code: string): ts.SourceFile {
  return ts.createSourceFile('command.js', code, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
}
