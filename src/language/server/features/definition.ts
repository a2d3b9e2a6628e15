import type { LocationLink, Position } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { documentOf, rangeOf } from '../positions';

/** Where the name at a position is declared: in this command, in `@` or `@@`, or in what BJS declares. */
export function definitionsAt(target: Target, position: Position): LocationLink[] {
  const { program, service, fileName, document } = target;
  const found = service.getDefinitionAndBoundSpan(fileName, document.offsetAt(position));
  return (found?.definitions ?? []).flatMap((definition): LocationLink[] => {
    const place = documentOf(program, target, definition.fileName);
    if (!place || !found) return [];
    return [
      {
        originSelectionRange: rangeOf(document, found.textSpan),
        targetUri: place.uri,
        targetRange: rangeOf(place, definition.contextSpan ?? definition.textSpan),
        targetSelectionRange: rangeOf(place, definition.textSpan),
      },
    ];
  });
}
