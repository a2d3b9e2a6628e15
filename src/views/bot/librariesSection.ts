import * as vscode from 'vscode';

import { installationsSentence } from '../../sentences/installations';
import { shownName } from '../../sentences/shownName';
import { localAndUtc } from '../../util/times';
import { firstLine } from '../commandFacts';
import { byName } from '../order';
import { hover } from '../tooltips';
import { libraryNode } from './nodes';
import { partItem } from './partItem';
import type { Section } from './section';

/** The libraries that the bot has installed. */
export const librariesSection: Section = {
  name: 'libraries',
  icon: 'library',
  title: () => vscode.l10n.t('Libraries'),
  rows: ({ ref, parts }) =>
    parts.libraries.items.toSorted(byName(({ name }) => name)).map(({ id }) => libraryNode(ref, id)),
  item: (node, { parts }) => {
    const library = node.kind === 'library' ? parts.libraries.get(node.partId) : undefined;
    return (
      library &&
      partItem(node, {
        label: shownName(library.name),
        description: firstLine(library.description, 60),
        icon: 'package',
        contextValue: 'library',
      })
    );
  },
  tooltip: (node, { parts }) => {
    const library = node.kind === 'library' ? parts.libraries.get(node.partId) : undefined;
    const changed = localAndUtc(library?.updatedAt);
    return (
      library &&
      hover(shownName(library.name), [
        library.description,
        vscode.l10n.t('In code: {0}', `Libs.${library.name}`),
        library.installations !== undefined && installationsSentence(library.installations),
        changed && vscode.l10n.t('Last change: {0}', changed.both),
        vscode.l10n.t('Id: {0}', String(library.id)),
      ])
    );
  },
};
