import type ts from 'typescript';
import type { LocationLink, Position } from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { namedValueOf } from '../code/namedValue';
import { nodeAt } from '../code/nodeAt';
import { documentOf, rangeOf } from '../positions';

/**
 * Where the name at a position is declared: in this command, in `@` or `@@`, in a library of the bot, or in what BJS
 * declares.
 */
export function definitionsAt(target: Target, position: Position): LocationLink[] {
  const { program, service, fileName, document } = target;
  const found = service.getDefinitionAndBoundSpan(fileName, document.offsetAt(position));
  if (!found) return [];
  const declared = (found.definitions ?? []).flatMap((definition) => declaredIn(target, definition));
  const links = declared.flatMap((definition): LocationLink[] => {
    const place = documentOf(program, target, definition.fileName);
    if (!place) return [];
    return [
      {
        originSelectionRange: rangeOf(document, found.textSpan),
        targetUri: place.uri,
        targetRange: rangeOf(place, definition.contextSpan ?? definition.textSpan),
        targetSelectionRange: rangeOf(place, definition.textSpan),
      },
    ];
  });
  return withoutTwins(links);
}

/** A library is declared by its file, and what it publishes by name where that name is. */
function declaredIn(
  { program, service }: Target,
  definition: ts.DefinitionInfo,
): readonly ts.DefinitionInfo[] {
  const { fileName, textSpan, name } = definition;
  if (program.isFacts(fileName)) {
    const beginning = { start: 0, length: 0 };
    const library = program.ownLibrary(name.replace(/^"(.*)"$/, '$1'));
    return [{ ...definition, fileName: library, textSpan: beginning, contextSpan: beginning }];
  }
  const file = program.isOwnLibrary(fileName) ? service.getProgram()?.getSourceFile(fileName) : undefined;
  const value = file && namedValueOf(nodeAt(file, textSpan.start).parent);
  const found = value && service.getDefinitionAtPosition(fileName, value.getStart(file));
  return found?.filter((each) => each.fileName === fileName) ?? [definition];
}

function withoutTwins(links: readonly LocationLink[]): LocationLink[] {
  const byPlace = new Map(
    links.map((link) => [`${link.targetUri} ${JSON.stringify(link.targetSelectionRange)}`, link]),
  );
  return [...byPlace.values()];
}
