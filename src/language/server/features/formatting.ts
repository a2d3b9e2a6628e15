import ts from 'typescript';
import type { FormattingOptions, Position, Range, TextEdit } from 'vscode-languageserver';

import { parseCommandFile } from '../../../repository/format/parseCommandFile';
import type { Target } from '../botProgram';
import { rangeOf } from '../positions';

export const formattingTriggers = { first: ';', more: ['}', '\n'] };

/** TypeScript's own formatting of a document or a part of it. The header of a command's file stays as it is. */
export function formattingOf(target: Target, options: FormattingOptions, range?: Range): TextEdit[] {
  const { service, fileName, document } = target;
  const start = range ? document.offsetAt(range.start) : 0;
  const end = range ? document.offsetAt(range.end) : document.getText().length;
  return editsOf(
    target,
    service.getFormattingEditsForRange(fileName, start, end, settingsOf(target, options)),
  );
}

/** What a typed character makes of the lines around it. */
export function formattingOnType(
  target: Target,
  options: FormattingOptions,
  position: Position,
  typed: string,
): TextEdit[] {
  const { service, fileName, document } = target;
  const at = document.offsetAt(position);
  return editsOf(
    target,
    service.getFormattingEditsAfterKeystroke(fileName, at, typed, settingsOf(target, options)),
  );
}

function editsOf({ document }: Target, changes: readonly ts.TextChange[]): TextEdit[] {
  const text = document.getText();
  const codeStart = text.length - lengthOfCode(text);
  return changes
    .filter(({ span }) => span.start >= codeStart)
    .map(({ span, newText }) => ({ range: rangeOf(document, span), newText }));
}

/** How much of a file is code; without a header all of it. */
function lengthOfCode(text: string): number {
  const { header, body } = parseCommandFile(text);
  return header ? body.code.length + body.end.length : text.length;
}

function settingsOf({ document }: Target, options: FormattingOptions): ts.FormatCodeSettings {
  return {
    ...ts.getDefaultFormatCodeSettings(document.getText().includes('\r\n') ? '\r\n' : '\n'),
    tabSize: options.tabSize,
    indentSize: options.tabSize,
    convertTabsToSpaces: options.insertSpaces,
    // Code without semicolons stays so, and so does code with them.
    semicolons: ts.SemicolonPreference.Ignore,
    insertSpaceAfterOpeningAndBeforeClosingNonemptyBraces: true,
    insertSpaceAfterFunctionKeywordForAnonymousFunctions: true,
  };
}
