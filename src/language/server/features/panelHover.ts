import * as l10n from '@vscode/l10n';
import ts from 'typescript';
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { calledOf, nameOf } from '../code/calls';
import { nodesAt } from '../code/nodeAt';
import { codeSpan } from '../documentation';
import { rangeOf } from '../positions';

/** What the admin panel is that a string names: its fields, and who sets it up; `undefined` where none is named. */
export function panelHoverAt(target: Target, position: Position): Hover | undefined {
  const { service, fileName, document, program } = target;
  const file = service.getProgram()?.getSourceFile(fileName);
  const string = file && panelNameAt(file, document.offsetAt(position));
  const panel = string && program.facts.stored.panels.get(string.text);
  if (!panel) return undefined;
  const name = codeSpan(string.text);
  const value = [
    panel.setBy.length > 0
      ? l10n.t('The admin panel {0}, set up by {1}.', name, panel.setBy.map(codeSpan).join(', '))
      : l10n.t('The admin panel {0}, as the server has it.', name),
    ...(panel.fields.size > 0
      ? [l10n.t('Fields: {0}', [...panel.fields].sort().map(codeSpan).join(', '))]
      : []),
  ];
  const start = string.getStart(file);
  return {
    contents: { kind: MarkupKind.Markdown, value: value.join('\n\n') },
    range: rangeOf(document, { start, length: string.end - start }),
  };
}

/** The string that a place is in, when it is the first argument of a call of `AdminPanel`, or the `panel_name` in it. */
function panelNameAt(file: ts.SourceFile, offset: number): ts.StringLiteralLike | undefined {
  const nodes = nodesAt(file, offset).toReversed();
  const [string, parent] = nodes;
  if (!string || !ts.isStringLiteralLike(string) || offset <= string.getStart(file)) return undefined;
  const isKey = parent && ts.isPropertyAssignment(parent) && nameOf(parent.name) === 'panel_name';
  const [argument, call] = isKey ? nodes.slice(2) : nodes;
  const isNamed =
    call &&
    ts.isCallExpression(call) &&
    call.arguments[0] === argument &&
    calledOf(call.expression)[0] === 'AdminPanel';
  return isNamed ? string : undefined;
}
