import ts from 'typescript';

import { headerless } from './headerless';

/** Code as it is read without a program; the header of a command's file is a comment in it. */
export function parsed(code: string): ts.SourceFile {
  return ts.createSourceFile('command.js', headerless(code), ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
}
