import ts from 'typescript';
import {
  MarkupKind,
  type ParameterInformation,
  type Position,
  type SignatureHelp,
  type SignatureInformation,
} from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { codeSpan, documentationOf } from '../documentation';

export const signatureTriggers = ['(', ','];
export const signatureRetriggers = [')'];

/** The parameters of the call around a position. */
export function signatureHelpAt(
  { service, fileName, document }: Target,
  position: Position,
  reason: ts.SignatureHelpTriggerReason,
): SignatureHelp | null {
  const help = service.getSignatureHelpItems(fileName, document.offsetAt(position), {
    triggerReason: reason,
  });
  if (!help) return null;
  return {
    signatures: help.items.map(informationOf),
    activeSignature: help.selectedItemIndex,
    activeParameter: activeParameter(help),
  };
}

/** The last parameter of `f(...rest)` takes all that follow. */
function activeParameter({ items, selectedItemIndex, argumentIndex }: ts.SignatureHelpItems): number {
  const item = items[selectedItemIndex];
  return item?.isVariadic ? Math.min(argumentIndex, item.parameters.length - 1) : argumentIndex;
}

function informationOf(item: ts.SignatureHelpItem): SignatureInformation {
  let label = ts.displayPartsToString(item.prefixDisplayParts);
  const separator = ts.displayPartsToString(item.separatorDisplayParts);
  const parameters = item.parameters.map((parameter, index): ParameterInformation => {
    if (index > 0) label += separator;
    const start = label.length;
    label += ts.displayPartsToString(parameter.displayParts);
    return {
      label: [start, label.length],
      documentation: markdown(named(parameter.name, documentationOf(parameter.documentation, []))),
    };
  });
  label += ts.displayPartsToString(item.suffixDisplayParts);
  const others = item.tags.filter(({ name }) => name !== 'param');
  return { label, parameters, documentation: markdown(documentationOf(item.documentation, others)) };
}

/** The editor shows it in front of what the whole call is for, and says not whose it is. */
function named(parameter: string, documentation: string): string {
  return documentation && `${codeSpan(parameter)} — ${documentation}`;
}

function markdown(value: string) {
  return { kind: MarkupKind.Markdown, value };
}
