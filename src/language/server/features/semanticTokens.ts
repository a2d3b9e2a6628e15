import ts from 'typescript';
import { type Range, type SemanticTokens, SemanticTokensBuilder } from 'vscode-languageserver';

import type { Target } from '../botProgram';

/** In the order of TypeScript's own numbers (`TokenType` of its classifier for editors). */
const tokenTypes = [
  'class',
  'enum',
  'interface',
  'namespace',
  'typeParameter',
  'type',
  'parameter',
  'variable',
  'enumMember',
  'property',
  'function',
  'method',
];
const tokenModifiers = ['declaration', 'static', 'async', 'readonly', 'defaultLibrary', 'local'];

export const semanticTokensLegend = { tokenTypes, tokenModifiers };

/** Bits that TypeScript puts the type of a token behind. */
const typeOffset = 8;
const modifierMask = (1 << typeOffset) - 1;

/** What each name is, so that it is coloured by that. */
export function semanticTokensOf({ service, fileName, document }: Target, range?: Range): SemanticTokens {
  const start = range ? document.offsetAt(range.start) : 0;
  const end = range ? document.offsetAt(range.end) : document.getText().length;
  const { spans } = service.getEncodedSemanticClassifications(
    fileName,
    ts.createTextSpan(start, end - start),
    ts.SemanticClassificationFormat.TwentyTwenty,
  );
  const builder = new SemanticTokensBuilder();
  for (let index = 0; index + 2 < spans.length; index += 3) {
    const [offset = 0, length = 0, encoded = 0] = spans.slice(index, index + 3);
    const type = (encoded >> typeOffset) - 1;
    if (type < 0 || type >= tokenTypes.length) continue;
    const { line, character } = document.positionAt(offset);
    builder.push(line, character, length, type, encoded & modifierMask);
  }
  return builder.build();
}
